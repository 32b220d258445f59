//! Exports of WhatsApp as a Dutch phone writes them, with the truth about every line.
//!
//! A made-up municipality talks about the redevelopment of a square; private chatter runs through it. The
//! script is a pure function of the fields of [`Export`] and is walked as a stream, so ten million messages
//! take no more memory than ten. One walk writes the text, another tells the truth, and they cannot disagree.

mod phone;
mod script;
mod talk;
mod words;

use std::io::{self, BufWriter, Cursor, Seek, Write};

use jiff::civil::DateTime;
use zegel_model::{Kind, Precision};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::media;
use script::{Body, Entry, Script};

/// The phone that writes the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// `23-03-2026 13:31 - `, minutes, the media name before the marker.
    Android,
    /// `[23-03-2026 13:31:05] `, seconds, U+200E before what the app wrote, CRLF between messages.
    Ios,
}

/// What a conversation line is about, for tests and demonstrations of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Work of the municipality.
    Business,
    /// Private life: must be possible to leave out.
    Private,
}

/// What a line that the app wrote by itself tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The notice at the start.
    Encryption,
    /// The group was made.
    Created,
    /// Somebody was added.
    Added,
    /// Somebody was removed.
    Removed,
    /// Somebody left.
    Left,
    /// Somebody came in by a link.
    Joined,
    /// The name of the group changed.
    Subject,
    /// The picture of the group changed.
    Icon,
    /// The description of the group changed.
    Description,
    /// A telephone number changed.
    Number,
    /// Disappearing messages were switched on.
    DisappearingOn,
    /// Disappearing messages were switched off.
    DisappearingOff,
    /// A security code changed.
    SecurityCode,
    /// The owner of the phone became an administrator.
    Admin,
}

/// The attachment that a line names, or shows to be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthAttachment {
    /// The name, where the line gives it.
    pub name: Option<String>,
    /// True when the bytes are in the zip.
    pub present: bool,
}

/// What is true about one message of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Place in the file, counted from 1.
    pub position: u64,
    /// Its first line, counted from 1.
    pub line: u64,
    /// The local time as written: without seconds on Android.
    pub at: DateTime,
    /// How precise that time is.
    pub precision: Precision,
    /// The sender as shown, without the invisible marks around it.
    pub sender: Option<String>,
    /// What kind of message it is.
    pub kind: Kind,
    /// What the person wrote: the text, the caption, the question of a poll; empty where the app wrote it all.
    pub text: String,
    /// The attachment.
    pub attachment: Option<TruthAttachment>,
    /// True when the app marked it as edited.
    pub edited: bool,
    /// What it is about.
    pub topic: Topic,
    /// What the app tells, for lines of its own.
    pub event: Option<Event>,
}

/// An export to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The phone that writes it.
    pub platform: Platform,
    /// Number of messages, the app's own lines included; never less than the lines at the start (one or two).
    pub n_messages: u64,
    /// Which conversation, out of as many as there are seeds.
    pub seed: u64,
    /// True when the attachments are in it; false writes "left out".
    pub media: bool,
    /// True for the group of the project, false for two people.
    pub group: bool,
    /// How many conversations in a thousand are private.
    pub private_per_mille: u64,
    /// When it starts, in local time.
    pub start: DateTime,
}

impl Export {
    /// A group on Android, without media.
    pub fn android(n_messages: u64) -> Self {
        Self {
            platform: Platform::Android,
            n_messages,
            seed: 1,
            media: false,
            group: true,
            private_per_mille: 250,
            start: jiff::civil::date(2024, 1, 15).at(8, 2, 11, 0),
        }
    }

    /// A group on an iPhone, without media.
    pub fn ios(n_messages: u64) -> Self {
        Self { platform: Platform::Ios, ..Self::android(n_messages) }
    }

    /// Puts the attachments in.
    pub fn with_media(self) -> Self {
        Self { media: true, ..self }
    }

    /// Makes it a conversation of two people.
    pub fn one_to_one(self) -> Self {
        Self { group: false, ..self }
    }

