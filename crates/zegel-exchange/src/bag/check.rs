//! Checking a bag: complete (all there, nothing extra) and valid (all checksums match), RFC 8493 §3.
//!
//! Every file is read once for all its checksums. A bag is somebody else's: its paths are attacks until shown otherwise.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read};

use crate::finding::{Finding, Findings};
use crate::names::folded;
use crate::tree::{Entry, Hashing, SafePath, Tree, UnsafePath};

/// The longest tag file that is read into memory.
const TAG_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// What the check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BagReport {
    /// Everything that is wrong, or worth knowing.
    pub findings: Vec<Finding>,
    /// Number of payload files.
    pub n_files: u64,
    /// Number of payload bytes.
    pub n_bytes: u64,
    /// True when every file that is listed is there and nothing else is.
    pub is_complete: bool,
    /// True when the bag is complete and every checksum matches.
    pub is_valid: bool,
}

/// Checks a bag.
///
/// # Errors
/// Only when the tree itself cannot be read; everything that is wrong with the bag is in the report.
pub fn check_bag(tree: &dyn Tree) -> io::Result<BagReport> {
    let mut check = Check { tree, found: Findings::default(), files: BTreeMap::new() };
    check.list()?;
    check.declaration()?;
    let manifests = check.manifests()?;
    check.complete(&manifests);
    check.fetch()?;
    let is_complete = !check.found.has_error();
    check.checksums(&manifests)?;
    check.oxum()?;
    let payload = || check.files.iter().filter(|(path, _)| path.starts_with("data/"));
    Ok(BagReport {
        n_files: payload().count() as u64,
        n_bytes: payload().map(|(_, size)| size).sum(),
        is_complete,
        is_valid: !check.found.has_error(),
        findings: check.found.0,
    })
}

/// What one manifest lists: its algorithm, and a checksum for each path.
struct Manifest {
    file: String,
    algorithm: Algorithm,
    is_of_tags: bool,
    listed: HashMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Sha256,
    Sha512,
}

struct Check<'t> {
    tree: &'t dyn Tree,
    found: Findings,
    files: BTreeMap<String, u64>,
}

