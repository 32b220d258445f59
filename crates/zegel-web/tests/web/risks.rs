//! The register of risks: what it counts is what the archive holds, people judge and attest in versions, and it leaves as files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use jiff::SignedDuration;
use zegel_archive::copies::{self, Which};
use zegel_archive::evidence::{self, Count, Standing};
use zegel_archive::{Error, read, release};
use zegel_model::{CopyState, ReleaseState, Role};

use crate::kit::{PEOPLE, TestServer, hidden, id};

fn counts(server: &TestServer) -> BTreeMap<String, Count> {
    let zone = server.app.settings.zone.clone();
    let who = id("fatima");
    let read = server.app.with_desk(&who, move |desk| evidence::now(desk, &zone));
    server.block(read).unwrap().into_iter().map(|count| (count.rule.code.clone(), count)).collect()
}

#[test]
fn what_is_counted_is_what_the_other_pages_of_the_archive_show() {
    let server = TestServer::example();
    server.wait(SignedDuration::from_hours(24 * 40));
    let now = server.app.now();
    let counted = counts(&server);
    let who = id("carla");
    let truth = server.app.with_desk(&who, move |desk| {
        Ok::<_, Error>((read::captures(desk)?, copies::list(desk, Which::All)?, release::list(desk)?))
    });
    let (captures, copies, releases) = server.block(truth).unwrap();
    let of = |code: &str| (counted[code].n, counted[code].of);

    let open: Vec<_> = copies.iter().filter(|copy| copy.state == CopyState::Open).collect();
    assert!(!open.is_empty(), "the example has open copies");
    assert_eq!(of("copies-open"), (open.len() as u64, Some(copies.len() as u64)));
    assert_eq!(counted["copies-open"].oldest, open.iter().map(|copy| copy.made_at).min());
    assert_eq!(counted["copies-open"].parts.iter().map(|part| part.n).sum::<u64>(), open.len() as u64);
    let expired = open.iter().filter(|copy| copy.expires_at.is_some_and(|end| end < now)).count();
    assert_eq!(of("copies-expired"), (expired as u64, Some(open.len() as u64)));

    let in_state = |states: &[&str]| captures.iter().filter(|one| states.contains(&one.state)).count() as u64;
    assert_eq!(counted["captures-unclosed"].of, Some(in_state(&["stored", "closed"])));
    assert_eq!(counted["captures-waiting"].of, Some(in_state(&["accepted", "proposed"])));
    assert_eq!(
        counted["captures-waiting"].n,
        in_state(&["accepted", "proposed"]),
        "all of it waited 40 days"
    );
    assert_eq!(of("one-person-captures"), (0, Some(in_state(&["registered", "stored", "closed"]))));
    let n_kept: u64 = captures.iter().map(|one| one.n_kept).sum();
    let parts = &counted["captures-kept-whole"].parts;
    assert!(parts.iter().any(|part| part.code == "messages-kept" && part.n <= n_kept && 0 < part.n));

    let approved =
        |state: &ReleaseState| !matches!(state, ReleaseState::Proposed { .. } | ReleaseState::Refused { .. });
    let n_approved = releases.iter().filter(|one| approved(&one.state)).count() as u64;
    assert_eq!(of("releases-unapproved"), (0, Some(n_approved)));
    assert_eq!(counted["captures-outside-eea"].standing, Standing::NotMeasured);
    assert_eq!(counted["backups"].standing, Standing::NotMeasured);
    let unknown: Vec<_> = counted.values().filter(|one| one.standing == Standing::NotMeasured).collect();
    assert_eq!(unknown.len(), 2, "every other count is measured");
}

