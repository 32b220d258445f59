//! The way of a breach as a story, and every way not to notify walked to its end.

use super::*;
use crate::decision::{Level, TellingException};

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + hour * 3600).unwrap()
}

fn done(by: &str, hour: i64) -> Done {
    Done { by: by.parse().unwrap(), at: at(hour) }
}

fn clock() -> Deadlines {
    let zone = jiff::tz::TimeZone::UTC;
    zegel_law::Law::built_in().deadlines(at(1), &zone, Place::Nl, "avg").unwrap()
}

fn weight(level: Level) -> Weight {
    Weight {
        level,
        is_to_notify: level != Level::Unlikely,
        is_to_tell: level == Level::High,
        n_people: Some(10),
    }
}

fn reported() -> Breach {
    let report = Report {
        title: "Verkeerde selectie gedeeld".into(),
        what: "Ik zie berichten die hier niet horen".into(),
        origin: Origin::Person,
        reported: done("anna", 0),
        noticed_at: at(0),
    };
    Breach::report("DL-2026-001".into(), report, (Place::Nl, "avg")).unwrap()
}

fn aware() -> Breach {
    let reasoning = (at(1), Content::from("vier collega's konden het lezen"));
    reported().moment(MomentKind::Aware, reasoning, Some(clock()), done("frits", 1)).unwrap()
}

fn decided<T>(choice: T, level: Level) -> Decided<T> {
    Decided {
        choice,
        reasons: "de sleutel is veilig en er is een kopie".into(),
        look_again: Some(jiff::civil::date(2026, 12, 1)),
        weight: weight(level),
    }
}

#[test]
fn a_breach_goes_from_signal_to_closed() {
    let breach = reported();
    assert_eq!(breach.stage(), Stage::Signal);
    let breach = breach.take_up(done("frits", 1)).unwrap();
    assert_eq!(breach.stage(), Stage::Investigating);
    let reasoning = (at(1), Content::from("bevestigd door de beheerder"));
    let breach = breach.moment(MomentKind::Aware, reasoning, Some(clock()), done("frits", 1)).unwrap();
    assert_eq!(breach.stage(), Stage::Running);
    let breach = breach
        .decide_authority(decided(AuthorityChoice::Notify, Level::Risk), done("frits", 2))
        .unwrap()
        .decide_subjects(decided(SubjectsChoice::NotRequired, Level::Risk), done("frits", 2))
        .unwrap();
    assert_eq!(breach.hindrances(at(3)), ["notified"]);
    let notification = Notification {
        n: 0,
        kind: NotificationKind::Initial,
        form: "ap".into(),
        paper: Uuid::nil(),
        made: done("frits", 3),
        reason: None,
        filed: None,
    };
    let breach = breach.notification(notification).unwrap();
    let filed = Filed { at: at(4), number: "AP-1".into(), receipt: None, recorded: done("frits", 4) };
    let breach = breach.filed(1, filed).unwrap();
    assert_eq!((breach.stage(), breach.is_late(at(100))), (Stage::Decided, false));
    let breach = breach.close(decided(Closing::Handled, Level::Risk), done("frits", 5)).unwrap();
    assert_eq!(breach.stage(), Stage::Closed);
    assert_eq!(breach.clone().take_up(done("frits", 6)).unwrap_err().code, "closed");
    assert!(breach.reopen("er zijn meer mensen gevonden".into(), done("frits", 6)).unwrap().is_open());
}

#[test]
fn the_reason_for_delay_is_asked_as_soon_as_it_is_late() {
    let breach = aware();
    assert!(!breach.is_late(at(73)) && breach.is_late(at(74)));
    assert_eq!(
        breach.clone().delay("het formulier lag eruit".into(), done("frits", 2)).unwrap_err().code,
        "not-late"
    );
    assert!(breach.hindrances(at(74)).contains(&"delay-reason"));
    let breach = breach.delay("het formulier lag eruit".into(), done("frits", 75)).unwrap();
    assert!(!breach.hindrances(at(76)).contains(&"delay-reason"));
}

#[test]
fn a_milder_decision_opens_again_when_the_facts_get_worse_and_not_when_they_get_better() {
    let breach = aware()
        .decide_authority(decided(AuthorityChoice::NotNotify, Level::Unlikely), done("frits", 2))
        .unwrap()
        .approve(Waiting::Authority, &weight(Level::Unlikely), done("carla", 3))
        .unwrap();
    assert_eq!(breach.authority_choice(), Some(AuthorityChoice::NotNotify));
    for (now, is_open_again) in [
        (weight(Level::Unlikely), false),
        (weight(Level::Risk), true),
        (Weight { n_people: Some(11), ..weight(Level::Unlikely) }, true),
        (Weight { n_people: Some(9), ..weight(Level::Unlikely) }, false),
        (Weight { n_people: None, ..weight(Level::Unlikely) }, true),
    ] {
        let next = breach.clone().answer(Answers::default(), BTreeMap::new(), now, done("frits", 4)).unwrap();
        assert_eq!(next.authority_choice().is_none(), is_open_again, "{now:?}");
        let logged = next.events.last().is_some_and(|event| event.code == "authority-reopened");
        assert_eq!(logged, is_open_again);
    }
}