    /// Takes another conversation.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The name of the chat: the group, or the other person.
    pub fn title(&self) -> &'static str {
        if self.group { words::GROUP } else { words::PEOPLE[1] }
    }

    /// The name of the text inside the zip, or on its own.
    pub fn text_name(&self) -> String {
        match self.platform {
            Platform::Android => format!("WhatsApp-chat met {}.txt", self.title()),
            Platform::Ios => "_chat.txt".to_owned(),
        }
    }

    /// The name of the zip as the phone proposes it.
    pub fn zip_name(&self) -> String {
        match self.platform {
            Platform::Android => format!("WhatsApp-chat met {}.zip", self.title()),
            Platform::Ios => format!("WhatsApp Chat - {}.zip", self.title()),
        }
    }

    /// Writes the text of the chat and flushes it.
    pub fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(256 * 1024, out);
        let mut line = String::with_capacity(1024);
        for entry in Script::new(self) {
            line.clear();
            phone::write_entry(self, &entry, &mut line);
            out.write_all(line.as_bytes())?;
        }
        out.flush()
    }

    /// Returns the text of the chat.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for entry in Script::new(self) {
            phone::write_entry(self, &entry, &mut text);
        }
        text
    }

    /// Writes the zip that the phone shares: the text, then the attachments in order of their messages.
    pub fn write_zip(&self, out: &mut (impl Write + Seek)) -> io::Result<()> {
        let mut zip = ZipWriter::new(out);
        // Two million messages can pass 4 GiB with their pictures; zip64 must be announced beforehand.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(20_000_000 < self.n_messages);
        zip.start_file(self.text_name(), options)?;
        self.write_text(&mut zip)?;
        let stored = options.compression_method(CompressionMethod::Stored);
        for file in self.files() {
            // Pictures and voice notes are packed already; the phone stores them too.
            let packed = file.name.ends_with(".vcf") || file.name.ends_with(".pdf");
            zip.start_file(file.name.as_str(), if packed { options } else { stored })?;
            zip.write_all(&file.bytes)?;
        }
        zip.finish()?;
        Ok(())
    }

    /// Returns the zip in memory, for exports of a test's size.
    pub fn zip(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        self.write_zip(&mut bytes)?;
        Ok(bytes.into_inner())
    }

    /// Tells the truth about every message, in file order.
    pub fn truth(&self) -> impl Iterator<Item = Truth> {
        let mut line_number = 1;
        let mut text = String::new();
        let mut position = 0;
        Script::new(self).map(move |entry| {
            text.clear();
            phone::write_entry(self, &entry, &mut text);
            position += 1;
            let truth = truth_of(self, &entry, position, line_number);
            line_number += text.bytes().filter(|byte| *byte == b'\n').count() as u64;
            truth
        })
    }

    /// Draws the attachments that are in the export, one after the other.
    pub fn files(&self) -> impl Iterator<Item = ExportFile> {
        Script::new(self).filter_map(|entry| match entry.body {
            Body::Attached { file, .. } => {
                let bytes = media::bytes(file.kind, file.seed);
                Some(ExportFile { name: file.name, bytes })
            }
            _ => None,
        })
    }
}

/// One attachment of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name in the zip.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

fn truth_of(export: &Export, entry: &Entry, position: u64, line: u64) -> Truth {
    let (at, precision) = match export.platform {
        Platform::Android => (phone::to_the_minute(entry.at), Precision::Minute),
        Platform::Ios => (entry.at, Precision::Second),
    };
    let (kind, text, event) = match &entry.body {
        Body::Text { text, .. } => (Kind::Text, text.clone(), None),
        Body::Attached { file, caption } if file.kind == media::MediaKind::Card => {
            (Kind::Contact, caption.clone(), None)
        }
        Body::Attached { caption, .. } => (Kind::Attachment, caption.clone(), None),
        Body::Omitted { caption, .. } => (Kind::Attachment, caption.clone(), None),
        Body::Deleted { .. } => (Kind::Deleted, String::new(), None),
        Body::Location { .. } | Body::LiveLocation => (Kind::Location, String::new(), None),
        Body::Poll { question, .. } => (Kind::Poll, question.clone(), None),
        Body::MissedCall { .. } => (Kind::Call, String::new(), None),
        // An iPhone writes a view-once picture as any picture that was left out.
        Body::ViewOnce if export.platform == Platform::Ios => (Kind::Attachment, String::new(), None),
        Body::ViewOnce | Body::Waiting => (Kind::Unknown, String::new(), None),
        Body::System { event, .. } => (Kind::System, String::new(), Some(*event)),
    };
    let attachment = match &entry.body {
        Body::Attached { file, .. } => Some(TruthAttachment { name: Some(file.name.clone()), present: true }),
        Body::Omitted { .. } => Some(TruthAttachment { name: None, present: false }),
        Body::ViewOnce if export.platform == Platform::Ios => {
            Some(TruthAttachment { name: None, present: false })
        }
        _ => None,
    };
    Truth {
        position,
        line,
        at,
        precision,
        sender: phone::shown_sender(export, entry).map(str::to_owned),
        kind,
        text,
        attachment,
        edited: matches!(entry.body, Body::Text { edited: true, .. }),
        topic: entry.topic,
        event,
    }
}

#[cfg(test)]
mod tests;