#[test]
fn reading_and_training_are_counted_from_what_people_confirmed() {
    let server = TestServer::start();
    let n_people = PEOPLE.len() as u64 + 1;
    assert_eq!((counts(&server)["rules-unread"].n, counts(&server)["owners-untrained"].n), (n_people, 1));
    let page = server.browser_of("anna").get("/teksten/rules-of-play");
    assert!(page.text().contains("Dit") || page.status == 200, "{}", page.text());
    let version = hidden(&page, "version");
    let confirm = |who: &str, version: &str| {
        server.browser_of(who).post_form("/teksten/rules-of-play/gelezen", &[("version", version)]).status
    };
    assert_eq!((confirm("anna", &version), confirm("anna", &version)), (303, 303), "twice is once");
    assert_eq!(confirm("bram", "7"), 422, "nobody confirms what is not there");
    assert_eq!(counts(&server)["rules-unread"].n, n_people - 1);

    let words = "# Kop\nEen tekst van de organisatie zelf, met meer dan tien woorden erin.";
    let fields = [("nl", words), ("en", words), ("fr", words)];
    assert_eq!(server.browser_of("anna").post_form("/teksten/rules-of-play", &fields).status, 403);
    assert_eq!(server.browser_of("carla").post_form("/teksten/rules-of-play", &fields).status, 303);
    assert_eq!(counts(&server)["rules-unread"].n, n_people, "a new version is read by nobody");
    assert_eq!(confirm("anna", &version), 422, "the old version is not confirmed any more");
    let page = server.browser_of("anna").get("/teksten/rules-of-play").text();
    assert!(page.contains("U las versie 1") && page.contains("Oudere versies"), "{page}");

    let training = [("what", "Schiften voor beginners"), ("on", "2026-11-20"), ("person", "anna")];
    assert_eq!(server.browser_of("carla").post_form("/teksten/trainingen", &training).status, 303);
    let late = [("what", "Later"), ("on", "2027-11-20"), ("person", "anna")];
    assert_eq!(server.browser_of("carla").post_form("/teksten/trainingen", &late).status, 422);
    assert_eq!(counts(&server)["owners-untrained"].n, 0);
    server.wait(SignedDuration::from_hours(24 * 800));
    assert_eq!(counts(&server)["owners-untrained"].n, 1, "a training does not hold for ever");
}

#[test]
fn a_person_judges_and_the_day_to_look_again_passes() {
    let server = TestServer::start();
    let path = "/risicos/interim-copies/oordeel";
    let judged = |day: &'static str, reasons: &'static str| {
        [("likelihood", "small"), ("impact", "medium"), ("reasons", reasons), ("look_again", day)]
    };
    assert_eq!(server.browser_of("carla").post_form(path, &judged("2027-01-10", "x")).status, 403);
    assert_eq!(server.browser_of("fatima").post_form(path, &judged("2026-11-21", "vandaag")).status, 422);
    assert_eq!(server.browser_of("fatima").post_form(path, &judged("2027-01-10", " ")).status, 422);
    assert_eq!(server.browser_of("fatima").post_form(path, &judged("2027-01-10", "alles is op")).status, 303);
    let nowhere = "/risicos/nergens/oordeel";
    assert_eq!(server.browser_of("fatima").post_form(nowhere, &judged("2027-01-10", "x")).status, 404);
    let page = server.browser_of("carla").get("/risicos/interim-copies").text();
    assert!(page.contains("alles is op") && page.contains("Kans: klein. Impact: middel."), "{page}");
    let list = server.browser_of("carla").get("/risicos").text();
    assert!(list.contains("9 zonder geldig oordeel") && list.contains("10 januari 2027"), "{list}");
    server.wait(SignedDuration::from_hours(24 * 60));
    let list = server.browser_of("carla").get("/risicos").text();
    assert!(list.contains("10 zonder geldig oordeel") && list.contains("Te laat"), "{list}");
    for (short, _, role) in PEOPLE {
        let may = !matches!(role, Role::ChatOwner | Role::Supporter | Role::Administrator);
        assert_eq!(server.browser_of(short).get("/risicos").status, if may { 200 } else { 403 }, "{short}");
    }
}

