//! A register in versions with what proves it, as a file for outsiders (`docs/formats/breach-forms.md`).
//!
//! Every version of every entry carries its row as the archive keeps it, the salt of its digest, the leaf of the ledger that
//! binds the digest, and the proof that this leaf stands in the signed tree. With personal data removed, the rows go and
//! the digests stay. Invariant: [`ProvenRegister::faults`] believes nothing in the file but what follows from the key that
//! the outsider brings, and names everything that does not hold.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{ProvenEntry, VerifierKey, signed_head};

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes, hexadecimal.
    Bytes(String),
}

/// A row as the archive keeps it: every column that its digest covers, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundRow {
    /// Name and value of each column.
    pub columns: Vec<(String, RowValue)>,
    /// The salt of the digest, hexadecimal.
    pub salt: String,
}

impl BoundRow {
    /// Returns the digest, hexadecimal: HMAC-SHA-256(salt, canonical row). `None` when a part is not hexadecimal.
    pub fn digest(&self) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&hex::decode(&self.salt).ok()?).ok()?;
        let mut field = |bytes: &[u8]| {
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        };
        for (name, value) in &self.columns {
            field(name.as_bytes());
            match value {
                RowValue::Null => field(b"n"),
                RowValue::Integer(n) => field(&[b"i", &n.to_be_bytes()[..]].concat()),
                RowValue::Text(text) => field(&[b"t", text.as_bytes()].concat()),
                RowValue::Bytes(bytes) => field(&[b"b", &hex::decode(bytes).ok()?[..]].concat()),
            }
        }
        Some(hex::encode(mac.finalize().into_bytes()))
    }

    fn get(&self, column: &str) -> Option<&RowValue> {
        self.columns.iter().find(|(name, _)| name == column).map(|(_, value)| value)
    }

    fn is(&self, column: &str, value: &RowValue) -> bool {
        self.get(column) == Some(value)
    }
}

/// A register with its proofs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenRegister {
    /// `zegel-breach-register`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// Whose register it is.
    pub body: String,
    /// When it was made (RFC 3339).
    pub made_at: String,
    /// Personal data were removed: rows and texts are gone, digests stay.
    pub is_redacted: bool,
    /// The key that signs checkpoints; compare it with the one that the body publishes.
    pub verifier_key: String,
    /// The signed checkpoint that the proofs lead to.
    pub checkpoint: String,
    /// The breaches, in the order of the register.
    pub breaches: Vec<ProvenBreach>,
}

/// A breach in its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenBreach {
    /// Its identifier.
    pub id: String,
    /// Its place in the register, from 1.
    pub seq: u64,
    /// What is shown of it where personal data were removed; nothing proves these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<serde_json::Value>,
    /// All versions, oldest first.
    pub versions: Vec<ProvenVersion>,
    /// Its line in the register: it says how many versions there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<BoundRow>,
}

/// A version of a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenVersion {
    /// The identifier of its row.
    pub row_id: String,
    /// Its row; gone where personal data were removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<BoundRow>,
    /// The digest of its row.
    pub digest: String,
    /// The entry of the ledger that binds it.
    pub entry: ProvenEntry,
}

/// What does not hold in a register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterFault {
    /// Another format, or a later version.
    #[error("this is not a register of breaches of version 1")]
    Format,
    /// The checkpoint is not signed by the key.
    #[error("{0}")]
    Checkpoint(crate::ProvenError),
    /// Places in the register are missing, double or out of order.
    #[error("after place {after} of the register comes place {found}: a breach was removed or added")]
    Places {
        /// The place before.
        after: u64,
        /// The place that comes.
        found: u64,
    },
    /// A breach stands there twice.
    #[error("breach {seq} has the identifier of another one")]
    Twice {
        /// Its place.
        seq: u64,
    },
    /// A breach without a version.
    #[error("breach {seq} has no versions")]
    Empty {
        /// Its place.
        seq: u64,
    },
    /// A version does not hold.
    #[error("breach {seq}, version {version}: {what}")]
    Version {
        /// The place of the breach.
        seq: u64,
        /// Which version.
        version: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// The line of the register does not hold.
    #[error("breach {seq}: {what}")]
    Line {
        /// The place of the breach.
        seq: u64,
        /// What is wrong.
        what: &'static str,
    },
}

/// What this verifier reads of a leaf.
#[derive(Deserialize)]
struct Leaf {
    subjects: Vec<String>,
    #[serde(default)]
    rows: Vec<LeafRow>,
}

#[derive(Deserialize)]
struct LeafRow {
    table: String,
    id: String,
    digest: Option<String>,
}

