//! Notifications to the authority: made from the breach, kept as they were, filed by a person.

use zegel_archive::BreachFile;
use zegel_archive::breach::{Answer, Answers, MomentKind, NotificationKind, difference};
use zegel_archive::breaches::{self, Seen};
use zegel_archive::notifications::{self, Wanted};
use zegel_archive::verify::verify;
use zegel_archive::{Error, FormLanguage};
use zegel_model::{BreachId, Content};

use crate::kit::{Office, zone};

fn wanted(kind: NotificationKind) -> Wanted {
    Wanted { kind, form: "ap".into(), language: FormLanguage::Nl, reason: None }
}

fn aware(office: &mut Office) -> BreachId {
    let now = office.now;
    let words = (Content::from("Laptop kwijt"), Content::from("Laptop bleef in de trein"));
    let origin = zegel_archive::breach::Origin::Person;
    let id = breaches::report(&mut office.desk("anna"), words, origin, now).unwrap().0;
    let aware = (MomentKind::Aware, now, Content::from("de laptop had geen slot"));
    breaches::moment(&mut office.desk("fatima"), (id, Seen::Newest), aware, &zone()).unwrap();
    id
}

fn answer(office: &mut Office, id: BreachId, n_people: u64) {
    let answers = [
        ("nature".to_owned(), Answer::Many(vec!["confidentiality".into()])),
        ("people-number".to_owned(), Answer::Number(n_people)),
    ];
    let answers = Answers(answers.into_iter().collect());
    breaches::answer(&mut office.desk("fatima"), (id, Seen::Newest), answers, Default::default()).unwrap();
}

fn code(error: Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.code,
        other => panic!("not refused: {other}"),
    }
}

#[test]
fn a_notification_stays_as_it_was_made_and_the_next_one_shows_what_changed() {
    let mut office = Office::new();
    let id = aware(&mut office);
    answer(&mut office, id, 3);
    let at = (id, Seen::Newest);
    let (_, first) =
        notifications::make(&mut office.desk("fatima"), at, wanted(NotificationKind::Initial), &zone())
            .unwrap();
    office.wait(1);
    let number = (office.now, Content::from("AP-2026-1234"));
    let receipt = BreachFile { name: "bevestiging.pdf".into(), bytes: b"%PDF-1.7 ontvangen".to_vec() };
    notifications::filed(&mut office.desk("fatima"), at, first, number, Some(receipt.clone())).unwrap();
    answer(&mut office, id, 12);
    let complete = wanted(NotificationKind::Complete);
    let (_, second) = notifications::make(&mut office.desk("fatima"), at, complete, &zone()).unwrap();
    let before = notifications::get(&office.desk("inez"), id, first).unwrap();
    let after = notifications::get(&office.desk("inez"), id, second).unwrap();
    assert_eq!(before.filled.item("7.3").unwrap().words, [Content::from("3")]);
    assert_eq!(after.filled.item("1.1-n").unwrap().words, [Content::from("AP-2026-1234")]);
    let changed: Vec<_> = difference(&before.filled, &after.filled).iter().map(|one| one.number).collect();
    assert_eq!(changed.iter().filter(|number| **number == "7.3").count(), 1, "{changed:?}");
    assert!(!changed.contains(&"3.1.1-a"), "{changed:?}");
    assert_eq!(notifications::receipt(&office.desk("inez"), id, first).unwrap(), receipt);
    let report = verify(&mut office.desk("inez"), &mut |_| {}).unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
}

#[test]
fn nothing_is_notified_before_awareness_and_nothing_supplemented_before_it_was_filed() {
    let mut office = Office::new();
    let now = office.now;
    let words = (Content::from("Kwijt"), Content::from("Laptop kwijt"));
    let origin = zegel_archive::breach::Origin::Person;
    let id = breaches::report(&mut office.desk("anna"), words, origin, now).unwrap().0;
    let at = (id, Seen::Newest);
    let early =
        notifications::make(&mut office.desk("fatima"), at, wanted(NotificationKind::Initial), &zone());
    assert_eq!(code(early.unwrap_err()), "not-aware");
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    let more = wanted(NotificationKind::Supplementary);
    let early = notifications::make(&mut office.desk("fatima"), at, more, &zone()).unwrap_err();
    assert_eq!(code(early), "notification-order");
    let reader =
        notifications::make(&mut office.desk("inez"), at, wanted(NotificationKind::Initial), &zone());
    assert_eq!(code(reader.unwrap_err()), "not-your-role");
    let german = Wanted { language: FormLanguage::De, ..wanted(NotificationKind::Initial) };
    let refused = notifications::preview(&office.desk("fatima"), id, &german, &zone()).unwrap_err();
    assert_eq!(code(refused), "form-language");
}

#[test]
fn who_acts_on_an_older_version_makes_no_notification() {
    let mut office = Office::new();
    let id = aware(&mut office);
    answer(&mut office, id, 3);
    let old = (id, Seen::Version(2));
    let refused =
        notifications::make(&mut office.desk("fatima"), old, wanted(NotificationKind::Initial), &zone());
    assert!(matches!(refused.unwrap_err(), Error::Store(zegel_archive::StoreError::Conflict { .. })));
    let known = breaches::get(&office.desk("fatima"), id).unwrap();
    assert!(known.breach.notifications.is_empty());
}
