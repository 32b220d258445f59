//! Each rule with a known truth in the ledger: one below the threshold, one on it, and never twice.

use serde_json::json;
use zegel_breach::Stage;
use zegel_store::Entry;

use super::*;
use crate::scope::tests::kit::{Body, at, id};

fn pseudonym(body: &Body, short: &str) -> Pseudonym {
    body.archive.store.read(|view| view.person(&id(short))).unwrap().pseudonym
}

/// Writes entries of an act by a person, a second apart, from an hour on.
fn acts(body: &mut Body, short: &str, act: Act, (hour, n): (i64, i64)) {
    let actor = pseudonym(body, short);
    for second in 0..n {
        let at = at(hour) + SignedDuration::from_secs(second);
        let entry = Entry { act: act.code(), actor, subjects: vec![], session: None, at, detail: json!({}) };
        body.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry))).unwrap();
    }
}

fn few() -> Thresholds {
    Thresholds { reads_an_hour: 5, reads_a_day: 8, releases_a_day: 3, lock_outs_a_day: 2, supporter_hours: 4 }
}

fn body() -> Body {
    let mut body = Body::new();
    set(&mut body.desk("fatima", 0), few()).unwrap();
    body
}

fn found(body: &Body, hours: i64, sessions: &[(PersonId, Timestamp)]) -> Vec<(Rule, Pseudonym, u64)> {
    let found = look(&body.archive, at(hours), sessions).unwrap();
    found.into_iter().map(|one| (one.rule, one.actor, one.n)).collect()
}

fn words() -> (Content, Content) {
    ("Alarm".into(), "Er is veel gelezen".into())
}

#[test]
fn reading_much_in_an_hour_is_found_on_its_threshold_and_not_below() {
    let mut body = body();
    acts(&mut body, "bram", Act::Read, (1, 4));
    acts(&mut body, "dirk", Act::Read, (1, 5));
    assert_eq!(found(&body, 2, &[]), [(Rule::ReadsAnHour, pseudonym(&body, "dirk"), 5)]);
}

#[test]
fn reading_much_on_a_day_is_found_over_its_hours_and_two_days_are_not_one() {
    let mut body = body();
    for hour in [1, 2, 3] {
        acts(&mut body, "bram", Act::Read, (hour, 3));
    }
    // Hours 13 and 16 lie on either side of midnight.
    for hour in [13, 16] {
        acts(&mut body, "dirk", Act::Read, (hour, 4));
    }
    assert_eq!(found(&body, 17, &[]), [(Rule::ReadsADay, pseudonym(&body, "bram"), 9)]);
}

#[test]
fn releases_and_lock_outs_are_counted_per_person() {
    let mut body = body();
    acts(&mut body, "carla", Act::ApproveRelease, (1, 3));
    acts(&mut body, "elif", Act::ApproveRelease, (1, 2));
    for hour in [1, 2] {
        crate::credentials::locked_out(&mut body.archive, &id("anna"), at(hour + 1), at(hour)).unwrap();
    }
    crate::credentials::locked_out(&mut body.archive, &id("joris"), at(4), at(3)).unwrap();
    let expected = [
        (Rule::ReleasesADay, pseudonym(&body, "carla"), 3),
        (Rule::LockOutsADay, pseudonym(&body, "anna"), 2),
    ];
    assert_eq!(found(&body, 5, &[]), expected);
}

#[test]
fn a_long_session_of_a_supporter_is_found_once_and_the_next_one_again() {
    let body = body();
    let sam = |began| [(id("sam"), at(began))];
    assert_eq!(found(&body, 3, &sam(0)), []);
    assert_eq!(found(&body, 4, &sam(0)), [(Rule::SupporterHours, pseudonym(&body, "sam"), 4)]);
    let finding = look(&body.archive, at(4), &sam(0)).unwrap().remove(0);
    open_signal(&body.archive, &finding, words(), at(4)).unwrap();
    assert_eq!(found(&body, 6, &sam(0)), [], "the same session");
    assert_eq!(found(&body, 9, &sam(5)).len(), 1, "another session");
}

#[test]
fn nothing_is_found_twice_and_a_rule_at_zero_is_off() {
    let mut body = body();
    acts(&mut body, "dirk", Act::Read, (1, 9));
    let findings = look(&body.archive, at(2), &[]).unwrap();
    assert_eq!(findings.iter().map(|one| one.rule).collect::<Vec<_>>(), [Rule::ReadsAnHour, Rule::ReadsADay]);
    for finding in &findings {
        open_signal(&body.archive, finding, words(), at(2)).unwrap();
        assert!(open_signal(&body.archive, finding, words(), at(2)).is_err(), "the mark is there already");
    }
    acts(&mut body, "dirk", Act::Read, (3, 9));
    assert_eq!(found(&body, 4, &[]), [], "the same rule, person and day");
    assert_eq!(opened(&body.desk("inez", 4)).unwrap().len(), 2);
    assert_eq!(breaches::all(&body.desk("fatima", 4)).unwrap().len(), 2);
    acts(&mut body, "bram", Act::Read, (4, 9));
    let off = Thresholds { reads_an_hour: 0, reads_a_day: 0, ..few() };
    set(&mut body.desk("fatima", 5), off).unwrap();
    assert_eq!(found(&body, 5, &[]), []);
}

#[test]
fn who_set_the_thresholds_is_kept_and_only_the_officer_sets_them() {
    let mut body = body();
    assert!(set(&mut body.desk("carla", 1), few()).is_err());
    assert!(set(&mut body.desk("sam", 1), few()).is_err());
    assert!(opened(&body.desk("sam", 1)).is_err() && versions(&body.desk("sam", 1)).is_err());
    set(&mut body.desk("fatima", 1), few()).unwrap();
    let huge = Thresholds { reads_a_day: MAX_THRESHOLD + 1, ..few() };
    assert!(set(&mut body.desk("fatima", 1), huge).is_err());
    set(&mut body.desk("fatima", 2), Thresholds { reads_a_day: 9, ..few() }).unwrap();
    let kept = versions(&body.desk("inez", 3)).unwrap();
    let kept: Vec<_> =
        kept.iter().map(|one| (one.version, one.thresholds.reads_a_day, one.made.at)).collect();
    assert_eq!(kept, [(1, 8, at(0)), (2, 9, at(2))], "the same thresholds again made no version");
}

#[test]
fn a_signal_is_counted_and_taken_up_in_one_act_and_says_whose_account() {
    let mut body = body();
    acts(&mut body, "dirk", Act::Read, (1, 5));
    let finding = look(&body.archive, at(2), &[]).unwrap().remove(0);
    let (breach, _) = open_signal(&body.archive, &finding, words(), at(2)).unwrap();
    let of = breaches::get(&body.desk("inez", 3), breach).unwrap();
    assert_eq!(of.breach.stage(), Stage::Signal);
    assert_eq!(account(&body.desk("inez", 3), &of.breach).unwrap(), Some("Dirk Mulder".into()));
    assert!(count(&mut body.desk("inez", 3), (breach, Seen::Newest)).is_err());
    assert!(count(&mut body.desk("elif", 3), (breach, Seen::Version(1))).is_err(), "the officer counts");
    assert!(count(&mut body.desk("fatima", 3), (breach, Seen::Version(2))).is_err(), "another version");
    let known = count(&mut body.desk("fatima", 3), (breach, Seen::Version(1))).unwrap();
    assert_eq!(known.breach.handler, Some(id("fatima")));
    let [counted] = known.breach.counts.as_slice() else { panic!("one count") };
    assert_eq!(counted.scope["was"]["n_messages"], 0, "the entries name no record");
}
