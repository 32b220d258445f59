//! The canonical bytes of a message, written from its borrowed parts.
//!
//! They are those of `serde_json::to_vec` of the owned message, field by field in its order; every test of this crate
//! that reads a message holds the two against each other. A serializer that knows no types costs more than reading the
//! message, most of all in WebAssembly, so the names of the fields are constants here and a text is looked at once, in
//! blocks.

use crate::{AttachmentRef, MessageRef};
use jiff::civil::DateTime;
use zegel_model::{Kind, Precision};

/// Which fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    /// Those that say something else than usual: the canonical bytes.
    Unusual,
    /// Also those that say what is usual, for who reads a line without knowing what that is.
    All,
}

/// Appends a message.
pub(crate) fn write_message(message: &MessageRef<'_>, fields: Fields, out: &mut Vec<u8>) {
    let all = fields == Fields::All;
    out.extend_from_slice(b"{\"position\":");
    write_number(message.position, out);
    out.extend_from_slice(b",\"line\":");
    write_number(message.line, out);
    out.extend_from_slice(b",\"at\":\"");
    out.extend_from_slice(&stamp(message.at));
    out.push(b'"');
    if all || message.precision != Precision::default() {
        out.extend_from_slice(b",\"precision\":\"");
        out.extend_from_slice(message.precision.name().as_bytes());
        out.push(b'"');
    }
    if all || message.zone.is_some() {
        out.extend_from_slice(b",\"zone\":");
        write_text_or_null(message.zone, out);
    }
    if all || message.sender.is_some() {
        out.extend_from_slice(b",\"sender\":");
        write_text_or_null(message.sender, out);
    }
    if all || message.kind != Kind::default() {
        out.extend_from_slice(b",\"kind\":\"");
        out.extend_from_slice(message.kind.name().as_bytes());
        out.push(b'"');
    }
    out.extend_from_slice(b",\"text\":");
    write_text(message.text, out);
    if all || !message.attachments.is_empty() {
        out.extend_from_slice(b",\"attachments\":[");
        for (place, attachment) in message.attachments.iter().enumerate() {
            if 0 < place {
                out.push(b',');
            }
            write_attachment(attachment, out);
        }
        out.push(b']');
    }
    if all || message.edited {
        out.extend_from_slice(b",\"edited\":");
        write_bool(message.edited, out);
    }
    if let Some(raw) = message.raw {
        out.extend_from_slice(b",\"raw\":");
        write_text(raw, out);
    }
    if let Some((latitude, longitude)) = message.location {
        out.extend_from_slice(b",\"location\":{\"latitude\":");
        write_text(latitude, out);
        out.extend_from_slice(b",\"longitude\":");
        write_text(longitude, out);
        out.push(b'}');
    }
    out.push(b'}');
}

fn write_attachment(attachment: &AttachmentRef<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"name\":");
    write_text_or_null(attachment.name, out);
    out.extend_from_slice(b",\"present\":");
    write_bool(attachment.present, out);
    out.extend_from_slice(b",\"size_bytes\":");
    match attachment.size_bytes {
        Some(size_bytes) => write_number(size_bytes, out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"sha256\":");
    write_text_or_null(attachment.sha256, out);
    out.push(b'}');
}

fn write_bool(value: bool, out: &mut Vec<u8>) {
    match value {
        true => out.extend_from_slice(b"true"),
        false => out.extend_from_slice(b"false"),
    }
}

fn write_number(mut number: u64, out: &mut Vec<u8>) {
    const MAX_DIGITS: usize = 20;
    let mut digits = [b'0'; MAX_DIGITS];
    let mut from = MAX_DIGITS;
    loop {
        from -= 1;
        digits[from] = b'0' + u8::try_from(number % 10).expect("a digit fits in a byte");
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[from..]);
}

fn write_text_or_null(text: Option<&str>, out: &mut Vec<u8>) {
    match text {
        Some(text) => write_text(text, out),
        None => out.extend_from_slice(b"null"),
    }
}

/// Appends a text between quotes. Nearly all texts stand there as they are.
fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    match needs_escape(text.as_bytes()) {
        false => out.extend_from_slice(text.as_bytes()),
        true => write_escaped(text.as_bytes(), out),
    }
    out.push(b'"');
}

