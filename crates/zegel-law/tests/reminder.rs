//! Reminders between two looks, the countdown, and the deadlines of NIS2 beside those for personal data.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use zegel_law::{Incident, Law, LawError, Place, Reminder, Watch, reminders_due};

const HOURS: [u16; 4] = [48, 24, 6, 1];

fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Looks at a clock of 72 hours, between two moments in minutes after awareness.
fn due(from: i64, to: i64) -> Vec<Reminder> {
    let aware = utc("2027-03-25T14:30:00Z");
    let at = |minutes| aware + SignedDuration::from_mins(minutes);
    reminders_due(&HOURS, &Watch { aware, deadline: at(72 * 60), last_looked: at(from), now: at(to) })
}

#[test]
fn a_reminder_is_due_from_its_moment_and_only_once() {
    assert_eq!(due(0, 24 * 60 - 1), []);
    assert_eq!(due(24 * 60 - 1, 24 * 60), [Reminder::HoursLeft(48)]);
    assert_eq!(due(24 * 60, 48 * 60 - 1), []);
    assert_eq!(due(65 * 60, 66 * 60 + 10), [Reminder::HoursLeft(6)]);
    assert_eq!(due(70 * 60, 72 * 60), [Reminder::HoursLeft(1)]);
}

#[test]
fn after_a_silence_all_that_became_due_is_named_the_last_one_last() {
    assert_eq!(due(0, 67 * 60), [Reminder::HoursLeft(48), Reminder::HoursLeft(24), Reminder::HoursLeft(6)]);
}

#[test]
fn once_it_has_passed_only_that_is_said_and_once() {
    assert_eq!(due(0, 72 * 60 + 1), [Reminder::Passed]);
    assert_eq!(due(72 * 60, 72 * 60 + 1), [Reminder::Passed]);
    assert_eq!(due(72 * 60 + 1, 90 * 60), []);
}

#[test]
fn nothing_is_due_before_awareness() {
    // A breach that is written down late, and a watch that ran long before it.
    assert_eq!(due(-10_000, 30 * 60), [Reminder::HoursLeft(48)]);
    let aware = utc("2027-03-25T14:30:00Z");
    let short = Watch {
        aware,
        deadline: aware + SignedDuration::from_hours(24),
        last_looked: aware - SignedDuration::from_hours(100),
        now: aware + SignedDuration::from_hours(1),
    };
    assert_eq!(reminders_due(&HOURS, &short), []);
}

proptest! {
    #[test]
    fn however_often_one_looks_each_reminder_comes_once(mut looks in proptest::collection::vec(1i64..80 * 60, 0..40)) {
        looks.sort_unstable();
        looks.push(81 * 60);
        let mut said = vec![];
        let mut last = 0;
        for look in looks {
            said.extend(due(last, look));
            last = look;
        }
        let mut seen = said.clone();
        seen.dedup();
        prop_assert_eq!(&seen, &said);
        prop_assert_eq!(said.last(), Some(&Reminder::Passed));
        let hours: Vec<_> = said
            .iter()
            .filter_map(|reminder| match reminder {
                Reminder::HoursLeft(hours) => Some(*hours),
                Reminder::Passed => None,
            })
            .collect();
        prop_assert!(hours.is_sorted_by(|one, next| next < one));
    }
}

#[test]
fn with_a_look_each_minute_none_is_missed() {
    let said: Vec<_> = (0..73 * 60).flat_map(|minute| due(minute, minute + 1)).collect();
    let all: Vec<_> = HOURS.into_iter().map(Reminder::HoursLeft).chain([Reminder::Passed]).collect();
    assert_eq!(said, all);
}

#[test]
fn the_countdown_tells_what_has_gone_and_what_is_left() {
    let law = Law::built_in();
    let aware = utc("2027-03-25T14:30:00Z");
    let found = law.deadlines(aware, &zone(), Place::Nl, "avg").unwrap();
    let clock = found.countdown(aware + SignedDuration::from_hours(80));
    assert_eq!((clock.elapsed.as_hours(), clock.remaining.as_hours()), (80, -8));
    assert_eq!(law.breach_rule("avg", jiff::civil::date(2027, 3, 25)).unwrap().reminder_hours, HOURS);
}

/// A body's file that says: NIS2 applies to us.
fn with_nis2() -> Law {
    let built_in: serde_json::Value = serde_json::from_str(include_str!("../data/breach.json")).unwrap();
    let mut rules = built_in["breach"]["nis2"].clone();
    for rule in rules.as_array_mut().unwrap() {
        rule["applies"] = true.into();
    }
    let file = serde_json::json!({ "format": "zegel-law", "version": 1, "breach": { "nis2": rules } });
    Law::built_in().with_body_file(&file.to_string()).unwrap()
}

