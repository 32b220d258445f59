use proptest::prelude::*;
use zegel_model::{Attachment, Kind, Location, Moment, Precision, Quote};

use super::*;

fn ground(code: &str) -> Ground {
    Ground { code: code.into(), label: code.into() }
}

fn cut(from: u64, to: u64) -> Cut {
    Cut { span: Span { from, to }, ground: ground("private") }
}

fn redacted(text: &str, cuts: &[Cut]) -> (String, Vec<u64>) {
    let redacted = redact_text(text, cuts).unwrap();
    (redacted.text.into_string(), redacted.marks.iter().map(|mark| mark.at).collect())
}

fn message(text: &str) -> Message {
    Message {
        position: 1,
        line: 1,
        at: Moment(jiff::civil::date(2022, 3, 23).at(13, 31, 5, 0)),
        precision: Precision::Second,
        zone: None,
        sender: Some("Jan".into()),
        kind: Kind::Text,
        text: text.into(),
        attachments: vec![],
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: vec![],
    }
}

#[test]
fn one_mark_stands_for_a_span_of_any_length() {
    assert_eq!(redacted("bel 0612345678 nu", &[cut(4, 14)]), ("bel █ nu".into(), vec![4]));
    assert_eq!(redacted("ja", &[cut(0, 2)]), ("█".into(), vec![0]));
}

#[test]
fn overlapping_spans_become_one_and_touching_ones_of_two_grounds_stay_two() {
    assert_eq!(redacted("abcdefgh", &[cut(4, 6), cut(1, 3), cut(2, 5)]), ("a█gh".into(), vec![1]));
    let other = Cut { ground: ground("other"), ..cut(3, 5) };
    assert_eq!(redacted("abcdefgh", &[cut(1, 3), other]), ("a██fgh".into(), vec![1, 2]));
}

#[test]
fn half_an_emoji_is_never_left() {
    let family = "ik 👨‍👩‍👧 jij";
    assert_eq!(redacted(family, &[cut(3, 4)]), ("ik █ jij".into(), vec![3]));
    assert_eq!(redacted("cafe\u{301}!", &[cut(4, 5)]), ("caf█!".into(), vec![3]));
}

#[test]
fn a_span_outside_the_text_is_refused() {
    assert_eq!(redact_text("abc", &[cut(1, 4)]).unwrap_err().code, "span-outside-text");
    assert_eq!(redact_text("abc", &[cut(2, 2)]).unwrap_err().code, "empty-span");
}

#[test]
fn what_was_removed_from_the_text_is_gone_from_every_field() {
    let mut original = message("zie Geheimplan.pdf");
    original.raw = Some("zie Geheimplan.pdf (file attached)".into());
    original.quote = Some(Quote { position: Some(3), text: Some("het geheimplan?".into()) });
    original.attachments = vec![Attachment {
        name: Some("geheimplan.pdf".into()),
        present: false,
        size_bytes: None,
        sha256: None,
    }];
    let cuts = MessageCuts { text: vec![cut(4, 14)], ..MessageCuts::default() };
    let kept = redact_message(&original, cuts).unwrap().unwrap().message;
    let json = serde_json::to_string(&kept).unwrap().to_lowercase();
    assert!(!json.contains("geheimplan"), "{json}");
    assert_eq!(kept.text.as_str(), "zie █.pdf");
    assert_eq!(kept.quote.unwrap().text.unwrap().as_str(), "het █?");
}

#[test]
fn a_redacted_place_loses_its_coordinates() {
    let mut original = message("https://maps.google.com/?q=52.0,4.3");
    original.location = Some(Location { latitude: "52.0".into(), longitude: "4.3".into() });
    let cuts = MessageCuts { text: vec![cut(27, 35)], ..MessageCuts::default() };
    assert_eq!(redact_message(&original, cuts).unwrap().unwrap().message.location, None);
}

#[test]
fn a_message_that_nothing_touches_is_left_alone() {
    let pattern = Pattern::new("Piet").unwrap();
    let private = ground("private");
    let cuts = MessageCuts { everywhere: vec![(&pattern, &private)], ..MessageCuts::default() };
    assert!(redact_message(&message("Akkoord"), cuts).unwrap().is_none());
}

#[test]
fn a_hidden_name_keeps_only_a_plain_extension() {
    assert_eq!(hidden_name(&"IMG Jan.jpeg".into()).as_str(), "█.jpeg");
    assert_eq!(hidden_name(&"brief aan.Jan Jansen".into()).as_str(), "█");
    assert_eq!(hidden_name(&"geen".into()).as_str(), "█");
}

#[test]
fn a_redaction_is_recognised_and_a_changed_text_is_not() {
    assert!(is_redaction_of("a█d█", "abcdef"));
    assert!(is_redaction_of("abc", "abc"));
    assert!(is_redaction_of("█", ""));
    assert!(!is_redaction_of("a█x", "abc"));
    assert!(!is_redaction_of("abcd", "abc"));
    assert!(!is_redaction_of("ab█bc", "abc"));
}

proptest! {
    #[test]
    fn removed_characters_are_gone_and_the_rest_stays(
        text in "[a-z ]{0,40}",
        spans in prop::collection::vec((0u64..40, 1u64..10), 0..6),
    ) {
        // Each removed character is made a canary that stands nowhere else.
        let n = text.chars().count() as u64;
        let cuts: Vec<Cut> =
            spans.iter().filter(|(from, len)| from + len <= n).map(|(from, len)| cut(*from, from + len)).collect();
        let gone = |i: u64| cuts.iter().any(|cut| cut.span.from <= i && i < cut.span.to);
        let marked: String =
            text.chars().zip(0u64..).map(|(c, i)| if gone(i) { c.to_ascii_uppercase() } else { c }).map(|c| if c == ' ' { '_' } else { c }).collect();
        let redacted = redact_text(&marked, &cuts).unwrap();
        let kept = redacted.text.as_str();
        prop_assert!(!kept.chars().any(|c| c.is_ascii_uppercase()));
        let expected: String = marked.chars().zip(0u64..).filter(|(_, i)| !gone(*i)).map(|(c, _)| c).collect();
        prop_assert_eq!(kept.chars().filter(|&c| c != REDACTION_MARK).collect::<String>(), expected);
        for mark in &redacted.marks {
            prop_assert_eq!(kept.chars().nth(mark.at as usize), Some(REDACTION_MARK));
        }
        prop_assert_eq!(kept.chars().filter(|&c| c == REDACTION_MARK).count(), redacted.cuts.len());
        prop_assert!(is_redaction_of(kept, &marked));
    }

    #[test]
    fn any_span_of_any_text_can_be_removed(text in "\\PC{0,30}", from in 0u64..30, len in 1u64..30) {
        let n = text.chars().count() as u64;
        let result = redact_text(&text, &[cut(from, from + len)]);
        prop_assert_eq!(result.is_ok(), from + len <= n);
    }
}