impl Leaf {
    fn binds(&self, table: &str, id: &str, digest: &str) -> bool {
        self.rows.iter().any(|row| {
            (row.table.as_str(), row.id.as_str(), row.digest.as_deref()) == (table, id, Some(digest))
        })
    }
}

impl ProvenRegister {
    /// The name of the format.
    pub const FORMAT: &'static str = "zegel-breach-register";

    /// Verifies everything; returns all that does not hold, and the size of the ledger where its checkpoint holds.
    pub fn faults(&self, key: &VerifierKey) -> (Vec<RegisterFault>, Option<u64>) {
        if self.format != Self::FORMAT || self.version != 1 {
            return (vec![RegisterFault::Format], None);
        }
        let head = match signed_head(&self.checkpoint, key) {
            Ok(head) => head,
            Err(error) => return (vec![RegisterFault::Checkpoint(error)], None),
        };
        let mut faults = vec![];
        let mut seen = std::collections::HashSet::new();
        let mut after = 0;
        for breach in &self.breaches {
            if breach.seq != after + 1 {
                faults.push(RegisterFault::Places { after, found: breach.seq });
            }
            after = breach.seq;
            if !seen.insert(breach.id.as_str()) {
                faults.push(RegisterFault::Twice { seq: breach.seq });
            }
            breach.check(self.is_redacted, head, &mut faults);
        }
        (faults, Some(head.0))
    }
}

impl ProvenBreach {
    fn check(&self, is_redacted: bool, head: (u64, crate::Hash), faults: &mut Vec<RegisterFault>) {
        let seq = self.seq;
        let mut last: Option<(u64, Leaf)> = None;
        for (at, proven) in self.versions.iter().enumerate() {
            let version = at as u64 + 1;
            let fault = |what| RegisterFault::Version { seq, version, what };
            if proven.entry.verify(head.0, head.1).is_err() {
                faults.push(fault("its entry is not in the ledger of the checkpoint"));
                continue;
            }
            let Ok(leaf) = serde_json::from_str::<Leaf>(&proven.entry.leaf) else {
                faults.push(fault("its entry cannot be read"));
                continue;
            };
            faults.extend(self.mistake(version, proven, (&leaf, is_redacted)).map(fault));
            let index = proven.entry.proof.index;
            if last.as_ref().is_some_and(|(before, _)| index <= *before) {
                faults.push(fault("its entry does not come after that of the version before"));
            }
            last = Some((index, leaf));
        }
        match (last, &self.line) {
            (None, _) if self.versions.is_empty() => faults.push(RegisterFault::Empty { seq }),
            (Some((_, leaf)), Some(line)) => {
                faults.extend(self.line_mistake(line, &leaf).map(|what| RegisterFault::Line { seq, what }));
            }
            (Some(_), None) if !is_redacted => {
                faults.push(RegisterFault::Line { seq, what: "its line in the register is missing" });
            }
            _ => {}
        }
    }

    /// Returns what is wrong with a version whose entry stands in the ledger.
    fn mistake(
        &self,
        version: u64,
        proven: &ProvenVersion,
        (leaf, is_redacted): (&Leaf, bool),
    ) -> Option<&'static str> {
        if !leaf.subjects.contains(&format!("breach:{}", self.id)) {
            return Some("its entry is about another breach");
        }
        if !leaf.binds("papers", &proven.row_id, &proven.digest) {
            return Some("its entry binds other content");
        }
        let Some(row) = &proven.row else {
            return (!is_redacted).then_some("its content is missing");
        };
        if row.digest().as_deref() != Some(&proven.digest) {
            return Some("its content is not what the ledger binds");
        }
        let text = |text: &str| RowValue::Text(text.to_owned());
        let id = RowValue::Bytes(proven.row_id.replace('-', ""));
        let number = RowValue::Integer(i64::try_from(version).unwrap_or(i64::MAX));
        let is_this = row.is("id", &id)
            && row.is("kind", &text("breach"))
            && row.is("name", &text(&self.id))
            && row.is("version", &number);
        (!is_this)
            .then_some("it is another version, or one of another breach: a version was removed or added")
    }

    fn line_mistake(&self, line: &BoundRow, leaf: &Leaf) -> Option<&'static str> {
        let Some(digest) = line.digest() else { return Some("its line cannot be read") };
        let number = |n: u64| RowValue::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        if !leaf.binds("breaches", &self.id, &digest) {
            return Some(
                "its line is not what the ledger binds with the last version: a version was removed",
            );
        }
        let fits =
            line.is("seq", &number(self.seq)) && line.is("version", &number(self.versions.len() as u64));
        (!fits).then_some("its line names another place or another number of versions")
    }
}
