//! What can be wrong with a file, and what to do about it.
//!
//! No error holds content: only kinds, counts and limits.

use crate::{LimitKind, Report};

/// Why a file could not be read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes are not an export that this reader knows.
    #[error("find a chat in this file: it looks like {seen}")]
    NotAChat {
        /// What the file seems to be, in English, without content.
        seen: String,
    },
    /// The container or the text ends too early or contradicts itself. What could be read was handed over.
    #[error("read the whole file: {what}")]
    Damaged {
        /// What is wrong, in English, without content.
        what: String,
        /// The report on what could be read, where anything could.
        report: Option<Box<Report>>,
    },
    /// A limit was reached. What lies before it was handed over.
    #[error("read beyond a limit: {} is {limit}", which.name())]
    Limit {
        /// Which one.
        which: LimitKind,
        /// Its value.
        limit: u64,
        /// The report on what was read, where anything was.
        report: Option<Box<Report>>,
    },
    /// The container is encrypted.
    #[error("open an encrypted zip")]
    Encrypted,
    /// The container tries something that no phone does.
    #[error("trust this zip: member {entry} {what}")]
    Unsafe {
        /// What it tries, in English.
        what: &'static str,
        /// Number of the member in the directory, counted from 1.
        entry: u64,
    },
    /// The container uses something that this reader does not know.
    #[error("unpack member {entry}: compression method {method} is not supported")]
    Method {
        /// The method's number (APPNOTE 4.4.5).
        method: u16,
        /// Number of the member in the directory, counted from 1.
        entry: u64,
    },
    /// The zone that was stated is not the name of a zone.
    #[error("use the stated zone: it is not an IANA name")]
    Zone,
    /// There is no attachment with this number.
    #[error("open attachment {index}: there are {count}")]
    NoSuchAttachment {
        /// The number asked for, counted from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The receiver asked to stop.
    #[error("finish: the reading was stopped")]
    Cancelled,
    /// The machine could not deliver the bytes, or could not take the output.
    #[error("{doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The machine's own words.
        #[source]
        source: std::io::Error,
    },
}

impl ReadError {
    /// Returns the stable code, for exit codes, tables and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAChat { .. } => "not-a-chat",
            Self::Damaged { .. } => "damaged",
            Self::Limit { .. } => "limit-reached",
            Self::Encrypted => "encrypted",
            Self::Unsafe { .. } => "unsafe",
            Self::Method { .. } => "unsupported-method",
            Self::Zone => "unknown-zone",
            Self::NoSuchAttachment { .. } => "no-such-attachment",
            Self::Cancelled => "cancelled",
            Self::Io { .. } => "io",
        }
    }

    /// Returns what the user can do, as an English sentence.
    pub fn what_to_do(&self) -> &'static str {
        match self {
            Self::NotAChat { .. } => {
                "Export the chat again from the phone (chat, more, export chat) and give the zip or txt unchanged; \
                 a file that is too short to be recognised can be forced with --route whatsapp-text."
            }
            Self::Damaged { .. } => {
                "Copy or export the file again; mail and download limits often cut it off. What could be read is shown, but nothing says what was in the rest."
            }
            Self::Limit { .. } => {
                "Export the chat without media, or in parts; if the file is to be trusted, raise the named limit."
            }
            Self::Encrypted => "Unpack it with its password and give the files inside.",
            Self::Unsafe { .. } => {
                "Do not unpack this file; ask where it came from and export the chat again from the phone."
            }
            Self::Method { .. } => "Unpack it with another program and pack it again as an ordinary zip.",
            Self::Zone => "Give a name from the IANA list, such as Europe/Amsterdam, or UTC.",
            Self::NoSuchAttachment { .. } => "Take a number from the list of attachments of this same file.",
            Self::Cancelled => "Start again when wanted; nothing was kept.",
            Self::Io { .. } => "Check that the disk, the stick or the network is still there and has room.",
        }
    }

    /// Returns the report on what could be read before the error, where there is one.
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Damaged { report, .. } | Self::Limit { report, .. } => report.as_deref(),
            _ => None,
        }
    }

    pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { doing, source }
    }
}