#[test]
fn an_order_of_the_authority_comes_before_the_own_decision() {
    let order = |is_to_tell| Order {
        is_to_tell,
        at: at(5),
        reference: "besluit 12".into(),
        recorded: done("frits", 5),
    };
    let breach = aware()
        .decide_subjects(decided(SubjectsChoice::NotRequired, Level::Risk), done("frits", 2))
        .unwrap()
        .ordered(order(true))
        .unwrap();
    assert_eq!(breach.subjects_choice(), Some(SubjectsChoice::Communicate));
    let refused = breach
        .decide_subjects(decided(SubjectsChoice::NotRequired, Level::Risk), done("frits", 6))
        .unwrap_err();
    assert_eq!(refused.code, "ordered");
}

#[test]
fn what_was_proposed_on_other_facts_is_not_approved() {
    let breach = aware()
        .decide_authority(decided(AuthorityChoice::NotNotify, Level::Unlikely), done("frits", 2))
        .unwrap();
    let refused = breach.approve(Waiting::Authority, &weight(Level::Risk), done("carla", 3)).unwrap_err();
    assert_eq!(refused.code, "facts-changed");
}

type Step = fn(Breach, &str, Weight) -> Result<Breach, Refusal>;

/// Every act that has to do with not notifying, not telling, or closing without either.
const STEPS: &[Step] = &[
    |b, by, w| {
        b.decide_authority(Decided { weight: w, ..decided(AuthorityChoice::NotNotify, w.level) }, done(by, 9))
    },
    |b, by, w| {
        b.decide_authority(Decided { weight: w, ..decided(AuthorityChoice::Notify, w.level) }, done(by, 9))
    },
    |b, by, w| {
        b.decide_subjects(Decided { weight: w, ..decided(SubjectsChoice::NotRequired, w.level) }, done(by, 9))
    },
    |b, by, w| {
        let exception = TellingException::LaterMeasures;
        b.decide_subjects(decided(SubjectsChoice::Exception { exception }, w.level), done(by, 9))
    },
    |b, by, w| b.approve(Waiting::Authority, &w, done(by, 9)),
    |b, by, w| b.approve(Waiting::Subjects, &w, done(by, 9)),
    |b, by, w| b.approve(Waiting::Closing, &w, done(by, 9)),
    |b, by, _| b.refuse(Waiting::Authority, "liever wel".into(), done(by, 9)),
    |b, by, w| b.close(decided(Closing::NoBreach, w.level), done(by, 9)),
    |b, by, w| b.close(decided(Closing::Handled, w.level), done(by, 9)),
    |b, by, _| b.reopen("nog eens kijken".into(), done(by, 9)),
    |b, by, w| b.answer(Answers::default(), BTreeMap::new(), w, done(by, 9)),
];

/// Not notified, not told against the assessment, or "no breach", in force.
fn rests_on_two(breach: &Breach) -> bool {
    let authority = breach.authority_choice() == Some(AuthorityChoice::NotNotify);
    let subjects =
        breach.subjects.as_ref().and_then(Decision::in_force).is_some_and(|decided| match decided.choice {
            SubjectsChoice::Communicate => false,
            SubjectsChoice::NotRequired => decided.weight.is_to_tell,
            SubjectsChoice::Exception { .. } => true,
        });
    authority || subjects || breach.stage() == Stage::NoBreach
}

fn is_by_two<T>(decision: Option<&Decision<T>>) -> bool {
    match decision {
        Some(Decision::InForce { proposed, approved, .. }) => {
            approved.as_ref().is_some_and(|approved| approved.by != proposed.by)
        }
        _ => false,
    }
}

fn walk(breach: &Breach, people: &[&str], levels: &[Level], depth: usize, seen: &mut u64) {
    *seen += 1;
    if rests_on_two(breach) {
        assert!(people.len() > 1, "one person alone came to not notifying");
        let is_mild = breach.authority_choice() == Some(AuthorityChoice::NotNotify);
        assert!(!is_mild || is_by_two(breach.authority.as_ref()));
        let is_no_breach = breach.stage() == Stage::NoBreach;
        assert!(!is_no_breach || is_by_two(breach.closing.as_ref()));
    }
    if depth == 0 {
        return;
    }
    for step in STEPS {
        for by in people {
            for level in levels {
                if let Ok(next) = step(breach.clone(), by, weight(*level)) {
                    walk(&next, people, levels, depth - 1, seen);
                }
            }
        }
    }
}

#[test]
fn every_way_not_to_notify_needs_two_people() {
    let mut seen = 0;
    for begin in [reported(), aware()] {
        walk(&begin, &["frits"], &[Level::Unlikely, Level::High], 4, &mut seen);
        walk(&begin, &["frits", "carla"], &[Level::Unlikely, Level::High], 3, &mut seen);
    }
    assert!(seen > 1_000, "the walk went nowhere: {seen}");
}
