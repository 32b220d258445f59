//! The canonical JSON of a record (`zegel-record`, version 2; `docs/formats/record.md`) and the lines of a submission it is made of.
//!
//! One JSON document whose messages stand one per line, so that it can be read whole by any JSON reader, or line by line in flat
//! memory, or one message in the middle by its offset. The line of a message is copied from the submission byte for byte: it is
//! what the commitment binds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, BufRead, Read};

use serde::{Deserialize, Serialize};
use zegel_model::{
    CaptureId, Commitment, Content, Done, DossierId, Ground, Loss, Message, Moment, Participant, PersonId,
    Platform, RecordId, Regime, Route, SubmittedFile, SubmittedMessage, TextRedaction,
};
use zegel_sift::{PlainAttachment, PlainLine};

/// The name of the format.
pub const FORMAT: &str = "zegel-record";
/// The version of the format; what version 1 wrote is read as well, with every field in its messages.
pub const VERSION: u32 = 2;

/// What stands before the messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHead {
    /// The record.
    pub record: RecordId,
    /// The capture it comes from.
    pub capture: CaptureId,
    /// The dossier it belongs to.
    pub dossier: DossierId,
    /// Its title.
    pub title: Content,
    /// Whose chat it was.
    pub owner: PersonId,
    /// Who accepted it, and when.
    pub accepted: Done,
    /// Who registered it, and when.
    pub registered: Done,
    /// How it was captured.
    pub route: Route,
    /// By which phone or program.
    pub platform: Platform,
    /// The version of the reader that made messages of the export, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// The name of the chat.
    pub conversation_title: Option<Content>,
    /// The senders of the messages of this record.
    pub participants: Vec<Participant>,
    /// The order of the date fields in the source.
    pub date_order: zegel_model::DateOrder,
    /// How sure that order is.
    pub date_order_certainty: zegel_model::DateOrderCertainty,
    /// The rule that decided.
    pub date_order_reason: String,
    /// The zone that the owner stated.
    pub zone: Option<String>,
    /// The regime of the choice.
    pub regime: Regime,
    /// Why the rest was not kept.
    pub not_kept_ground: Option<Ground>,
    /// The commitment to the whole export.
    pub commitment: Commitment,
    /// Local time of the earliest message of this record.
    pub first_at: Option<String>,
    /// Local time of the latest message of this record.
    pub last_at: Option<String>,
    /// Number of messages in this record.
    pub n_messages: u64,
    /// What the route and the export lack.
    pub losses: Vec<Loss>,
    /// The files of this record.
    pub files: Vec<SubmittedFile>,
}

/// The parts of a message line that finding and surveying need; everything else is skipped.
#[derive(Debug, Deserialize)]
pub struct LightLine<'a> {
    /// The message.
    #[serde(borrow)]
    pub message: LightMessage<'a>,
}

/// See [`LightLine`].
#[derive(Debug, Deserialize)]
pub struct LightMessage<'a> {
    /// Place in the export.
    pub position: u64,
    /// Local time.
    pub at: Moment,
    /// The sender.
    #[serde(borrow, default)]
    pub sender: Option<Cow<'a, str>>,
    /// The kind.
    #[serde(default)]
    pub kind: zegel_model::Kind,
    /// The text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The attachments.
    #[serde(borrow, default)]
    pub attachments: Vec<LightAttachment<'a>>,
}

/// See [`LightLine`].
#[derive(Debug, Deserialize)]
pub struct LightAttachment<'a> {
    /// The name as the message writes it.
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    /// SHA-256 of the bytes.
    #[serde(borrow)]
    pub sha256: Option<Cow<'a, str>>,
}

