//! What holds for any input.

use std::ops::ControlFlow;

use proptest::prelude::*;
use zegel_import::{MessageRef, ReadError, Sink, Source, inspect_jsonl, read};
use zegel_model::Kind;

use crate::support::{Keep, forced, options, try_read};

/// A body that no phone writes by itself: letters and signs, several lines, but no header and no mark.
fn body() -> impl Strategy<Value = String> {
    let word = "[a-zA-Zéü👍.,!?'\"-]{1,12}";
    let line = proptest::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    proptest::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

#[derive(Debug, Clone)]
struct Written {
    day: i8,
    hour: i8,
    minute: i8,
    sender: usize,
    body: String,
}

fn written() -> impl Strategy<Value = Written> {
    (1i8..=28, 0i8..24, 0i8..60, 0usize..4, body()).prop_map(|(day, hour, minute, sender, body)| Written {
        day,
        hour,
        minute,
        sender,
        body,
    })
}

const SENDERS: [&str; 4] = ["Jan", "Fatima El Amrani", "Lotte 🌷", "+31 6 12345678"];
const FORMS: [fn(&Written) -> String; 6] = [
    |m| format!("{:02}-03-2022 {:02}:{:02} - ", m.day, m.hour, m.minute),
    |m| format!("{:02}/03/2022, {:02}:{:02} - ", m.day, m.hour, m.minute),
    |m| format!("[{:02}-03-2022 {:02}:{:02}:07] ", m.day, m.hour, m.minute),
    |m| format!("2022/03/{:02}, {:02}:{:02} - ", m.day, m.hour, m.minute),
    |m| format!("{}.3.2022 klo {}.{:02} - ", m.day, m.hour, m.minute),
    |m| {
        format!(
            "3/{}/22, {}:{:02}\u{202f}{} - ",
            m.day,
            (m.hour + 11) % 12 + 1,
            m.minute,
            if m.hour < 12 { "AM" } else { "PM" }
        )
    },
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_again(messages in proptest::collection::vec(written(), 3..40), form in 0usize..6) {
        // A day above twelve, so that the order is known.
        let first = Written { day: 28, hour: 1, minute: 1, sender: 0, body: "begin".to_owned() };
        let all: Vec<Written> = std::iter::once(first).chain(messages).collect();
        let text: String =
            all.iter().map(|m| format!("{}{}: {}\n", FORMS[form](m), SENDERS[m.sender], m.body)).collect();
        let outcome = try_read(text.as_bytes(), &forced()).unwrap();
        prop_assert_eq!(&outcome.keep.text, &text);
        prop_assert_eq!(outcome.keep.messages.len(), all.len());
        for (message, written) in outcome.keep.messages.iter().zip(&all) {
            let at = message.at.0;
            prop_assert_eq!((at.day(), at.hour(), at.minute()), (written.day, written.hour, written.minute));
            prop_assert_eq!(message.sender.as_ref().unwrap().as_str(), SENDERS[written.sender]);
            if message.kind == Kind::Text {
                prop_assert_eq!(message.text.as_str(), written.body.as_str());
            }
        }
    }

    #[test]
    fn random_bytes_are_refused_or_add_up(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        if let Ok(outcome) = try_read(&bytes, &forced()) {
            prop_assert_eq!(outcome.report.bytes, bytes.len() as u64);
        }
    }

    #[test]
    fn random_text_around_headers_adds_up(pieces in proptest::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        if let Ok(outcome) = try_read(text.as_bytes(), &forced()) {
            prop_assert_eq!(outcome.keep.text, text);
        }
    }

    #[test]
    fn changed_exports_add_up(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40)) {
        let mut bytes = sample().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(outcome) = try_read(&bytes, &options()) {
            prop_assert_eq!(outcome.report.bytes, bytes.len() as u64);
        }
    }

    #[test]
    fn changed_zips_are_refused_or_read(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = crate::support::zip(&[
            crate::support::member("_chat.txt", sample()),
            crate::support::member("00000003-PHOTO-2022-03-23-13-33-05.jpg", b"\xFF\xD8\xFFfoto"),
        ]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let mut keep = Keep::default();
        // Any answer will do, as long as there is one.
        let _ = read(Source::memory(&bytes), &options(), &mut keep);
    }

    #[test]
    fn every_line_of_the_output_is_json(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = format!("23-03-2022 13:31 - Jan: begin\n{}", pieces.concat());
        let mut out = Vec::new();
        if inspect_jsonl(Source::memory(text.as_bytes()), &forced(), &mut out).is_ok() {
            let lines: Vec<serde_json::Value> =
                out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_slice(line).unwrap()).collect();
            prop_assert_eq!(&lines[0]["type"], "conversation");
            prop_assert_eq!(&lines[lines.len() - 1]["type"], "summary");
            for line in lines.iter().filter(|line| line["type"] == "message") {
                let message: Result<zegel_model::Message, _> = serde_json::from_value(line.clone());
                prop_assert!(message.is_ok());
            }
        }
    }
}

