//! Reads the line of a plain message where it stands, without a parser and nearly without copies.
//!
//! Nearly every message of a chat is plain: it has no redaction, and of the fields that only some routes have none but `raw`. Such a
//! line has one form only, so a line that fits it is canonical by that, and need not be written again to see it. Invariant
//! (a test holds it): what is read here is what the parser reads and what is written again byte for byte; whatever does not fit
//! exactly is left to the parser.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use zegel_ledger::SALT_BYTES;
use zegel_model::{Attachment, Kind, Precision};

use crate::commitment::Salt;

/// A message that was read in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainLine<'a> {
    /// Place in the export.
    pub position: u64,
    /// Local time, to the second.
    pub at: DateTime,
    /// The sender.
    pub sender: Option<Cow<'a, str>>,
    /// The kind.
    pub kind: Kind,
    /// The text.
    pub text: Cow<'a, str>,
    /// The attachments that it names.
    pub attachments: Vec<PlainAttachment<'a>>,
    /// The canonical bytes of the message alone.
    pub json: &'a [u8],
    /// The salt that binds it.
    pub salt: Salt,
}

/// An [`Attachment`] where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainAttachment<'a> {
    /// The name as the message writes it.
    pub name: Option<Cow<'a, str>>,
    /// True when the bytes are in the export.
    pub present: bool,
    /// Size of the bytes.
    pub size_bytes: Option<u64>,
    /// SHA-256 of the bytes.
    pub sha256: Option<Cow<'a, str>>,
}

impl<'a> From<&'a Attachment> for PlainAttachment<'a> {
    fn from(attachment: &'a Attachment) -> Self {
        let Attachment { name, present, size_bytes, sha256 } = attachment;
        Self {
            name: name.as_ref().map(|name| name.as_str().into()),
            present: *present,
            size_bytes: *size_bytes,
            sha256: sha256.as_deref().map(Cow::Borrowed),
        }
    }
}