impl<'a> LightLine<'a> {
    /// Reads the parts of a line.
    ///
    /// Nearly every line is plain and is read where it stands; the others are left to the parser.
    ///
    /// # Errors
    /// When the line is no message.
    pub fn read(line: &'a [u8]) -> Result<Self, Unreadable> {
        let Some(plain) = PlainLine::read(line) else {
            return serde_json::from_slice(line).map_err(|error| Unreadable(malformed(&error)));
        };
        let PlainLine { position, at, sender, kind, text, attachments, .. } = plain;
        let light = |PlainAttachment { name, sha256, .. }| LightAttachment { name, sha256 };
        let attachments = attachments.into_iter().map(light).collect();
        Ok(Self { message: LightMessage { position, at: Moment(at), sender, kind, text, attachments } })
    }
}

/// A sealed file that could not be read to its end; each caller says what it was doing.
#[derive(Debug)]
pub struct Unreadable(pub io::Error);

impl From<Unreadable> for io::Error {
    fn from(unreadable: Unreadable) -> Self {
        unreadable.0
    }
}

/// Returns the position of a message line without parsing the rest: every line of ours begins with it.
pub fn position_of(line: &[u8]) -> Option<u64> {
    let digits = line.strip_prefix(br#"{"message":{"position":"#)?;
    let end = digits.iter().position(|b| !b.is_ascii_digit()).filter(|end| 0 < *end)?;
    let digit = |n: u64, b: &u8| n.checked_mul(10)?.checked_add(u64::from(b - b'0'));
    digits[..end].iter().try_fold(0, digit)
}

/// Adds a line with its line end to `line`; returns its length, 0 at the end. As `BufRead::read_until`, with the
/// faster search for the line end.
pub(crate) fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let n_before = line.len();
    loop {
        let here = match lines.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = memchr::memchr(b'\n', here);
        let n = end.map_or(here.len(), |at| at + 1);
        line.extend_from_slice(&here[..n]);
        lines.consume(n);
        if end.is_some() || n == 0 {
            return Ok(line.len() - n_before);
        }
    }
}

/// Reads lines and hands each one, without its line end, to `take`; memory is one line.
///
/// # Errors
/// Those of the reader and of `take`.
pub fn each_line<E: From<Unreadable>>(
    mut lines: impl BufRead,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if read_line(&mut lines, &mut line).map_err(Unreadable)? == 0 {
            return Ok(());
        }
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        take(line)?;
    }
}

/// Returns true when `position` lies in one of the rising, inclusive ranges.
pub fn in_ranges(ranges: &[(u64, u64)], position: u64) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < position);
    ranges.get(at).is_some_and(|(first, _)| *first <= position)
}

/// Writes the canonical JSON of a record while it is read: the head, then the chosen lines of the capture. Each line is shown to
/// `take` as it passes, with its offset.
pub struct RecordReader<R, T = fn(&[u8], u64) -> io::Result<()>> {
    lines: R,
    take: T,
    ranges: Vec<(u64, u64)>,
    pending: Vec<u8>,
    sent: usize,
    stage: Stage,
    first_offset: u64,
    /// Where the next message will begin.
    next_offset: u64,
}

/// What stands between two messages.
pub const SEPARATOR: &[u8] = b",\n";

#[derive(PartialEq, Eq)]
enum Stage {
    First,
    Next,
    Done,
}

impl<R: BufRead> RecordReader<R> {
    /// Begins with the head; `ranges` are rising and inclusive.
    ///
    /// # Errors
    /// When the head does not serialise, which would be a bug.
    pub fn new(head: &RecordHead, lines: R, ranges: Vec<(u64, u64)>) -> Result<Self, serde_json::Error> {
        Self::showing(head, lines, ranges, |_, _| Ok(()))
    }
}

impl<R: BufRead, T: FnMut(&[u8], u64) -> io::Result<()>> RecordReader<R, T> {
    /// Begins with the head, and shows each line to `take` on the way.
    ///
    /// # Errors
    /// As [`RecordReader::new`].
    pub fn showing(
        head: &RecordHead,
        lines: R,
        ranges: Vec<(u64, u64)>,
        take: T,
    ) -> Result<Self, serde_json::Error> {
        let head = serde_json::to_string(head)?;
        let pending =
            format!("{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"head\":{head},\n\"messages\":[\n");
        let first_offset = pending.len() as u64;
        let pending = pending.into_bytes();
        Ok(Self {
            lines,
            take,
            ranges,
            pending,
            sent: 0,
            stage: Stage::First,
            first_offset,
            next_offset: first_offset,
        })
    }