fn sample() -> String {
    let mut text =
        "[23-03-2022 13:30:00] Groep: \u{200e}Berichten en gesprekken worden end-to-end versleuteld.\r\n"
            .to_owned();
    for minute in 10..40 {
        text += &format!(
            "[23-03-2022 13:{minute}:05] Jan: hallo 👍\nregel\r\n\u{200e}[23-03-2022 13:{minute}:06] Piet: \u{200e}<bijgevoegd: 00000003-PHOTO-2022-03-23-13-33-05.jpg>\r\n"
        );
    }
    text
}

/// Pieces that meet the parser where it decides.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("23-03-2022 13:31 - Jan: ".to_owned()),
        Just("23-03-2022 13:31 - ".to_owned()),
        Just("[23-03-2022, 13:31:05] Jan: ".to_owned()),
        Just("31-02-2022 25:61 - Jan: ".to_owned()),
        Just("3/4/22, 1:31\u{202f}PM - ".to_owned()),
        Just("R4/3/18 ".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\u{200e}".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("<Media weggelaten>".to_owned()),
        Just("\u{200e}<bijgevoegd: a.jpg>".to_owned()),
        Just(" (bestand bijgevoegd)".to_owned()),
        Just(" <Dit bericht is bewerkt>".to_owned()),
        Just("locatie: https://maps.google.com/?q=1,2".to_owned()),
        Just("PEILING:\nx\nOPTIE: a (1 stem)".to_owned()),
        Just(": ".to_owned()),
        Just("\"".to_owned()),
        Just("٢٣/٣/٢٠٢٢, ١:٣١ م - ".to_owned()),
        "[ -~]{0,12}",
        any::<String>().prop_map(|text| text.chars().take(8).collect()),
    ]
}

struct StopAt(u64);

impl Sink for StopAt {
    fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
        if message.position == self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn a_receiver_can_stop_the_reading() {
    let text = sample();
    let mut sink = StopAt(5);
    let stopped = read(Source::memory(text.as_bytes()), &options(), &mut sink);
    assert!(matches!(stopped, Err(ReadError::Cancelled)));
}

#[test]
fn debug_shows_no_content() {
    struct Show(String);
    impl Sink for Show {
        fn message(&mut self, message: &MessageRef<'_>) -> ControlFlow<()> {
            self.0 += &format!("{message:?} {:?}", message.attachments);
            ControlFlow::Continue(())
        }
    }
    let mut show = Show(String::new());
    let report = read(Source::memory(sample().as_bytes()), &options(), &mut show).unwrap();
    show.0 += &format!("{report:?}");
    for secret in ["hallo", "Jan", "Piet", "PHOTO"] {
        assert!(!show.0.contains(secret), "{secret}");
    }
}