/// Returns true when a text has a quote, a backslash or a control character (RFC 8259 §7).
fn needs_escape(bytes: &[u8]) -> bool {
    const BLOCK: usize = 16;
    let special = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    // Without a way out of a block it becomes vector instructions.
    let in_block = |block: &[u8; BLOCK]| block.iter().fold(false, |found, byte| found | special(*byte));
    blocks.iter().any(in_block) || rest.iter().any(|byte| special(*byte))
}

fn write_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut from = 0;
    for (place, byte) in bytes.iter().enumerate() {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            0..0x20 => b'u',
            _ => continue,
        };
        out.extend_from_slice(&bytes[from..place]);
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(&[b'0', b'0', b'0' + (byte >> 4), DIGITS[usize::from(byte & 0xF)]]);
        }
        from = place + 1;
    }
    out.extend_from_slice(&bytes[from..]);
}

/// `2022-03-23T13:31:05`: printing through the formatter costs more than reading the message.
fn stamp(at: DateTime) -> [u8; 19] {
    let mut bytes = *b"0000-00-00T00:00:00";
    let year = u16::try_from(at.year()).unwrap_or(0);
    put2(&mut bytes, 0, year / 100);
    put2(&mut bytes, 2, year % 100);
    for (place, value) in
        [(5, at.month()), (8, at.day()), (11, at.hour()), (14, at.minute()), (17, at.second())]
    {
        put2(&mut bytes, place, u16::from(value.unsigned_abs()));
    }
    bytes
}

fn put2(bytes: &mut [u8; 19], place: usize, value: u16) {
    bytes[place] = b'0' + u8::try_from(value / 10 % 10).unwrap_or(0);
    bytes[place + 1] = b'0' + u8::try_from(value % 10).unwrap_or(0);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn text() -> impl Strategy<Value = String> {
        // Every character that is written otherwise, at every place of a block.
        "[ -~\u{0}-\u{1f}\u{7f}-\u{a0}\"\\\\é👍\u{2028}]{0,40}"
    }

    /// What a printed line has, whatever the message.
    const ALWAYS: [&str; 10] =
        ["position", "line", "at", "precision", "zone", "sender", "kind", "text", "attachments", "edited"];

    proptest! {
        #[test]
        fn a_borrowed_message_is_written_as_the_owned_one(
            position in any::<u64>(),
            (kind, precision) in (prop::sample::select(Kind::ALL.to_vec()), prop::sample::select(Precision::ALL.to_vec())),
            (second, edited) in (0..60i8, any::<bool>()),
            [body, sender, raw, name] in [text(), text(), text(), text()],
            (zone, sha256, location) in any::<(bool, bool, bool)>(),
            size_bytes in any::<Option<u64>>(),
            n_attachments in 0..3usize,
        ) {
            let attachment = AttachmentRef {
                name: zone.then_some(name.as_str()),
                present: sha256,
                size_bytes,
                sha256: sha256.then_some("00ff"),
                index: None,
            };
            let message = MessageRef {
                position,
                line: position / 3,
                at: date(2022, 3, 23).at(13, 31, second, 0),
                precision,
                zone: zone.then_some("Europe/Amsterdam"),
                sender: edited.then_some(sender.as_str()),
                kind,
                text: &body,
                attachments: &[attachment; 3][..n_attachments],
                edited,
                raw: sha256.then_some(raw.as_str()),
                location: location.then_some(("52.08", "4.31")),
                header: "",
                body: "",
                line_end: "",
            };
            let mut written = Vec::new();
            write_message(&message, Fields::Unusual, &mut written);
            let owned = message.to_message();
            prop_assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&owned).unwrap());
            let mut written = Vec::new();
            write_message(&message, Fields::All, &mut written);
            prop_assert_eq!(serde_json::from_slice::<zegel_model::Message>(&written).unwrap(), owned);
            let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&written).unwrap();
            prop_assert!(ALWAYS.iter().all(|name| fields.contains_key(*name)));
        }
    }
}