#[test]
fn what_the_archive_cannot_see_is_attested_and_a_body_adds_its_own() {
    let server = TestServer::start();
    let mut fatima = server.browser_of("fatima");
    let before = fatima.get("/risicos/supporter-access").text();
    assert!(before.contains("Te verklaren door de functionaris voor informatiebeveiliging"), "{before}");
    let path = "/risicos/supporter-access/maatregelen/screening/verklaring";
    let words = [("what", "P. Bakker, dossier 12"), ("until", "2027-06-01")];
    assert_eq!(fatima.post_form(path, &words).status, 303);
    let after = fatima.get("/risicos/supporter-access").text();
    assert!(
        after.contains("geldig tot en met 1 juni 2027") && after.contains("P. Bakker, dossier 12"),
        "{after}"
    );
    let path = "/risicos/supporter-access/maatregelen/screening/keuze";
    let no = [("chosen", "no"), ("why", "wij hebben geen ondersteuners"), ("target", "niemand")];
    assert_eq!(fatima.post_form(path, &no).status, 303);
    assert!(fatima.get("/risicos/supporter-access").text().contains("Niet gekozen"));

    let risk = [
        ("title", "Een <b>eigen</b> risico"),
        ("text", "Uitleg"),
        ("affected", "Iedereen"),
        ("likelihood", "small"),
        ("impact", "large"),
    ];
    let made = fatima.post_form("/risicos", &risk);
    assert_eq!(made.header("location"), Some("/risicos/own-1?gedaan=added"));
    let measure = [
        ("title", "Een slot"),
        ("text", "Doe het dicht."),
        ("target", "de bode"),
        ("attested_by", "de bode"),
    ];
    assert_eq!(fatima.post_form("/risicos/own-1/maatregelen", &measure).status, 303);
    let page = fatima.get("/risicos/own-1").text();
    assert!(page.contains("Een &#60;b&#62;eigen") && page.contains("Een slot"), "{page}");
    assert!(fatima.get("/risicos").text().contains("E1"));
    assert_eq!(fatima.post_form("/risicos/supporter-access/beeindigen", &[]).status, 404, "not one of ours");
    assert_eq!(server.browser_of("carla").post_form("/risicos/own-1/beeindigen", &[]).status, 403);
    let ended = fatima.post_form("/risicos/own-1/beeindigen", &[]);
    assert_eq!(ended.header("location"), Some("/risicos?gedaan=ended"));
    let list = fatima.get("/risicos?gedaan=ended").text();
    assert!(list.contains("Het risico is beëindigd.") && !list.contains("/risicos/own-1"), "{list}");
    assert_eq!(fatima.get("/risicos/own-1").status, 404);
}

#[test]
fn the_counts_of_a_day_are_kept_once_and_make_a_trend() {
    let server = TestServer::start();
    let zone = server.app.settings.zone.clone();
    let daily = || {
        let (now, zone) = (server.app.now(), zone.clone());
        let kept = server.app.with_archive(move |archive| Ok(evidence::daily(archive, now, &zone)?));
        server.block(kept).unwrap()
    };
    assert!(daily());
    server.wait(SignedDuration::from_hours(5));
    assert!(!daily(), "once a day");
    server.wait(SignedDuration::from_hours(20));
    assert!(daily());
    assert_eq!(server.browser_of("fatima").post_form("/risicos/stand", &[]).status, 303);
    let trend = server.block(server.app.with_desk(&id("carla"), |desk| evidence::trend(desk, 10))).unwrap();
    let rules: Vec<_> = trend.iter().map(|one| one.count("rules-unread").unwrap().n).collect();
    assert_eq!(rules, [PEOPLE.len() as u64 + 1; 3]);
    let page = server.browser_of("carla").get("/risicos/no-control").text();
    assert!(page.contains("<polyline") && page.contains("in 3 metingen"), "{page}");
}

