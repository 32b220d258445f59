//! Settles a record into transcripts: sections, gaps, the list of attachments, and where a long chat is cut.
//!
//! Nothing is read or written here. Messages pass one by one, so that memory is bounded by one part.
//! Invariant: every message handed in stands in exactly one part, in the order of the file.

use std::collections::HashMap;
use std::num::{NonZeroU32, NonZeroUsize};

use jiff::civil::Date;

use zegel_model::{Attachment, Loss, Message, Moment, SubmittedFile, TextRedaction};

use crate::transcript::{Entry, FORMAT, Fact, Head, Item, Listed, ListedFile, Part, Transcript, VERSION};

/// A message as it was kept, with the redactions in its text.
pub type Kept = (Message, Vec<TextRedaction>);

/// How many messages one part holds at most, unless told otherwise.
pub const DEFAULT_PART_LIMIT: NonZeroUsize = NonZeroUsize::new(5_000).expect("5,000 is not zero");

/// What a record is settled from, apart from its messages.
#[derive(Debug, Clone)]
pub struct Settling {
    /// What is known of the whole record.
    pub head: Head,
    /// The files that were handed in with the messages.
    pub files: Vec<SubmittedFile>,
    /// The loss report.
    pub losses: Vec<Loss>,
    /// The provenance.
    pub provenance: Vec<Fact>,
}

/// How many messages each part of a record gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    sizes: Vec<usize>,
}

impl Plan {
    /// Cuts at the border of a day where there is one, otherwise at the limit.
    pub fn new(moments: impl IntoIterator<Item = Moment>, limit: NonZeroUsize) -> Self {
        let mut sizes = Vec::new();
        let (mut n, mut border, mut day) = (0, 0, None);
        for moment in moments {
            let date = moment.0.date();
            if day.replace(date).is_some_and(|before| before != date) {
                border = n;
            }
            if n == limit.get() {
                let cut = if border > 0 { border } else { n };
                sizes.push(cut);
                n -= cut;
                border = 0;
            }
            n += 1;
        }
        // A record without messages is still a record: it gets one empty part.
        if n > 0 || sizes.is_empty() {
            sizes.push(n);
        }
        Self { sizes }
    }

    /// Everything in one part, whatever its length.
    pub fn whole(n_messages: usize) -> Self {
        Self { sizes: vec![n_messages] }
    }

    /// Returns the number of messages in each part.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }
}

/// Settles a record that is short enough for one part.
pub fn settle(settling: &Settling, messages: impl IntoIterator<Item = Kept>) -> Transcript {
    part(settling, Part::WHOLE, Span { after: 0, until_end: true }, messages)
}

impl Settling {
    /// Settles part after part; the messages must be those that `plan` was made of.
    pub fn parts<'a, I>(&'a self, plan: &'a Plan, messages: I) -> Parts<'a, I::IntoIter>
    where
        I: IntoIterator<Item = Kept>,
    {
        Parts { settling: self, plan, next: 0, after: 0, messages: messages.into_iter() }
    }
}

/// The parts of a record, settled one at a time.
#[derive(Debug)]
pub struct Parts<'a, I> {
    settling: &'a Settling,
    plan: &'a Plan,
    next: usize,
    after: u64,
    messages: I,
}

impl<I: Iterator<Item = Kept>> Iterator for Parts<'_, I> {
    type Item = Transcript;

    fn next(&mut self) -> Option<Transcript> {
        let size = *self.plan.sizes.get(self.next)?;
        self.next += 1;
        let which = Part { index: number(self.next), n_parts: number(self.plan.sizes.len()) };
        let span = Span { after: self.after, until_end: self.next == self.plan.sizes.len() };
        let mut last = self.after;
        let messages = self.messages.by_ref().take(size).inspect(|(message, _)| last = message.position);
        let transcript = part(self.settling, which, span, messages);
        self.after = last;
        Some(transcript)
    }
}

/// The stretch of the export that a part answers for.
#[derive(Clone, Copy)]
struct Span {
    after: u64,
    until_end: bool,
}

