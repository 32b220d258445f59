//! The owner's receipt against a new export and what the archive shows.

use proptest::prelude::*;
use zegel_model::Content;
use zegel_sift::{ExportState, Extent};

use crate::kit::{Handed, chat, hand_in, plan, text};

fn handed(lines: &[String]) -> Handed {
    hand_in(&text(lines), &plan("keep search brug\nredact text \"stap 6\" ground private\nground private"))
        .unwrap()
}

fn different(changed: &str, removed: &str, added: &str) -> ExportState {
    ExportState::Different {
        changed: changed.parse().unwrap(),
        removed: removed.parse().unwrap(),
        added: added.parse().unwrap(),
    }
}

#[test]
fn an_honest_archive_is_proven_and_told_in_numbers() {
    let lines = chat(60);
    let handed = handed(&lines);
    let report = handed.compare(&text(&lines), handed.messages(), Extent::Whole);
    assert!(report.is_proven());
    assert_eq!(report.export, ExportState::Same);
    assert_eq!((report.n_messages, report.n_kept, report.n_not_kept), (60, 20, 40));
    // "stap 6" is also how "stap 60" begins.
    assert_eq!((report.unchanged.count(), report.redacted.to_string()), (18, "6,60".into()));
}

#[test]
fn a_chat_that_went_on_is_still_proven() {
    let handed = handed(&chat(60));
    let report = handed.compare(&text(&chat(75)), handed.messages(), Extent::Whole);
    assert!(report.is_proven());
    assert_eq!(report.export, ExportState::Longer { n_added_after: 15 });
}

#[test]
fn an_altered_a_foreign_and_a_missing_message_of_the_archive_are_named() {
    let lines = chat(60);
    let handed = handed(&lines);
    let mut shown = handed.messages();
    shown[4].message.text = Content::from("De brug blijft dicht");
    shown.remove(7);
    let mut foreign = shown[0].clone();
    foreign.message.position = 4;
    shown.insert(1, foreign);
    let report = handed.compare(&text(&lines), shown, Extent::Whole);
    assert!(!report.is_proven());
    let found = [&report.altered, &report.missing, &report.foreign].map(ToString::to_string);
    assert_eq!(found, ["15", "24", "4"]);
    assert_eq!(report.unchanged.count() + report.redacted.count(), 18);
}

#[test]
fn a_change_beside_a_redaction_is_found() {
    let lines = chat(60);
    let handed = handed(&lines);
    let altered = |change: fn(&mut zegel_model::SubmittedMessage)| {
        let mut shown = handed.messages();
        change(&mut shown[1]);
        handed.compare(&text(&lines), shown, Extent::Whole).altered.to_string()
    };
    assert_eq!(altered(|_| ()), "");
    assert_eq!(altered(|kept| kept.message.text = "De brug gaat dicht, █".into()), "6");
    assert_eq!(altered(|kept| kept.message.text = "De brug █".into()), "6");
    assert_eq!(altered(|kept| kept.message.sender = Some("Klaas".into())), "6");
    assert_eq!(altered(|kept| kept.redactions[0].at = 3), "6");
    assert_eq!(altered(|kept| kept.redactions[0].ground.code = "other".into()), "6");
    assert_eq!(altered(|kept| kept.redactions.clear()), "6");
    assert_eq!(altered(|kept| kept.binding = zegel_model::Binding::Leaf("00".repeat(32))), "6");
    assert_eq!(altered(|kept| kept.binding = zegel_model::Binding::Salt("00".repeat(32))), "6");
}

#[test]
fn one_record_of_several_may_hold_a_part() {
    let lines = chat(60);
    let handed = handed(&lines);
    let shown = handed.messages().split_off(10);
    let report = handed.compare(&text(&lines), shown.clone(), Extent::Part);
    assert!(report.is_proven());
    assert_eq!(report.missing.count(), 10);
    assert!(!handed.compare(&text(&lines), shown, Extent::Whole).is_proven());
}

#[test]
fn messages_that_disappeared_or_were_slipped_in_are_named() {
    let lines = chat(60);
    let handed = handed(&lines);
    let state = |change: fn(&mut Vec<String>)| {
        let mut today = lines.clone();
        change(&mut today);
        let report = handed.compare(&text(&today), handed.messages(), Extent::Whole);
        assert!(!report.is_proven());
        (report.export, report.altered.to_string(), report.by_trace_only.to_string())
    };
    let none = String::new;
    assert_eq!(state(|t| drop(t.remove(30))), (different("", "31", ""), none(), none()));
    assert_eq!(state(|t| drop(t.drain(..20))).0, different("", "1-20", ""));
    assert_eq!(
        state(|t| t.insert(30, "13-03-2026 08:31 - Jan Jansen: ertussen".into())),
        (different("", "", "31"), none(), none())
    );
    assert_eq!(
        state(|t| t[30] = "13-03-2026 08:31 - Jan Jansen: veranderd".into()),
        (different("31", "", ""), none(), none())
    );
    // A kept message that is gone can only be confirmed by its trace.
    assert_eq!(state(|t| drop(t.remove(32))), (different("", "33", ""), none(), "33".into()));
    assert_eq!(state(|t| t[32].push('!')), (different("33", "", ""), none(), "33".into()));
}

#[test]
fn another_commitment_is_not_that_of_the_receipt() {
    let lines = chat(9);
    let mut handed = handed(&lines);
    handed.made.manifest.commitment.n_messages = 8;
    let report = handed.compare(&text(&lines), handed.messages(), Extent::Whole);
    assert!(!report.commitment_agrees && !report.is_proven());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_choice_is_proven_and_any_altered_message_is_found(
        keeps in prop::collection::vec(any::<bool>(), 9..80),
        victim in any::<prop::sample::Index>(),
    ) {
        prop_assume!(keeps.contains(&true));
        let lines = chat(keeps.len());
        let positions: Vec<String> =
            keeps.iter().enumerate().filter(|(_, keep)| **keep).map(|(i, _)| (i + 1).to_string()).collect();
        let plan = plan(&format!("keep {}\nground private", positions.join(",")));
        let handed = hand_in(&text(&lines), &plan).unwrap();
        let mut shown = handed.messages();
        prop_assert!(handed.compare(&text(&lines), shown.clone(), Extent::Whole).is_proven());
        let victim = victim.index(shown.len());
        let position = shown[victim].message.position;
        shown[victim].message.text = "nooit gezegd".into();
        let report = handed.compare(&text(&lines), shown, Extent::Whole);
        prop_assert_eq!(report.altered.to_string(), position.to_string());
        prop_assert!(!report.is_proven());
    }
}