#[test]
fn the_register_leaves_as_a_spreadsheet_and_for_the_pia_tool() {
    let server = TestServer::start();
    let mut fatima = server.browser_of("fatima");
    let sheet = fatima.get("/risicos/register.xlsx");
    assert_eq!(sheet.status, 200);
    let mut zip = zip::ZipArchive::new(Cursor::new(sheet.body)).unwrap();
    let mut xml = String::new();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(
        xml.contains("Tussentijdse kopieën blijven liggen")
            && xml.contains("Open tussentijdse kopieën: 0 van 0")
    );

    let pia = fatima.get("/risicos/pia.json").json();
    let keys =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let expected = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(keys(&pia), expected(&["pia", "answers", "measures", "evaluations", "comments"]));
    for list in ["answers", "measures", "evaluations", "comments"] {
        assert!(pia[list].is_array(), "the tool loops over {list}");
    }
    for answer in pia["answers"].as_array().unwrap() {
        assert_eq!(keys(answer), expected(&["pia_id", "reference_to", "data", "created_at", "id"]));
        assert_eq!(keys(&answer["data"]), expected(&["text", "gauge", "list"]));
        assert!(
            answer["data"]["gauge"].is_null() || (1..=4).contains(&answer["data"]["gauge"].as_u64().unwrap())
        );
    }
    let titles: BTreeSet<_> =
        pia["measures"].as_array().unwrap().iter().map(|one| one["title"].to_string()).collect();
    let chosen = pia["answers"].as_array().unwrap().iter().find(|one| one["reference_to"] == 324).unwrap();
    let named: BTreeSet<_> =
        chosen["data"]["list"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(titles, named, "a measure is known by its title there");
}

#[test]
fn an_alarm_opens_one_signal_that_is_counted_in_one_press() {
    let server = TestServer::start();
    let zero =
        [("reads-an-hour", "0"), ("reads-a-day", "0"), ("releases-a-day", "0"), ("lock-outs-a-day", "0")];
    let set = |short: &str, hours: &'static str| {
        let fields: Vec<_> = zero.into_iter().chain([("supporter-hours", hours)]).collect();
        server.browser_of(short).post_form("/risicos/alarmen", &fields).status
    };
    assert_eq!((set("carla", "1"), set("sam", "1")), (403, 403));
    assert_eq!((set("fatima", "-1"), set("fatima", "1000001"), set("fatima", "")), (422, 422, 422));
    assert_eq!(set("fatima", "1"), 303);
    let page = server.browser_of("inez").get("/risicos/alarmen").text();
    assert!(page.contains("Wie de drempels zette") && page.contains("Fatima"), "{page}");
    assert_eq!(server.browser_of("sam").get("/risicos/alarmen").status, 403);

    let mut sam = server.browser_of("sam");
    let look = || server.block(zegel_web::look_for_alarms(&server.app)).unwrap();
    assert_eq!(look(), 0, "nobody was signed on for an hour");
    for _ in 0..5 {
        server.wait(SignedDuration::from_mins(15));
        assert_eq!(sam.get("/").status, 200);
    }
    assert_eq!((look(), look()), (1, 0), "one signal, once");
    assert!(server.ledger().contains("\"alarm\":\"supporter-hours\""));

    let mut fatima = server.browser_of("fatima");
    let alarms = fatima.get("/risicos/alarmen").text();
    let start = alarms.find("/datalekken/0").unwrap();
    let breach: String = alarms[start..].chars().take_while(|c| *c != '"').collect();
    let shown = fatima.get(&breach);
    assert!(shown.text().contains("Dit signaal komt van een alarm"), "{}", shown.text());
    let version = hidden(&shown, "versie");
    let count = |short: &str| {
        server.browser_of(short).post_form(&format!("{breach}/alarm"), &[("versie", &version)]).status
    };
    assert_eq!((count("carla"), count("elif"), count("sam")), (403, 403, 403));
    assert_eq!(count("fatima"), 303);
    let shown = fatima.get(&breach).text();
    assert!(
        shown.contains("Het account kon 0 berichten lezen")
            && shown.contains("Geen datalek? Sluit het signaal met een reden."),
        "{shown}"
    );
}
