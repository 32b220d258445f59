//! `zegel breach` from outside.

use serde_json::{Value, json};

use crate::body::{Body, text};

fn outside() -> Body {
    // No archive is needed to compute a deadline.
    Body { dir: tempfile::tempdir().expect("a temporary folder") }
}

fn deadline(body: &Body, args: &[&str]) -> Value {
    let ran = body.zegel(&[&["breach", "deadline", "--format", "json"], args].concat()).ok();
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn a_deadline_over_easter_and_the_change_of_summer_time_is_given_in_four_readings() {
    let body = outside();
    let found = deadline(&body, &["--aware", "2027-03-25T15:30+01:00", "--place", "NL"]);
    assert_eq!((&found["format"], &found["version"]), (&json!("zegel-breach-deadline"), &json!(1)));
    assert_eq!(found["plan_on"], "working");
    assert_eq!(
        found["working"],
        json!({"utc": "2027-03-28T14:30:00Z", "local": "2027-03-28T16:30:00+02:00[Europe/Amsterdam]"})
    );
    assert_eq!(found["next_hour"]["local"], "2027-03-28T17:00:00+02:00[Europe/Amsterdam]");
    assert_eq!(
        found["touched"],
        json!({
            "ends": {"utc": "2027-03-30T22:00:00Z", "local": "2027-03-31T00:00:00+02:00[Europe/Amsterdam]"},
            "last_day": "2027-03-30",
            "rests_on_doubt": true
        })
    );
    assert_eq!(found["whole_days"]["last_day"], "2027-03-31");
    assert_eq!((&found["rule"], &found["holiday_sets"]), (&json!("avg-2018.1"), &json!(["nl-2018.1"])));
    assert_eq!(found["authority"], "AP");
    assert_eq!(found["holidays"][0]["code"], "good-friday");
    let relied_on: Vec<_> =
        found["readings"].as_array().unwrap().iter().map(|told| &told["rely_on"]).collect();
    assert_eq!(relied_on, [true, false, false, false]);
    assert_eq!((&found["nis2"], &found["notified"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_reading_that_adds_nothing_is_null() {
    let body = outside();
    let found = deadline(&body, &["--aware", "2027-03-25T14:30Z", "--place", "BE"]);
    assert_eq!(found["touched"], Value::Null);
    assert_eq!(found["whole_days"]["last_day"], "2027-03-30");
    assert_eq!(found["zone"], "Europe/Brussels");
}

#[test]
fn a_person_reads_it_in_three_languages() {
    let body = outside();
    let ask = ["breach", "deadline", "--aware", "2027-03-25T15:30+01:00", "--place", "NL"];
    let said = |lang: &str| body.zegel(&[&ask[..], &["--language", lang]].concat()).ok();
    said("nl")
        .says("zondag 28 maart 2027 16:30 (UTC+02:00)  <- plan hierop")
        .says("woensdag 31 maart 2027 24:00 (rust op een twijfelachtige feestdag)")
        .says("Autoriteit Persoonsgegevens")
        .says("vrijdag 26 maart 2027 Goede Vrijdag (twijfelachtig)");
    said("en")
        .says("Sunday 28 March 2027 16:30 (UTC+02:00)  <- plan on this")
        .says("This reading is disputed");
    said("fr").says("dimanche 28 mars 2027 16:30 (UTC+02:00)  <- comptez sur ceci");
}

#[test]
fn a_local_time_needs_a_zone_in_which_it_exists_once() {
    let body = outside();
    let ask = |args: &[&str]| body.zegel(&[&["breach", "deadline", "--place", "NL"], args].concat());
    ask(&["--aware", "2027-03-25T15:30"]).code(2).says("2027-03-25T15:30+01:00, or give --zone");
    ask(&["--aware", "2027-03-25T15:30", "--zone", "Europe/Amsterdam"]).ok().says("28 maart 2027 16:30");
    ask(&["--aware", "2027-03-25T15:30[Europe/Amsterdam]"]).ok().says("28 maart 2027 16:30");
    ask(&["--aware", "2027-03-28T02:30", "--zone", "Europe/Amsterdam"])
        .code(2)
        .says("does not exist in Europe/Amsterdam")
        .says("2027-03-28T03:30:00+02:00");
    ask(&["--aware", "2026-10-25T02:30[Europe/Brussels]"])
        .code(2)
        .says("2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00");
    ask(&["--aware", "2026-10-25T02:30:00+01:00[Europe/Brussels]"]).ok().says("28 oktober 2026 02:30");
    ask(&["--aware", "2027-03-25T15:30+02:00[Europe/Amsterdam]"]).code(2).says("does not have that offset");
    ask(&["--aware", "2027-03-25"]).code(2).says("--aware: this is not a moment");
    ask(&["--aware", "gisteren"]).code(2).says("--aware: this is not a moment");
    ask(&["--aware", "2027-03-25T15:30", "--zone", "Europe/Almere"]).code(2).says("knows no zone");
}

#[test]
fn what_the_law_does_not_know_is_a_mistake_on_the_command_line() {
    let body = outside();
    let ask =
        |args: &[&str]| body.zegel(&[&["breach", "deadline", "--aware", "2027-03-25T15:30Z"], args].concat());
    ask(&["--place", "LU"]).code(2).says("choose from: NL, BE");
    ask(&["--place", "NL", "--regime", "gdpr"]).code(2).says("choose from: avg, wpg, wjsg, police-be");
    ask(&["--place", "BE", "--regime", "wpg"]).code(2).says("has no authority in BE");
    ask(&["--place", "NL", "--notified", "2027-03-25T15:29Z"]).code(2).says("--notified lies before");
}

#[test]
fn a_notification_that_only_a_disputed_reading_covers_is_late() {
    let body = outside();
    let ask = ["--aware", "2027-03-25T15:30+01:00", "--place", "NL", "--notified"];
    let found = |at: &str| deadline(&body, &[&ask[..], &[at]].concat())["notified"].clone();
    let timely = found("2027-03-28T16:30+02:00");
    assert_eq!((&timely["late"], &timely["covered_by"]), (&json!(false), &Value::Null));
    let late = found("2027-03-29T09:00+02:00");
    assert_eq!((&late["late"], &late["covered_by"]), (&json!(true), &json!("touched")));
    assert!(late["delay_reason"]["nl"].as_str().unwrap().contains("artikel 3, lid 5"));
    body.zegel(&[&["breach", "deadline"], &ask[..], &["2027-03-29T09:00+02:00"]].concat())
        .ok()
        .says("Dat is te laat");
}

#[test]
fn a_file_of_the_body_changes_the_law_from_its_day_on() {
    let body = outside();
    let proposal = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/law/digital-omnibus.json");
    let found = |aware: &str| deadline(&body, &["--aware", aware, "--place", "NL", "--law", proposal]);
    let (old, new) = (found("2029-12-31T12:00Z"), found("2030-01-01T12:00Z"));
    assert_eq!((&old["rule"], &old["hours"]), (&json!("avg-2018.1"), &json!(72)));
    assert_eq!((&new["rule"], &new["hours"]), (&json!("avg-omnibus.0"), &json!(96)));
    assert_eq!(new["working"]["utc"], "2030-01-05T12:00:00Z");
    let broken = body.path("law.json");
    std::fs::write(&broken, r#"{"format":"zegel-law","version":1,"breach":{"rule":[]}}"#).unwrap();
    body.zegel(&[
        "breach",
        "deadline",
        "--aware",
        "2030-01-01T12:00Z",
        "--place",
        "NL",
        "--law",
        text(&broken),
    ])
    .code(2)
    .says("line 1, column");
}
