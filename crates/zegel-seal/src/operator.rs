//! The operator's key: what the one who runs the archive holds to open its key ring.
//!
//! It is an age identity in a file, plain (for a machine that starts by itself) or under a passphrase. Both are
//! identity files that other age programs read too.

use std::io::{Read as _, Write as _};

use zeroize::Zeroizing;

use crate::handover::{HandOverError, Identity, Recipient};
use crate::key::Random;
use crate::passphrase::{Passphrase, WorkFactor, open_stream_with_passphrase, seal_stream_with_passphrase};

/// The most bytes that a key file may have; a real one has about two hundred.
const MAX_BYTES: usize = 16 * 1024;

/// The line with which every age file begins.
const AGE_MAGIC: &[u8] = b"age-encryption.org/";

/// The key of the operator.
#[derive(Debug, Clone)]
pub struct OperatorKey {
    identity: Identity,
}

/// A key file before it is opened.
#[derive(Clone)]
pub enum OperatorFile {
    /// It holds the key itself.
    Plain(OperatorKey),
    /// It needs a passphrase: call [`OperatorKey::open`].
    Locked(Vec<u8>),
}

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OperatorKeyError {
    /// It is not a key file.
    #[error(
        "read the operator's key file: it must hold one line that begins with AGE-SECRET-KEY-1, or be an age file with a passphrase"
    )]
    NotKeyFile,
    /// It is larger than a key file can be.
    #[error("read the operator's key file: it has more than {MAX_BYTES} bytes, so it is something else")]
    TooLarge,
    /// It could not be locked or unlocked.
    #[error("lock or unlock the operator's key file")]
    HandOver(#[from] HandOverError),
}

impl OperatorKey {
    /// Draws a fresh key.
    pub fn generate(random: &mut Random<'_>) -> Self {
        Self { identity: Identity::generate(random) }
    }

    /// Returns the identity that opens the key ring.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Returns the recipient that the key ring is sealed to.
    pub fn recipient(&self) -> Recipient {
        self.identity.recipient()
    }

    /// Returns the text of a plain key file; who reads it can open the archive.
    pub fn to_plain_file(&self) -> Zeroizing<String> {
        let secret = self.identity.to_secret_text();
        let mut text = Zeroizing::new(String::with_capacity(512));
        text.push_str("# Zegel operator key. Whoever reads this file can open the archive.\n# public key: ");
        text.push_str(&self.recipient().to_string());
        text.push('\n');
        text.push_str(&secret);
        text.push('\n');
        text
    }

    /// Returns the bytes of a key file that opens with `passphrase`.
    pub fn to_locked_file(
        &self,
        passphrase: &Passphrase,
        work: WorkFactor,
    ) -> Result<Vec<u8>, OperatorKeyError> {
        let mut writer = seal_stream_with_passphrase(passphrase, work, Vec::new())?;
        writer.write_all(self.to_plain_file().as_bytes()).map_err(HandOverError::Io)?;
        Ok(writer.finish()?)
    }

    /// Reads a key file of either kind.
    pub fn read(file: &[u8]) -> Result<OperatorFile, OperatorKeyError> {
        if MAX_BYTES < file.len() {
            return Err(OperatorKeyError::TooLarge);
        }
        if file.starts_with(AGE_MAGIC) {
            return Ok(OperatorFile::Locked(file.to_vec()));
        }
        Self::from_plain_file(file).map(OperatorFile::Plain)
    }

    /// Opens a key file that is locked with a passphrase.
    pub fn open(locked: &[u8], passphrase: &Passphrase) -> Result<Self, OperatorKeyError> {
        let mut text = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 1));
        open_stream_with_passphrase(passphrase, locked)?
            .take(MAX_BYTES as u64 + 1)
            .read_to_end(&mut text)
            .map_err(HandOverError::from_read)?;
        if MAX_BYTES < text.len() {
            return Err(OperatorKeyError::TooLarge);
        }
        Self::from_plain_file(&text)
    }

    /// Reads the one line that is neither empty nor a comment.
    fn from_plain_file(text: &[u8]) -> Result<Self, OperatorKeyError> {
        let text = std::str::from_utf8(text).map_err(|_| OperatorKeyError::NotKeyFile)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else {
            return Err(OperatorKeyError::NotKeyFile);
        };
        let identity = line.parse().map_err(|_| OperatorKeyError::NotKeyFile)?;
        Ok(Self { identity })
    }
}

#[cfg(test)]
mod tests;
