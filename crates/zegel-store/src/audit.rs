//! Entries of the ledger: who did what to what, and when, in codes and salted digests.
//!
//! The only way to commit a change is to return an [`Audited`] value, so a write cannot forget the ledger. The leaf
//! holds codes, identifiers and digests; the words of an entry (its detail, which may name things) stand beside it in columns of
//! their own with the salt of their digest, so that both can be erased and the ledger still verifies.
//! Invariant: nothing in a leaf can be turned back into content or a name by guessing once the salts are gone.

mod rows;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;
use zegel_model::{BreachId, CaptureId, CopyId, DossierId, RecordId, ReleaseId, SessionId};

pub(crate) use rows::{RowKey, Table, bound_row, digest_of, digest_row, ledger_id_of, tables};

use crate::HoldId;

/// How the ledger calls a person: a random identifier, so that erasing the table of people leaves no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(pub Uuid);

impl Pseudonym {
    /// The archive itself, when nobody in particular acts: recovery, the first entry.
    pub const ARCHIVE: Self = Self(Uuid::nil());
}

impl std::fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What an entry is about: the kind and the identifier, e.g. `record:0192…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Subject(String);

impl Subject {
    /// Names a setting of the archive, e.g. `setting:suggestions`; a name of ours, never one that somebody typed.
    pub fn setting(name: &'static str) -> Self {
        Self(format!("setting:{name}"))
    }

    /// Names a credential: a passkey, a passphrase, a token.
    pub fn credential(id: Uuid) -> Self {
        Self(format!("credential:{id}"))
    }

    /// Names a telling of people: each step of its letters is an entry about it, and not about the breach.
    pub fn telling(id: Uuid) -> Self {
        Self(format!("telling:{id}"))
    }

    /// Returns the text as in the leaf.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<CaptureId> for Subject {
    fn from(id: CaptureId) -> Self {
        Self(format!("capture:{id}"))
    }
}

impl From<RecordId> for Subject {
    fn from(id: RecordId) -> Self {
        Self(format!("record:{id}"))
    }
}

impl From<&DossierId> for Subject {
    fn from(id: &DossierId) -> Self {
        Self(format!("dossier:{id}"))
    }
}

impl From<CopyId> for Subject {
    fn from(id: CopyId) -> Self {
        Self(format!("copy:{id}"))
    }
}

impl From<ReleaseId> for Subject {
    fn from(id: ReleaseId) -> Self {
        Self(format!("release:{id}"))
    }
}

impl From<HoldId> for Subject {
    fn from(id: HoldId) -> Self {
        Self(format!("hold:{id}"))
    }
}

impl From<BreachId> for Subject {
    fn from(id: BreachId) -> Self {
        Self(format!("breach:{id}"))
    }
}

impl From<Pseudonym> for Subject {
    fn from(id: Pseudonym) -> Self {
        Self(format!("person:{id}"))
    }
}

impl From<SessionId> for Subject {
    fn from(id: SessionId) -> Self {
        Self(format!("session:{id}"))
    }
}

/// What a use case tells the ledger.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The code of the act (`zegel_model::Act::code`, or one of the store's own).
    pub act: &'static str,
    /// Who did it.
    pub actor: Pseudonym,
    /// What it was done to.
    pub subjects: Vec<Subject>,
    /// In which session; `None` on the command line and for the archive itself.
    pub session: Option<SessionId>,
    /// When.
    pub at: Timestamp,
    /// The facts of the act, which may name things: kept apart, erasable, bound by a salted digest.
    pub detail: serde_json::Value,
}

/// A result together with its entry: the only thing that commits.
#[derive(Debug)]
pub struct Audited<T> {
    /// The result.
    pub value: T,
    /// The entry.
    pub entry: Entry,
}

impl<T> Audited<T> {
    /// Joins a result and its entry.
    pub fn new(value: T, entry: Entry) -> Self {
        Self { value, entry }
    }
}

/// The digest of a row after the act; `None` once the row is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDigest {
    /// The table.
    pub table: String,
    /// The identifier of the row as the ledger knows it.
    pub id: String,
    /// HMAC-SHA-256(salt of the row, canonical row), lower-case hexadecimal.
    pub digest: Option<String>,
}

/// The leaf of the ledger. The order of the fields is the canonical order; `serde_json::to_string` gives its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// Version of this form: 1.
    pub version: u32,
    /// Its place in the ledger, from 0.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The code of the act.
    pub act: String,
    /// Who.
    pub actor: Pseudonym,
    /// To what.
    pub subjects: Vec<Subject>,
    /// In which session; left out where there is none, so that the bytes of older leaves stay what they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// HMAC-SHA-256(salt, detail JSON), lower-case hexadecimal.
    pub detail: String,
    /// The rows that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowDigest>,
}

/// An entry as it stands in the ledger, with its words where they were not erased.
#[derive(Debug, Clone)]
pub struct LedgerEntry {
    /// The leaf.
    pub leaf: Leaf,
    /// The canonical bytes over which the leaf hash is made.
    pub leaf_bytes: Vec<u8>,
    /// The words and their salt; `None` once erased.
    pub detail: Option<Detail>,
}

/// The erasable part of an entry.
#[derive(Clone)]
pub struct Detail {
    /// The words: JSON.
    pub text: String,
    /// The salt of their digest.
    pub salt: [u8; 32],
}

impl std::fmt::Debug for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Detail({} bytes)", self.text.len())
    }
}

/// Returns HMAC-SHA-256 in lower-case hexadecimal.
pub(crate) fn keyed_digest(salt: &[u8], text: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).expect("HMAC takes keys of any length (RFC 2104 §3)");
    mac.update(text);
    hex::encode(mac.finalize().into_bytes())
}
