//! A breach told once fills every form; nothing falls out, and nothing is made up.

use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;
use zegel_law::{Law, Place};
use zegel_model::{Done, PersonId};

use super::*;
use crate::{Filed, MomentKind, Notification, Origin, Report};

const FORMS: [&str; 3] = ["ap", "edpb", "gba"];

/// Read once: the property fills thousands of forms.
static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + hour * 3600).unwrap()
}

fn done(hour: i64) -> Done {
    Done { by: "frits".parse::<PersonId>().unwrap(), at: at(hour) }
}

fn aware() -> Breach {
    let report = Report {
        title: "Laptop kwijt".into(),
        what: "Laptop bleef in de trein".into(),
        origin: Origin::Person,
        reported: done(0),
        noticed_at: at(0),
    };
    let clock = LAW.deadlines(at(1), &TimeZone::UTC, Place::Nl, "avg").unwrap();
    Breach::report("DL-2026-001".into(), report, (Place::Nl, "avg"))
        .unwrap()
        .moment(MomentKind::Aware, (at(1), "de laptop had geen slot".into()), Some(clock), done(1))
        .unwrap()
}

fn filled(form: &str, breach: &Breach, kind: NotificationKind, now: Timestamp) -> FilledForm {
    let law = &*LAW;
    let on = date(2026, 11, 29);
    let list = law.breach_questions(on).unwrap();
    let purpose = Purpose {
        kind,
        language: FormLanguage::Nl,
        reason: None,
        now,
        zone: &TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap(),
    };
    let around = Around { body_name: "Gemeente Voorbeeld".into(), ..Around::default() };
    fill(law.form(form, on).unwrap(), breach, (&around, list), &purpose)
}

fn with(answers: &[(&str, Answer)]) -> Breach {
    let mut breach = aware();
    breach.answers.0 = answers.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone())).collect();
    breach
}

fn many(codes: &[&str]) -> Answer {
    Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect())
}

fn letters(filled: &FilledForm, number: &str) -> Vec<String> {
    match &filled.item(number).unwrap().given {
        Given::Options { letters } => letters.clone(),
        other => panic!("no options: {other:?}"),
    }
}

#[test]
fn an_answer_fills_both_forms_in_their_own_letters_and_says_who_counted() {
    let mut breach = with(&[
        ("nature", many(&["confidentiality"])),
        ("incident-type", many(&["device-lost"])),
        ("people-number", Answer::Range { min: 40, max: 50 }),
        ("data-kinds", many(&["name", "bsn", "health"])),
    ]);
    breach.counted.insert("people-number".into(), 1);
    let ap = filled("ap", &breach, NotificationKind::Initial, at(2));
    let edpb = filled("edpb", &breach, NotificationKind::Initial, at(2));
    assert_eq!((letters(&ap, "5.2"), letters(&edpb, "60")), (vec!["8".into()], vec!["i".into()]));
    assert_eq!((letters(&ap, "6.1"), letters(&ap, "6.2")), (vec!["1".into(), "4".into()], vec!["6".into()]));
    assert_eq!(ap.item("7.3").unwrap().mark, Mark::Counted);
    assert_eq!(ap.item("7.3").unwrap().words, [Content::from("40 – 50")]);
    assert_eq!(
        (letters(&edpb, "67"), &edpb.item("68").unwrap().given),
        (vec!["b".into()], &Given::Number { min: 40, max: 50 })
    );
    assert_eq!(ap.item("4.2").unwrap().words, [Content::from("2023-11-15 00:13 (CET)")]);
    assert_eq!(edpb.item("58").unwrap().mark, Mark::NotApplicable, "no breach of integrity");
}

#[test]
fn ordinary_data_alone_are_no_special_data_and_that_is_an_answer() {
    let ap = filled("ap", &with(&[("data-kinds", many(&["name"]))]), NotificationKind::Complete, at(2));
    assert_eq!((ap.item("6.2").unwrap().mark, letters(&ap, "6.2")), (Mark::Recorded, vec![]));
}

#[test]
fn what_is_still_looked_into_may_stand_in_a_first_notification_only() {
    let breach = with(&[("incident-type", many(&["investigating"]))]);
    let initial = filled("edpb", &breach, NotificationKind::Initial, at(2));
    assert_eq!(letters(&initial, "60"), ["x"]);
    let complete = filled("edpb", &breach, NotificationKind::Complete, at(2));
    assert_eq!(
        (complete.item("60").unwrap().mark, complete.item("60").unwrap().is_due),
        (Mark::Missing, true)
    );
    assert_eq!(complete.item("60").unwrap().question.as_deref(), Some("incident-type"));
}

#[test]
fn the_reasons_of_lateness_are_asked_after_the_deadline_and_not_before() {
    let breach = aware();
    for (form, number) in [("ap", "4.5"), ("edpb", "49")] {
        let in_time = filled(form, &breach, NotificationKind::Initial, at(1 + 72));
        assert_eq!(in_time.item(number).unwrap().mark, Mark::NotApplicable, "{form}");
        let late = filled(form, &breach, NotificationKind::Initial, at(1 + 73));
        assert!(late.item(number).unwrap().is_due, "{form}");
    }
}

