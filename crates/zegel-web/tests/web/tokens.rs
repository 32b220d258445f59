//! Programs: a token does what its owner may do and no more, and the main job goes through the API as it goes through the pages.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::kit::{Answer, Browser, TestServer};

/// A program with a token: no cookie, no browser's headers.
struct Program {
    browser: Browser,
    authorization: String,
}

impl Program {
    fn get(&mut self, path: &str) -> Answer {
        self.browser.ask("GET", path, &[("authorization", &self.authorization)], b"")
    }

    fn post(&mut self, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", self.authorization.as_str()), ("content-type", "application/json")];
        self.browser.ask("POST", path, &headers, body.to_string().as_bytes())
    }

    fn send(&mut self, path: &str, package: &[u8]) -> Answer {
        let media_type = ("content-type", "application/vnd.zegel.submission");
        self.browser.ask("POST", path, &[("authorization", &self.authorization), media_type], package)
    }
}

fn token(server: &TestServer, short: &str) -> String {
    let fields = [("name", "nachtelijke levering"), ("days", "30")];
    let page = server.browser_of(short).post_form("/mijn-toegang/programmas", &fields).text();
    let after = page.split("id=\"het-token\">").nth(1).unwrap_or_default();
    let token = after.split('<').next().unwrap_or_default().to_owned();
    assert!(token.starts_with("zegel_") && token.len() == 70, "{page}");
    token
}

fn program(server: &TestServer, short: &str) -> Program {
    Program { browser: server.browser(), authorization: format!("Bearer {}", token(server, short)) }
}

#[test]
fn a_token_is_its_owner_until_its_end_and_only_for_the_api() {
    let server = TestServer::start();
    let text = token(&server, "carla");
    let list = server.browser_of("carla").get("/mijn-toegang").text();
    assert!(list.contains("nachtelijke levering") && !list.contains(&text), "it is shown once");
    assert!(!server.ledger().contains(&text), "and no entry of the ledger has it");
    let mut carla = Program { browser: server.browser(), authorization: format!("Bearer {text}") };
    assert_eq!(carla.get("/api/v1/session").json()["person"], "carla");
    assert_eq!(carla.get("/api/v1/people").status, 403, "no right that its owner lacks");
    assert_eq!(carla.get("/indieningen").status, 303, "a page is for people");
    let last = if text.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{last}", &text[..text.len() - 1]);
    let mut wrong = Program { browser: server.browser(), authorization: format!("Bearer {other}") };
    assert_eq!(wrong.get("/api/v1/session").status, 401);
    server.wait(SignedDuration::from_hours(30 * 24));
    assert_eq!(carla.get("/api/v1/session").status, 401, "after its end it opens nothing");
}

#[test]
fn an_act_stands_under_its_session_and_that_of_a_program_under_its_token() {
    let server = TestServer::start();
    let dossier = json!({ "id": "W-1", "title": "Plein" });
    assert_eq!(program(&server, "carla").post("/api/v1/dossiers", &dossier).status, 201);
    server.browser_of("carla").post_form("/dossiers", &[("id", "W-2"), ("title", "Plein")]);
    let leaves = server.block(server.app.with_desk(&"inez".parse().unwrap(), |desk| {
        let mut leaves = vec![];
        zegel_archive::ledger::entries(desk, 0, |entry| {
            leaves.push(entry.leaf.clone());
            Ok(())
        })?;
        Ok::<_, zegel_archive::Error>(leaves)
    }));
    let leaves = leaves.unwrap();
    let session_of = |subject: &str| {
        let leaf =
            leaves.iter().find(|leaf| leaf.subjects.iter().any(|one| one.as_str() == subject)).unwrap();
        leaf.session.unwrap()
    };
    let (token, page) = (session_of("dossier:W-1"), session_of("dossier:W-2"));
    assert_ne!(token, page);
    assert_eq!(session_of(&format!("credential:{token}")), page, "the token was made on a page");
    let used = leaves.iter().filter(|leaf| leaf.act == "sign-on" && leaf.session == Some(token));
    assert_eq!(used.count(), 1, "its first use of a day is noted");
}

#[test]
fn a_token_goes_when_its_owner_or_an_administrator_takes_it_away() {
    let server = TestServer::start();
    let (mut kept, mut revoked) = (program(&server, "carla"), program(&server, "dirk"));
    assert_eq!((kept.get("/api/v1/session").status, revoked.get("/api/v1/session").status), (200, 200));
    let page = server.browser_of("carla").get("/mijn-toegang").text();
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(server.browser_of("carla").post_form("/mijn-toegang/verwijderen", &[("id", &id)]).status, 303);
    assert_eq!(server.browser_of("gerrit").post_form("/mensen/dirk/intrekken", &[]).status, 303);
    assert_eq!((kept.get("/api/v1/session").status, revoked.get("/api/v1/session").status), (401, 401));
}

#[test]
fn a_token_has_a_name_and_an_end() {
    let server = TestServer::start();
    let mut carla = server.browser_of("carla");
    for (name, days) in [("", "30"), ("  ", "30"), ("x", "0"), ("x", "366"), ("x", "altijd")] {
        let fields = [("name", name), ("days", days)];
        assert_eq!(carla.post_form("/mijn-toegang/programmas", &fields).status, 422, "{name} {days}");
    }
}

