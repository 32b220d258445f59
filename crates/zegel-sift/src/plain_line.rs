//! Reads the line of a plain message where it stands, without a parser and without copies.
//!
//! Nearly every message of a chat is plain: its strings need no escapes, it has no attachment, no redaction and no
//! field that only some routes have. Such a line has one form only, so a line that fits it is canonical by that, and
//! need not be written again to see it. Invariant (a test holds it): what is read here is what the parser reads and
//! what is written again byte for byte; whatever does not fit exactly is left to the parser.

use jiff::civil::{Date, DateTime, Time};
use zegel_model::Kind;

/// A message that was read in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainLine<'a> {
    /// Place in the export.
    pub position: u64,
    /// Local time, to the second.
    pub at: DateTime,
    /// The sender.
    pub sender: Option<&'a str>,
    /// The kind.
    pub kind: Kind,
    /// The text.
    pub text: &'a str,
    /// The canonical bytes of the message alone.
    pub json: &'a [u8],
    /// The salt that binds it: 64 characters that should be hexadecimal digits.
    pub salt: &'a str,
}

impl<'a> PlainLine<'a> {
    /// Reads a line without its line end, or returns `None` for one that is not plain.
    pub fn read(line: &'a [u8]) -> Option<Self> {
        // Below the space JSON escapes; not stopping at the first lets this be done many bytes at a time.
        if line.iter().fold(false, |found, &byte| found | (byte < b' ')) {
            return None;
        }
        let mut rest = Rest(std::str::from_utf8(line).ok()?);
        let position = rest.after(r#"{"message":{"position":"#)?.number()?;
        rest.after(r#","line":"#)?.number()?;
        let at = rest.after(r#","at":"#)?.moment()?;
        let precision = rest.after(r#","precision":"#)?.string()?;
        if !matches!(precision, "minute" | "second" | "millisecond") {
            return None;
        }
        rest.after(r#","zone":"#)?.string_or_null()?;
        let sender = rest.after(r#","sender":"#)?.string_or_null()?;
        let kind = Kind::of_name(rest.after(r#","kind":"#)?.string()?)?;
        let text = rest.after(r#","text":"#)?.string()?;
        rest.after(r#","attachments":[],"edited":"#)?;
        let Rest(end) = rest;
        let end = end.strip_prefix("false").or_else(|| end.strip_prefix("true"))?.strip_prefix('}')?;
        let json = line.get(crate::open::LINE_START.len()..line.len() - end.len())?;
        let mut end = Rest(end);
        let salt = end.after(r#","salt":"#)?.string()?;
        (salt.len() == 64 && end.0 == "}").then_some(Self { position, at, sender, kind, text, json, salt })
    }
}

/// The part of a line that is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn after(&mut self, name: &str) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(name)?;
        Some(self)
    }

    /// A number as it is written: without a sign and without zeros before it.
    fn number(&mut self) -> Option<u64> {
        let n_digits = self.0.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = self.0.split_at_checked(n_digits)?;
        if digits.starts_with('0') && digits != "0" {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// A string without escapes.
    fn string(&mut self) -> Option<&'a str> {
        let rest = self.0.strip_prefix('"')?;
        let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        let (string, rest) = rest.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        Some(string)
    }

    fn string_or_null(&mut self) -> Option<Option<&'a str>> {
        match self.0.strip_prefix("null") {
            Some(rest) => {
                self.0 = rest;
                Some(None)
            }
            None => self.string().map(Some),
        }
    }

    /// A time as `2022-03-23T13:31:05`.
    fn moment(&mut self) -> Option<DateTime> {
        let text: &[u8; 19] = self.string()?.as_bytes().try_into().ok()?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = *text
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zegel_model::{Binding, Content, Message, Moment, Precision, SubmittedMessage};

    use super::*;
    use crate::open::write_line;

    fn message() -> impl Strategy<Value = SubmittedMessage> {
        let text =
            prop_oneof!["[ a-zA-Zé👍,.:{}\\[\\]]{0,40}", "\\PC{0,20}", ".{0,20}", Just("null".to_owned())];
        let zone = prop_oneof![Just(None), Just(Some("Europe/Amsterdam".to_owned()))];
        let kind = proptest::sample::select(Kind::ALL.to_vec());
        let precision = proptest::sample::select(Precision::ALL.to_vec());
        let time =
            (0i16..=9999, 1i8..=12, 1i8..=28, 0i8..=23, 0i8..=59, 0i8..=59, prop_oneof![Just(0), 1i32..1000]);
        let rest = (text.clone(), proptest::option::of(text), zone, any::<(u64, u64, bool, [u8; 32])>());
        (time, kind, precision, rest).prop_map(|(time, kind, precision, (text, sender, zone, bits))| {
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
                attachments: vec![],
                edited: bits.2,
                raw: None,
                location: None,
                quote: None,
                reactions: vec![],
            };
            SubmittedMessage { message, binding: Binding::Salt(hex::encode(bits.3)), redactions: vec![] }
        })
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
        prop_assert_eq!(plain.sender, parsed.message.sender.as_ref().map(Content::as_str));
        prop_assert_eq!(plain.kind, parsed.message.kind);
        prop_assert_eq!(plain.text, parsed.message.text.as_str());
        prop_assert_eq!(plain.json, serde_json::to_vec(&parsed.message).unwrap());
        prop_assert_eq!(&parsed.binding, &Binding::Salt(plain.salt.to_owned()));
        prop_assert_eq!(line, self::line(&parsed), "only a canonical line is plain");
        Ok(true)
    }

    proptest! {
        #[test]
        fn a_plain_line_is_read_as_the_parser_reads_it(submitted in message()) {
            let line = line(&submitted);
            let texts = [Some(&submitted.message.text), submitted.message.sender.as_ref()];
            let needs_escapes = |text: &Content| text.as_str().contains(|c: char| c < ' ' || c == '"' || c == '\\');
            let is_plain = submitted.message.at.0.subsec_nanosecond() == 0 && !texts.into_iter().flatten().any(needs_escapes);
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
        let plain = r#"{"message":{"position":1,"line":1,"at":"2024-01-01T10:00:00","precision":"minute","zone":null,"sender":"A","kind":"text","text":"ja","attachments":[],"edited":false},"salt":"SALT"}"#
            .replace("SALT", &"ab".repeat(32));
        assert!(PlainLine::read(plain.as_bytes()).is_some());
        for (from, to) in [
            ("\"position\":1", "\"position\":01"),
            ("\"position\":1", "\"position\":1.0"),
            ("\"position\":1", "\"position\": 1"),
            ("2024-01-01", "2024-02-30"),
            ("10:00:00", "24:00:00"),
            ("10:00:00", "10:00:60"),
            ("minute", "hour"),
            ("\"text\":\"ja\"", "\"text\":\"j\\u0061\""),
            ("\"text\":\"ja\"", "\"text\":null"),
            ("\"kind\":\"text\"", "\"kind\":\"Text\""),
            ("false}", "false,\"x\":1}"),
            ("\"salt\"", "\"leaf\""),
            ("\"}", "\"} "),
        ] {
            assert!(plain.contains(from), "{from}");
            assert_eq!(PlainLine::read(plain.replacen(from, to, 1).as_bytes()), None, "{to}");
        }
    }
}
