//! Which kind of PDF is written.

/// The conformance that the file claims.
#[derive(Clone, Debug)]
pub enum Profile {
    /// PDF/A-2a and PDF/UA-1: for an e-depot; sources lie beside it.
    A2a,
    /// PDF/A-3a and PDF/UA-1 with the sources embedded: for a system that takes one file.
    A3a {
        /// What is embedded, with relationship Source.
        sources: Vec<EmbeddedFile>,
    },
}

/// A source inside a PDF/A-3a.
#[derive(Clone)]
pub struct EmbeddedFile {
    /// Its name, e.g. `messages.jsonl`; each occurs once.
    pub name: String,
    /// Its media type, e.g. `application/json`.
    pub media_type: String,
    /// What it is, for a person.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for EmbeddedFile {
    /// Shows sizes only, because names and bytes are content.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmbeddedFile({}, {} bytes)", self.media_type, self.bytes.len())
    }
}
