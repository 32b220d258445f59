//! The canonical message (requirement C7): one shape over all routes.
//!
//! The order of the fields is the canonical order: `serde_json::to_vec` of a [`Message`] gives its canonical
//! bytes, over which commitments are made. A field that says what nearly every message says (no zone, no
//! attachments, not edited, text, to the minute) is left out and means just that, so a chat takes a third less room, and a field
//! that a later route adds does not change the bytes of the messages of today.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::Content;

/// One message, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Place in the conversation, counted from 1, in file order.
    pub position: u64,
    /// First line of the message in the source, counted from 1.
    pub line: u64,
    /// The time as the export gives it, local to the phone unless `zone` says otherwise.
    pub at: Moment,
    /// How precise that time is; left out for a minute.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub precision: Precision,
    /// The zone of `at`: an IANA name or `UTC`; `None` means local to the phone, zone unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The sender as the export shows it; `None` for a line without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Content>,
    /// What kind of message it is; left out for a text.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub kind: Kind,
    /// What the person wrote, unchanged; marks of the app that became a field of their own are left out here
    /// (and kept in `raw`).
    pub text: Content,
    /// The attachments that the message names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// True when the app marked the text as edited.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub edited: bool,
    /// The whole body exactly as it stands in the source, where that differs from `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Content>,
    /// A position on earth, where the message is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The message that this one answers, where the route carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Reactions of others, where the route carries them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
}

/// Returns true for the value that is not written.
fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A local date and time, written as `2022-03-23T13:31:05` (with `.mmm` only when there are milliseconds).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub DateTime);

impl std::fmt::Debug for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How precise a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the minute; the seconds are written as zero and mean nothing.
    #[default]
    Minute,
    /// To the second.
    Second,
    /// To the millisecond.
    Millisecond,
}

impl Precision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Minute, Self::Second, Self::Millisecond];

    /// Returns the word of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Second => "second",
            Self::Millisecond => "millisecond",
        }
    }
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Written by a person.
    #[default]
    Text,
    /// Carries or names at least one attachment, present or left out.
    Attachment,
    /// Written by the app: somebody joined, the subject changed, the encryption notice.
    System,
    /// A mark in the place of a deleted message.
    Deleted,
    /// A call or a missed call.
    Call,
    /// A position, a place or a live position.
    Location,
    /// A contact card.
    Contact,
    /// A poll or an event with answers.
    Poll,
    /// Something the reader knows no better name for: not yet decrypted, view-once, `null`.
    Unknown,
}

impl Kind {
    /// All of them; nearly every message is of the first.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Attachment,
        Self::System,
        Self::Deleted,
        Self::Call,
        Self::Location,
        Self::Contact,
        Self::Poll,
        Self::Unknown,
    ];

    /// Returns the word of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Attachment => "attachment",
            Self::System => "system",
            Self::Deleted => "deleted",
            Self::Call => "call",
            Self::Location => "location",
            Self::Contact => "contact",
            Self::Poll => "poll",
            Self::Unknown => "unknown",
        }
    }
}

/// A file that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The name as the message writes it; `None` where the phone left the file out without naming it.
    pub name: Option<Content>,
    /// True when the bytes are in the export.
    pub present: bool,
    /// Size of the bytes, when present.
    pub size_bytes: Option<u64>,
    /// SHA-256 of the bytes in lower-case hexadecimal, when present.
    pub sha256: Option<String>,
}

/// A position on earth in degrees (WGS 84), written as the app wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Degrees north, as text so that nothing is rounded.
    pub latitude: String,
    /// Degrees east, as text so that nothing is rounded.
    pub longitude: String,
}

/// The message that another message answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Place of the quoted message, where it is in the same conversation.
    pub position: Option<u64>,
    /// The quoted text, where the route copies it.
    pub text: Option<Content>,
}

/// One reaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// Who reacted.
    pub sender: Option<Content>,
    /// The emoji.
    pub emoji: Content,
}

/// What stands in a text in the place of each redacted span (U+2588 FULL BLOCK, once per span whatever its
/// length, so that the length tells nothing).
pub const REDACTION_MARK: char = '\u{2588}';

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            position: 1,
            line: 1,
            at: Moment(jiff::civil::date(2022, 3, 23).at(13, 31, 5, 0)),
            precision: Precision::Second,
            zone: None,
            sender: Some("Jan".into()),
            kind: Kind::Text,
            text: "Akkoord".into(),
            attachments: vec![],
            edited: false,
            raw: None,
            location: None,
            quote: None,
            reactions: vec![],
        }
    }

    #[test]
    fn canonical_bytes_are_those_of_the_golden_line() {
        let golden = r#"{"position":1,"line":1,"at":"2022-03-23T13:31:05","precision":"second","sender":"Jan","text":"Akkoord"}"#;
        assert_eq!(serde_json::to_string(&message()).unwrap(), golden);
        assert_eq!(serde_json::from_str::<Message>(golden).unwrap(), message());
    }

    #[test]
    fn what_is_not_usual_is_written() {
        let unusual = Message {
            precision: Precision::Minute,
            zone: Some("UTC".into()),
            sender: None,
            kind: Kind::Deleted,
            attachments: vec![Attachment { name: None, present: false, size_bytes: None, sha256: None }],
            edited: true,
            ..message()
        };
        let golden = r#"{"position":1,"line":1,"at":"2022-03-23T13:31:05","zone":"UTC","kind":"deleted","text":"Akkoord","attachments":[{"name":null,"present":false,"size_bytes":null,"sha256":null}],"edited":true}"#;
        assert_eq!(serde_json::to_string(&unusual).unwrap(), golden);
        assert_eq!(serde_json::from_str::<Message>(golden).unwrap(), unusual);
    }

    #[test]
    fn a_kind_and_a_precision_are_named_as_the_format_writes_them() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for precision in Precision::ALL {
            assert_eq!(serde_json::to_value(precision).unwrap(), precision.name());
        }
    }
}
