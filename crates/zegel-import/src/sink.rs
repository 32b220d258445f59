//! How a reading hands over what it finds: borrowed, in file order, one thing at a time.

use std::ops::ControlFlow;

use jiff::civil::DateTime;
use zegel_model::{Attachment, Content, Conversation, Kind, Location, Message, Moment, Precision};

use crate::canonical::{Fields, write_message};

/// A receiver of what a reading finds. `Break` stops the reading.
///
/// The order of calls is the order of the file: first the conversation, then messages and lines that were not
/// understood as they come.
pub trait Sink {
    /// Takes the head of the conversation.
    fn conversation(&mut self, conversation: &Conversation) -> ControlFlow<()> {
        let _ = conversation; // A sink that only counts has no use for it.
        ControlFlow::Continue(())
    }

    /// Takes one message, which lives only during the call.
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()>;

    /// Takes text that belongs to no message, with its first line and its line end.
    fn not_understood(&mut self, line: u64, text: &str) -> ControlFlow<()> {
        let _ = (line, text); // Counted in the report in any case.
        ControlFlow::Continue(())
    }

    /// Takes how far the reading is, in bytes of work; called once per chunk.
    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        let _ = (done_bytes, total_bytes); // Not everybody shows a bar.
        ControlFlow::Continue(())
    }
}

/// One message, borrowed from the buffer of the reading.
///
/// `header`, `body` and `line_end` are the parts of the source: put one behind the other for all messages and
/// for all text that was not understood, they are the text of the file again.
#[derive(Clone, Copy, PartialEq)]
pub struct MessageRef<'a> {
    /// Place in the conversation, counted from 1.
    pub position: u64,
    /// First line in the source, counted from 1.
    pub line: u64,
    /// The time as the export gives it.
    pub at: DateTime,
    /// How precise that time is.
    pub precision: Precision,
    /// The zone that the user stated.
    pub zone: Option<&'a str>,
    /// The sender as written.
    pub sender: Option<&'a str>,
    /// What kind of message it is.
    pub kind: Kind,
    /// What the person wrote.
    pub text: &'a str,
    /// The attachments that the message names.
    pub attachments: &'a [AttachmentRef<'a>],
    /// True when the app marked the text as edited.
    pub edited: bool,
    /// The whole body, where it differs from `text`.
    pub raw: Option<&'a str>,
    /// Latitude and longitude, where the message is a position.
    pub location: Option<(&'a str, &'a str)>,
    /// The source up to the body: marks, time and sender.
    pub header: &'a str,
    /// The source from the end of the header to the line end that closes the message.
    pub body: &'a str,
    /// The line end that closes the message; empty at the end of a file without one.
    pub line_end: &'a str,
}

/// A file that a message names, borrowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AttachmentRef<'a> {
    /// The name as the message writes it.
    pub name: Option<&'a str>,
    /// True when the bytes are in the export.
    pub present: bool,
    /// Size of the bytes, when present.
    pub size_bytes: Option<u64>,
    /// SHA-256 of the bytes, when present and computed.
    pub sha256: Option<&'a str>,
    /// Number in the list of attachments of the export (from 0), when present.
    pub index: Option<usize>,
}

impl std::fmt::Debug for MessageRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Personal content stays out of logs and panics: places and lengths only.
        f.debug_struct("MessageRef")
            .field("position", &self.position)
            .field("line", &self.line)
            .field("kind", &self.kind)
            .field("text_bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for AttachmentRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttachmentRef")
            .field("present", &self.present)
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl MessageRef<'_> {
    /// Returns a message that owns its parts.
    pub fn to_message(&self) -> Message {
        Message {
            position: self.position,
            line: self.line,
            at: Moment(self.at),
            precision: self.precision,
            zone: self.zone.map(str::to_owned),
            sender: self.sender.map(Content::from),
            kind: self.kind,
            text: Content::from(self.text),
            attachments: self.attachments.iter().map(AttachmentRef::to_attachment).collect(),
            edited: self.edited,
            raw: self.raw.map(Content::from),
            location: self.location.map(|(latitude, longitude)| Location {
                latitude: latitude.into(),
                longitude: longitude.into(),
            }),
            quote: None,
            reactions: Vec::new(),
        }
    }

    /// Appends the canonical bytes: those of `serde_json::to_vec` of [`Self::to_message`], without its copies.
    pub fn write_canonical(&self, out: &mut Vec<u8>) {
        write_message(self, Fields::Unusual, out);
    }
}

impl AttachmentRef<'_> {
    /// Returns an attachment that owns its parts.
    pub fn to_attachment(&self) -> Attachment {
        Attachment {
            name: self.name.map(Content::from),
            present: self.present,
            size_bytes: self.size_bytes,
            sha256: self.sha256.map(str::to_owned),
        }
    }
}
