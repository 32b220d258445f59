//! BagIt 1.0 (RFC 8493): a payload with checksums that anybody can verify with common tools.
//!
//! [`Bag`] streams a payload into a sink and ends with manifests in SHA-256 and SHA-512; [`check_bag`] reads any bag and
//! names everything that is wrong with it. Nothing is fetched: a `fetch.txt` is a list of what is missing.

mod check;

use std::io::{self, Read};

use jiff::civil::Date;

pub use check::{BagReport, check_bag};

use crate::tree::{Hashing, SafePath, Sink};

pub(crate) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What `bag-info.txt` says; line breaks in a value become spaces.
#[derive(Debug, Clone)]
pub struct BagInfo {
    /// `Source-Organization`.
    pub source_organization: String,
    /// `Organization-Address`.
    pub organization_address: Option<String>,
    /// `Contact-Name`.
    pub contact_name: Option<String>,
    /// `Contact-Email`.
    pub contact_email: Option<String>,
    /// `External-Description`; no personal content, for it is not in the payload.
    pub external_description: Option<String>,
    /// `External-Identifier`, e.g. the identifier of the release.
    pub external_identifier: Option<String>,
    /// `Bagging-Date`.
    pub bagging_date: Date,
    /// Further labels, e.g. `Zegel-Release`.
    pub more: Vec<(String, String)>,
}

/// A bag being written. As a [`Sink`] it takes the payload: paths there are below `data/`.
pub struct Bag<'s> {
    sink: &'s mut dyn Sink,
    payload: Vec<Line>,
    tags: Vec<Line>,
    n_bytes: u64,
}

struct Line {
    path: String,
    sha256: String,
    sha512: String,
}

/// A bag that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagSummary {
    /// Number of payload files.
    pub n_files: u64,
    /// Number of payload bytes.
    pub n_bytes: u64,
    /// SHA-256 of `tagmanifest-sha256.txt`, which covers every byte of the bag; lower-case hexadecimal.
    pub manifest_sha256: String,
}

impl<'s> Bag<'s> {
    /// Starts a bag.
    pub fn new(sink: &'s mut dyn Sink) -> Self {
        Self { sink, payload: vec![], tags: vec![], n_bytes: 0 }
    }

    /// Adds a tag file of one's own, such as a proof; it is covered by the tag manifests.
    ///
    /// # Errors
    /// When the path is taken, reserved or below `data/`, or when writing fails.
    pub fn tag(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<()> {
        let name = path.as_str();
        let is_reserved = matches!(name, "bagit.txt" | "bag-info.txt" | "fetch.txt" | "data")
            || name.starts_with("data/")
            || (name.ends_with(".txt")
                && (name.starts_with("manifest-") || name.starts_with("tagmanifest-")));
        if is_reserved {
            let message = "this name belongs to BagIt itself; choose another for the tag file";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let line = write(self.sink, path, content)?.0;
        self.tags.push(line);
        Ok(())
    }

    /// Ends the bag: declaration, information, manifests.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self, info: &BagInfo) -> io::Result<BagSummary> {
        let n_files = self.payload.len() as u64;
        self.own("bagit.txt", DECLARATION)?;
        self.own("bag-info.txt", &info.text(self.n_bytes, n_files))?;
        self.payload.sort_by(|a, b| a.path.cmp(&b.path));
        let manifests =
            (lines(&self.payload, |line| &line.sha256), lines(&self.payload, |line| &line.sha512));
        self.own("manifest-sha256.txt", &manifests.0)?;
        self.own("manifest-sha512.txt", &manifests.1)?;
        self.tags.sort_by(|a, b| a.path.cmp(&b.path));
        let manifests = (lines(&self.tags, |line| &line.sha256), lines(&self.tags, |line| &line.sha512));
        self.own("tagmanifest-sha256.txt", &manifests.0)?;
        let manifest_sha256 = self.tags.pop().map(|line| line.sha256).unwrap_or_default();
        self.own("tagmanifest-sha512.txt", &manifests.1)?;
        Ok(BagSummary { n_files, n_bytes: self.n_bytes, manifest_sha256 })
    }

    fn own(&mut self, name: &str, text: &str) -> io::Result<()> {
        let path = SafePath::new(name).map_err(invalid)?;
        let line = write(self.sink, &path, &mut text.as_bytes())?.0;
        self.tags.push(line);
        Ok(())
    }
}

impl Sink for Bag<'_> {
    fn file(&mut self, path: &SafePath, content: &mut dyn Read) -> io::Result<u64> {
        let path = SafePath::new(format!("data/{path}")).map_err(invalid)?;
        let (line, n_bytes) = write(self.sink, &path, content)?;
        self.payload.push(line);
        self.n_bytes += n_bytes;
        Ok(n_bytes)
    }
}

fn invalid(error: crate::UnsafePath) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

fn write(sink: &mut dyn Sink, path: &SafePath, content: &mut dyn Read) -> io::Result<(Line, u64)> {
    let mut hashing = Hashing::both(content);
    sink.file(path, &mut hashing)?;
    let n_bytes = hashing.n_bytes;
    let (sha256, sha512) = hashing.finish();
    Ok((Line { path: path.to_string(), sha256, sha512 }, n_bytes))
}

fn lines(of: &[Line], hash: fn(&Line) -> &String) -> String {
    of.iter().map(|line| format!("{}  {}\n", hash(line), encoded(&line.path))).collect()
}

/// RFC 8493 §2.1.3: of a path only `%`, CR and LF are percent-encoded.
pub(crate) fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

impl BagInfo {
    fn text(&self, n_bytes: u64, n_files: u64) -> String {
        let mut text = String::new();
        let mut add = |label: &str, value: &str| {
            let value: Vec<&str> =
                value.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect();
            if !value.is_empty() {
                text += &format!("{label}: {}\n", value.join(" "));
            }
        };
        let maybe = |value: &Option<String>| value.clone().unwrap_or_default();
        add("Source-Organization", &self.source_organization);
        add("Organization-Address", &maybe(&self.organization_address));
        add("Contact-Name", &maybe(&self.contact_name));
        add("Contact-Email", &maybe(&self.contact_email));
        add("External-Description", &maybe(&self.external_description));
        add("External-Identifier", &maybe(&self.external_identifier));
        add("Bagging-Date", &self.bagging_date.to_string());
        add("Payload-Oxum", &format!("{n_bytes}.{n_files}"));
        for (label, value) in &self.more {
            // A colon or a line break would end the label early.
            let label: String = label.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            if !label.is_empty() {
                add(&label, value);
            }
        }
        text
    }
}
