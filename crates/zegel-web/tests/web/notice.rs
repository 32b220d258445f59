//! The notice to chat partners: written by the body in versions, given to the sifting page, and shown with a submission.

use std::io::Cursor;
use std::ops::ControlFlow;

use zegel_model::Ground;
use zegel_sift::{ExportFile, NoticeText, Order, Plan, Secret, Selection, make_submission};

use crate::kit::{TestServer, id, random};

const TEXT: &str = "Hallo, ik bewaar de berichten over mijn werk uit deze chat in het archief van [organisatie]. \
    Wat privé is, bewaar ik niet. Vragen? Stuur mij een bericht. [naam]";

#[test]
fn the_body_writes_versions_and_the_sifting_page_gets_all_of_them() {
    let server = TestServer::start();
    let path = "/bericht-aan-gesprekspartners/nl";
    let before = server.browser_of("anna").get("/bericht-aan-gesprekspartners").text();
    assert!(before.contains("readonly") && before.contains("[organisatie]"), "an owner copies it");
    assert_eq!(server.browser_of("anna").post_form(path, &[("text", TEXT)]).status, 403);
    assert_eq!(server.browser_of("bram").post_form(path, &[("text", "Te kort.")]).status, 422);
    assert_eq!(server.browser_of("bram").post_form(path, &[("text", TEXT)]).status, 303);
    assert_eq!(server.browser_of("bram").post_form(path, &[("text", TEXT)]).status, 303);
    assert_eq!(
        server.browser_of("bram").post_form("/bericht-aan-gesprekspartners/de", &[("text", TEXT)]).status,
        404
    );
    let context = server.browser_of("anna").get("/api/v1/sift-context").json();
    let versions: Vec<_> = context["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["language"].as_str().unwrap(), one["version"].as_u64().unwrap()))
        .collect();
    assert_eq!(versions, [("nl", 1), ("en", 1), ("fr", 1), ("nl", 2)], "the same text again is no version");
    let after = server.browser_of("anna").get("/bericht-aan-gesprekspartners").text();
    assert!(after.contains("Versie 2, sinds 21 november 2026") && after.contains("Oudere versies"));
}

#[test]
fn a_submission_with_the_notice_says_where_it_was_found() {
    let server = TestServer::start();
    for (keep, seen) in [("1-3", "Gevonden op 14 maart 2026, bericht 2"), ("3", "Niet gevonden")] {
        let package = package(&server, keep);
        let headers =
            [("content-type", "application/vnd.zegel.submission"), ("sec-fetch-site", "same-origin")];
        let answer = server.browser_of("anna").ask("POST", "/api/v1/submissions", &headers, &package);
        assert_eq!(answer.status, 201, "{}", answer.text());
        let url = answer.json()["url"].as_str().unwrap().to_owned();
        let page = server.browser_of("bram").get(&url).text();
        assert!(page.contains(seen), "{keep}: {page}");
    }
}

/// A submission of three messages, of which the second is the notice with other spaces and the names filled in.
fn package(server: &TestServer, keep: &str) -> Vec<u8> {
    let sent = TEXT.replace("[organisatie]", "Waterveen").replace("[naam]", "Anna").replace(". ", ".  ");
    let chat = format!(
        "13-03-2026 09:00 - Anna: Dag allemaal\n14-03-2026 09:01 - Anna: {sent}\n15-03-2026 09:02 - Piet: Prima, dank je wel\n16-03-2026 09:02 - Piet: Wie neemt taart mee?\n"
    );
    let selection: Selection = serde_json::from_value(serde_json::json!({
        "format": zegel_sift::SELECTION_FORMAT,
        "version": 1,
        "regime": { "kind": "select-in", "policy": "Beleid", "policy_date": "2026-01-01" },
        "rules": [{ "keep": { "positions": keep } }],
        "not_kept": "private",
        "notices": [NoticeText { language: "nl".into(), version: 2, text: TEXT.into() }],
    }))
    .unwrap();
    let plan = Plan::new(&selection, &[Ground { code: "private".into(), label: "Privé".into() }]).unwrap();
    let options = zegel_import::Options::new(jiff::civil::date(2026, 11, 21));
    let now = server.app.now();
    let (mut secret, mut number) = ([0; 32], [0; 10]);
    random()(&mut secret);
    random()(&mut number);
    let recipient = server.app.facts().unwrap().recipient.parse().unwrap();
    let owner = id("anna");
    let order = Order {
        secret: Secret::new(secret),
        id: uuid::Builder::from_unix_timestamp_millis(now.as_millisecond().unsigned_abs(), &number)
            .into_uuid(),
        now,
        owner: &owner,
        archive: "Archief",
        recipient: &recipient,
    };
    let mut bytes = Cursor::new(chat.into_bytes());
    let export = ExportFile { bytes: &mut bytes, file_name: Some("chat.txt"), options: &options };
    let mut package = vec![];
    let made =
        make_submission(export, &plan, order, &mut package, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(made.manifest.notice.map(|notice| notice.position), keep.starts_with('1').then_some(2));
    package
}
