//! Names and messages that attack the page: they come back as text, and what deceives the eye is written out.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use std::io::Cursor;
use std::ops::ControlFlow;

use jiff::tz::TimeZone;
use zegel_model::Ground;
use zegel_sift::{ExportFile, Order, Plan, Secret, Selection, make_submission};

use crate::keeping::{keep, open_dossier};
use crate::kit::{TestServer, id};

const CHAT: &str = "23-03-2026 09:01 - <script>alert(1)</script>: <img src=x onerror=alert(2)> raming\n\
23-03-2026 09:02 - Bert \"onclick=alert(3): </p></main><svg/onload=alert(4)> raming\n\
23-03-2026 09:03 - Bert \"onclick=alert(3): rekening\u{202e}fdp.exe raming {{ p.t(1) }} &lt;b&gt;\n\
23-03-2026 09:04 - Bert \"onclick=alert(3): javascript:alert(5) raming\n";

/// Seals a choice of everything in a text of one's own.
fn package(server: &TestServer, text: &'static str) -> Vec<u8> {
    let now = server.app.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let made = server.app.with_archive(move |archive| {
        let selection = serde_json::json!({
            "format": zegel_sift::SELECTION_FORMAT,
            "version": 1,
            "regime": { "kind": "select-in", "policy": "Beleid", "policy_date": today },
            "rules": [{ "keep": { "positions": "1-4" } }],
            "not_kept": "private",
        });
        let selection = Selection::parse(selection.to_string().as_bytes()).unwrap();
        let ground = Ground { code: "private".into(), label: "Privé".into() };
        let plan = Plan::new(&selection, &[ground]).unwrap();
        let options = zegel_import::Options::new(today);
        let mut bytes = Cursor::new(text.as_bytes());
        let name = "WhatsApp-chat met <h1>Groep</h1>.txt";
        let source = ExportFile { bytes: &mut bytes, file_name: Some(name), options: &options };
        let recipient = archive.recipient().parse().unwrap();
        let order = Order {
            secret: Secret::new([7; 32]),
            id: uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001),
            now,
            owner: &id("anna"),
            archive: "Archief",
            recipient: &recipient,
        };
        let mut out = Cursor::new(vec![]);
        make_submission(source, &plan, order, &mut out, &mut |_| ControlFlow::Continue(())).unwrap();
        Ok::<_, zegel_web::Problem>(out.into_inner())
    });
    server.block(made).unwrap()
}

#[test]
fn hostile_names_and_messages_are_text() {
    let server = TestServer::start();
    open_dossier(&server);
    let package = package(&server, CHAT);
    let headers = [("content-type", "application/vnd.zegel.submission"), ("sec-fetch-site", "same-origin")];
    let answer = server.browser_of("anna").ask("POST", "/api/v1/submissions", &headers, &package);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let capture = answer.header("location").unwrap().to_owned();
    let mut carla = server.browser_of("carla");
    let messages = carla.get(&format!("{capture}/berichten")).text();
    let form = carla.get(&format!("{capture}/registreren")).text();
    let record = keep(&server, &capture);
    let asked = carla.post_form("/zoeken", &[("words", "raming"), ("sender", "\"><b>Bert")]);
    let found = carla.get(asked.header("location").unwrap()).text();
    let asked = carla.post_form("/zoeken", &[("words", "raming")]);
    let all = carla.get(asked.header("location").unwrap()).text();
    let pages = [
        ("submission", carla.get(&capture).text()),
        ("list", carla.get("/indieningen").text()),
        ("messages", messages),
        ("form", form),
        ("record", carla.get(&record).text()),
        ("metadata", carla.get(&format!("{record}/gegevens")).text()),
        ("hits of nobody", found),
        ("hits", all),
    ];
    for (name, page) in &pages {
        for attack in [
            "<script>alert",
            "<img src=x",
            "<svg/onload",
            "\"onclick=alert",
            "<h1>Groep",
            "<b>Bert",
            "\u{202e}",
        ] {
            assert!(!page.contains(attack), "{name}: {attack}");
        }
        assert!(!page.contains("href=\"javascript:"), "{name}");
    }
    for (name, page) in pages.iter().filter(|(name, _)| matches!(*name, "messages" | "record" | "hits")) {
        assert!(page.contains("[U+202E]"), "{name}: what turns text around is written out");
        assert!(
            page.contains("&#60;svg/onload") || page.contains("&lt;svg/onload"),
            "{name}: and the rest is text"
        );
    }
}

#[test]
fn what_was_typed_is_in_no_address_header_or_error() {
    let server = TestServer::start();
    let mut carla = server.browser_of("carla");
    let canary = "Zwijgzaamheidskanarie";
    for (path, field) in
        [("/zoeken", "words"), ("/zoeken", "sender"), ("/dossiers", "title"), ("/uitgiften", "purpose")]
    {
        let answer = carla.post_form(path, &[(field, canary)]);
        assert!(answer.headers.iter().all(|(_, value)| !value.contains(canary)), "{path} {field}");
    }
    let nowhere = carla.get("/archiefstukken/00000000-0000-7000-8000-000000000000");
    assert_eq!(nowhere.status, 404);
    assert!(!carla.get("/zoeken?vraag=00&van=gisteren").text().contains("gisteren\" is"));
}
