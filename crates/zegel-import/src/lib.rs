//! Bytes of an export in; conversations, messages and a loss report out (requirements C1, C6, C7).
//!
//! This room is pure: it opens no file, reads no clock and knows no archive, so it also runs in a browser tab.
//! It deliberately decides nothing about keeping, and changes no text: what it does not understand it hands
//! over as "not understood", with its line.
//!
//! Invariant: every byte of the chat text ends in exactly one header, body, line end or piece of text that was
//! not understood ([`Accounting::balances`]), and memory does not grow with the number of messages.

mod canonical;
mod error;
mod export;
mod jsonl;
mod limits;
mod media_type;
mod options;
mod report;
mod seen;
mod sink;
mod source;
mod summary;
mod text;
mod whatsapp;
mod zip;

/// The version of the reading: raised when any export gives other messages than before, or the same in another form.
///
/// A commitment is over the messages as they were read, so a receipt and a package say which version that was.
pub const READER: &str = "zegel-reader-2";

pub use error::ReadError;
pub use export::{AttachmentFile, AttachmentReader, Export, read};
pub use jsonl::{inspect_export, inspect_jsonl};
pub use limits::{LimitKind, Limits};
pub use media_type::{HEAD_BYTES, media_type};
pub use options::Options;
pub use report::{Accounting, Report};
pub use sink::{AttachmentRef, MessageRef, Sink};
pub use source::{ReadSeek, Source};
pub use summary::{Language, summary_text};
