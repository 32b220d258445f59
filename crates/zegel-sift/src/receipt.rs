//! The owner's receipt: the secret of the commitment and what it takes to use it later.
//!
//! It holds no text: positions, spans, hashes of whole files, and 16 bits of each message as a trace. It stays with
//! the owner; who destroys it leaves the archive with counts that nobody can check any more, and with nothing else.
//! The bytes are described in `docs/formats/receipt.md`.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use zegel_model::{
    Commitment, DateOrder, Ground, PersonId, Platform, Refusal, Regime, Route, SubmissionManifest,
};
use zegel_seal::Recipient;
use zeroize::Zeroizing;

use crate::{COMMITMENT_ALGORITHM, Positions, Secret, error::refuse, submission::mark};

/// The `format` of a receipt.
pub const RECEIPT_FORMAT: &str = "zegel-receipt";
/// The `version` of a receipt.
pub const RECEIPT_VERSION: u32 = 2;
/// Receipts above this size are not read: two bytes for each of 20 million messages and some ranges fit.
pub const MAX_RECEIPT_BYTES: usize = 256 * 1024 * 1024;

/// The receipt of one submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// `zegel-receipt`.
    pub format: String,
    /// Version of the format: 2.
    pub version: u32,
    /// What this file is and how to keep it.
    pub read_me: ReadMe,
    /// The identifier of the submission.
    pub id: uuid::Uuid,
    /// Whose chat it is.
    pub owner: PersonId,
    /// When it was made, UTC.
    pub made_at: jiff::Timestamp,
    /// To whom it was sealed.
    pub archive: ReceiptArchive,
    /// How it was captured.
    pub route: Route,
    /// The phone or program.
    pub platform: Platform,
    /// The version of the reader, as in the head of the submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// The order of the date fields with which the export was read.
    pub date_order: DateOrder,
    /// The zone that the owner stated.
    pub zone: Option<String>,
    /// The secret of the commitment.
    #[serde(with = "secret_text")]
    pub secret: Secret,
    /// The commitment that went to the archive.
    pub commitment: Commitment,
    /// The regime of the choice.
    pub regime: Regime,
    /// Why the rest was not kept.
    pub not_kept_ground: Option<Ground>,
    /// The positions that were kept.
    pub kept: Positions,
    /// What was removed from kept messages.
    pub redactions: Vec<ReceiptRedaction>,
    /// The copies that existed on the owner's side.
    pub sources: Vec<ReceiptSource>,
    /// 16 bits for each message of the export, in base64.
    #[serde(with = "trace_text")]
    pub trace: Vec<u8>,
    /// The messages beside which a suggestion stood, kept or not; absent where suggestions were off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Positions>,
}

/// What the file is, for the person who finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadMe {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

/// To whom a submission was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptArchive {
    /// The name of the archive.
    pub name: String,
    /// Its public key.
    pub recipient: String,
}

/// What was removed from one kept message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRedaction {
    /// The message.
    pub position: u64,
    /// Spans of its original text in Unicode code points, from and to (not included), rising.
    pub spans: Vec<(u64, u64)>,
    /// The code of the ground of each span.
    pub grounds: Vec<String>,
    /// Its attachments that were written anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<RewrittenFile>,
}

/// An attachment that was written anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewrittenFile {
    /// Number among the attachments of the message, from 0.
    pub attachment: u64,
    /// SHA-256 of the original.
    pub original_sha256: String,
    /// SHA-256 of what was handed in.
    pub kept_sha256: String,
}

/// A copy on the owner's side. Plain hashes are fine here, because the receipt does not leave the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSource {
    /// `export-zip`, `export-text`, `attachment` or `screenshot`.
    pub kind: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Size of the bytes.
    pub size_bytes: u64,
}

/// What a receipt is made of beside the manifest.
pub(crate) struct ReceiptParts<'a> {
    pub secret: Secret,
    pub archive: &'a str,
    pub recipient: &'a Recipient,
    pub kept: Positions,
    pub redactions: Vec<ReceiptRedaction>,
    pub sources: Vec<ReceiptSource>,
    pub trace: Vec<u8>,
    pub suggested: Option<Positions>,
}

const READ_ME_NL: &str = "Dit is uw ontvangstbewijs. Bewaar het zelf, op een plek waar alleen u bij kunt, en geef \
    het niet aan het archief. Met dit bewijs en een nieuwe export van dezelfde chat kan worden aangetoond wat is \
    bewaard en dat daaraan niets is veranderd. Het bevat geen tekst van berichten. Vernietigt u het, dan kan \
    niemand dat nog aantonen en weet het archief van de rest alleen hoeveel berichten het waren.";
