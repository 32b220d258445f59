//! The holidays of both places in any year, and the days that a body adds or takes away.

use jiff::Span;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use zegel_law::{Law, LawError, MonthDay, Place, easter_sunday};

/// A body's own file with these sections of `breach`.
fn body_file(sections: &str) -> String {
    format!(r#"{{"format":"zegel-law","version":1,"breach":{{{sections}}}}}"#)
}

fn days(law: &Law, place: Place, year: i16) -> Vec<String> {
    let days = law.holidays(place, year).expect("a set answers for every day from 2018");
    days.into_iter().map(|day| format!("{} {}", day.date.strftime("%m-%d"), day.code)).collect()
}

#[test]
fn easter_falls_on_its_known_days() {
    // The earliest and the latest there are, the two exceptions of Gauss, and years around ours.
    for known in [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1961, 4, 2),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2018, 4, 1),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
        date(2285, 3, 22),
    ] {
        assert_eq!(easter_sunday(known.year()), Some(known));
    }
}

#[test]
fn the_holidays_of_2027_are_these() {
    let law = Law::built_in();
    assert_eq!(
        days(&law, Place::Nl, 2027),
        [
            "01-01 new-year",
            "03-26 good-friday",
            "03-29 easter-monday",
            "04-27 kings-day",
            "05-05 liberation-day",
            "05-06 ascension",
            "05-17 whit-monday",
            "12-25 christmas",
            "12-26 second-christmas-day",
        ]
    );
    assert_eq!(
        days(&law, Place::Be, 2027),
        [
            "01-01 new-year",
            "03-29 easter-monday",
            "05-01 labour-day",
            "05-06 ascension",
            "05-17 whit-monday",
            "07-21 national-day",
            "08-15 assumption",
            "11-01 all-saints",
            "11-11 armistice",
            "12-25 christmas",
        ]
    );
}

#[test]
fn kings_day_moves_to_saturday_when_it_is_a_sunday() {
    let law = Law::built_in();
    // 27 April 2031 is a Sunday.
    assert!(days(&law, Place::Nl, 2031).contains(&"04-26 kings-day".to_owned()));
    assert!(law.holiday(Place::Nl, date(2031, 4, 27)).unwrap().is_none());
    assert!(days(&law, Place::Nl, 2026).contains(&"04-27 kings-day".to_owned()));
}

#[test]
fn the_doubtful_days_are_good_friday_and_the_fifth_of_may() {
    let law = Law::built_in();
    let doubtful = |place| {
        let days = law.holidays(place, 2026).unwrap();
        days.into_iter().filter(|day| day.doubtful).map(|day| day.code).collect::<Vec<_>>()
    };
    assert_eq!(doubtful(Place::Nl), ["good-friday", "liberation-day"]);
    assert!(doubtful(Place::Be).is_empty());
}

const CHANGE: &str = r#""holiday_changes":[{"code":"nl-2030","version":"nl-2030.1","place":"NL",
  "added":[{"date":"2030-06-07","labels":{"nl":"Nationale dag","en":"National day","fr":"Journée nationale"}}],
  "removed":["2030-05-30"],"source":"Stb. 2030, 1","verified":true}]"#;

#[test]
fn a_body_adds_and_removes_a_day_of_one_year() {
    let law = Law::built_in().with_body_file(&body_file(CHANGE)).unwrap();
    let added = law.holiday(Place::Nl, date(2030, 6, 7)).unwrap().unwrap();
    assert_eq!((added.code.as_str(), added.labels.nl.as_str()), ("nl-2030", "Nationale dag"));
    assert!(law.holiday(Place::Nl, date(2030, 5, 30)).unwrap().is_none());
    // Elsewhere and in other years nothing changes.
    assert!(law.holiday(Place::Be, date(2030, 6, 7)).unwrap().is_none());
    assert!(law.holiday(Place::Be, date(2030, 5, 30)).unwrap().is_some());
    assert_eq!(days(&law, Place::Nl, 2031), days(&Law::built_in(), Place::Nl, 2031));
}

#[test]
fn a_change_is_named_by_the_deadline_on_which_it_had_an_effect_and_by_no_other() {
    let law = Law::built_in().with_body_file(&body_file(CHANGE)).unwrap();
    let zone = jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let sets = |aware: &str| {
        let aware = aware.parse().unwrap();
        law.deadlines(aware, &zone, Place::Nl, "avg").unwrap().holiday_sets
    };
    assert_eq!(sets("2030-06-06T10:00:00Z"), ["nl-2018.1", "nl-2030.1"]);
    assert_eq!(sets("2030-05-29T10:00:00Z"), ["nl-2018.1", "nl-2030.1"]);
    assert_eq!(sets("2030-06-18T10:00:00Z"), ["nl-2018.1"]);
}

