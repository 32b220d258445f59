//! The key ring of an archive: every secret that opens it, in one versioned file that is sealed with age.
//!
//! It is sealed to the operator and to the recovery key, and opens with either. It must never lie in the same
//! backup as the archive. Rotation has two steps, because wraps are re-made in between: with `next` present new
//! wraps are made under it; when the last wrap is over, the old epoch is dropped and is gone from the next file.
//! Invariant: `next`, when present, has the number after `current`.

use std::fmt;
use std::io::{Read as _, Write as _};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::handover::{HandOverError, Identity, Recipient, open_stream, seal_stream};
use crate::key::{Key32, Random};

const FORMAT: &str = "zegel-keyring";
const VERSION: u32 = 1;

/// The most bytes that a key ring may have before it is sealed; a real one has about a thousand.
const MAX_BYTES: usize = 64 * 1024;

/// The secrets of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyring {
    /// The archive that it belongs to, e.g. `archief.gemeente.example`.
    pub archive: String,
    /// When the archive was made.
    pub created_at: Timestamp,
    current: Epoch,
    next: Option<Epoch>,
    /// The Ed25519 seed that signs checkpoints; it stays the same, so that outsiders keep one verifier key.
    pub ledger_seed: Key32,
    /// Makes the digests in the ledger that a person cannot guess.
    pub ledger_salt: Key32,
    submission: SubmissionIdentity,
}

/// The keys of one epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    /// Counts from 1.
    pub number: u32,
    /// When it began.
    pub created_at: Timestamp,
    /// Wraps the keys of the dossiers.
    pub kek: Key32,
    /// Opens the database.
    pub database_key: Key32,
}

/// Why a key ring cannot be read, sealed or rotated.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// It could not be sealed or opened.
    #[error("open or seal the key ring")]
    HandOver(#[from] HandOverError),
    /// It is larger than a key ring can be.
    #[error("read the key ring: it has more than {MAX_BYTES} bytes, so it is something else")]
    TooLarge,
    /// It is not a key ring.
    #[error(
        "read the key ring: it opened, but it does not hold a key ring of version {VERSION} (line {line}, column {column})"
    )]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A newer version wrote it.
    #[error(
        "read the key ring: it is of version {version}, this program knows version {VERSION}; use a newer one"
    )]
    Version {
        /// The version in the file.
        version: u32,
    },
    /// A field holds something that it cannot hold.
    #[error("read the key ring: its field {field} is not valid; restore the file from its second copy")]
    Field {
        /// The name of the field.
        field: &'static str,
    },
    /// A rotation has begun and not ended.
    #[error("start a rotation: the one to epoch {number} is not finished; finish it first")]
    AlreadyRotating {
        /// The epoch that was begun.
        number: u32,
    },
    /// There is no rotation to finish.
    #[error("finish the rotation: none was started")]
    NotRotating,
}

/// An identity that compares by its secret, for the key ring alone.
#[derive(Debug, Clone)]
struct SubmissionIdentity(Identity);

impl PartialEq for SubmissionIdentity {
    fn eq(&self, other: &Self) -> bool {
        Key32::from_bytes(*self.0.to_secret_bytes()) == Key32::from_bytes(*other.0.to_secret_bytes())
    }
}

impl Eq for SubmissionIdentity {}

impl Keyring {
    /// Draws every secret of a new archive.
    pub fn generate(archive: &str, random: &mut Random<'_>, now: Timestamp) -> Self {
        Self {
            archive: archive.to_owned(),
            created_at: now,
            current: Epoch::generate(1, random, now),
            next: None,
            ledger_seed: Key32::generate(random),
            ledger_salt: Key32::generate(random),
            submission: SubmissionIdentity(Identity::generate(random)),
        }
    }

    /// Returns the epoch whose database key opens the database and whose key opens wraps that are not yet over.
    pub fn current(&self) -> &Epoch {
        &self.current
    }

    /// Returns the epoch that a rotation goes to, while it runs.
    pub fn next(&self) -> Option<&Epoch> {
        self.next.as_ref()
    }

    /// Returns the epoch under which new wraps are made: the next one while a rotation runs.
    pub fn for_new_wraps(&self) -> &Epoch {
        self.next.as_ref().unwrap_or(&self.current)
    }

    /// Returns the epoch with this number, if its key still exists.
    pub fn epoch(&self, number: u32) -> Option<&Epoch> {
        [Some(&self.current), self.next.as_ref()].into_iter().flatten().find(|epoch| epoch.number == number)
    }

    /// Returns the identity that opens submissions; its recipient is the public key of the archive.
    pub fn submission_identity(&self) -> &Identity {
        &self.submission.0
    }

    /// Begins a rotation: seal and store the key ring before anything is wrapped under the new epoch.
    pub fn start_rotation(&mut self, random: &mut Random<'_>, now: Timestamp) -> Result<(), KeyringError> {
        if let Some(next) = &self.next {
            return Err(KeyringError::AlreadyRotating { number: next.number });
        }
        self.next = Some(Epoch::generate(self.current.number + 1, random, now));
        Ok(())
    }