const READ_ME_EN: &str = "This is your receipt. Keep it yourself, where only you can reach it, and do not give it to \
    the archive. With it and a new export of the same chat it can be shown what was kept and that nothing in it was \
    changed. It holds no text of messages. If you destroy it nobody can show that any more, and of the rest the \
    archive knows only how many messages there were.";

impl Receipt {
    pub(crate) fn new(manifest: &SubmissionManifest, parts: ReceiptParts<'_>) -> Self {
        Self {
            format: RECEIPT_FORMAT.into(),
            version: RECEIPT_VERSION,
            read_me: ReadMe { nl: READ_ME_NL.into(), en: READ_ME_EN.into() },
            id: manifest.id,
            owner: manifest.owner.clone(),
            made_at: manifest.made_at,
            archive: ReceiptArchive { name: parts.archive.into(), recipient: parts.recipient.to_string() },
            route: manifest.route,
            platform: manifest.platform,
            reader: manifest.reader.clone(),
            date_order: manifest.date_order,
            zone: manifest.zone.clone(),
            secret: parts.secret,
            commitment: manifest.commitment.clone(),
            regime: manifest.regime.clone(),
            not_kept_ground: manifest.not_kept_ground.clone(),
            kept: parts.kept,
            redactions: parts.redactions,
            sources: parts.sources,
            trace: parts.trace,
            suggested: parts.suggested,
        }
    }

    /// Writes the receipt as JSON, over several lines; the bytes hold the secret and are wiped when dropped.
    pub fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self).expect("a receipt has only names as keys");
        json.push(b'\n');
        Zeroizing::new(json)
    }

    /// Reads a receipt.
    ///
    /// # Errors
    /// `receipt-too-large`, `bad-receipt`, `unsupported-version`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Refusal> {
        if MAX_RECEIPT_BYTES < bytes.len() {
            let message = format!("a receipt of {} bytes, more than {MAX_RECEIPT_BYTES}", bytes.len());
            return refuse("receipt-too-large", message, REMEDY);
        }
        let receipt: Self = serde_json::from_slice(bytes).map_err(|error| {
            let message =
                format!("line {}, column {} of the receipt cannot be read", error.line(), error.column());
            Refusal::new("bad-receipt", message, REMEDY)
        })?;
        if receipt.format != RECEIPT_FORMAT || receipt.version != RECEIPT_VERSION {
            return refuse(
                "unsupported-version",
                format!("a file that is not a {RECEIPT_FORMAT} of version {RECEIPT_VERSION}"),
                REMEDY,
            );
        }
        receipt.check()?;
        Ok(receipt)
    }

    fn check(&self) -> Result<(), Refusal> {
        let commitment = &self.commitment;
        let is_sound = commitment.algorithm == COMMITMENT_ALGORITHM
            && commitment.root.parse::<zegel_ledger::Hash>().is_ok()
            && commitment.n_kept == self.kept.count()
            && self.kept.last().unwrap_or(0) <= commitment.n_messages
            && self.trace.len() as u64 == 2 * commitment.n_messages
            && self.redactions.is_sorted_by(|a, b| a.position < b.position)
            && self.redactions.iter().all(|redaction| {
                self.kept.contains(redaction.position) && redaction.grounds.len() == redaction.spans.len()
            })
            && self.sources.iter().all(|source| source.sha256.parse::<zegel_ledger::Hash>().is_ok());
        if is_sound {
            return Ok(());
        }
        refuse("bad-receipt", "the parts of the receipt contradict each other", REMEDY)
    }

    /// Returns the mark under which the archive knows a copy with this SHA-256 (see `SourceCopy`).
    pub fn mark(&self, sha256: &str) -> String {
        mark(&self.secret.hunt_key(), sha256)
    }

    pub(crate) fn redaction(&self, position: u64) -> Option<&ReceiptRedaction> {
        let at = self.redactions.binary_search_by_key(&position, |redaction| redaction.position).ok()?;
        self.redactions.get(at)
    }
}

const REMEDY: &str = "take the receipt as it was written; it ends in .receipt.json";

mod secret_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use zeroize::Zeroizing;

    use super::Secret;

    pub fn serialize<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
        secret.to_hex().as_str().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        Secret::from_hex(&text).ok_or_else(|| D::Error::custom("a secret has 64 hexadecimal digits"))
    }
}

mod trace_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::{Engine, STANDARD};

    pub fn serialize<S: Serializer>(trace: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        STANDARD.encode(trace).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