impl<'a> PlainLine<'a> {
    /// Reads a line without its line end, or returns `None` for one that is not plain.
    pub fn read(line: &'a [u8]) -> Option<Self> {
        // Below the space JSON escapes; not stopping at the first lets this be done many bytes at a time.
        let has_control = line.iter().fold(false, |found, &byte| found | (byte < b' '));
        let mut rest = Rest(simdutf8::basic::from_utf8(line).ok().filter(|_| !has_control)?);
        let position = rest.after(br#"{"message":{"position":"#)?.number()?;
        rest.after(br#","line":"#)?.number()?;
        let at = rest.after(br#","at":"#)?.moment()?;
        rest.unless_usual(br#","precision":"#, |rest| rest.one_of(&Precision::ALL, Precision::name))?;
        rest.unless_absent(br#","zone":"#, Rest::string)?;
        let sender = rest.unless_absent(br#","sender":"#, Rest::string)?;
        let kind = rest.unless_usual(br#","kind":"#, |rest| rest.one_of(&Kind::ALL, Kind::name))?;
        let text = rest.after(br#","text":"#)?.string()?;
        let attachments = rest.unless_usual(br#","attachments":["#, Rest::attachments)?;
        rest.unless_usual(br#","edited":"#, Rest::boolean)?;
        rest.unless_absent(br#","raw":"#, Rest::string)?;
        let end = rest.after(b"}")?.0;
        let json = line.get(crate::open::LINE_START.len()..line.len() - end.len())?;
        let (digits, end) = rest.after(br#","salt":""#)?.0.split_at_checked(2 * SALT_BYTES)?;
        let salt = unhex(digits.as_bytes())?;
        (end == "\"}").then_some(Self { position, at, sender, kind, text, attachments, json, salt })
    }
}

/// The part of a line that is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Goes on behind these bytes of ASCII, which must stand here.
    fn after<const N: usize>(&mut self, expected: &[u8; N]) -> Option<&mut Self> {
        if self.0.as_bytes().first_chunk::<N>()? != expected {
            return None;
        }
        self.skip(N)
    }

    /// Goes on behind so many bytes.
    fn skip(&mut self, n_bytes: usize) -> Option<&mut Self> {
        self.0 = self.0.get(n_bytes..)?;
        Some(self)
    }

    /// Reads the value of a field that may be left out.
    fn unless_absent<T, const N: usize>(
        &mut self,
        name: &[u8; N],
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.after(name) {
            Some(rest) => read(rest).map(Some),
            None => Some(None),
        }
    }

    /// Reads the value of a field that is left out when it says what is usual; written out it is not canonical.
    fn unless_usual<T: Default + PartialEq, const N: usize>(
        &mut self,
        name: &[u8; N],
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let value = self.unless_absent(name, read)?;
        match value {
            Some(value) => (value != T::default()).then_some(value),
            None => Some(T::default()),
        }
    }

    fn or_null<T>(&mut self, read: fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.0.as_bytes().first()? {
            b'n' => self.after(b"null").map(|_| None),
            _ => read(self).map(Some),
        }
    }

    fn boolean(&mut self) -> Option<bool> {
        match self.0.as_bytes().first()? {
            b't' => self.after(b"true").map(|_| true),
            _ => self.after(b"false").map(|_| false),
        }
    }

    /// A number as it is written: without a sign and without zeros before it.
    fn number(&mut self) -> Option<u64> {
        let (mut n, mut n_digits) = (0_u64, 0);
        for digit in self.0.bytes().take_while(u8::is_ascii_digit) {
            n = n.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
            n_digits += 1;
        }
        if n_digits == 0 || (self.0.starts_with('0') && n_digits != 1) {
            return None;
        }
        self.skip(n_digits)?;
        Some(n)
    }

    /// One of the short words of the format, between its quotation marks.
    fn word(&mut self) -> Option<&'a [u8]> {
        let text = self.after(b"\"")?.0;
        let end = text.bytes().take(16).position(|byte| byte == b'"')?;
        self.skip(end + 1)?;
        text.as_bytes().get(..end)
    }

    /// One of the values that the format has words for.
    fn one_of<T: Copy>(&mut self, values: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let word = self.word()?;
        values.iter().copied().find(|value| name(*value).as_bytes() == word)
    }

    /// A string; it is copied only when it has escapes.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.after(b"\"")?;
        let run = self.run()?;
        if self.ends_here() {
            return Some(Cow::Borrowed(run));
        }
        let mut text = run.to_owned();
        loop {
            text.push(self.escaped()?);
            text.push_str(self.run()?);
            if self.ends_here() {
                return Some(Cow::Owned(text));
            }
        }
    }

    /// Goes on behind the quotation mark that ends a string, where one stands.
    fn ends_here(&mut self) -> bool {
        self.after(b"\"").is_some()
    }

    /// What stands before the next quotation mark or backslash.
    fn run(&mut self) -> Option<&'a str> {
        let end = memchr::memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (run, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(run)
    }

    /// A character that is escaped, in the one way that is canonical.
    fn escaped(&mut self) -> Option<char> {
        let escape = *self.0.as_bytes().first_chunk::<2>()?;
        self.skip(2)?;
        Some(match &escape {
            b"\\\"" => '"',
            b"\\\\" => '\\',
            b"\\b" => '\u{8}',
            b"\\t" => '\t',
            b"\\n" => '\n',
            b"\\f" => '\u{c}',
            b"\\r" => '\r',
            b"\\u" => {
                let [high @ b'0'..=b'1', low] = *self.after(b"00")?.0.as_bytes().first_chunk::<2>()? else {
                    return None;
                };
                let low = match low {
                    b'0'..=b'9' => low - b'0',
                    b'a'..=b'f' => low - b'a' + 10,
                    _ => return None,
                };
                self.skip(2)?;
                let control = char::from((high - b'0') * 16 + low);
                if matches!(control, '\u{8}' | '\t' | '\n' | '\u{c}' | '\r') {
                    return None;
                }
                control
            }
            _ => return None,
        })
    }

    /// The rest of a list of attachments, behind its bracket.
    fn attachments(&mut self) -> Option<Vec<PlainAttachment<'a>>> {
        let mut attachments = Vec::new();
        if self.after(b"]").is_some() {
            return Some(attachments);
        }
        loop {
            let name = self.after(br#"{"name":"#)?.or_null(Rest::string)?;
            let present = self.after(br#","present":"#)?.boolean()?;
            let size_bytes = self.after(br#","size_bytes":"#)?.or_null(Rest::number)?;
            let sha256 = self.after(br#","sha256":"#)?.or_null(Rest::string)?;
            attachments.push(PlainAttachment { name, present, size_bytes, sha256 });
            self.after(b"}")?;
            if self.after(b"]").is_some() {
                return Some(attachments);
            }
            self.after(b",")?;
        }
    }

    /// A time as `2022-03-23T13:31:05`.
    fn moment(&mut self) -> Option<DateTime> {
        let text = *self.after(b"\"")?.0.as_bytes().first_chunk::<19>()?;
        self.skip(19)?.after(b"\"")?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = text
        else {
            return None;
        };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| (byte - b'0').cast_signed());
        let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
        let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
        let date = Date::new(year, two(m1, m2)?, two(d1, d2)?).ok()?;
        Some(date.to_datetime(Time::new(two(h1, h2)?, two(n1, n2)?, two(s1, s2)?, 0).ok()?))
    }
}

/// Reads lower-case hexadecimal digits, two for each byte: the same bytes have one text. It runs for every message, and is written
/// without branches so that many digits are read at a time.
pub(crate) fn unhex<const N: usize>(digits: &[u8]) -> Option<[u8; N]> {
    let (pairs, rest) = digits.as_chunks::<2>();
    let pairs: &[[u8; 2]; N] = pairs.try_into().ok().filter(|_| rest.is_empty())?;
    let (mut bytes, mut has_other) = ([0; N], false);
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        let [high, low] = pair.map(|character| {
            let (digit, letter) = (character.wrapping_sub(b'0'), character.wrapping_sub(b'a'));
            has_other |= 10 <= digit && 6 <= letter;
            if digit < 10 { digit } else { letter.wrapping_add(10) }
        });
        *byte = (high << 4) | (low & 0xf);
    }
    (!has_other).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zegel_model::{Binding, Content, Message, Moment, SubmittedMessage};

    use super::*;
    use crate::open::write_line;

    fn message() -> impl Strategy<Value = SubmittedMessage> {
        let text = prop_oneof![
            "[ a-zA-Zé👍,.:{}\\[\\]]{0,40}",
            "[\\x00-\\x7f]{0,20}",
            "\\PC{0,20}",
            ".{0,20}",
            Just("null".to_owned())
        ];
        let attachment = (
            proptest::option::of(text.clone()),
            any::<bool>(),
            any::<Option<u64>>(),
            any::<Option<[u8; 32]>>(),
        )
            .prop_map(|(name, present, size_bytes, hash)| Attachment {
                name: name.map(Content::from),
                present,
                size_bytes,
                sha256: hash.map(hex::encode),
            });
        let attachments = prop_oneof![Just(vec![]), proptest::collection::vec(attachment, 0..3)];
        let zone = prop_oneof![Just(None), Just(Some("Europe/Amsterdam".to_owned()))];
        let kind = proptest::sample::select(Kind::ALL.to_vec());
        let precision = proptest::sample::select(Precision::ALL.to_vec());
        let time =
            (0i16..=9999, 1i8..=12, 1i8..=28, 0i8..=23, 0i8..=59, 0i8..=59, prop_oneof![Just(0), 1i32..1000]);
        let raw = proptest::option::of(text.clone());
        let rest = (
            text.clone(),
            proptest::option::of(text),
            zone,
            attachments,
            raw,
            any::<(u64, u64, bool, Salt)>(),
        );
        (time, kind, precision, rest).prop_map(
            |(time, kind, precision, (text, sender, zone, attachments, raw, bits))| {
                let (year, month, day, hour, minute, second, milli) = time;
                let at = jiff::civil::date(year, month, day).at(hour, minute, second, milli * 1_000_000);
                let message = Message {
                    position: bits.0,
                    line: bits.1,
                    at: Moment(at),
                    precision,
                    zone,
                    sender: sender.map(Content::from),
                    kind,
                    text: text.into(),
                    attachments,
                    edited: bits.2,
                    raw: raw.map(Content::from),
                    location: None,
                    quote: None,
                    reactions: vec![],
                };
                SubmittedMessage { message, binding: Binding::Salt(hex::encode(bits.3)), redactions: vec![] }
            },
        )
    }

    fn line(submitted: &SubmittedMessage) -> Vec<u8> {
        let mut line = Vec::new();
        write_line(submitted, &mut line);
        line.truncate(line.len() - 1);
        line
    }

    /// What the reader in place must agree with: the parser, and writing again.
    fn check(line: &[u8]) -> Result<bool, TestCaseError> {
        let Some(plain) = PlainLine::read(line) else { return Ok(false) };
        let parsed: SubmittedMessage = serde_json::from_slice(line).expect("what is plain parses");
        prop_assert_eq!(plain.position, parsed.message.position);
        prop_assert_eq!(plain.at, parsed.message.at.0);
        prop_assert_eq!(plain.sender.as_deref(), parsed.message.sender.as_ref().map(Content::as_str));
        prop_assert_eq!(plain.kind, parsed.message.kind);
        prop_assert_eq!(&plain.text, parsed.message.text.as_str());
        let attachments: Vec<PlainAttachment<'_>> =
            parsed.message.attachments.iter().map(Into::into).collect();
        prop_assert_eq!(&plain.attachments, &attachments);
        prop_assert_eq!(plain.json, serde_json::to_vec(&parsed.message).unwrap());
        prop_assert_eq!(&parsed.binding, &Binding::Salt(hex::encode(plain.salt)));
        prop_assert_eq!(line, self::line(&parsed), "only a canonical line is plain");
        Ok(true)
    }

    proptest! {
        #[test]
        fn a_plain_line_is_read_as_the_parser_reads_it(submitted in message()) {
            let line = line(&submitted);
            let is_plain = submitted.message.at.0.subsec_nanosecond() == 0;
            prop_assert_eq!(check(&line)?, is_plain);
        }

        #[test]
        fn a_changed_line_is_never_read_differently(submitted in message(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut line = line(&submitted);
            let at = at.index(line.len());
            line[at] = byte;
            check(&line)?;
            line.truncate(at);
            prop_assert!(PlainLine::read(&line).is_none());
        }
    }

    #[test]
    fn another_form_of_the_same_is_not_plain() {
        let plain = r#"{"message":{"position":1,"line":1,"at":"2024-01-01T10:00:00","sender":"A","text":"ja"},"salt":"SALT"}"#
            .replace("SALT", &"ab".repeat(SALT_BYTES));
        assert!(PlainLine::read(plain.as_bytes()).is_some());
        for (from, to) in [
            ("\"position\":1", "\"position\":01"),
            ("\"position\":1", "\"position\":1.0"),
            ("\"position\":1", "\"position\": 1"),
            ("2024-01-01", "2024-02-30"),
            ("10:00:00", "24:00:00"),
            ("10:00:00", "10:00:60"),
            (",\"sender\"", ",\"precision\":\"minute\",\"sender\""),
            (",\"sender\"", ",\"precision\":\"hour\",\"sender\""),
            (",\"sender\"", ",\"zone\":null,\"sender\""),
            ("\"sender\":\"A\"", "\"sender\":null"),
            (",\"text\"", ",\"kind\":\"text\",\"text\""),
            (",\"text\"", ",\"kind\":\"Poll\",\"text\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\u0061\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\/\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\u000a\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\u001F\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\u0020\""),
            ("\"text\":\"ja\"", "\"text\":\"j\\"),
            ("\"text\":\"ja\"", "\"text\":null"),
            ("\"ja\"}", "\"ja\",\"attachments\":[]}"),
            (
                "\"ja\"}",
                "\"ja\",\"attachments\":[{\"name\":null,\"present\":false,\"size_bytes\":null,\"sha256\":null},]}",
            ),
            (
                "\"ja\"}",
                "\"ja\",\"attachments\":[{\"name\":null,\"present\":false,\"size_bytes\":007,\"sha256\":null}]}",
            ),
            ("\"ja\"}", "\"ja\",\"edited\":false}"),
            ("\"ja\"}", "\"ja\",\"raw\":null}"),
            ("\"ja\"}", "\"ja\",\"x\":1}"),
            ("\"salt\"", "\"leaf\""),
            ("abab", "ABAB"),
            ("abab", "ab\\n"),
            ("\"}", "\"} "),
        ] {
            assert!(plain.contains(from), "{from}");
            assert_eq!(PlainLine::read(plain.replacen(from, to, 1).as_bytes()), None, "{to}");
        }
    }
}
