//! An export read once into a compact form, from which a page takes pieces by position.
//!
//! All texts lie one behind the other in one string; a message is a row of places in it. Nothing is decided here
//! and nothing is left out: a text is only shortened where it is shown, never where it is searched.

use std::collections::HashMap;
use std::ops::ControlFlow;

use jiff::civil::{Date, DateTime};
use serde::Serialize;
use zegel_import::{AttachmentFile, Export, MessageRef, Options, ReadError, Report, Sink, Source};
use zegel_model::{Content, Kind};

use crate::answer::Failure;
use crate::operation::Printed;
use crate::outside::{Step, progress};

/// The sender of a message without one.
const NOBODY: u32 = u32::MAX;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// What was read.
pub(crate) struct Reading {
    texts: String,
    pub rows: Vec<Row>,
    senders: Vec<String>,
    attachments: Vec<Named>,
    files: Vec<AttachmentFile>,
    report: Report,
}

/// One message.
pub(crate) struct Row {
    pub at: DateTime,
    pub kind: Kind,
    pub edited: bool,
    sender: u32,
    text: (usize, usize),
    attachments: (usize, usize),
    /// Few have one, and every row is that much smaller.
    location: Option<Box<(String, String)>>,
}

/// A file that a message names.
#[derive(Serialize)]
pub(crate) struct Named {
    pub name: Option<String>,
    pub present: bool,
    pub index: Option<usize>,
}

impl Reading {
    /// Reads an export; of a damaged one what could be read, with what is wrong.
    pub fn of(source: Source<'_>, options: &Options) -> Result<(Self, Option<Failure>), Failure> {
        let mut export = Export::open(source, options)?;
        let mut collector = Collector::default();
        let (report, damage) = match export.read(&mut collector) {
            Ok(report) => (report, None),
            Err(ReadError::Limit { which, limit, report: Some(report) }) => {
                let report = *report;
                (report, Some(ReadError::Limit { which, limit, report: None }.into()))
            }
            Err(error) => return Err(error.into()),
        };
        let files = export.attachments()?.to_vec();
        let Collector { texts, rows, senders, attachments, .. } = collector;
        Ok((Self { texts, rows, senders, attachments, files, report }, damage))
    }

    /// Returns the row at a position, which counts from 1.
    pub fn row(&self, position: u64) -> Option<&Row> {
        self.rows.get(usize::try_from(position.checked_sub(1)?).ok()?)
    }

    /// Returns the text of a row.
    pub fn text(&self, row: &Row) -> &str {
        self.texts.get(row.text.0..row.text.1).unwrap_or_default()
    }

    /// Returns the files that a row names.
    pub fn attachments(&self, row: &Row) -> &[Named] {
        self.attachments.get(row.attachments.0..row.attachments.1).unwrap_or_default()
    }

    /// Returns the number of the sender in the list of the head.
    pub fn sender(row: &Row) -> Option<u32> {
        Some(row.sender).filter(|sender| *sender != NOBODY)
    }

    /// Returns the position of a row.
    pub fn location(row: &Row) -> Option<(&str, &str)> {
        let (latitude, longitude) = row.location.as_deref()?;
        Some((latitude, longitude))
    }

    /// Returns the head as JSON: conversation, losses, summary, senders, files, and the days in file order.
    pub fn head(&self) -> Vec<u8> {
        let head = Head {
            report: Printed::from(&self.report),
            senders: &self.senders,
            files: self.files.iter().map(File::of).collect(),
            days: self.days(),
        };
        serde_json::to_vec(&head).expect("strings and numbers always serialise")
    }

    /// Returns what a page needs of every message to choose by it, as four columns one behind the other: minutes
    /// since 1970 (local, i32), number of the sender (u32, all ones for nobody), kind (u8) and attachments that
    /// are there (u8), little-endian.
    pub fn columns(&self) -> Vec<u8> {
        let n = self.rows.len();
        let mut columns = Vec::with_capacity(10 * n);
        // Messages of a day follow each other, so its distance to 1970 is worked out once.
        let mut day = (EPOCH, 0);
        for row in &self.rows {
            if row.at.date() != day.0 {
                day = (row.at.date(), (row.at.date() - EPOCH).get_days() * 24 * 60);
            }
            let minutes = day.1 + i32::from(row.at.hour()) * 60 + i32::from(row.at.minute());
            columns.extend(minutes.to_le_bytes());
        }
        for row in &self.rows {
            columns.extend(row.sender.to_le_bytes());
        }
        columns.extend(self.rows.iter().map(|row| row.kind as u8));
        columns.extend(self.rows.iter().map(|row| {
            let present = self.attachments(row).iter().filter(|named| named.present).count();
            u8::try_from(present).unwrap_or(u8::MAX)
        }));
        columns
    }

    /// Returns the days as they follow each other in the file: a day comes twice where times go back.
    fn days(&self) -> Vec<(String, u64, u64)> {
        let mut days: Vec<(Date, u64, u64)> = Vec::new();
        for (position, row) in (1..).zip(&self.rows) {
            match days.last_mut() {
                Some((date, _, n)) if *date == row.at.date() => *n += 1,
                _ => days.push((row.at.date(), position, 1)),
            }
        }
        days.into_iter().map(|(date, first, n)| (date.to_string(), first, n)).collect()
    }
}

#[derive(Serialize)]
struct Head<'r> {
    #[serde(flatten)]
    report: Printed<'r>,
    senders: &'r [String],
    files: Vec<File<'r>>,
    days: Vec<(String, u64, u64)>,
}

#[derive(Serialize)]
struct File<'r> {
    name: &'r Content,
    media_type: &'static str,
    size_bytes: u64,
    intact: bool,
}

impl<'r> File<'r> {
    fn of(file: &'r AttachmentFile) -> Self {
        Self {
            name: &file.name,
            media_type: file.media_type,
            size_bytes: file.size_bytes,
            intact: file.intact,
        }
    }
}

#[derive(Default)]
struct Collector {
    texts: String,
    rows: Vec<Row>,
    senders: Vec<String>,
    numbers: HashMap<String, u32>,
    attachments: Vec<Named>,
}

impl Collector {
    fn number(&mut self, sender: &str) -> u32 {
        // Whoever writes often writes on.
        let last = self.rows.last().map(|row| row.sender).filter(|number| *number != NOBODY);
        if let Some(number) = last
            && self.senders.get(number as usize).is_some_and(|name| name == sender)
        {
            return number;
        }
        if let Some(number) = self.numbers.get(sender) {
            return *number;
        }
        let number = u32::try_from(self.senders.len()).unwrap_or(NOBODY);
        self.senders.push(sender.to_owned());
        self.numbers.insert(sender.to_owned(), number);
        number
    }
}

impl Sink for Collector {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        let from = self.texts.len();
        self.texts.push_str(message.text);
        let first = self.attachments.len();
        self.attachments.extend(message.attachments.iter().map(|attachment| Named {
            name: attachment.name.map(str::to_owned),
            present: attachment.present,
            index: attachment.index,
        }));
        let sender = message.sender.map_or(NOBODY, |sender| self.number(sender));
        self.rows.push(Row {
            at: message.at,
            kind: message.kind,
            edited: message.edited,
            sender,
            text: (from, self.texts.len()),
            attachments: (first, self.attachments.len()),
            location: message
                .location
                .map(|(latitude, longitude)| Box::new((latitude.to_owned(), longitude.to_owned()))),
        });
        ControlFlow::Continue(())
    }

    fn progress(&mut self, done_bytes: u64, total_bytes: u64) -> ControlFlow<()> {
        progress(Step::Reading, done_bytes, total_bytes)
    }
}