    /// Ends a rotation: the old epoch is wiped, and is gone for good when no older file of the ring remains.
    pub fn finish_rotation(&mut self) -> Result<(), KeyringError> {
        self.current = self.next.take().ok_or(KeyringError::NotRotating)?;
        Ok(())
    }

    /// Seals the key ring to `recipients`: the operator and the recovery key.
    pub fn seal(&self, recipients: &[Recipient]) -> Result<Vec<u8>, KeyringError> {
        let mut writer = seal_stream(recipients, Vec::new())?;
        writer.write_all(&self.to_json()).map_err(HandOverError::Io)?;
        Ok(writer.finish()?)
    }

    /// Opens a sealed key ring with the identity of one of its recipients.
    pub fn open(identity: &Identity, sealed: &[u8]) -> Result<Self, KeyringError> {
        // Reserved at once, because a growing buffer leaves unwiped copies behind.
        let mut json = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 1));
        open_stream(identity, sealed)?
            .take(MAX_BYTES as u64 + 1)
            .read_to_end(&mut json)
            .map_err(HandOverError::from_read)?;
        Self::from_json(&json)
    }

    /// Returns the plain form; it is all secrets, so it is wiped when dropped.
    fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let mut json = Zeroizing::new(Vec::with_capacity(MAX_BYTES));
        serde_json::to_writer_pretty(&mut *json, &Written::from(self))
            .expect("a key ring has text keys and writes to memory");
        json
    }

    fn from_json(json: &[u8]) -> Result<Self, KeyringError> {
        if MAX_BYTES < json.len() {
            return Err(KeyringError::TooLarge);
        }
        // The parser's own message could quote a secret, so only the place is kept.
        let malformed = |e: serde_json::Error| KeyringError::Malformed { line: e.line(), column: e.column() };
        let head: Head = serde_json::from_slice(json).map_err(malformed)?;
        if head.format != FORMAT {
            return Err(KeyringError::Field { field: "format" });
        }
        if head.version != VERSION {
            return Err(KeyringError::Version { version: head.version });
        }
        let written: Written = serde_json::from_slice(json).map_err(malformed)?;
        (&written).try_into()
    }
}

impl Epoch {
    fn generate(number: u32, random: &mut Random<'_>, now: Timestamp) -> Self {
        Self { number, created_at: now, kek: Key32::generate(random), database_key: Key32::generate(random) }
    }
}

/// What every version of the file begins with.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// The file as it is written; the order of the fields is the order in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    version: u32,
    archive: String,
    created_at: Timestamp,
    current: WrittenEpoch,
    next: Option<WrittenEpoch>,
    ledger_seed: Secret,
    ledger_salt: Secret,
    submission_identity: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEpoch {
    number: u32,
    created_at: Timestamp,
    kek: Secret,
    database_key: Secret,
}

/// A secret text inside the file.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Secret(String);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Secret {
    fn of(key: &Key32) -> Self {
        Self(key.to_hex().to_string())
    }

    fn key(&self, field: &'static str) -> Result<Key32, KeyringError> {
        Key32::from_hex(&self.0).ok_or(KeyringError::Field { field })
    }
}

impl From<&Keyring> for Written {
    fn from(ring: &Keyring) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            archive: ring.archive.clone(),
            created_at: ring.created_at,
            current: WrittenEpoch::from(&ring.current),
            next: ring.next.as_ref().map(WrittenEpoch::from),
            ledger_seed: Secret::of(&ring.ledger_seed),
            ledger_salt: Secret::of(&ring.ledger_salt),
            submission_identity: Secret(ring.submission.0.to_secret_text().to_string()),
        }
    }
}

impl From<&Epoch> for WrittenEpoch {
    fn from(epoch: &Epoch) -> Self {
        Self {
            number: epoch.number,
            created_at: epoch.created_at,
            kek: Secret::of(&epoch.kek),
            database_key: Secret::of(&epoch.database_key),
        }
    }
}

impl TryFrom<&Written> for Keyring {
    type Error = KeyringError;

    fn try_from(written: &Written) -> Result<Self, KeyringError> {
        let current = written.current.read()?;
        let next = written.next.as_ref().map(WrittenEpoch::read).transpose()?;
        if next.as_ref().is_some_and(|next| Some(next.number) != current.number.checked_add(1)) {
            return Err(KeyringError::Field { field: "next.number" });
        }
        let submission = written.submission_identity.0.parse().map(SubmissionIdentity);
        Ok(Self {
            archive: written.archive.clone(),
            created_at: written.created_at,
            current,
            next,
            ledger_seed: written.ledger_seed.key("ledger_seed")?,
            ledger_salt: written.ledger_salt.key("ledger_salt")?,
            submission: submission.map_err(|_| KeyringError::Field { field: "submission_identity" })?,
        })
    }
}

impl WrittenEpoch {
    fn read(&self) -> Result<Epoch, KeyringError> {
        Ok(Epoch {
            number: self.number,
            created_at: self.created_at,
            kek: self.kek.key("kek")?,
            database_key: self.database_key.key("database_key")?,
        })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests;