#[test]
fn the_main_job_goes_through_the_api() {
    let server = TestServer::start();
    let package = server.package("anna", 77);
    let (mut anna, mut carla) = (program(&server, "anna"), program(&server, "carla"));
    let accepted = anna.send("/api/v1/submissions", &package);
    assert_eq!(accepted.status, 201, "{}", accepted.text());
    let id = accepted.json()["capture"].as_str().unwrap().to_owned();
    let capture = format!("/api/v1/captures/{id}");
    let dossier = json!({ "id": "W-2026-001", "title": "Stationsplein" });
    assert_eq!(carla.post("/api/v1/dossiers", &dossier).status, 201);
    assert_eq!(carla.post("/api/v1/dossiers", &dossier).json()["code"], "exists");
    let registration = json!({ "items": [{
        "dossier": "W-2026-001", "title": "Appgroep", "positions": [], "confidentiality": "intern",
        "retention": { "appraisal": "N", "category": "nog te bepalen", "term": null },
        "use_limit": "Nader te bepalen", "activity": null,
    }] });
    assert_eq!(
        anna.post(&format!("{capture}/registrations"), &registration).status,
        403,
        "nobody registers their own"
    );
    let registered = carla.post(&format!("{capture}/registrations"), &registration);
    assert_eq!((registered.status, registered.json()["state"].as_str()), (201, Some("registered")));
    assert_eq!(carla.post(&format!("{capture}/registrations"), &registration).json()["code"], "wrong-state");
    assert_eq!(carla.post(&format!("{capture}/storings"), &Value::Null).status, 202);
    // The typesetter of this test is nowhere, so the job ends with the record stored and without its PDF/A.
    for _ in 0..200 {
        if carla.get(&capture).json()["state"] == "stored" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let records = carla.get(&format!("{capture}/records")).json();
    let record = records["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(records["items"][0]["state"], "stored");
    let hits = carla.post("/api/v1/searches", &json!({ "words": "", "dossier": "W-2026-001" })).json();
    assert!(hits["items"].as_array().is_some_and(|items| !items.is_empty()), "{hits}");
    let asked = carla.post(
        "/api/v1/releases",
        &json!({ "record": record, "purpose": "Woo-verzoek", "recipient": "Bureau Woo", "days": 30 }),
    );
    let release = format!("/api/v1/releases/{}", asked.json()["id"].as_str().unwrap());
    assert_eq!(carla.post(&format!("{release}/approvals"), &Value::Null).json()["code"], "four-eyes");
    let mut elif = program(&server, "elif");
    assert_eq!(elif.post(&format!("{release}/approvals"), &Value::Null).status, 204);
    assert_eq!(carla.get(&release).json()["state"], "approved");
    let package = carla.get(&format!("{release}/package"));
    assert_eq!((package.status, &package.body[..2]), (200, &b"PK"[..]));
    let copies = carla.get(&format!("{capture}/copies")).json();
    let open = copies["items"].as_array().unwrap().iter().find(|one| one["state"] == "open").unwrap().clone();
    let attest = format!("/api/v1/copies/{}/attestations", open["id"].as_str().unwrap());
    assert_eq!(carla.post(&attest, &json!({ "statement": " " })).status, 422);
    assert_eq!(anna.post(&attest, &json!({ "statement": "Van mijn telefoon gehaald." })).status, 204);
    let hold = elif.post(&format!("/api/v1/records/{record}/holds"), &json!({ "ground": "Rechtszaak" }));
    assert_eq!(hold.status, 201, "{}", hold.text());
    let mut bram = program(&server, "bram");
    let destroy = format!("/api/v1/records/{record}/destruction-proposals");
    assert_eq!(bram.post(&destroy, &json!({ "ground": "Termijn om" })).json()["code"], "on-hold");
    let lift = format!("/api/v1/holds/{}/liftings", hold.json()["id"].as_str().unwrap());
    assert_eq!(elif.post(&lift, &Value::Null).status, 204);
    assert_eq!(bram.post(&destroy, &json!({ "ground": "Termijn om" })).status, 204);
}

#[test]
fn people_are_added_through_the_api_and_their_roles_wait() {
    let server = TestServer::start();
    let mut gerrit = program(&server, "gerrit");
    let new = json!({ "id": "lotte", "name": "Lotte Vermeer", "roles": ["data-owner"] });
    assert_eq!(gerrit.post("/api/v1/people", &new).status, 201);
    assert_eq!(gerrit.post("/api/v1/people", &new).status, 409);
    let unknown = json!({ "id": "kees", "name": "Kees", "roles": ["baas"] });
    assert_eq!(gerrit.post("/api/v1/people", &unknown).status, 422);
    let people = gerrit.get("/api/v1/people").json();
    let lotte = people["items"].as_array().unwrap().iter().find(|one| one["id"] == "lotte").unwrap().clone();
    assert_eq!(lotte["name"], "Lotte Vermeer");
}

#[test]
fn two_who_decide_at_once_decide_once() {
    let server = TestServer::example();
    let mut bram = server.browser_of("bram");
    let list = bram.get("/uitgiften").text();
    let release = list.split("/uitgiften/").nth(1).unwrap()[..36].to_owned();
    let path = format!("/uitgiften/{release}/goedkeuren");
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let deciders = ["elif", "carla", "dirk"].map(|short| {
            let (mut browser, path) = (server.browser_of(short), path.as_str());
            scope.spawn(move || browser.post_form(path, &[]).status)
        });
        deciders.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 2, "{answers:?}");
}

#[test]
fn what_is_sent_twice_is_done_once() {
    let server = TestServer::start();
    let mut carla = server.browser_of("carla");
    let fields = [("id", "W-2026-9"), ("title", "Tweemaal")];
    let first = carla.post_form("/dossiers", &fields);
    let second = carla.post_form("/dossiers", &fields);
    assert_eq!((first.status, second.status), (303, 422));
    assert!(second.text().contains("Tweemaal"), "what was typed is still there");
}
