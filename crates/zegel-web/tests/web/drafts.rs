//! Sealed drafts: saved, fetched and destroyed by their owner alone, gone at the deadline, frozen in sight.

use jiff::SignedDuration;

use crate::kit::{Answer, Browser, TestServer};

const BYTES: (&str, &str) = ("content-type", "application/octet-stream");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
/// What only its owner may ever get back, in whatever form it was sealed.
const CANARY: &[u8] = b"KANARIE verzegeld concept";

fn save(browser: &mut Browser, bytes: &[u8]) -> Answer {
    browser.ask("POST", "/api/v1/draft", &[BYTES, SAME], bytes)
}

fn holds(body: &[u8]) -> bool {
    body.windows(CANARY.len()).any(|part| part == CANARY)
}

#[test]
fn a_draft_comes_back_to_its_owner_and_to_nobody_else() {
    let server = TestServer::start();
    let mut anna = server.browser_of("anna");
    assert_eq!(anna.get("/api/v1/draft").json()["draft"], serde_json::Value::Null);
    assert_eq!(save(&mut anna, CANARY).status, 201);
    let replaced = [CANARY, b" 2"].concat();
    assert_eq!(save(&mut anna, &replaced).status, 201, "the newer one takes its place");
    assert_eq!(anna.get("/api/v1/draft/sealed").body, replaced);
    // Another owner has a draft of their own, or none; all others have no route at all.
    assert_eq!(server.browser_of("bram").get("/api/v1/draft/sealed").json()["code"], "no-draft");
    for other in ["carla", "dirk", "elif", "sam", "inez", "beheer"] {
        let mut other = server.browser_of(other);
        for path in ["/api/v1/draft", "/api/v1/draft/sealed"] {
            assert_eq!(other.get(path).status, 403);
        }
        let page = other.get("/concepten");
        assert!(!holds(&page.body) && !page.text().contains("anna"), "no list for others");
    }
    let seen = server.browser_of("sam").get("/concepten").text();
    assert!(seen.contains("1 concept") && seen.contains("1 kB"), "a supporter sees count and size: {seen}");
    let ledger = server.ledger();
    for act in ["\"draft\":\"saved\"", "\"draft\":\"fetched\""] {
        assert!(ledger.contains(act), "no {act} in {ledger}");
    }
    assert!(!ledger.contains("KANARIE"));
    assert_eq!(anna.ask("POST", "/api/v1/draft/destruction", &[SAME], b"").status, 204);
    assert_eq!(anna.get("/api/v1/draft/sealed").status, 404);
    assert!(server.ledger().contains("\"why\":\"owner\""));
}

#[test]
fn a_draft_has_a_size_and_a_deadline_of_which_its_owner_is_warned() {
    let server = TestServer::start();
    let mut anna = server.browser_of("anna");
    assert_eq!(save(&mut anna, b"").json()["code"], "draft-size");
    assert_eq!(save(&mut anna, &vec![0; 4 * 1024 * 1024 + 1]).status, 413);
    assert_eq!(save(&mut anna, &vec![7; 4 * 1024 * 1024]).status, 201);
    assert_eq!(anna.get("/api/v1/draft").json()["draft"]["is_near"], false);
    server.wait(SignedDuration::from_hours(24 * 11));
    let mut anna = server.browser_of("anna");
    assert_eq!(anna.get("/api/v1/draft").json()["draft"]["is_near"], true);
    assert!(anna.get("/concepten").text().contains("vernietigt zichzelf op 5 december 2026"));
    assert!(anna.get("/").text().contains("Kijk naar uw verzegelde concept"), "the first page warns too");
    server.wait(SignedDuration::from_hours(24 * 3));
    let mut anna = server.browser_of("anna");
    assert_eq!(anna.get("/api/v1/draft").json()["draft"], serde_json::Value::Null);
    assert_eq!(anna.get("/api/v1/draft/sealed").status, 404);
    assert!(server.ledger().contains("\"why\":\"deadline\""));
    assert!(server.browser_of("sam").get("/concepten").text().contains("Er is geen concept"));
}

#[test]
fn a_hold_freezes_a_draft_in_sight_of_its_owner() {
    let server = TestServer::start();
    assert_eq!(save(&mut server.browser_of("anna"), CANARY).status, 201);
    let decision = [("owner", "anna"), ("ground", "Woo-verzoek 2026-11")];
    assert_eq!(server.browser_of("carla").post_form("/concepten/opschorten", &decision).status, 403);
    assert_eq!(server.browser_of("dirk").post_form("/concepten/opschorten", &decision).status, 303);
    server.wait(SignedDuration::from_hours(24 * 40));
    let mut anna = server.browser_of("anna");
    let state = anna.get("/api/v1/draft").json();
    assert_eq!(
        (&state["draft"]["frozen"]["by"], &state["draft"]["frozen"]["ground"]),
        (&"dirk".into(), &"Woo-verzoek 2026-11".into())
    );
    assert!(anna.get("/concepten").text().contains("Bevroren door dirk"));
    assert_eq!(save(&mut anna, b"nieuw").json()["code"], "draft-frozen");
    assert_eq!(anna.ask("POST", "/api/v1/draft/destruction", &[SAME], b"").status, 409);
    assert_eq!(anna.get("/api/v1/draft/sealed").body, CANARY, "it can be opened all the same");
    assert_eq!(server.browser_of("elif").post_form("/concepten/opheffen", &decision).status, 303);
    assert_eq!(anna.get("/api/v1/draft").json()["draft"]["is_near"], true, "three days are left");
    server.wait(SignedDuration::from_hours(24 * 4));
    assert_eq!(server.browser_of("anna").get("/api/v1/draft").json()["draft"], serde_json::Value::Null);
    let ledger = server.ledger();
    assert!(ledger.contains("\"draft\":\"frozen\"") && ledger.contains("\"draft\":\"thawed\""), "{ledger}");
}
