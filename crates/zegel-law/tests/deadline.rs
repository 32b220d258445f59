//! The clock of a breach: the worked examples row by row, and what holds in every hour of fifty years.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use zegel_law::{DeadlineError, Deadlines, Extension, Law, Place, Reading, Threshold};

const OMNIBUS: &str = include_str!("../../../docs/law/digital-omnibus.json");
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// 2020-01-01 and 2070-01-01, in seconds.
const FIRST: i64 = 1_577_836_800;
const LAST: i64 = 3_155_760_000;

/// Amsterdam and Brussels since 1996, without a database of zones.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
static LAW: LazyLock<Law> = LazyLock::new(Law::built_in);

fn zone() -> TimeZone {
    ZONE.clone()
}

fn instant(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    zone().to_ambiguous_timestamp(local).unambiguous().unwrap()
}

fn deadlines(aware: &str, place: Place) -> Deadlines {
    LAW.deadlines(instant(aware), &zone(), place, "avg").unwrap()
}

/// Writes a moment with its abbreviation of the zone, which tells the two sides of a change of summer time apart.
fn minute(at: Timestamp) -> String {
    at.to_zoned(zone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn last_hour(extension: Option<&Extension>) -> String {
    let Some(extension) = extension else { return "-".into() };
    // The last hour of the day ends when the next day begins.
    let next = extension.ends.utc.to_zoned(zone());
    assert_eq!(
        next.datetime(),
        extension.last_day.tomorrow().unwrap().to_datetime(jiff::civil::time(0, 0, 0, 0))
    );
    format!("{} 24:00", extension.last_day)
}

/// Row, awareness, place, and the readings A, B, C and D; a row that holds in both places stands there twice.
const EXAMPLES: &str = "\
1  | 2026-11-24 10:20 | NL | 2026-11-27 10:20 CET  | 2026-11-27 11:00 CET  | -                | -
1  | 2026-11-24 10:20 | BE | 2026-11-27 10:20 CET  | 2026-11-27 11:00 CET  | -                | -
2  | 2026-11-27 17:00 | NL | 2026-11-30 17:00 CET  | 2026-11-30 18:00 CET  | -                | 2026-12-01 24:00
2  | 2026-11-27 17:00 | BE | 2026-11-30 17:00 CET  | 2026-11-30 18:00 CET  | -                | 2026-12-01 24:00
3  | 2026-11-27 17:20 | NL | 2026-11-30 17:20 CET  | 2026-11-30 18:00 CET  | -                | 2026-12-01 24:00
3  | 2026-11-27 17:20 | BE | 2026-11-30 17:20 CET  | 2026-11-30 18:00 CET  | -                | 2026-12-01 24:00
4  | 2026-11-28 11:30 | NL | 2026-12-01 11:30 CET  | 2026-12-01 12:00 CET  | -                | 2026-12-01 24:00
4  | 2026-11-28 11:30 | BE | 2026-12-01 11:30 CET  | 2026-12-01 12:00 CET  | -                | 2026-12-01 24:00
5  | 2026-12-24 16:30 | NL | 2026-12-27 16:30 CET  | 2026-12-27 17:00 CET  | 2026-12-28 24:00 | 2026-12-29 24:00
5  | 2026-12-24 16:30 | BE | 2026-12-27 16:30 CET  | 2026-12-27 17:00 CET  | 2026-12-28 24:00 | 2026-12-29 24:00
6  | 2026-12-23 23:10 | NL | 2026-12-26 23:10 CET  | 2026-12-27 00:00 CET  | 2026-12-28 24:00 | 2026-12-28 24:00
6  | 2026-12-23 23:10 | BE | 2026-12-26 23:10 CET  | 2026-12-27 00:00 CET  | 2026-12-28 24:00 | 2026-12-28 24:00
7  | 2026-12-31 18:05 | NL | 2027-01-03 18:05 CET  | 2027-01-03 19:00 CET  | 2027-01-04 24:00 | 2027-01-05 24:00
7  | 2026-12-31 18:05 | BE | 2027-01-03 18:05 CET  | 2027-01-03 19:00 CET  | 2027-01-04 24:00 | 2027-01-05 24:00
8  | 2027-03-25 15:30 | NL | 2027-03-28 16:30 CEST | 2027-03-28 17:00 CEST | 2027-03-30 24:00 | 2027-03-31 24:00
9  | 2027-03-25 15:30 | BE | 2027-03-28 16:30 CEST | 2027-03-28 17:00 CEST | -                | 2027-03-30 24:00
10 | 2027-03-26 09:15 | NL | 2027-03-29 10:15 CEST | 2027-03-29 11:00 CEST | 2027-03-31 24:00 | 2027-03-31 24:00
11 | 2027-03-26 09:15 | BE | 2027-03-29 10:15 CEST | 2027-03-29 11:00 CEST | 2027-03-30 24:00 | 2027-03-31 24:00
12 | 2027-05-05 16:00 | NL | 2027-05-08 16:00 CEST | 2027-05-08 17:00 CEST | 2027-05-10 24:00 | 2027-05-10 24:00
13 | 2027-05-05 16:00 | BE | 2027-05-08 16:00 CEST | 2027-05-08 17:00 CEST | -                | 2027-05-10 24:00
14 | 2026-07-18 09:05 | BE | 2026-07-21 09:05 CEST | 2026-07-21 10:00 CEST | 2026-07-22 24:00 | 2026-07-22 24:00
15 | 2026-04-24 17:30 | NL | 2026-04-27 17:30 CEST | 2026-04-27 18:00 CEST | 2026-04-28 24:00 | 2026-04-29 24:00
16 | 2026-10-23 14:00 | NL | 2026-10-26 13:00 CET  | 2026-10-26 14:00 CET  | -                | 2026-10-27 24:00
16 | 2026-10-23 14:00 | BE | 2026-10-26 13:00 CET  | 2026-10-26 14:00 CET  | -                | 2026-10-27 24:00";

#[test]
fn the_worked_examples_are_reproduced_in_every_reading() {
    for line in EXAMPLES.lines() {
        let columns: Vec<_> = line.split('|').map(str::trim).collect();
        let [row, aware, place, expected @ ..] = &columns[..] else { panic!("{line}") };
        let place = Place::ALL.into_iter().find(|known| known.code() == *place).unwrap();
        let found = deadlines(aware, place);
        let readings = [
            minute(found.working.utc),
            minute(found.next_hour.utc),
            last_hour(found.touched.as_ref()),
            last_hour(found.whole_days.as_ref()),
        ];
        assert_eq!(readings, expected, "row {row}, {place:?}");
    }
    assert_eq!(EXAMPLES.lines().count(), 24);
}

fn is_working(law: &Law, place: Place, day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && law.holiday(place, day).unwrap().is_none()
}

/// Counts the working days that a stretch touches, and those that lie in it whole, by looking at every hour.
fn working_days(law: &Law, place: Place, from: Timestamp, to: Timestamp) -> (usize, usize) {
    let mut hours: BTreeMap<Date, i64> = BTreeMap::new();
    let mut at = from;
    while at < to {
        *hours.entry(at.to_zoned(zone()).date()).or_default() += 1;
        at += HOUR;
    }
    hours.retain(|day, _| is_working(law, place, *day));
    let whole = hours.iter().filter(|(day, n)| {
        let length = day.tomorrow().unwrap().to_zoned(zone()).unwrap().timestamp()
            - day.to_zoned(zone()).unwrap().timestamp();
        length.total(jiff::Unit::Hour).unwrap() as i64 == **n
    });
    (hours.len(), whole.count())
}

/// Checks everything that must hold of any awareness.
fn check(law: &Law, aware: Timestamp, place: Place) -> Result<(), TestCaseError> {
    let found = law.deadlines(aware, &zone(), place, "avg").unwrap();
    let (a, b) = (found.working.utc, found.next_hour.utc);
    prop_assert_eq!(a.duration_since(aware), SignedDuration::from_hours(72));
    prop_assert!(a < b && b.duration_since(a) <= HOUR);
    prop_assert_eq!(b.as_nanosecond() % HOUR.as_nanos(), 0);
    let begin = b - HOUR * 72;
    let counted = working_days(law, place, begin, b);
    for (extension, counted, after) in [(&found.touched, counted.0, 0), (&found.whole_days, counted.1, 1)] {
        let Some(Extension { ends, last_day, .. }) = extension else {
            prop_assert!(2 <= counted, "nothing was added although {counted} working days lie in it");
            continue;
        };
        prop_assert!(counted < 2 && b < ends.utc);
        prop_assert!(is_working(law, place, *last_day));
        let extended = working_days(law, place, begin, ends.utc);
        prop_assert_eq!([extended.0, extended.1][after], 2);
    }
    prop_assert!(!found.is_late(a) && found.is_late(a + SignedDuration::from_nanos(1)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn any_moment_of_fifty_years_keeps_72_elapsed_hours_and_two_working_days(
        seconds in FIRST..LAST, nanos in 0i32..1_000_000_000, place in prop_oneof![Just(Place::Nl), Just(Place::Be)]
    ) {
        check(&LAW, Timestamp::new(seconds, nanos).unwrap(), place)?;
    }
}

#[test]
fn no_hour_around_a_change_of_summer_time_is_lost_or_won() {
    let mut n_changes = 0;
    for change in zone().following(Timestamp::from_second(FIRST).unwrap()).take(100) {
        n_changes += 1;
        // From well before the period could reach the change, over the hour that is skipped or twice there, to after it.
        let mut aware = change.timestamp() - HOUR * 74;
        while aware < change.timestamp() + HOUR * 2 {
            let place = Place::ALL[usize::from(aware.to_zoned(zone()).minute() % 20 == 0)];
            check(&LAW, aware, place).unwrap();
            aware += SignedDuration::from_mins(190);
        }
    }
    assert_eq!(n_changes, 100);
}

#[test]
fn the_hour_that_comes_twice_is_two_moments_and_the_skipped_one_none() {
    let twice: DateTime = "2026-10-25T02:30".parse().unwrap();
    let both = zone().to_ambiguous_timestamp(twice);
    let (first, second) = (both.earlier().unwrap(), both.later().unwrap());
    let law = &LAW;
    let ends = [first, second].map(|aware| {
        let found = law.deadlines(aware, &zone(), Place::Nl, "avg").unwrap();
        (minute(found.working.utc), minute(found.next_hour.utc))
    });
    assert_eq!(ends[0], ("2026-10-28 01:30 CET".into(), "2026-10-28 02:00 CET".into()));
    assert_eq!(ends[1], ("2026-10-28 02:30 CET".into(), "2026-10-28 03:00 CET".into()));
    // The last minute before the clock goes forward, and the first after it, are one minute apart.
    let (before, after) =
        (deadlines("2027-03-28T01:59", Place::Nl), deadlines("2027-03-28T03:00", Place::Nl));
    assert_eq!(after.working.utc.duration_since(before.working.utc), SignedDuration::from_mins(1));
    assert_eq!(
        (minute(before.next_hour.utc), minute(after.next_hour.utc)),
        ("2027-03-31 03:00 CEST".into(), "2027-03-31 04:00 CEST".into())
    );
}

#[test]
fn a_deadline_names_its_rule_its_holidays_and_their_versions() {
    let found = deadlines("2027-03-25T15:30", Place::Nl);
    assert_eq!((found.rule.as_str(), found.hours, found.authority.as_str()), ("avg-2018.1", 72, "AP"));
    assert_eq!(found.holiday_sets, ["nl-2018.1"]);
    assert_eq!(found.unverified, ["nl-2018.1"]);
    let days: Vec<_> =
        found.holidays.iter().map(|day| (day.date.to_string(), day.code.as_str(), day.doubtful)).collect();
    assert_eq!(
        days,
        [("2027-03-26".into(), "good-friday", true), ("2027-03-29".into(), "easter-monday", false)]
    );
    // Without Good Friday, which is doubtful, two working days would be touched, and two whole ones would end a day earlier.
    assert!(found.touched.unwrap().rests_on_doubt && found.whole_days.unwrap().rests_on_doubt);
    let christmas = deadlines("2026-12-24T16:30", Place::Nl);
    assert!(!christmas.touched.unwrap().rests_on_doubt);
}

#[test]
fn a_deadline_is_read_back_as_it_was_written() {
    let found = deadlines("2027-03-25T15:30", Place::Nl);
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Deadlines>(&json).unwrap(), found);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["place"], "NL");
    assert_eq!(json["working"]["utc"], "2027-03-28T14:30:00Z");
    assert_eq!(json["touched"]["last_day"], "2027-03-30");
}

#[test]
fn a_disputed_reading_gives_a_sentence_and_never_makes_it_timely() {
    let law = &LAW;
    let found = deadlines("2027-03-25T15:30", Place::Nl);
    let on_time = instant("2027-03-28T16:30");
    assert!(!found.is_late(on_time));
    assert_eq!((found.covered_by(on_time), law.delay_reason(&found, on_time)), (None, None));
    for (at, reading) in [
        ("2027-03-28T16:31", Some(Reading::NextHour)),
        ("2027-03-28T17:01", Some(Reading::Touched)),
        ("2027-03-31T00:01", Some(Reading::WholeDays)),
        ("2027-04-01T00:01", None),
    ] {
        let at = instant(at);
        assert!(found.is_late(at));
        assert_eq!(found.covered_by(at), reading);
        assert_eq!(law.delay_reason(&found, at).is_some(), reading.is_some());
    }
}

#[test]
fn each_authority_stands_at_its_place() {
    let law = &LAW;
    let aware = instant("2026-11-24T10:20");
    let authority = |place, regime| law.deadlines(aware, &zone(), place, regime).map(|found| found.authority);
    assert_eq!(authority(Place::Nl, "avg").unwrap(), "AP");
    assert_eq!(authority(Place::Be, "avg").unwrap(), "GBA");
    assert_eq!(authority(Place::Nl, "wpg").unwrap(), "AP");
    assert_eq!(authority(Place::Nl, "wjsg").unwrap(), "AP");
    assert_eq!(authority(Place::Be, "police-be").unwrap(), "COC");
    let refusal = authority(Place::Be, "wpg").unwrap_err();
    assert_eq!(
        (refusal.code(), refusal),
        ("no-authority", DeadlineError::NoAuthority { regime: "wpg".into(), place: Place::Be })
    );
    let refusal = authority(Place::Nl, "gdpr").unwrap_err();
    assert!(refusal.to_string().contains("choose from: avg, wpg, wjsg, police-be"), "{refusal}");
    // Before the GDPR applied there was another law, which Zegel does not know.
    assert!(law.breach_rule("avg", date(2018, 5, 24)).is_err());
}

#[test]
fn a_changed_law_leaves_old_breaches_under_the_rule_of_their_awareness() {
    let law = Law::built_in().with_body_file(OMNIBUS).unwrap();
    let found = |aware: &str| law.deadlines(instant(aware), &zone(), Place::Nl, "avg").unwrap();
    let old = found("2029-12-31T23:59");
    assert_eq!((old.rule.as_str(), old.hours), ("avg-2018.1", 72));
    assert_eq!(minute(old.working.utc), "2030-01-03 23:59 CET");
    let new = found("2030-01-01T00:00");
    assert_eq!((new.rule.as_str(), new.hours), ("avg-omnibus.0", 96));
    assert_eq!(minute(new.working.utc), "2030-01-05 00:00 CET");
    assert_eq!(new.unverified, ["avg-omnibus.0", "nl-2018.1"]);
    let rule = law.breach_rule("avg", date(2030, 1, 1)).unwrap();
    assert_eq!(rule.authority_threshold, Threshold::HighRisk);
    assert_eq!(law.breach_rule("avg", date(2029, 12, 31)).unwrap().authority_threshold, Threshold::Risk);
    // What was computed before the change is computed the same after it.
    let before = LAW.deadlines(instant("2026-11-24T10:20"), &zone(), Place::Nl, "avg").unwrap();
    assert_eq!(found("2026-11-24T10:20"), before);
}

#[test]
fn a_rule_may_not_change_and_keep_its_version() {
    let changed = OMNIBUS.replace("avg-omnibus.0", "avg-2018.1");
    let refusal = Law::built_in().with_body_file(&changed).unwrap_err().to_string();
    assert!(refusal.contains("version 'avg-2018.1' says something else already"), "{refusal}");
}

#[test]
fn hours_under_two_days_are_not_extended() {
    let short = OMNIBUS.replace("\"hours\": 96", "\"hours\": 47").replace("72,\n          48,\n", "");
    let law = Law::built_in().with_body_file(&short).unwrap();
    let found = law.deadlines(instant("2030-01-04T17:00"), &zone(), Place::Nl, "avg").unwrap();
    assert_eq!((found.hours, found.touched, found.whole_days), (47, None, None));
}
