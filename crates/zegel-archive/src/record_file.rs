//! The canonical JSON of a record (`zegel-record`, version 3; `docs/formats/record.md`): its head, and beside it its messages, one per
//! line, as they stood in the submission.
//!
//! The messages can be read in flat memory, or one in the middle by its offset, and a capture that becomes one record hands its file of
//! lines over as it is. The line of a message is that of the submission byte for byte: it is what the commitment binds.

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
/// The version of the format. What version 1 and 2 wrote is read as well: one document, with its messages inside.
pub const VERSION: u32 = 3;

/// What is known of a record beside its messages.
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

/// Returns true when `position` lies in one of the rising, inclusive ranges.
pub fn in_ranges(ranges: &[(u64, u64)], position: u64) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < position);
    ranges.get(at).is_some_and(|(first, _)| *first <= position)
}

/// Message lines, one after the other: those of a capture, or of a record. Memory is one line.
///
/// Records of version 1 and 2 had their messages inside the canonical JSON; what stood around them there is passed over.
pub struct Lines<R> {
    file: R,
    line: Vec<u8>,
    /// Only these, where not all; rising and inclusive.
    chosen: Option<Vec<(u64, u64)>>,
}

impl<R: BufRead> Lines<R> {
    /// Gives all lines of the file.
    pub fn all(file: R) -> Self {
        Self { file, line: Vec::new(), chosen: None }
    }

    /// Gives the lines with these positions; `ranges` are rising and inclusive.
    pub fn chosen(file: R, ranges: Vec<(u64, u64)>) -> Self {
        Self { file, line: Vec::new(), chosen: Some(ranges) }
    }

    /// Returns the next line without its line end, or `None` at the end.
    ///
    /// # Errors
    /// Those of the file; `InvalidData` when a line is no message.
    pub fn next(&mut self) -> io::Result<Option<&[u8]>> {
        loop {
            self.line.clear();
            if read_line(&mut self.file, &mut self.line)? == 0 {
                return Ok(None);
            }
            self.line.pop_if(|last| *last == b'\n');
            match position_of(&self.line) {
                Some(position) if self.takes(position) => {
                    // In version 1 and 2 a comma followed; a message ends in a brace.
                    self.line.pop_if(|last| *last == b',');
                    return Ok(Some(&self.line));
                }
                Some(_) => {}
                None if is_around(&self.line) => {}
                None => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }

    fn takes(&self, position: u64) -> bool {
        self.chosen.as_ref().is_none_or(|ranges| in_ranges(ranges, position))
    }
}

/// Returns true for a line that stood before or after the messages in version 1 and 2.
fn is_around(line: &[u8]) -> bool {
    line.starts_with(br#"{"format":"#) || line == br#""messages":["# || line == b"]}" || line.is_empty()
}

/// Hands each message line, without its line end, to `take`.
///
/// # Errors
/// Those of the lines and of `take`.
pub fn each_message<E: From<Unreadable>>(
    mut lines: Lines<impl BufRead>,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    while let Some(line) = lines.next().map_err(Unreadable)? {
        take(line)?;
    }
    Ok(())
}

/// The bytes of message lines, each with its line end.
pub struct LineBytes<R> {
    lines: Lines<R>,
    /// What was given of the last line and its line end.
    sent: usize,
}

impl<R: BufRead> LineBytes<R> {
    /// Gives the bytes of these lines.
    pub fn new(lines: Lines<R>) -> Self {
        Self { lines, sent: 0 }
    }
}

impl<R: BufRead> Read for LineBytes<R> {
    /// Fills the whole of `buffer` where there is as much.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.sent == self.lines.line.len() {
                let has_line = self.lines.next().map(|line| line.is_some());
                self.sent = 0;
                if !matches!(has_line, Ok(true)) {
                    self.lines.line.clear();
                    has_line?;
                    break;
                }
                self.lines.line.push(b'\n');
            }
            let rest = &self.lines.line[self.sent..];
            let n = rest.len().min(buffer.len() - filled);
            buffer[filled..filled + n].copy_from_slice(&rest[..n]);
            self.sent += n;
            filled += n;
        }
        Ok(filled)
    }
}

/// The messages of a record, one after the other; the first failure ends them and is left in the given cell.
pub struct Messages<'e, R> {
    lines: Lines<R>,
    failure: &'e RefCell<Option<io::Error>>,
}

impl<'e, R: BufRead> Messages<'e, R> {
    /// Gives the messages of these lines.
    pub fn new(lines: Lines<R>, failure: &'e RefCell<Option<io::Error>>) -> Self {
        Self { lines, failure }
    }

    fn step(&mut self) -> io::Result<Option<(Message, Vec<TextRedaction>)>> {
        let Some(line) = self.lines.next()? else { return Ok(None) };
        let kept: SubmittedMessage = serde_json::from_slice(line).map_err(|error| malformed(&error))?;
        Ok(Some((kept.message, kept.redactions)))
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

/// Where the messages of a record stand, and what binds them to its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagesFile {
    /// The name of the file beside the head.
    pub file: String,
    /// Its length, in bytes.
    pub size_bytes: u64,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// Returns the canonical JSON of a record: its head, and what binds the messages beside it.
///
/// # Errors
/// When the head does not serialise, which would be a bug.
pub fn canonical_json(head: &RecordHead, messages: &MessagesFile) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Document<'a> {
        format: &'static str,
        version: u32,
        head: &'a RecordHead,
        messages: &'a MessagesFile,
    }
    let mut json = serde_json::to_vec(&Document { format: FORMAT, version: VERSION, head, messages })?;
    json.push(b'\n');
    Ok(json)
}

