//! Character sets, marks, bytes that are none, and chunks.

use zegel_model::LossCode;

use crate::support::{chat, forced, options, try_read};

const TEXT: &str = "23-03-2022 13:31 - Ömer: café 👍 € 5\n23-03-2022 13:32 - Piet: tweede\nregel\n23-03-2022 13:33 - Ömer: ok\n";

#[test]
fn utf_16_is_read_and_reported() {
    let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: [u8; 2], bytes: &[u8]| [&mark[..], bytes].concat();
    for (bytes, name) in [
        (marked([0xFF, 0xFE], &little), "utf-16le"),
        (marked([0xFE, 0xFF], &big), "utf-16be"),
        (little, "utf-16le"),
        (big, "utf-16be"),
    ] {
        let outcome = try_read(&bytes, &options()).unwrap();
        assert_eq!(outcome.texts(), ["café 👍 € 5", "tweede\nregel", "ok"], "{name}");
        assert_eq!(outcome.report.conversation.encoding, name);
        assert_eq!(outcome.n(LossCode::OtherEncoding), 1);
        assert_eq!(outcome.report.bytes, bytes.len() as u64);
    }
}

#[test]
fn windows_1252_is_read_and_reported() {
    let bytes = b"23-03-2022 13:31 - J\xf6rg: caf\xe9 \x80 5\n23-03-2022 13:32 - Piet: ja\n";
    let outcome = try_read(bytes, &options()).unwrap();
    assert_eq!(outcome.texts(), ["café € 5", "ja"]);
    assert_eq!(outcome.report.conversation.encoding, "windows-1252");
    assert_eq!(outcome.report.accounting.source_bytes, bytes.len() as u64);
}

#[test]
fn a_few_invalid_bytes_in_utf_8_are_shown_and_counted() {
    let mut bytes = TEXT.replace("tweede", "twee\u{1}de").into_bytes();
    let place = bytes.iter().position(|byte| *byte == 1).unwrap();
    bytes[place] = 0xFF;
    let outcome = try_read(&bytes, &options()).unwrap();
    assert_eq!(outcome.message(1).text.as_str(), "twee\u{fffd}de\nregel");
    assert_eq!(outcome.n(LossCode::InvalidBytes), 1);
    assert_eq!(outcome.report.conversation.encoding, "utf-8");
}

#[test]
fn a_file_that_ends_inside_a_character_is_still_utf_8() {
    let bytes = "23-03-2022 13:31 - Jan: a\n23-03-2022 13:32 - Piet: caf\u{e9}".as_bytes();
    let outcome = try_read(&bytes[..bytes.len() - 1], &options()).unwrap();
    assert_eq!(outcome.message(1).text.as_str(), "caf\u{fffd}");
}

#[test]
fn a_byte_order_mark_is_part_of_the_first_header() {
    let outcome = chat(&format!("\u{feff}{TEXT}"));
    assert_eq!(outcome.report.n_messages, 3);
    assert_eq!(outcome.n(LossCode::OtherEncoding), 0);
}

#[test]
fn the_size_of_the_chunks_changes_nothing() {
    let mut text = String::new();
    for n in 0..120 {
        text += &format!("{:02}-03-2022 13:{:02} - Ömer: bericht {n} 👍🏽\r\n", n % 28 + 1, n % 60);
        text += "tweede regel\r\n\r\n12-05-2024, 10:00 - kijk\r\n";
    }
    let whole = chat(&text);
    for chunk_bytes in [1, 2, 3, 7, 61, 1000] {
        let mut options = forced();
        options.limits.chunk_bytes = chunk_bytes;
        let outcome = try_read(text.as_bytes(), &options).unwrap();
        assert_eq!(outcome.keep.messages, whole.keep.messages, "{chunk_bytes}");
        assert_eq!(outcome.report, whole.report, "{chunk_bytes}");
    }
}

#[test]
fn a_message_above_the_limit_is_read_in_pieces_whatever_the_chunks() {
    let long = "é".repeat(3000);
    let text = format!(
        "23-03-2022 13:31 - Jan: {long}\nb {long}\nc\n23-03-2022 13:32 - Piet: tussen\n\
         23-03-2022 13:33 - Jan: a\n{}23-03-2022 13:34 - Piet: slot\n",
        "regel\n".repeat(400)
    );
    let mut answers = Vec::new();
    for chunk_bytes in [1, 10, 512, 1000, 1 << 20] {
        let mut options = forced();
        options.limits.max_message_bytes = 1000;
        options.limits.chunk_bytes = chunk_bytes;
        let outcome = try_read(text.as_bytes(), &options).unwrap();
        assert_eq!(outcome.keep.text, text);
        assert_eq!(outcome.n(LossCode::LimitReached), 2, "{chunk_bytes}");
        assert!(outcome.texts().contains(&"tussen") && outcome.texts().contains(&"slot"));
        answers.push((outcome.keep.messages, outcome.keep.lines));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}
