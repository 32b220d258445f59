//! The neutral transcript: what every print shows, settled once and stored with the record.
//!
//! It knows nothing of pages, fonts or markup. Invariant: whatever a print shows of a conversation stands in
//! here, so two prints of one transcript cannot disagree.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use zegel_model::{
    Confidentiality, Content, Done, DossierId, Ground, Kind, Location, Loss, Moment, Participant, PersonId,
    Platform, Precision, Quote, Reaction, RecordId, Regime, Route, TextRedaction,
};

/// The name of the format, as it stands in every transcript.
pub const FORMAT: &str = "zegel-transcript";

/// The version of the format that this crate writes.
pub const VERSION: u32 = 1;

/// One part of the transcript of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// Which part this is.
    pub part: Part,
    /// What is known of the whole record.
    pub head: Head,
    /// Months, days, messages and gaps, in the order of the file.
    pub items: Vec<Item>,
    /// The attachments that the messages of this part name, in order of appearance.
    pub attachments: Vec<Listed>,
    /// What the route and this export lack.
    pub losses: Vec<Loss>,
    /// Where the record comes from and with what it was made.
    pub provenance: Vec<Fact>,
}

/// Which part of how many; a long chat is split so that memory stays bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Counted from 1.
    pub index: NonZeroU32,
    /// Number of parts of the record.
    pub n_parts: NonZeroU32,
}

impl Part {
    /// The only part of a record that was not split.
    pub const WHOLE: Self = Self { index: NonZeroU32::MIN, n_parts: NonZeroU32::MIN };
}

/// The language of labels and dates; the messages are never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
    /// French.
    Fr,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::Nl, Self::En, Self::Fr];

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// What is known of the whole record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The title that the record was registered under.
    pub record_title: Content,
    /// The dossier.
    pub dossier: DossierId,
    /// The title of the dossier, where it has one.
    pub dossier_title: Option<Content>,
    /// The record.
    pub record_id: RecordId,
    /// The name of the archive: the organisation that keeps it.
    pub archive_name: String,
    /// The name of the chat, where it is known.
    pub conversation_title: Option<Content>,
    /// How the capture was made.
    pub route: Route,
    /// The phone or program.
    pub platform: Platform,
    /// The senders of the messages of this record.
    pub participants: Vec<Participant>,
    /// Local time of the earliest message of this record.
    pub first_at: Option<Moment>,
    /// Local time of the latest message of this record.
    pub last_at: Option<Moment>,
    /// Number of messages in this record.
    pub n_messages: u64,
    /// Number of messages that were kept of the capture (it may be split over several records).
    pub n_in_capture: u64,
    /// Number of messages in the whole export.
    pub n_in_export: u64,
    /// How confidential it is.
    pub confidentiality: Confidentiality,
    /// How long it is kept and on what ground, in words.
    pub retention: String,
    /// The language of labels and dates.
    pub language: Language,
    /// When the transcript was settled, UTC.
    pub made_at: Timestamp,
    /// Who registered the record, and when.
    pub registered: Done,
    /// The full name of that person.
    pub registered_by_name: Option<Content>,
    /// Whose chat it was.
    pub owner: PersonId,
    /// The full name of that person.
    pub owner_name: Option<Content>,
    /// The regime of the choice, and the policy it rests on.
    pub regime: Regime,
    /// Why the rest was not kept.
    pub not_kept_ground: Option<Ground>,
}

/// One thing in the run of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Item {
    /// A month begins.
    Month {
        /// Its first day.
        first: Date,
    },
    /// A day begins.
    Day {
        /// That day.
        date: Date,
    },
    /// Messages of the export that are not in this record; nothing of them is known here.
    Gap {
        /// How many.
        n_messages: u64,
    },
    /// A message.
    Message(Box<Entry>),
}

/// A message as the prints show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Place in the whole export, counted from 1.
    pub position: u64,
    /// The time as the export gives it.
    pub at: Moment,
    /// How precise it is.
    pub precision: Precision,
    /// Its zone; `None` means local to the phone, zone unknown.
    pub zone: Option<String>,
    /// The sender as the export shows it.
    pub sender: Option<Content>,
    /// What kind of message it is.
    pub kind: Kind,
    /// The text; U+2588 stands for each redacted span.
    pub text: Content,
    /// Why each of those spans was redacted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<TextRedaction>,
    /// Numbers of its attachments in [`Transcript::attachments`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<NonZeroU32>,
    /// True when the app marked the text as edited.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// A position on earth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The message that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Reactions of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
}

/// An attachment in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Number in the list of this part, counted from 1.
    pub number: NonZeroU32,
    /// Place of the first message that names it.
    pub position: u64,
    /// The name as the message writes it; `None` where the phone left the file out without a name.
    pub name: Option<Content>,
    /// The file of the record, where its bytes were handed in.
    pub file: Option<ListedFile>,
}

/// The bytes behind an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Generated name inside the record (`attachments/000001`); the id under which a picture is handed in.
    pub id: String,
    /// Media type decided by content.
    pub media_type: String,
    /// Size of the bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// A text alternative that the owner wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Content>,
    /// Number of picture regions that were blacked out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n_redacted_regions: u64,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redaction_ground: Option<Ground>,
}

/// A labelled value of the provenance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is, in the language of the transcript.
    pub label: String,
    /// What it says: a hash, a count, a version; never a message.
    pub value: String,
}

impl Fact {
    /// Makes a fact.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands in a reference")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}