fn part(settling: &Settling, part: Part, span: Span, messages: impl IntoIterator<Item = Kept>) -> Transcript {
    let mut run = Run { items: Vec::new(), list: List::new(&settling.files), day: None, last: span.after };
    for (message, redactions) in messages {
        run.push(message, redactions);
    }
    if span.until_end {
        run.gap(settling.head.n_in_export.saturating_sub(run.last));
    }
    Transcript {
        format: FORMAT.into(),
        version: VERSION,
        part,
        head: settling.head.clone(),
        items: run.items,
        attachments: run.list.listed,
        losses: settling.losses.clone(),
        provenance: settling.provenance.clone(),
    }
}

struct Run<'a> {
    items: Vec<Item>,
    list: List<'a>,
    day: Option<Date>,
    last: u64,
}

impl Run<'_> {
    fn push(&mut self, message: Message, redactions: Vec<TextRedaction>) {
        self.gap(message.position.saturating_sub(self.last + 1));
        self.last = message.position;
        self.section(message.at.0.date());
        let attachments = message.attachments.iter().map(|a| self.list.number(a, message.position)).collect();
        self.items.push(Item::Message(Box::new(Entry {
            position: message.position,
            at: message.at,
            precision: message.precision,
            zone: message.zone,
            sender: message.sender,
            kind: message.kind,
            text: message.text,
            redactions,
            attachments,
            edited: message.edited,
            location: message.location,
            quote: message.quote,
            reactions: message.reactions,
        })));
    }

    fn gap(&mut self, n_messages: u64) {
        if n_messages > 0 {
            self.items.push(Item::Gap { n_messages });
        }
    }

    /// Opens a month and a day where they differ from those above. Times may go back in an export: then a
    /// month or a day occurs twice, because the order of the file is evidence and is never sorted away.
    fn section(&mut self, date: Date) {
        if self.day == Some(date) {
            return;
        }
        let first = date.first_of_month();
        if self.day.is_none_or(|day| day.first_of_month() != first) {
            self.items.push(Item::Month { first });
        }
        self.items.push(Item::Day { date });
        self.day = Some(date);
    }
}

struct List<'a> {
    files: &'a [SubmittedFile],
    by_name: HashMap<&'a str, Vec<usize>>,
    by_hash: HashMap<&'a str, usize>,
    numbers: HashMap<String, NonZeroU32>,
    listed: Vec<Listed>,
}

impl<'a> List<'a> {
    fn new(files: &'a [SubmittedFile]) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_hash = HashMap::new();
        for (i, file) in files.iter().enumerate() {
            by_name.entry(file.name.as_str()).or_default().push(i);
            by_hash.entry(file.sha256.as_str()).or_insert(i);
        }
        Self { files, by_name, by_hash, numbers: HashMap::new(), listed: Vec::new() }
    }

    /// Finds the bytes: by hash, because names may occur twice; by name where the hash changed, because a
    /// redacted picture was written anew.
    fn find(&self, attachment: &Attachment) -> Option<&'a SubmittedFile> {
        let named = attachment.name.as_ref().and_then(|name| self.by_name.get(name.as_str()));
        let hash = attachment.sha256.as_deref();
        let same_hash = named
            .and_then(|list| list.iter().find(|i| hash == Some(self.files[**i].sha256.as_str())))
            .or_else(|| hash.and_then(|hash| self.by_hash.get(hash)));
        let index = same_hash.or_else(|| named.and_then(|list| list.first()));
        index.map(|i| &self.files[*i])
    }

    fn number(&mut self, attachment: &Attachment, position: u64) -> NonZeroU32 {
        let file = self.find(attachment);
        if let Some(number) = file.and_then(|file| self.numbers.get(&file.path)) {
            return *number;
        }
        let number = number(self.listed.len() + 1);
        if let Some(file) = file {
            self.numbers.insert(file.path.clone(), number);
        }
        self.listed.push(Listed {
            number,
            position,
            name: attachment.name.clone(),
            file: file.map(|file| ListedFile {
                id: file.path.clone(),
                media_type: file.media_type.clone(),
                size_bytes: file.size_bytes,
                sha256: file.sha256.clone(),
                alt: file.alt.clone(),
                n_redacted_regions: file.n_redacted_regions,
                redaction_ground: file.redaction_ground.clone(),
            }),
        });
        number
    }
}

fn number(n: usize) -> NonZeroU32 {
    u32::try_from(n).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN)
}

#[cfg(test)]
mod tests;
