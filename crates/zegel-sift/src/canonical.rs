//! Writes the canonical bytes of a message: those of `serde_json::to_vec`, in half the time.
//!
//! The reader of a package writes every message again to see whether its line is canonical, and printing a time through
//! the formatter costs as much as all the rest. Invariant (a test holds it): byte for byte what serde_json writes.

use serde::Serialize;
use zegel_model::{Kind, Message, Moment, Precision};

/// Appends the canonical bytes of `message`.
pub(crate) fn write_message(message: &Message, out: &mut Vec<u8>) {
    // Taken apart without `..`, so that a new field cannot be forgotten here.
    let Message {
        position,
        line,
        at,
        precision,
        zone,
        sender,
        kind,
        text,
        attachments,
        edited,
        raw,
        location,
        quote,
        reactions,
    } = message;
    field(out, "{\"position\":", position);
    field(out, ",\"line\":", line);
    write_moment(*at, out);
    if *precision != Precision::default() {
        field(out, ",\"precision\":", precision);
    }
    if let Some(zone) = zone {
        field(out, ",\"zone\":", zone);
    }
    if let Some(sender) = sender {
        field(out, ",\"sender\":", sender);
    }
    if *kind != Kind::default() {
        field(out, ",\"kind\":", kind);
    }
    field(out, ",\"text\":", text);
    if !attachments.is_empty() {
        field(out, ",\"attachments\":", attachments);
    }
    if *edited {
        field(out, ",\"edited\":", edited);
    }
    if let Some(raw) = raw {
        field(out, ",\"raw\":", raw);
    }
    if let Some(location) = location {
        field(out, ",\"location\":", location);
    }
    if let Some(quote) = quote {
        field(out, ",\"quote\":", quote);
    }
    if !reactions.is_empty() {
        field(out, ",\"reactions\":", reactions);
    }
    out.push(b'}');
}

fn field(out: &mut Vec<u8>, name: &str, value: &impl Serialize) {
    out.extend_from_slice(name.as_bytes());
    serde_json::to_writer(out, value).expect("writing strings and numbers into memory cannot fail");
}

fn write_moment(moment: Moment, out: &mut Vec<u8>) {
    let at = moment.0;
    let Ok(year @ 0..=9999) = u16::try_from(at.year()) else { return field(out, ",\"at\":", &moment) };
    if at.subsec_nanosecond() != 0 {
        return field(out, ",\"at\":", &moment);
    }
    out.extend_from_slice(b",\"at\":\"");
    let two = |n: u16| [b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8];
    let part = |n: i8| two(u16::from(n.unsigned_abs()));
    out.extend_from_slice(&two(year / 100));
    out.extend_from_slice(&two(year % 100));
    for (before, n) in
        [(b'-', at.month()), (b'-', at.day()), (b'T', at.hour()), (b':', at.minute()), (b':', at.second())]
    {
        out.push(before);
        out.extend_from_slice(&part(n));
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zegel_model::{Attachment, Location, Quote, Reaction};

    use super::*;

    proptest! {
        #[test]
        fn the_bytes_are_those_of_serde_json(
            numbers in any::<(u64, u64)>(),
            date in (-9999i16..=9999, 1i8..=12, 1i8..=28),
            time in (0i8..=23, 0i8..=59, 0i8..=59, prop_oneof![Just(0), 0i32..1_000_000_000]),
            texts in any::<[Option<String>; 6]>(),
            flags in any::<[bool; 3]>(),
        ) {
            let content = |i: usize| texts[i].clone().map(zegel_model::Content::from);
            let message = Message {
                position: numbers.0,
                line: numbers.1,
                at: Moment(jiff::civil::date(date.0, date.1, date.2).at(time.0, time.1, time.2, time.3)),
                precision: if flags[2] { Precision::Millisecond } else { Precision::Minute },
                zone: texts[0].clone(),
                sender: content(1),
                kind: if flags[0] { Kind::Contact } else { Kind::Text },
                text: content(2).unwrap_or_default(),
                attachments: content(3)
                    .map(|name| Attachment { name: Some(name), present: flags[1], size_bytes: Some(numbers.0), sha256: None })
                    .into_iter()
                    .collect(),
                edited: flags[2],
                raw: content(4),
                location: texts[5].clone().map(|degrees| Location { latitude: degrees.clone(), longitude: degrees }),
                quote: flags[1].then(|| Quote { position: None, text: content(3) }),
                reactions: content(5).map(|emoji| Reaction { sender: None, emoji }).into_iter().collect(),
            };
            let mut written = Vec::new();
            write_message(&message, &mut written);
            prop_assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&message).unwrap());
        }
    }
}
