//! The pakbon: what the receiver counts and compares before signing for a delivery.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::package::Written;
use crate::xml::{Element, XmlError, parse, print};

/// The namespace of our form of the pakbon.
const NAMESPACE: &str = "urn:zegel:pakbon:1";
/// How the hash is made, in words, for a receiver without our documentation.
const ALGORITHM: &str = "SHA-256 over 'sha256  pad' per bestand, gesorteerd op pad";

/// What the sender fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PakbonHead {
    /// The unique number of the delivery, e.g. the identifier of the release.
    pub number: String,
    /// The name of the delivery; no personal content.
    pub name: String,
    /// Where it goes: the collection or location at the receiver.
    pub target: String,
    /// The organisation that delivers (archiefvormer).
    pub organisation: String,
    /// Who to ask.
    pub contact: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// What becomes of ours.
    pub kind: DeliveryKind,
    /// Remarks on the material.
    pub remarks: Vec<String>,
}

/// What a delivery does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryKind {
    /// The receiver becomes the keeper; ours is destroyed after the receiver's confirmation.
    Move,
    /// The receiver gets a copy.
    Copy,
    /// The receiver replaces what it had.
    Update,
}

impl DeliveryKind {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Move, "verplaatsing"), (Self::Copy, "kopie"), (Self::Update, "actualisering")];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// The pakbon of a delivery that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pakbon {
    /// What the sender filled in.
    pub head: PakbonHead,
    /// Number of objects (dossier and records).
    pub n_objects: u64,
    /// Number of files with a sidecar of their own.
    pub n_files: u64,
    /// Number of files whose name does not end in `.mdto.xml`.
    pub n_content_files: u64,
    /// Number of bytes of those.
    pub n_content_bytes: u64,
    /// The hash of the SIP, lower-case hexadecimal; see [`Written::tree_sha256`].
    pub sip_sha256: String,
}

/// A pakbon that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PakbonError {
    /// Not XML.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Another form.
    #[error(
        "this is not a pakbon of the form {NAMESPACE}; other forms are agreed with their sender and read by hand"
    )]
    Form,
    /// Fields that are missing, twice or not what they should be.
    #[error("the pakbon lacks these fields, has them twice or cannot read them: {}", .0.join(", "))]
    Fields(Vec<&'static str>),
}

impl Pakbon {
    pub(crate) fn new(head: PakbonHead, written: &Written) -> Self {
        let n_content = written.digests.iter().filter(|(path, _)| !is_sidecar(path.as_str())).count();
        Self {
            head,
            n_objects: written.n_objects,
            n_files: written.n_files,
            n_content_files: n_content as u64,
            n_content_bytes: written.n_bytes,
            sip_sha256: written.tree_sha256(),
        }
    }

    /// Prints it.
    pub fn to_xml(&self) -> String {
        let mut fields = vec![Element::leaf("versie", "1")];
        let mut add = |name: &str, value: &str| fields.push(Element::leaf(name, value));
        add("nummer", &self.head.number);
        add("naam", &self.head.name);
        add("doellocatie", &self.head.target);
        add("soortLevering", self.head.kind.word());
        add("aangemaaktOp", &self.head.made_at.to_string());
        add("archiefvormer", &self.head.organisation);
        add("contactpersoon", &self.head.contact);
        add("aantalInformatieobjecten", &self.n_objects.to_string());
        add("aantalBestanden", &self.n_files.to_string());
        add("aantalBestandenZonderMdtoXml", &self.n_content_files.to_string());
        add("omvangBestandenZonderMdtoXml", &self.n_content_bytes.to_string());
        add("hashAlgoritme", ALGORITHM);
        add("hashWaarde", &self.sip_sha256);
        for remark in &self.head.remarks {
            add("opmerking", remark);
        }
        print(&Element::parent("pakbon", fields), &format!(" xmlns=\"{NAMESPACE}\"")).xml
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`PakbonError`], with every field that is wrong.
    pub fn read(xml: &[u8]) -> Result<Self, PakbonError> {
        let root = parse(xml)?;
        if root.name != "pakbon" || root.namespace.as_deref() != Some(NAMESPACE) {
            return Err(PakbonError::Form);
        }
        let mut fields = Fields { values: BTreeMap::new(), wrong: vec![] };
        for element in &root.children {
            fields.values.entry(element.name.as_str()).or_default().push(element.text.as_str());
        }
        if fields.text("versie") != "1" || fields.text("hashAlgoritme") != ALGORITHM {
            return Err(PakbonError::Form);
        }
        let remarks = fields.values.get("opmerking").cloned().unwrap_or_default();
        let pakbon = Self {
            head: PakbonHead {
                number: fields.text("nummer"),
                name: fields.text("naam"),
                target: fields.text("doellocatie"),
                organisation: fields.text("archiefvormer"),
                contact: fields.text("contactpersoon"),
                made_at: fields.parsed("aangemaaktOp", Timestamp::UNIX_EPOCH),
                kind: fields.kind(),
                remarks: remarks.into_iter().map(str::to_owned).collect(),
            },
            n_objects: fields.parsed("aantalInformatieobjecten", 0),
            n_files: fields.parsed("aantalBestanden", 0),
            n_content_files: fields.parsed("aantalBestandenZonderMdtoXml", 0),
            n_content_bytes: fields.parsed("omvangBestandenZonderMdtoXml", 0),
            sip_sha256: fields.text("hashWaarde"),
        };
        if fields.wrong.is_empty() { Ok(pakbon) } else { Err(PakbonError::Fields(fields.wrong)) }
    }
}

struct Fields<'a> {
    values: BTreeMap<&'a str, Vec<&'a str>>,
    wrong: Vec<&'static str>,
}

impl Fields<'_> {
    fn text(&mut self, name: &'static str) -> String {
        match self.values.get(name).map(Vec::as_slice) {
            Some([value]) => (*value).to_owned(),
            _ => {
                self.wrong.push(name);
                String::new()
            }
        }
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &'static str, otherwise: T) -> T {
        let text = self.text(name);
        text.parse().unwrap_or_else(|_| {
            if !self.wrong.contains(&name) {
                self.wrong.push(name);
            }
            otherwise
        })
    }

    fn kind(&mut self) -> DeliveryKind {
        let word = self.text("soortLevering");
        let found = DeliveryKind::ALL.iter().find(|(_, own)| *own == word);
        found.map(|(kind, _)| *kind).unwrap_or_else(|| {
            if !self.wrong.contains(&"soortLevering") {
                self.wrong.push("soortLevering");
            }
            DeliveryKind::Copy
        })
    }
}

/// The count rule of the specification looks at `.mdto.xml` without regard to case.
pub(crate) fn is_sidecar(path: &str) -> bool {
    let end = path.len().saturating_sub(".mdto.xml".len());
    path.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".mdto.xml"))
}