#[test]
fn the_consequences_of_unavailability_belong_to_a_breach_of_availability() {
    let answers = [("nature", many(&["availability"])), ("consequences-availability", many(&["no-service"]))];
    let edpb = filled("edpb", &with(&answers), NotificationKind::Initial, at(2));
    assert_eq!(
        (letters(&edpb, "83"), edpb.item("81").unwrap().mark),
        (vec!["a".into()], Mark::NotApplicable)
    );
}

#[test]
fn a_condition_that_is_not_known_yet_leaves_its_item_missing_but_not_due() {
    let ap = filled("ap", &aware(), NotificationKind::Complete, at(2));
    let protection = ap.item("8.1").unwrap();
    assert_eq!((protection.mark, protection.is_due), (Mark::Missing, false));
    assert!(ap.item("5.1").unwrap().is_due);
}

#[test]
fn a_withdrawal_asks_for_its_reason_and_not_for_what_happened() {
    let mut breach = aware();
    let filed = Filed { at: at(2), number: "AP-77".into(), receipt: None, recorded: done(2) };
    breach.notifications.push(Notification {
        n: 1,
        kind: NotificationKind::Initial,
        form: "ap".into(),
        paper: uuid::Uuid::nil(),
        made: done(2),
        reason: None,
        filed: Some(filed),
    });
    let form = filled("ap", &breach, NotificationKind::Withdrawal, at(3));
    let due: Vec<_> = form.items.iter().filter(|item| item.is_due).map(|item| item.number.as_str()).collect();
    assert_eq!(due, ["1.1-r", "3.2.1-a"]);
    assert_eq!(form.item("1.1-n").unwrap().words, [Content::from("AP-77")]);
}

#[test]
fn the_difference_between_two_notifications_is_what_changed_and_nothing_else() {
    let before =
        filled("ap", &with(&[("people-number", Answer::Number(3))]), NotificationKind::Initial, at(2));
    let after =
        filled("ap", &with(&[("people-number", Answer::Number(12))]), NotificationKind::Initial, at(3));
    let changed: Vec<_> = difference(&before, &after).iter().map(|one| one.number.to_owned()).collect();
    assert_eq!(changed, ["7.3"]);
    assert!(difference(&before, &before).is_empty());
}

fn some_answers() -> impl Strategy<Value = Vec<(String, Answer)>> {
    let law = &*LAW;
    let list = law.breach_questions(date(2026, 11, 29)).unwrap().clone();
    let of_question = move |i: usize, take: Vec<bool>, n: u64| {
        let question = &list.questions[i % list.questions.len()];
        let codes = question.options.iter().zip(take.iter().cycle()).filter(|(_, take)| **take);
        let codes: Vec<String> = codes.map(|(option, _)| option.code.clone()).collect();
        let answer = match question.kind {
            QuestionKind::Text => Answer::One(format!("woorden {n}")),
            QuestionKind::Number if n.is_multiple_of(3) => Answer::One("investigating".into()),
            QuestionKind::Number => Answer::Range { min: n, max: n + n % 5 },
            QuestionKind::One => Answer::One(codes.into_iter().next().unwrap_or_default()),
            QuestionKind::Many => Answer::Many(codes),
        };
        (question.code.clone(), answer)
    };
    let one = (any::<usize>(), prop::collection::vec(any::<bool>(), 1..9), 0_u64..1_000);
    prop::collection::vec(one, 0..80)
        .prop_map(move |list| list.into_iter().map(|(i, take, n)| of_question(i, take, n)).collect())
}

proptest! {
    #[test]
    fn every_item_of_a_form_is_there_once_in_its_order_with_one_mark(answers in some_answers(), n_hours in 0_i64..200) {
        let mut breach = aware();
        breach.answers.0 = answers.into_iter().collect();
        for form in FORMS {
            for kind in [NotificationKind::Initial, NotificationKind::Complete, NotificationKind::Withdrawal] {
                let filled = filled(form, &breach, kind, at(1 + n_hours));
                let asked: Vec<_> = LAW.form(form, date(2026, 11, 29)).unwrap().items.iter().map(|item| &item.number).collect();
                prop_assert_eq!(filled.items.iter().map(|item| &item.number).collect::<Vec<_>>(), asked);
                let sums = filled.completeness();
                prop_assert_eq!(sums.n_items, sums.n_recorded + sums.n_counted + sums.n_missing + sums.n_not_applicable);
                for item in &filled.items {
                    let is_given = matches!(item.mark, Mark::Recorded | Mark::Counted);
                    prop_assert_eq!(is_given, item.given != Given::Nothing);
                    prop_assert!(!item.is_due || item.mark == Mark::Missing);
                }
            }
        }
    }
}
