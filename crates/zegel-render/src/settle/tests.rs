use std::num::NonZeroUsize;

use jiff::civil::date;
use proptest::prelude::*;

use zegel_model::{
    Attachment, Confidentiality, Done, DossierId, Kind, Message, Moment, PersonId, Platform, Precision,
    Regime, RegimeKind, Route, SubmittedFile,
};

use super::{Kept, Plan, Settling, settle};
use crate::transcript::{Head, Item, Language, Transcript};

fn head(n_in_export: u64) -> Head {
    let person = |id: &str| PersonId::try_from(id.to_owned()).unwrap();
    Head {
        record_title: "t".into(),
        dossier: DossierId::try_from("D-1".to_owned()).unwrap(),
        dossier_title: None,
        record_id: "019353a2-7d4e-7c3a-8f21-5b1a2c3d4e5f".parse().unwrap(),
        archive_name: "a".into(),
        conversation_title: None,
        route: Route::WhatsappText,
        platform: Platform::Ios,
        participants: vec![],
        first_at: None,
        last_at: None,
        n_messages: 0,
        n_in_capture: 0,
        n_in_export,
        confidentiality: Confidentiality::Intern,
        retention: "r".into(),
        language: Language::Nl,
        made_at: "2026-11-21T20:21:00Z".parse().unwrap(),
        registered: Done { by: person("a"), at: "2026-11-21T20:21:00Z".parse().unwrap() },
        registered_by_name: None,
        owner: person("b"),
        owner_name: None,
        regime: Regime { kind: RegimeKind::SelectOut, policy: "p".into(), policy_date: date(2026, 1, 1) },
        not_kept_ground: None,
    }
}

fn settling(n_in_export: u64, files: Vec<SubmittedFile>) -> Settling {
    Settling { head: head(n_in_export), files, losses: vec![], provenance: vec![] }
}

fn kept(position: u64, day: i64) -> Kept {
    let at = date(2026, 1, 30).at(9, 0, 0, 0) + jiff::SignedDuration::from_hours(24 * day);
    let message = Message {
        position,
        line: position,
        at: Moment(at),
        precision: Precision::Second,
        zone: None,
        sender: Some("Jan".into()),
        kind: Kind::Text,
        text: "ok".into(),
        attachments: vec![],
        edited: false,
        raw: None,
        location: None,
        quote: None,
        reactions: vec![],
    };
    (message, vec![])
}

fn outline(transcript: &Transcript) -> Vec<String> {
    let words = |item: &Item| match item {
        Item::Month { first } => format!("month {first}"),
        Item::Day { date } => format!("day {date}"),
        Item::Gap { n_messages } => format!("gap {n_messages}"),
        Item::Message(entry) => format!("message {}", entry.position),
    };
    transcript.items.iter().map(words).collect()
}

#[test]
fn gaps_months_and_days_stand_between_the_messages_in_the_order_of_the_file() {
    let transcript = settle(&settling(12, vec![]), [kept(3, 0), kept(4, 0), kept(7, 2), kept(8, 0)]);
    let expected = [
        "gap 2",
        "month 2026-01-01",
        "day 2026-01-30",
        "message 3",
        "message 4",
        "gap 2",
        "month 2026-02-01",
        "day 2026-02-01",
        "message 7",
        "month 2026-01-01",
        "day 2026-01-30",
        "message 8",
        "gap 4",
    ];
    assert_eq!(outline(&transcript), expected);
}

#[test]
fn a_record_without_messages_has_one_part_and_one_gap() {
    assert_eq!(Plan::new([], NonZeroUsize::MIN).sizes(), [0]);
    assert_eq!(outline(&settle(&settling(5, vec![]), [])), ["gap 5"]);
}

#[test]
fn a_long_chat_is_cut_at_the_border_of_a_day_and_a_long_day_at_the_limit() {
    let sizes = |days: &[i64], limit| {
        let moments: Vec<Moment> = days.iter().map(|day| kept(1, *day).0.at).collect();
        Plan::new(moments, NonZeroUsize::new(limit).unwrap()).sizes().to_vec()
    };
    assert_eq!(sizes(&[0, 0, 1, 1, 1, 2], 4), [2, 4]);
    assert_eq!(sizes(&[0, 0, 0, 0, 0], 2), [2, 2, 1]);
    assert_eq!(sizes(&[0, 1, 2, 3], 2), [2, 2]);
}