fn incident(aware: &str, notified: Option<&str>) -> Incident {
    Incident { aware: utc(aware), notified: notified.map(utc) }
}

#[test]
fn nis2_is_off_until_the_body_says_that_it_applies() {
    let incident = incident("2026-11-24T09:20:00Z", None);
    assert_eq!(Law::built_in().nis2_deadlines(&incident, &zone(), Place::Nl), Ok(None));
    let found = with_nis2().nis2_deadlines(&incident, &zone(), Place::Nl).unwrap().unwrap();
    assert_eq!(found.rule, "cbw-2026.1");
    assert_eq!(found.early_warning.utc, utc("2026-11-25T09:20:00Z"));
    assert_eq!(found.notification.utc, utc("2026-11-27T09:20:00Z"));
    assert_eq!(found.final_report, None);
}

#[test]
fn nis2_does_not_hold_before_its_day() {
    let before = incident("2026-08-14T21:59:00Z", None);
    assert_eq!(with_nis2().nis2_deadlines(&before, &zone(), Place::Nl), Ok(None));
    assert!(with_nis2().nis2_deadlines(&before, &zone(), Place::Be).unwrap().is_some());
    let first = incident("2026-08-14T22:00:00Z", None);
    assert!(with_nis2().nis2_deadlines(&first, &zone(), Place::Nl).unwrap().is_some());
}

#[test]
fn the_final_report_comes_a_month_after_the_notification_also_in_a_short_month() {
    let law = with_nis2();
    let report = |notified: &str, place| {
        let incident = incident("2027-01-30T10:00:00Z", Some(notified));
        law.nis2_deadlines(&incident, &zone(), place).unwrap().unwrap().final_report.unwrap()
    };
    // 31 January plus a month is 28 February, a Sunday: the last hour is that of Monday (art. 3(4)).
    let short = report("2027-01-31T13:00:00Z", Place::Nl);
    assert_eq!(short.working.utc, utc("2027-02-28T13:00:00Z"));
    assert_eq!(short.last_hour.utc, utc("2027-03-01T23:00:00Z"));
    // A month over a change of summer time keeps the time of day.
    let summer = report("2027-03-10T13:00:00Z", Place::Nl);
    assert_eq!(summer.working.utc, utc("2027-04-10T12:00:00Z"));
    // 25 December 2027 is a Saturday, and in the Netherlands 26 December would be a holiday besides.
    let christmas = report("2027-11-25T09:00:00Z", Place::Be);
    assert_eq!(christmas.last_hour.utc, utc("2027-12-27T23:00:00Z"));
    assert_eq!(christmas.holidays.len(), 1);
}

#[test]
fn a_final_report_in_an_hour_that_does_not_exist_is_due_before_it() {
    // Notified at 02:30 on 28 February 2027; at 02:30 on 28 March the clock goes forward.
    let incident = incident("2027-02-27T10:00:00Z", Some("2027-02-28T01:30:00Z"));
    let found = with_nis2().nis2_deadlines(&incident, &zone(), Place::Nl).unwrap().unwrap();
    assert_eq!(found.final_report.unwrap().working.utc, utc("2027-03-28T00:30:00Z"));
}

#[test]
fn a_rule_that_cannot_be_right_is_refused_with_all_its_mistakes() {
    let json = r#"{"format":"zegel-law","version":1,"breach":{
      "rules":[{"code":"avg","version":"","labels":{"nl":"a","en":"b","fr":"c"},"hours":0,"authority_threshold":"high-risk",
        "people_threshold":"risk","authorities":[],"reminder_hours":[6,24],"valid_from":"2018-05-25","source":"s","verified":true}],
      "nis2":[{"code":"n","version":"n","place":"NL","applies":true,"labels":{"nl":"a","en":"b","fr":"c"},"early_warning_hours":72,
        "notification_hours":24,"final_report":"P1M","recipients":{"nl":"a","en":"b","fr":""},"valid_from":"2026-08-15","source":"s","verified":true}]}}"#;
    let Err(LawError::Rules(mistakes)) = Law::default().with_body_file(json) else {
        panic!("it was accepted")
    };
    let all = mistakes.join("\n");
    for part in [
        "'avg' has no version",
        "hours lie between 1",
        "tells people what the authority need not know",
        "reminder_hours go down",
        "names no authority",
        "the early warning comes before",
        "'n' lacks a text",
    ] {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
}
