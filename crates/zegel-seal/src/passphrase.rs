//! Files sealed to a passphrase: the scrypt recipient of the age format.
//!
//! Only for a passphrase that a person remembers; everything else is sealed to a key.

use std::fmt;
use std::io::{BufReader, Read, Write};

use zeroize::Zeroizing;

use crate::handover::{HandOverError, OpenReader, SealWriter};

/// A passphrase, wiped from memory when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// How much work a guess of the passphrase costs: 2^n blocks of 1 KiB memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkFactor(u8);

/// The work factor for real files: 256 MiB and about a second for each guess.
pub const WORK_FACTOR: WorkFactor = WorkFactor(18);

/// The highest work factor that is tried on opening: 1 GiB of memory. More is an attack on the reader.
pub const MAX_WORK_FACTOR: WorkFactor = WorkFactor(20);

impl Passphrase {
    /// Takes a passphrase as it was typed; nothing is trimmed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    fn secret(&self) -> age::secrecy::SecretString {
        age::secrecy::SecretString::from(self.0.as_str())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

impl WorkFactor {
    /// Returns the factor 2^`log2`, or nothing when it is not from 1 to [`MAX_WORK_FACTOR`].
    pub fn new(log2: u8) -> Option<Self> {
        (1..=MAX_WORK_FACTOR.0).contains(&log2).then_some(Self(log2))
    }

    /// Returns the power of two.
    pub fn log2(self) -> u8 {
        self.0
    }
}

/// Starts a file that opens with `passphrase`.
pub fn seal_stream_with_passphrase<W: Write>(
    passphrase: &Passphrase,
    work: WorkFactor,
    writer: W,
) -> Result<SealWriter<W>, HandOverError> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.secret());
    recipient.set_work_factor(work.0);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| HandOverError::NoRecipient)?;
    encryptor.wrap_output(writer).map(SealWriter).map_err(HandOverError::Io)
}

/// Opens a file that was sealed to `passphrase`.
pub fn open_stream_with_passphrase<R: Read>(
    passphrase: &Passphrase,
    reader: R,
) -> Result<OpenReader<R>, HandOverError> {
    let decryptor = age::Decryptor::new_buffered(BufReader::new(reader)).map_err(HandOverError::from_age)?;
    if !decryptor.is_scrypt() {
        return Err(HandOverError::NeedsKey);
    }
    let mut identity = age::scrypt::Identity::new(passphrase.secret());
    identity.set_max_work_factor(MAX_WORK_FACTOR.0);
    let identity = std::iter::once(&identity as &dyn age::Identity);
    decryptor.decrypt(identity).map(OpenReader).map_err(HandOverError::from_age)
}

#[cfg(test)]
mod tests;