#[test]
fn a_set_that_cannot_be_right_is_refused_with_all_its_mistakes() {
    let json = body_file(
        r#""holiday_sets":[
        {"code":"nl","version":" ","place":"NL","valid_from":"2018-01-01","source":"s","verified":true,"days":[
          {"code":"x","labels":{"nl":"a","en":"b","fr":""},"on":{"easter":300}},
          {"code":"x","labels":{"nl":"a","en":"b","fr":"c"},"on":{"fixed":"12-25"}}]},
        {"code":"nl-2","version":"v","place":"NL","valid_from":"2020-01-01","source":"s","verified":true,"days":[]}],
        "holiday_changes":[{"code":"y","version":"y","place":"NL","source":"s","verified":true,"removed":["2030-01-02"],
          "added":[{"date":"2030-01-02","labels":{"nl":"a","en":"b","fr":"c"}}]}]"#,
    );
    let Err(LawError::Rules(mistakes)) = Law::default().with_body_file(&json) else {
        panic!("it was accepted")
    };
    let all = mistakes.join("\n");
    for part in [
        "'nl' has no version",
        "'x' lacks a text",
        "has 'x' twice",
        "too far from Easter",
        "adds and removes 2030-01-02",
    ] {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
}

#[test]
fn a_body_file_with_another_set_for_the_same_place_replaces_nothing_in_silence() {
    let json = body_file(
        r#""holiday_sets":[{"code":"mine","version":"m","place":"NL","valid_from":"2027-01-01","source":"s","verified":true,"days":[]}]"#,
    );
    let Err(refusal) = Law::built_in().with_body_file(&json) else { panic!("it was accepted") };
    let refusal = refusal.to_string();
    assert!(refusal.contains("set of holidays in 'nl' has two rules on the same day"), "{refusal}");
}

#[test]
fn a_day_of_every_year_is_never_the_leap_day() {
    for text in ["02-29", "13-01", "00-10", "1-1", "04-31", "12-25 ", "1225", "-1-01", "+1-01", "01--1"] {
        assert!(text.parse::<MonthDay>().is_err(), "{text:?}");
    }
    assert_eq!("02-28".parse::<MonthDay>().unwrap().to_string(), "02-28");
    let slip = body_file(
        r#""holiday_sets":[{"code":"nl","version":"v","place":"NL","valid_from":"2018-01-01","source":"s","verified":true,
        "days":[{"code":"x","labels":{"nl":"a","en":"b","fr":"c"},"on":{"fixed":"12-25","if_sundays":1}}]}]"#,
    );
    assert!(matches!(Law::default().with_body_file(&slip), Err(LawError::Shape { .. })));
}

#[test]
fn before_the_first_set_nothing_is_guessed() {
    let refusal = Law::built_in().holiday(Place::Nl, date(2017, 12, 31)).unwrap_err();
    assert_eq!((refusal.what, refusal.code.as_str()), ("set of holidays", "NL"));
}

proptest! {
    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583i16..=9999) {
        let easter = easter_sunday(year).unwrap();
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert!(date(year, 3, 22) <= easter && easter <= date(year, 4, 25));
    }

    #[test]
    fn easter_lies_after_the_full_moon_of_the_tables(year in 1583i16..=9999) {
        // The tables of Clavius, written another way than the formula under test (Knuth, The Art of Computer Programming 1.3.2).
        let y = i32::from(year);
        let golden = y % 19 + 1;
        let century = y / 100 + 1;
        let sunday = 5 * y / 4 - (3 * century / 4 - 12) - 10;
        let mut epact = (11 * golden + 20 + (8 * century + 5) / 25 - 5 - (3 * century / 4 - 12)).rem_euclid(30);
        if (epact == 25 && 11 < golden) || epact == 24 {
            epact += 1;
        }
        let mut moon = 44 - epact;
        if moon < 21 {
            moon += 30;
        }
        let day = moon + 7 - (sunday + moon) % 7;
        let first: Date = date(year, 3, 1);
        prop_assert_eq!(easter_sunday(year), first.checked_add(Span::new().days(day - 1)).ok());
    }

    #[test]
    fn a_day_of_every_year_is_read_as_it_is_written(day in 0i32..365) {
        let text = date(2001, 1, 1).checked_add(Span::new().days(day)).unwrap().strftime("%m-%d").to_string();
        prop_assert_eq!(text.parse::<MonthDay>().unwrap().to_string(), text);
    }
}
