//! What the owner hands in: only what was chosen, why the rest was not, and under which regime.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Content, Loss, PersonId, Platform, Route};

/// The regime of a choice (requirement S5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegimeKind {
    /// The owner chooses what to keep; it starts empty.
    SelectIn,
    /// Key functions: all is kept, the owner takes out what is private; it starts full.
    SelectOut,
}

/// The regime with the dated policy it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regime {
    /// Which of the two.
    pub kind: RegimeKind,
    /// The name of the policy of the body, e.g. `Beleid chatberichten`.
    pub policy: String,
    /// The day from which that version of the policy holds.
    pub policy_date: Date,
}

/// Why something was not kept, or why something was redacted: a code of `zegel-law` (or of the body's own list) and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The code, e.g. `private`.
    pub code: String,
    /// The label that the body shows for it on that day.
    pub label: String,
}

/// The commitment to the whole export (requirement S3; ADR 0002).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// `zegel-commitment-2`: leaf = SHA-256(0x00 || salt_i || canonical message), salt_i = the first 16 bytes of HMAC-SHA-256(secret,
    /// "zegel leaf salt" || position as u64 BE), tree as RFC 9162 §2.1.1.
    pub algorithm: String,
    /// Merkle root over all messages of the export, lower-case hexadecimal.
    pub root: String,
    /// Number of messages in the export.
    pub n_messages: u64,
    /// Number of messages that were kept (redacted ones included).
    pub n_kept: u64,
    /// Local time of the earliest message of the export, ISO 8601.
    pub first_at: String,
    /// Local time of the latest message of the export, ISO 8601.
    pub last_at: String,
}

/// A redaction inside a text: in the kept text one U+2588 stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRedaction {
    /// Place of the mark in the kept text, counted in Unicode code points from 0.
    pub at: u64,
    /// Why.
    pub ground: Ground,
}

/// A file of a submission: an attachment of a chosen message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedFile {
    /// Name inside the package, generated: `attachments/000001`.
    pub path: String,
    /// The name as the messages write it.
    pub name: Content,
    /// Media type decided by content, never by name.
    pub media_type: String,
    /// Size of the bytes handed in.
    pub size_bytes: u64,
    /// SHA-256 of the bytes handed in, lower-case hexadecimal.
    pub sha256: String,
    /// Number of picture regions that were blacked out; the file was written anew, without metadata.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n_redacted_regions: u64,
    /// Why those regions were blacked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redaction_ground: Option<Ground>,
    /// A text alternative that the owner wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Content>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands in a reference")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// An interim copy that existed before the submission (requirement K5).
///
/// The mark is keyed with a secret of the owner's receipt, because the plain hash of a short export would let
/// the archive guess what was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCopy {
    /// `export-zip`, `export-text`, `attachment` or `screenshot`.
    pub kind: String,
    /// HMAC-SHA-256(hunt key, SHA-256 of the bytes), lower-case hexadecimal.
    pub mark: String,
    /// Size of the bytes.
    pub size_bytes: u64,
}

/// Which suggestions stood beside the messages while their owner chose (requirement S7).
///
/// It names kept messages only: how many of the others had one would say something about what was not chosen. The
/// owner's receipt has them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionsShown {
    /// The version of the detectors, e.g. `zegel-detectors-1`.
    pub set: String,
    /// The version of the list of words.
    pub list: String,
    /// The codes of the detectors that were on.
    pub detectors: Vec<String>,
    /// The kept messages beside which a suggestion stood, e.g. `3-5,9`; of all others none did.
    pub kept: String,
}

/// The notice to chat partners, found back among the kept messages (requirement U5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFound {
    /// The language of the text, e.g. `nl`.
    pub language: String,
    /// Its version, counted from 1.
    pub version: u32,
    /// The kept message that it is: the first one.
    pub position: u64,
    /// Its local time, ISO 8601.
    pub at: String,
}

/// The head of a submission: the file `manifest.json` of a `.zegel` package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionManifest {
    /// `zegel-submission`.
    pub format: String,
    /// Version of the format: 1.
    pub version: u32,
    /// Identifier of the submission (UUID version 7).
    pub id: uuid::Uuid,
    /// When it was made, UTC.
    pub made_at: jiff::Timestamp,
    /// Whose chat it is.
    pub owner: PersonId,
    /// How it was captured.
    pub route: Route,
    /// The phone or program.
    pub platform: Platform,
    /// The version of the reader that made messages of the export; `None` where nothing was read, or by a program that did not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// The name of the chat.
    pub title: Option<Content>,
    /// The senders of the kept messages, and nobody else.
    pub participants: Vec<crate::Participant>,
    /// The order of the date fields and how it was decided.
    pub date_order: crate::DateOrder,
    /// How sure that order is; never ambiguous in a submission.
    pub date_order_certainty: crate::DateOrderCertainty,
    /// The rule that decided.
    pub date_order_reason: String,
    /// The zone that the owner stated.
    pub zone: Option<String>,
    /// The regime of the choice.
    pub regime: Regime,
    /// Why the rest was not kept; `None` only when everything was kept.
    pub not_kept_ground: Option<Ground>,
    /// The commitment to the whole.
    pub commitment: Commitment,
    /// What the route and this export lack.
    pub loss: Vec<Loss>,
    /// The attachments handed in.
    pub files: Vec<SubmittedFile>,
    /// The copies that existed on the owner's side.
    pub copies: Vec<SourceCopy>,
    /// The suggestions that the owner saw; `None` where they were off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<SuggestionsShown>,
    /// The notice to chat partners; `None` where it is not among the kept messages, or was not looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeFound>,
}

/// One line of `messages.jsonl` in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedMessage {
    /// The message as kept: redacted spans are gone.
    pub message: crate::Message,
    /// How it is bound to the commitment.
    #[serde(flatten)]
    pub binding: Binding,
    /// The redactions in its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<TextRedaction>,
}

/// How a kept message is bound to the commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Binding {
    /// Unchanged: the salt of its leaf (hexadecimal), so that anyone can compute the leaf from the message.
    Salt(String),
    /// Redacted: the leaf data itself (hexadecimal); the salt stays with the owner, or the removed text could be guessed.
    Leaf(String),
}