#[test]
fn parts_know_their_number_and_each_gap_stands_in_one_of_them() {
    let settling = settling(20, vec![]);
    let messages = vec![kept(2, 0), kept(3, 0), kept(9, 1), kept(10, 1)];
    let plan = Plan::new(messages.iter().map(|(m, _)| m.at), NonZeroUsize::new(2).unwrap());
    let parts: Vec<Transcript> = settling.parts(&plan, messages).collect();
    assert_eq!(
        parts.iter().map(|t| (t.part.index.get(), t.part.n_parts.get())).collect::<Vec<_>>(),
        [(1, 2), (2, 2)]
    );
    assert_eq!(outline(&parts[0])[0], "gap 1");
    assert_eq!(outline(&parts[1])[0], "gap 5");
    assert_eq!(outline(&parts[1]).last().unwrap(), "gap 10");
}

#[test]
fn an_attachment_finds_its_bytes_by_hash_then_by_name() {
    let file = |path: &str, name: &str, sha256: &str| SubmittedFile {
        path: path.into(),
        name: name.into(),
        media_type: "image/jpeg".into(),
        size_bytes: 1,
        sha256: sha256.into(),
        n_redacted_regions: 0,
        redaction_ground: None,
        alt: None,
    };
    let files = vec![file("1", "a.jpg", "aa"), file("2", "a.jpg", "bb"), file("3", "redacted.jpg", "cc")];
    let named = |position, name: &str, sha256: Option<&str>| {
        let (mut message, redactions) = kept(position, 0);
        message.attachments.push(Attachment {
            name: Some(name.into()),
            present: sha256.is_some(),
            size_bytes: None,
            sha256: sha256.map(str::to_owned),
        });
        (message, redactions)
    };
    let messages = [
        named(1, "a.jpg", Some("bb")),
        named(2, "redacted.jpg", Some("before")),
        named(3, "a.jpg", Some("bb")),
        named(4, "gone.jpg", None),
    ];
    let transcript = settle(&settling(4, files), messages);
    let found: Vec<_> =
        transcript.attachments.iter().map(|l| l.file.as_ref().map(|f| f.id.as_str())).collect();
    assert_eq!(found, [Some("2"), Some("3"), None]);
}

#[test]
fn a_transcript_survives_being_written_and_read() {
    let transcript = settle(&settling(9, vec![]), [kept(1, 0), kept(4, 40)]);
    let json = serde_json::to_string(&transcript).unwrap();
    assert!(json.starts_with(r#"{"format":"zegel-transcript","version":1,"part":{"index":1,"n_parts":1},"head":{"record_title":"t","dossier":"D-1""#));
    let golden = r#"{"type":"gap","n_messages":2},{"type":"month","first":"2026-03-01"},{"type":"day","date":"2026-03-11"},{"type":"message","position":4,"at":"2026-03-11T09:00:00","precision":"second","zone":null,"sender":"Jan","kind":"text","text":"ok"}"#;
    assert!(json.contains(golden), "{json}");
    assert_eq!(serde_json::from_str::<Transcript>(&json).unwrap(), transcript);
}

proptest! {
    #[test]
    fn every_message_stands_in_exactly_one_part(days in prop::collection::vec(0i64..6, 0..60), limit in 1usize..9) {
        let messages: Vec<Kept> = (1u64..).zip(&days).map(|(i, day)| kept(i, *day)).collect();
        let plan = Plan::new(messages.iter().map(|(m, _)| m.at), NonZeroUsize::new(limit).unwrap());
        prop_assert!(plan.sizes().iter().all(|n| *n <= limit));
        let settling = settling(days.len() as u64, vec![]);
        let parts = settling.parts(&plan, messages);
        let all: Vec<String> = parts.flat_map(|t| outline(&t)).filter(|line| line.starts_with("message")).collect();
        let expected: Vec<String> = (1..=days.len()).map(|i| format!("message {i}")).collect();
        prop_assert_eq!(all, expected);
    }
}
