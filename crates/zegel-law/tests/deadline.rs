//! The clock of a breach: the worked examples row by row, and what holds in every hour of fifty years.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_law::{Deadlines, Extension, Law, Place};

/// Amsterdam and Brussels since 1996, without a database of zones.
fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn instant(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    zone().to_ambiguous_timestamp(local).unambiguous().unwrap()
}

fn deadlines(aware: &str, place: Place) -> Deadlines {
    Law::built_in().deadlines(instant(aware), &zone(), place, "avg").unwrap()
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