    /// Returns the offset of the first message, in bytes.
    pub fn first_offset(&self) -> u64 {
        self.first_offset
    }

    /// Takes the next chosen line, or the end.
    fn refill(&mut self) -> io::Result<()> {
        self.sent = 0;
        loop {
            self.pending.clear();
            if self.stage == Stage::Next {
                self.pending.extend_from_slice(SEPARATOR);
            }
            let start = self.pending.len();
            if read_line(&mut self.lines, &mut self.pending)? == 0 {
                self.pending.clear();
                self.pending.extend_from_slice(b"\n]}\n");
                self.stage = Stage::Done;
                return Ok(());
            }
            self.pending.pop_if(|last| *last == b'\n');
            let line = self.pending.get(start..).unwrap_or_default();
            let position = position_of(line).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
            if in_ranges(&self.ranges, position) {
                self.stage = Stage::Next;
                (self.take)(line, self.next_offset)?;
                self.next_offset += line.len() as u64 + SEPARATOR.len() as u64;
                return Ok(());
            }
        }
    }
}

impl<R: BufRead, T: FnMut(&[u8], u64) -> io::Result<()>> Read for RecordReader<R, T> {
    /// Fills the whole of `buffer` where there is as much.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.sent == self.pending.len() {
                if self.stage == Stage::Done {
                    break;
                }
                self.refill()?;
            }
            let n = (buffer.len() - filled).min(self.pending.len() - self.sent);
            buffer[filled..filled + n].copy_from_slice(&self.pending[self.sent..self.sent + n]);
            self.sent += n;
            filled += n;
        }
        Ok(filled)
    }
}

/// Reads the canonical JSON of a record and hands each message line, without comma and line end, to `take`.
///
/// # Errors
/// Those of the reader and of `take`; `InvalidData` when it is not such a file.
pub fn each_message<E: From<Unreadable>>(
    mut file: impl BufRead,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut line = Vec::new();
    let mut inside = false;
    loop {
        line.clear();
        if read_line(&mut file, &mut line).map_err(Unreadable)? == 0 {
            return Err(Unreadable(io::ErrorKind::UnexpectedEof.into()).into());
        }
        let bare = line.strip_suffix(b"\n").unwrap_or(&line);
        if !inside {
            inside = bare == b"\"messages\":[";
        } else if bare == b"]}" {
            return Ok(());
        } else if !bare.is_empty() {
            take(bare.strip_suffix(b",").unwrap_or(bare))?;
        }
    }
}

/// The messages of a record file, one after the other; the first failure ends them and is left in the given cell.
pub struct Messages<'e, R> {
    file: R,
    failure: &'e RefCell<Option<io::Error>>,
    line: Vec<u8>,
    inside: bool,
}

impl<'e, R: BufRead> Messages<'e, R> {
    /// Begins at the start of the file.
    pub fn new(file: R, failure: &'e RefCell<Option<io::Error>>) -> Self {
        Self { file, failure, line: Vec::new(), inside: false }
    }

    fn step(&mut self) -> io::Result<Option<(Message, Vec<TextRedaction>)>> {
        loop {
            self.line.clear();
            if read_line(&mut self.file, &mut self.line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let bare = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
            if !self.inside {
                self.inside = bare == b"\"messages\":[";
            } else if bare == b"]}" {
                return Ok(None);
            } else if !bare.is_empty() {
                let bare = bare.strip_suffix(b",").unwrap_or(bare);
                let kept: SubmittedMessage =
                    serde_json::from_slice(bare).map_err(|error| malformed(&error))?;
                return Ok(Some((kept.message, kept.redactions)));
            }
        }
    }
}

impl<R: BufRead> Iterator for Messages<'_, R> {
    type Item = (Message, Vec<TextRedaction>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.failure.borrow().is_some() {
            return None;
        }
        match self.step() {
            Ok(found) => found,
            Err(error) => {
                *self.failure.borrow_mut() = Some(error);
                None
            }
        }
    }
}

