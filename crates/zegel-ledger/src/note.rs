//! Signed notes as specified by C2SP (`c2sp.org/signed-note`): keys, signature lines and the frame around a text.
//!
//! Only Ed25519 is signed and verified here. Signatures of others, such as the cosignatures of witnesses, are
//! kept and printed again but not judged. Invariant: a note that was read prints the same bytes.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The most bytes that a note may have; a checkpoint has some hundreds.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;

/// The most signatures that a note may carry; a log with many witnesses has a dozen.
pub const MAX_SIGNATURES: usize = 100;

/// The algorithm byte of Ed25519 in keys and key ids.
const ED25519: u8 = 0x01;

/// What every signature line begins with: an em dash and a space.
const LINE_START: &str = "\u{2014} ";

/// Why a key, a note or a signature is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The name of a key is empty or holds a space, a plus or a control character.
    #[error(
        "use this name for a key of the ledger: it is empty or holds a space, a plus or a control character"
    )]
    KeyName,
    /// The text is not a verifier key.
    #[error("read the verifier key: it must look like name+1a2b3c4d+base64 and hold an Ed25519 key")]
    VerifierKey,
    /// The key id in a verifier key is not that of its name and key.
    #[error("read the verifier key: its id does not belong to its name and key; it was mistyped or changed")]
    VerifierKeyId,
    /// The note is larger than allowed.
    #[error("read the signed note: it has {n_bytes} bytes, at most {MAX_NOTE_BYTES} are read")]
    TooLarge {
        /// Length of what was given.
        n_bytes: usize,
    },
    /// The note is not UTF-8, holds control characters or has no signature block.
    #[error("read the signed note: line {line} is not as c2sp.org/signed-note prescribes")]
    Malformed {
        /// The line, from 1.
        line: usize,
    },
    /// There are more signatures than allowed.
    #[error("read the signed note: it has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// No signature of this key is on the note.
    #[error("verify the signed note: it has no signature of {name}")]
    NotSigned {
        /// The name of the key.
        name: String,
    },
    /// The signature of this key is wrong.
    #[error(
        "verify the signed note: the signature of {name} is wrong; the text or the signature was changed"
    )]
    WrongSignature {
        /// The name of the key.
        name: String,
    },
}

/// The key that signs the checkpoints of one log; wiped from memory when dropped.
pub struct NoteSigner {
    name: KeyName,
    key: SigningKey,
}

/// The public key of a log, as an outsider keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    key: VerifyingKey,
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key that claims it.
    pub name: String,
    /// The id of that key.
    pub key_id: [u8; 4],
    /// The signature itself; its form depends on the algorithm of the key.
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct KeyName(String);

impl NoteSigner {
    /// Makes the signer from the 32-byte seed of its Ed25519 key (RFC 8032 §5.1.5).
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        Ok(Self { name: name.parse()?, key: SigningKey::from_bytes(seed) })
    }

    /// Returns the key with which others verify.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a text, which must end in a newline.
    pub(crate) fn sign(&self, text: &str) -> NoteSignature {
        let verifier = self.verifier();
        NoteSignature {
            name: self.name.0.clone(),
            key_id: verifier.key_id(),
            bytes: self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, key hidden)", self.name.0)
    }
}

impl VerifierKey {
    /// Returns the name of the key.
    pub fn name(&self) -> &str {
        &self.name.0
    }

    /// Returns the id: the first four bytes of `SHA-256(name || "\n" || 0x01 || key)`.
    pub fn key_id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name.0)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Verifies that one of `signatures` is by this key over `text`.
    pub(crate) fn verify(&self, text: &str, signatures: &[NoteSignature]) -> Result<(), NoteError> {
        let key_id = self.key_id();
        let mut ours = signatures.iter().filter(|line| line.name == self.name.0 && line.key_id == key_id);
        let Some(line) = ours.next() else {
            return Err(NoteError::NotSigned { name: self.name.0.clone() });
        };
        let wrong = || NoteError::WrongSignature { name: self.name.0.clone() };
        // Two signatures by one key leave open which of them counts (signed-note forbids it).
        if ours.next().is_some() {
            return Err(wrong());
        }
        let signature = ed25519_dalek::Signature::from_slice(&line.bytes).map_err(|_| wrong())?;
        self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| wrong())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name.0, hex::encode(self.key_id()), BASE64_STANDARD.encode(key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        // The base64 may hold a plus itself, the name and the id cannot.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::VerifierKey);
        };
        let name: KeyName = name.parse()?;
        let key = BASE64_STANDARD.decode(key).map_err(|_| NoteError::VerifierKey)?;
        let Some((&ED25519, key)) = key.split_first() else { return Err(NoteError::VerifierKey) };
        let key = key.try_into().map_err(|_| NoteError::VerifierKey)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| NoteError::VerifierKey)?;
        let verifier = Self { name, key };
        // Lower case alone, because one key must have one text.
        if hex::encode(verifier.key_id()) != id {
            return Err(NoteError::VerifierKeyId);
        }
        Ok(verifier)
    }
}

impl FromStr for KeyName {
    type Err = NoteError;

    fn from_str(name: &str) -> Result<Self, NoteError> {
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
        if name.is_empty() || name.contains(is_bad) {
            return Err(NoteError::KeyName);
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [&self.key_id[..], &self.bytes].concat();
        writeln!(f, "{LINE_START}{} {}", self.name, BASE64_STANDARD.encode(blob))
    }
}

/// Splits a note into its text (with its last newline) and its signatures.
pub(crate) fn split(note: &[u8]) -> Result<(&str, Vec<NoteSignature>), NoteError> {
    if MAX_NOTE_BYTES < note.len() {
        return Err(NoteError::TooLarge { n_bytes: note.len() });
    }
    let note = std::str::from_utf8(note)
        .map_err(|error| NoteError::Malformed { line: line_of(&note[..error.valid_up_to()]) })?;
    // Control characters could show a reader another text than the one that was signed.
    if let Some(at) = note.find(|c: char| c.is_control() && c != '\n') {
        return Err(NoteError::Malformed { line: line_of(&note.as_bytes()[..at]) });
    }
    let n_lines = note.lines().count();
    // The last empty line ends the text; the text itself may hold empty lines.
    let text_end = note.rfind("\n\n").ok_or(NoteError::Malformed { line: n_lines })? + 1;
    let (text, block) = (&note[..text_end], &note[text_end + 1..]);
    let first_line = line_of(&note.as_bytes()[..=text_end]);
    if block.is_empty() || !block.ends_with('\n') {
        return Err(NoteError::Malformed { line: n_lines });
    }
    if MAX_SIGNATURES < block.lines().count() {
        return Err(NoteError::TooManySignatures);
    }
    let read = |(i, line)| parse_line(line).ok_or(NoteError::Malformed { line: first_line + i });
    let signatures = block.lines().enumerate().map(read).collect::<Result<_, _>>()?;
    Ok((text, signatures))
}

fn parse_line(line: &str) -> Option<NoteSignature> {
    let (name, blob) = line.strip_prefix(LINE_START)?.split_once(' ')?;
    let name: KeyName = name.parse().ok()?;
    let blob = BASE64_STANDARD.decode(blob).ok()?;
    let (key_id, bytes) = blob.split_first_chunk::<4>()?;
    if bytes.is_empty() {
        return None;
    }
    Some(NoteSignature { name: name.0, key_id: *key_id, bytes: bytes.to_vec() })
}

fn line_of(before: &[u8]) -> usize {
    1 + before.iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests;