/// Says where a line does not parse, without the text that serde would quote.
fn malformed(error: &serde_json::Error) -> io::Error {
    let what = format!("a message line does not parse ({:?} at column {})", error.classify(), error.column());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads the head of a record out of its canonical JSON.
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
    file.by_ref().take(HEAD_LIMIT_BYTES).read_until(b'\n', &mut line)?;
    // In version 1 and 2 the document went on with the messages, on the lines below.
    if line.ends_with(b",\n") {
        line.truncate(line.len() - 2);
        line.push(b'}');
    }
    let opening: Opening =
        serde_json::from_slice(&line).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    if opening.format != FORMAT || !(1..=VERSION).contains(&opening.version) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(opening.head)
}

/// The longest head that is read, in bytes.
const HEAD_LIMIT_BYTES: u64 = 64 << 20;

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
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
    fn what_version_1_and_2_wrote_is_read_as_well() {
        let line = r#"{"message":{"position":3,"line":3,"at":"2026-03-23T09:01:00","precision":"minute","zone":null,"sender":null,"kind":"text","text":"ja","attachments":[],"edited":false},"salt":"SALT"}"#
            .replace("SALT", &"ab".repeat(32));
        let light = LightLine::read(line.as_bytes()).unwrap();
        assert_eq!((light.message.text.as_ref(), light.message.sender), ("ja", None));
        serde_json::from_str::<SubmittedMessage>(&line).unwrap();
        let json = serde_json::to_string(&head()).unwrap();
        let opening =
            |version: u32| format!("{{\"format\":\"{FORMAT}\",\"version\":{version},\"head\":{json},\n");
        let other = line.replace("\"position\":3", "\"position\":4");
        for version in [1, 2] {
            let file = format!("{}\"messages\":[\n{line},\n{other}\n]}}\n", opening(version));
            assert_eq!(read_head(file.as_bytes()).unwrap(), head());
            let mut found = vec![];
            each_message(Lines::all(file.as_bytes()), |line| {
                found.push(line.to_owned());
                Ok::<(), Unreadable>(())
            })
            .unwrap();
            assert_eq!(found, [line.as_bytes(), other.as_bytes()]);
        }
        assert!(read_head(opening(VERSION + 1).as_bytes()).is_err());
    }

    #[test]
    fn ranges_hold_their_ends() {
        let ranges = [(2, 4), (9, 9)];
        let inside: Vec<u64> = (1..=10).filter(|n| in_ranges(&ranges, *n)).collect();
        assert_eq!(inside, [2, 3, 4, 9]);
    }

    #[test]
    fn chosen_lines_come_out_as_they_went_in() {
        let lines: Vec<Vec<u8>> = (1..=5).map(|n| line(n, Binding::Salt("ab".repeat(16)))).collect();
        let all = lines.concat();
        let chosen = || Lines::chosen(all.as_slice(), vec![(2, 3), (5, 5)]);
        // Whatever the reader asks for at a time.
        for n_at_once in [1, 7, 1 << 20] {
            let mut bytes = LineBytes::new(chosen());
            let (mut got, mut buffer) = (vec![], vec![0; n_at_once]);
            loop {
                let n = bytes.read(&mut buffer).unwrap();
                got.extend_from_slice(&buffer[..n]);
                if n == 0 {
                    break;
                }
            }
            assert_eq!(got, [lines[1].as_slice(), &lines[2], &lines[4]].concat());
        }
        let failure = RefCell::new(None);
        let positions: Vec<u64> =
            Messages::new(chosen(), &failure).map(|(message, _)| message.position).collect();
        assert!(failure.borrow().is_none());
        assert_eq!(positions, [2, 3, 5]);
        let mut whole = vec![];
        LineBytes::new(Lines::all(all.as_slice())).read_to_end(&mut whole).unwrap();
        assert_eq!(whole, all);
    }

    #[test]
    fn what_is_no_message_is_not_passed_over() {
        let mut file = line(1, Binding::Salt("ab".repeat(16)));
        file.extend_from_slice(b"{\"mess");
        let mut lines = Lines::all(file.as_slice());
        assert_eq!(position_of(lines.next().unwrap().unwrap()), Some(1));
        assert_eq!(lines.next().unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn the_head_comes_back_from_the_canonical_json() {
        let messages =
            MessagesFile { file: "berichten.jsonl".into(), size_bytes: 7, sha256: "00".repeat(32) };
        let json = canonical_json(&head(), &messages).unwrap();
        assert_eq!(read_head(json.as_slice()).unwrap(), head());
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!((&value["version"], &value["messages"]["size_bytes"]), (&VERSION.into(), &7.into()));
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