impl Check<'_> {
    fn list(&mut self) -> io::Result<()> {
        let mut folds: HashMap<String, String> = HashMap::new();
        for entry in self.tree.entries()? {
            match entry {
                Entry::Special(path) => {
                    self.found.error(
                        "special-file",
                        Some(&path),
                        "this is a link, a device or a name that is not UTF-8; it is not followed",
                    );
                }
                Entry::File(path, size) => {
                    if let Some(other) = folds.insert(folded(&path), path.clone()) {
                        let message = format!("on some disks this is the same name as {other:?}");
                        self.found.warning("names-collide", Some(&path), message);
                    }
                    self.files.insert(path, size);
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, path: &str) -> io::Result<Option<String>> {
        let Some(size) = self.files.get(path) else { return Ok(None) };
        if TAG_BYTES_MAX < *size {
            self.found.error(
                "limit",
                Some(path),
                format!("this tag file is over the limit of {TAG_BYTES_MAX} bytes"),
            );
            return Ok(None);
        }
        let mut bytes = vec![];
        self.tree.open(path)?.take(TAG_BYTES_MAX).read_to_end(&mut bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => {
                self.found.error("encoding", Some(path), "this tag file is not UTF-8; only UTF-8 is read");
                Ok(None)
            }
        }
    }

    fn declaration(&mut self) -> io::Result<()> {
        if !self.files.contains_key("bagit.txt") {
            self.found.error("no-declaration", Some("bagit.txt"), "bagit.txt is missing: this is not a bag");
            return Ok(());
        }
        let Some(text) = self.text("bagit.txt")? else { return Ok(()) };
        let lines: Vec<&str> = text.lines().collect();
        let version = lines.first().and_then(|line| line.strip_prefix("BagIt-Version: "));
        let encoding = lines.get(1).and_then(|line| line.strip_prefix("Tag-File-Character-Encoding: "));
        if lines.len() != 2 || version.is_none() || encoding.is_none() {
            self.found.error(
                "declaration",
                Some("bagit.txt"),
                "bagit.txt must hold exactly its two lines, without a byte order mark",
            );
        }
        if version.is_some_and(|version| !["1.0", "0.97", "0.96", "0.95", "0.94", "0.93"].contains(&version))
        {
            self.found.error(
                "version",
                Some("bagit.txt"),
                "this version of BagIt is not known; 0.93 to 1.0 are read",
            );
        }
        if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
            self.found.error("encoding", Some("bagit.txt"), "only tag files in UTF-8 are read");
        }
        Ok(())
    }

    fn manifests(&mut self) -> io::Result<Vec<Manifest>> {
        let mut manifests = vec![];
        let names: Vec<String> = self.files.keys().filter(|path| !path.contains('/')).cloned().collect();
        let mut n_other = 0;
        for file in names {
            let (is_of_tags, rest) = match (file.strip_prefix("manifest-"), file.strip_prefix("tagmanifest-"))
            {
                (Some(rest), _) => (false, rest),
                (_, Some(rest)) => (true, rest),
                _ => continue,
            };
            let algorithm = match rest.strip_suffix(".txt").map(str::to_ascii_lowercase).as_deref() {
                Some("sha256") => Algorithm::Sha256,
                Some("sha512") => Algorithm::Sha512,
                Some(_) => {
                    n_other += 1;
                    let message =
                        "checksums of this algorithm are not computed; those in SHA-256 or SHA-512 count";
                    self.found.warning("algorithm", Some(&file), message);
                    continue;
                }
                None => continue,
            };
            let text = self.text(&file)?.unwrap_or_default();
            let listed = self.listed(&file, &text, is_of_tags);
            manifests.push(Manifest { file, algorithm, is_of_tags, listed });
        }
        if !manifests.iter().any(|manifest| !manifest.is_of_tags) {
            let message = match n_other {
                0 => "there is no payload manifest: nothing can be verified",
                _ => "there is no payload manifest in SHA-256 or SHA-512: ask the sender for one",
            };
            self.found.error("no-manifest", None, message);
        }
        Ok(manifests)
    }

    fn listed(&mut self, file: &str, text: &str, is_of_tags: bool) -> HashMap<String, String> {
        let mut listed = HashMap::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let Some((hash, path)) = line.split_once([' ', '\t']) else {
                self.found.error(
                    "manifest-line",
                    Some(file),
                    format!("line {} is not a checksum and a path", at + 1),
                );
                continue;
            };
            // `md5sum -b` and its kin put an asterisk before the path.
            let path = path.trim_start_matches([' ', '\t']);
            let path = decoded(path.strip_prefix('*').unwrap_or(path));
            match SafePath::new(path.trim_start_matches("./")) {
                Ok(_) => {}
                // RFC 8493 allows such names; they only do not travel to every system.
                Err(error @ (UnsafePath::Character | UnsafePath::TooLong)) => {
                    self.found.warning(
                        "unportable-path",
                        Some(&path),
                        format!("line {} of {file}: {error}", at + 1),
                    );
                }
                Err(error) => {
                    self.found.error(
                        "unsafe-path",
                        Some(&path),
                        format!("line {} of {file}: {error}", at + 1),
                    );
                    continue;
                }
            }
            let path = path.trim_start_matches("./").to_owned();
            if path.starts_with("data/") == is_of_tags {
                let message = format!("line {} of {file} lists a path of the other kind", at + 1);
                self.found.error("wrong-place", Some(&path), message);
                continue;
            }
            if listed.insert(path.clone(), hash.to_ascii_lowercase()).is_some() {
                self.found.error("listed-twice", Some(&path), format!("{file} lists this path twice"));
            }
        }
        listed
    }

    /// All that is listed is there; all that is under `data/` is listed in every payload manifest (RFC 8493 §3).
    fn complete(&mut self, manifests: &[Manifest]) {
        for manifest in manifests {
            let listed: BTreeSet<&String> = manifest.listed.keys().collect();
            for path in listed {
                if !self.files.contains_key(path) {
                    self.found.error(
                        "missing",
                        Some(path),
                        format!("{} lists this file, and it is not there", manifest.file),
                    );
                }
            }
            if manifest.is_of_tags {
                continue;
            }
            let extra: Vec<String> = self
                .files
                .keys()
                .filter(|path| path.starts_with("data/") && !manifest.listed.contains_key(*path))
                .cloned()
                .collect();
            for path in extra {
                self.found.error("extra", Some(&path), format!("this file is not in {}", manifest.file));
            }
        }
    }

    fn fetch(&mut self) -> io::Result<()> {
        let Some(text) = self.text("fetch.txt")? else { return Ok(()) };
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let path = decoded(line.splitn(3, [' ', '\t']).nth(2).unwrap_or_default().trim());
            match SafePath::new(path.as_str()) {
                Ok(_) if !path.starts_with("data/") => {
                    self.found.error(
                        "wrong-place",
                        Some(&path),
                        format!("line {} of fetch.txt leads outside data/", at + 1),
                    );
                }
                Ok(_) if self.files.contains_key(&path) => {}
                Ok(_) => self.found.error(
                    "not-fetched",
                    Some(&path),
                    "this file must still be fetched; nothing is fetched here",
                ),
                Err(error) => self.found.error(
                    "unsafe-path",
                    Some(&path),
                    format!("line {} of fetch.txt: {error}", at + 1),
                ),
            }
        }
        Ok(())
    }

    fn checksums(&mut self, manifests: &[Manifest]) -> io::Result<()> {
        let paths: Vec<String> = self.files.keys().cloned().collect();
        for path in paths {
            let listing: Vec<_> = manifests.iter().filter_map(|m| Some((m, m.listed.get(&path)?))).collect();
            if listing.is_empty() {
                continue;
            }
            let mut content = self.tree.open(&path)?;
            let needs_sha512 = listing.iter().any(|(manifest, _)| manifest.algorithm == Algorithm::Sha512);
            let mut hashing =
                if needs_sha512 { Hashing::both(&mut content) } else { Hashing::sha256(&mut content) };
            io::copy(&mut hashing, &mut io::sink())?;
            let (sha256, sha512) = hashing.finish();
            for (manifest, listed) in listing {
                let own = if manifest.algorithm == Algorithm::Sha256 { &sha256 } else { &sha512 };
                if own != listed {
                    let message = format!("the bytes are not those of {}", manifest.file);
                    self.found.error("checksum", Some(&path), message);
                }
            }
        }
        Ok(())
    }

    fn oxum(&mut self) -> io::Result<()> {
        let Some(text) = self.text("bag-info.txt")? else { return Ok(()) };
        let stated = text.lines().find_map(|line| line.strip_prefix("Payload-Oxum:")).map(str::trim);
        let payload: Vec<u64> =
            self.files.iter().filter(|(path, _)| path.starts_with("data/")).map(|(_, n)| *n).collect();
        let own = format!("{}.{}", payload.iter().sum::<u64>(), payload.len());
        if stated.is_some_and(|stated| stated != own) {
            self.found.error("oxum", Some("bag-info.txt"), format!("Payload-Oxum is not {own}"));
        }
        Ok(())
    }
}

fn decoded(path: &str) -> String {
    path.replace("%0D", "\r")
        .replace("%0d", "\r")
        .replace("%0A", "\n")
        .replace("%0a", "\n")
        .replace("%25", "%")
}
