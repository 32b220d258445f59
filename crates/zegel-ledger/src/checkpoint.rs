//! Checkpoints: a signed statement of how large the ledger was and what its root was.
//!
//! The form is that of C2SP (`c2sp.org/tlog-checkpoint`), so that witnesses and tools of others read it. Whether
//! a checkpoint continues an earlier one is shown by a consistency proof, not here.
//! Invariant: a [`Checkpoint`] prints to exactly one text, and only that text is read back as it.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::hash::Hash;
use crate::note::{self, NoteError, NoteSignature, NoteSigner, VerifierKey};

/// The head of a log at some moment; the fields are checked, hence private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extra: Vec<String>,
}

/// A checkpoint with its signatures; what it says counts only after [`SignedCheckpoint::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    text: String,
    claimed: Checkpoint,
    signatures: Vec<NoteSignature>,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The frame or a signature is wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A line is not what belongs there.
    #[error("read the checkpoint: line {line} must be {expected}; it is damaged or not a checkpoint")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What belongs there.
        expected: &'static str,
    },
    /// The checkpoint is of another log.
    #[error("verify the checkpoint: it is of the log {found}, not of {expected}")]
    OtherLog {
        /// The origin of the log that was asked for.
        expected: String,
        /// The origin in the checkpoint.
        found: String,
    },
}

impl Checkpoint {
    /// Makes a checkpoint without extra lines.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        Self::with_extra(origin, size, root, Vec::new())
    }

    /// Makes a checkpoint with extra lines, which are signed too.
    pub fn with_extra(
        origin: &str,
        size: u64,
        root: Hash,
        extra: Vec<String>,
    ) -> Result<Self, CheckpointError> {
        check_line(origin, 1)?;
        for (i, line) in extra.iter().enumerate() {
            check_line(line, 4 + i)?;
        }
        Ok(Self { origin: origin.to_owned(), size, root, extra })
    }

    /// Returns the unique name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root over them.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Returns the lines after the root.
    pub fn extra(&self) -> &[String] {
        &self.extra
    }

    /// Returns the text that is signed, with its last newline.
    pub fn to_text(&self) -> String {
        let root = BASE64_STANDARD.encode(self.root.0);
        let mut text = format!("{}\n{}\n{root}\n", self.origin, self.size);
        for line in &self.extra {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Signs the checkpoint.
    pub fn sign(self, signer: &NoteSigner) -> SignedCheckpoint {
        let text = self.to_text();
        let signatures = vec![signer.sign(&text)];
        SignedCheckpoint { text, claimed: self, signatures }
    }

    fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.lines();
        let origin = lines.next().unwrap_or_default();
        check_line(origin, 1)?;
        let size = lines
            .next()
            .and_then(parse_size)
            .ok_or(CheckpointError::Line { line: 2, expected: "the number of leaves in decimal digits" })?;
        let root = lines
            .next()
            .and_then(|line| BASE64_STANDARD.decode(line).ok())
            .and_then(|bytes| Hash::try_from(&bytes[..]).ok())
            .ok_or(CheckpointError::Line { line: 3, expected: "the root in base64" })?;
        Self::with_extra(origin, size, root, lines.map(str::to_owned).collect())
    }
}

impl SignedCheckpoint {
    /// Reads a signed note that holds a checkpoint; nothing is verified yet.
    pub fn parse(note: &[u8]) -> Result<Self, CheckpointError> {
        let (text, signatures) = note::split(note)?;
        Ok(Self { text: text.to_owned(), claimed: Checkpoint::parse(text)?, signatures })
    }

    /// Adds a signature of another key over the same text.
    pub fn sign(&mut self, signer: &NoteSigner) {
        self.signatures.push(signer.sign(&self.text));
    }

    /// Returns every signature on the note, known or not.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Returns the checkpoint as it claims to be, for messages about notes that could not be verified.
    pub fn claimed(&self) -> &Checkpoint {
        &self.claimed
    }

    /// Verifies the signature of `key` and that the checkpoint is of the log `origin`; returns what it says.
    pub fn verify(&self, origin: &str, key: &VerifierKey) -> Result<&Checkpoint, CheckpointError> {
        key.verify(&self.text, &self.signatures)?;
        if self.claimed.origin != origin {
            return Err(CheckpointError::OtherLog {
                expected: origin.to_owned(),
                found: self.claimed.origin.clone(),
            });
        }
        Ok(&self.claimed)
    }
}

impl fmt::Display for SignedCheckpoint {
    /// Prints the note as it is stored and published.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| write!(f, "{signature}"))
    }
}

fn check_line(line: &str, number: usize) -> Result<(), CheckpointError> {
    if line.is_empty() || line.contains(char::is_control) {
        return Err(CheckpointError::Line {
            line: number,
            expected: "a line of text without control characters",
        });
    }
    Ok(())
}

/// Reads digits without sign or leading zero, because one size must have one text.
fn parse_size(line: &str) -> Option<u64> {
    let size = line.parse::<u64>().ok()?;
    (size.to_string() == line).then_some(size)
}

#[cfg(test)]
mod tests;