/// Says where a line does not parse, without the text that serde would quote.
fn malformed(error: &serde_json::Error) -> io::Error {
    let what = format!("a message line does not parse ({:?} at column {})", error.classify(), error.column());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads the head of a record file.
///
/// # Errors
/// `InvalidData` when it is not such a file.
pub fn read_head(mut file: impl BufRead) -> io::Result<RecordHead> {
    #[derive(Deserialize)]
    struct Opening {
        format: String,
        version: u32,
        head: RecordHead,
    }
    let mut line = Vec::new();
    file.by_ref().take(64 << 20).read_until(b'\n', &mut line)?;
    let text = line.strip_suffix(b",\n").ok_or(io::ErrorKind::InvalidData)?;
    let mut whole = text.to_vec();
    whole.push(b'}');
    let opening: Opening =
        serde_json::from_slice(&whole).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    if opening.format != FORMAT || !(1..=VERSION).contains(&opening.version) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(opening.head)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::{BufReader, Read as _};

    use zegel_model::{Binding, Kind, Precision};

    use super::*;

    fn line(position: u64, binding: Binding) -> Vec<u8> {
        let message = Message {
            position,
            line: position,
            at: Moment(jiff::civil::date(2026, 3, 23).at(9, 1, 0, 0)),
            precision: Precision::Minute,
            zone: None,
            sender: Some("Anna \"de\" Boer".into()),
            kind: Kind::Text,
            text: "regel\n\u{2588}, é".into(),
            attachments: vec![],
            edited: false,
            raw: Some("regel\n\u{2588}, é <bewerkt>".into()),
            location: None,
            quote: None,
            reactions: vec![],
        };
        let ground = Ground { code: "privacy".into(), label: "Privacy".into() };
        let redactions = vec![TextRedaction { at: 6, ground }];
        let mut line = serde_json::to_vec(&SubmittedMessage { message, binding, redactions }).unwrap();
        line.push(b'\n');
        line
    }

    #[test]
    fn a_line_is_read_light_and_whole() {
        let line = line(3, Binding::Leaf("00".repeat(32)));
        let line = line.strip_suffix(b"\n").unwrap();
        assert_eq!(position_of(line), Some(3));
        let light: LightLine<'_> = serde_json::from_slice(line).unwrap();
        assert_eq!(light.message.at.0.hour(), 9);
        assert_eq!(light.message.sender.as_deref(), Some("Anna \"de\" Boer"));
        serde_json::from_slice::<SubmittedMessage>(line).unwrap();
    }

    #[test]
    fn what_is_read_in_place_is_what_the_parser_reads() {
        let whole = line(3, Binding::Salt("ab".repeat(16)));
        let mut submitted: SubmittedMessage = serde_json::from_slice(&whole).unwrap();
        let texts =
            ["kort", "", "één 👍 {\"x\":[]}", "pad\\naar", "nieuwe\nregel", "\u{202e}omgekeerd", "null"];
        for text in texts {
            for sender in [None, Some("Anna".into()), Some("A\"B".into())] {
                for attachments in [
                    vec![],
                    vec![zegel_model::Attachment {
                        name: Some("a.jpg".into()),
                        present: false,
                        size_bytes: None,
                        sha256: None,
                    }],
                ] {
                    submitted.message.text = text.into();
                    submitted.message.sender.clone_from(&sender);
                    submitted.message.zone = sender.as_ref().map(|_| "Europe/Amsterdam".to_owned());
                    submitted.message.attachments = attachments;
                    let line = serde_json::to_vec(&submitted).unwrap();
                    let (in_place, parsed) = (
                        LightLine::read(&line).unwrap(),
                        serde_json::from_slice::<LightLine<'_>>(&line).unwrap(),
                    );
                    assert_eq!(format!("{in_place:?}"), format!("{parsed:?}"));
                }
            }
        }
        for cut in 0..whole.len() - 1 {
            assert!(LightLine::read(&whole[..cut]).is_err());
        }
        assert!(LightLine::read(b"{\"message\":{\"position\":1,").is_err());
    }

    #[test]
    fn what_version_1_wrote_is_read_as_well() {
        let line = r#"{"message":{"position":3,"line":3,"at":"2026-03-23T09:01:00","precision":"minute","zone":null,"sender":null,"kind":"text","text":"ja","attachments":[],"edited":false},"salt":"SALT"}"#
            .replace("SALT", &"ab".repeat(32));
        let light = LightLine::read(line.as_bytes()).unwrap();
        assert_eq!((light.message.text.as_ref(), light.message.sender), ("ja", None));
        serde_json::from_str::<SubmittedMessage>(&line).unwrap();
        let json = serde_json::to_string(&head()).unwrap();
        let opening =
            |version: u32| format!("{{\"format\":\"{FORMAT}\",\"version\":{version},\"head\":{json},\n");
        assert_eq!(read_head(opening(1).as_bytes()).unwrap(), head());
        assert_eq!(read_head(opening(VERSION).as_bytes()).unwrap(), head());
        assert!(read_head(opening(VERSION + 1).as_bytes()).is_err());
    }

    #[test]
    fn ranges_hold_their_ends() {
        let ranges = [(2, 4), (9, 9)];
        let inside: Vec<u64> = (1..=10).filter(|n| in_ranges(&ranges, *n)).collect();
        assert_eq!(inside, [2, 3, 4, 9]);
    }

    #[test]
    fn chosen_lines_come_out_as_they_went_in_and_where_the_offsets_say() {
        let lines: Vec<Vec<u8>> = (1..=5).map(|n| line(n, Binding::Salt("ab".repeat(16)))).collect();
        let all = lines.concat();
        let head = head();
        let mut shown = Vec::new();
        let show = |line: &[u8], offset: u64| {
            shown.push((line.to_owned(), offset));
            Ok(())
        };
        let ranges = vec![(2, 3), (5, 5)];
        let mut reader = RecordReader::showing(&head, BufReader::new(all.as_slice()), ranges, show).unwrap();
        let mut offset = usize::try_from(reader.first_offset()).unwrap();
        let mut file = Vec::new();
        reader.read_to_end(&mut file).unwrap();
        for n in [1, 2, 4] {
            let wanted = lines[n].strip_suffix(b"\n").unwrap();
            assert_eq!(&file[offset..offset + wanted.len()], wanted);
            assert_eq!(shown.remove(0), (wanted.to_owned(), offset as u64));
            offset += wanted.len() + SEPARATOR.len();
        }
        assert!(shown.is_empty());
        assert_eq!(read_head(file.as_slice()).unwrap(), head);
        serde_json::from_slice::<serde_json::Value>(&file).unwrap();
        let failure = RefCell::new(None);
        let positions: Vec<u64> =
            Messages::new(file.as_slice(), &failure).map(|(message, _)| message.position).collect();
        assert!(failure.borrow().is_none());
        assert_eq!(positions, [2, 3, 5]);
    }

    fn head() -> RecordHead {
        serde_json::from_value(serde_json::json!({
            "record": uuid::Uuid::nil(), "capture": uuid::Uuid::nil(), "dossier": "W-1", "title": "Titel", "owner": "anna",
            "accepted": { "by": "anna", "at": "2026-03-23T09:01:00Z" }, "registered": { "by": "carla", "at": "2026-03-23T09:01:00Z" },
            "route": "whatsapp-text", "platform": "android", "conversation_title": null, "participants": [],
            "date_order": "dmy", "date_order_certainty": "certain", "date_order_reason": "x", "zone": null,
            "regime": { "kind": "select-in", "policy": "Beleid", "policy_date": "2024-01-01" }, "not_kept_ground": null,
            "commitment": { "algorithm": "zegel-commitment-2", "root": "", "n_messages": 5, "n_kept": 5, "first_at": "", "last_at": "" },
            "first_at": null, "last_at": null, "n_messages": 3, "losses": [], "files": []
        }))
        .unwrap()
    }
}
