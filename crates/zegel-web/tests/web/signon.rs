//! Signing on: enrolment, passphrase and code, lock-out, roles by two administrators.

use jiff::SignedDuration;
use totp_rs::{Builder, Secret};

use crate::kit::{Answer, Browser, TestServer, hidden, id};

const PASSPHRASE: &str = "vier losse woorden samen";

/// Reads the TOTP secret that a page shows to be typed.
fn totp_secret(page: &Answer) -> Vec<u8> {
    let text = page.text();
    let typed = text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    Secret::try_from_base32(&typed).unwrap().as_bytes().to_vec()
}

fn code(server: &TestServer, secret: &[u8]) -> String {
    let totp = Builder::new().with_secret(Secret::new(secret.into())).with_account_name("x").build().unwrap();
    totp.generate(server.app.now().as_second().unsigned_abs()).to_string()
}

/// Makes access for a person from a code of an administrator to a passphrase; returns the secret of the app.
fn enrol(server: &TestServer, short: &str) -> Vec<u8> {
    let given = server.browser_of("gerrit").post_form(&format!("/mensen/{short}/code"), &[]);
    assert_eq!(given.status, 200);
    let text = given.text();
    let code_text = text.split("id=\"de-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let mut browser = server.browser();
    let page = browser.post_form("/toegang", &[("name", short), ("code", &code_text.to_uppercase())]);
    assert_eq!(page.status, 200, "{}", page.text());
    let secret = totp_secret(&page);
    let ticket = hidden(&page, "ticket");
    let done = browser.post_form(
        "/toegang/wachtzin",
        &[
            ("ticket", &ticket),
            ("passphrase", PASSPHRASE),
            ("again", PASSPHRASE),
            ("code", &code(server, &secret)),
        ],
    );
    assert_eq!((done.status, done.header("location")), (303, Some("/")), "{}", done.text());
    assert_eq!(browser.get("/").status, 200, "and is signed on");
    let again = server.browser().post_form("/toegang", &[("name", short), ("code", &code_text)]);
    assert_eq!(again.status, 422, "a code works once");
    secret
}

fn sign_on(browser: &mut Browser, short: &str, passphrase: &str, code: &str) -> Answer {
    browser.post_form(
        "/aanmelden",
        &[("name", short), ("passphrase", passphrase), ("code", code), ("back", "/rechten")],
    )
}

#[test]
fn somebody_new_enrols_with_a_code_and_signs_on_with_passphrase_and_app() {
    let server = TestServer::start();
    let secret = enrol(&server, "bram");
    let used = code(&server, &secret);
    let replay = sign_on(&mut server.browser(), "bram", PASSPHRASE, &used);
    assert_eq!(replay.status, 422, "the code that was shown at enrolment is used up");
    server.wait(SignedDuration::from_secs(30));
    let mut browser = server.browser();
    let answer = sign_on(&mut browser, " Bram ", PASSPHRASE, &code(&server, &secret));
    assert_eq!((answer.status, answer.header("location")), (303, Some("/rechten")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert_eq!(browser.get("/mijn-toegang").status, 200);
    let stolen = sign_on(&mut server.browser(), "bram", PASSPHRASE, &code(&server, &secret));
    assert_eq!(stolen.status, 422, "one code signs on once");
}

#[test]
fn the_answer_does_not_tell_what_was_wrong() {
    let server = TestServer::start();
    let secret = enrol(&server, "bram");
    server.wait(SignedDuration::from_secs(30));
    let right = code(&server, &secret);
    let bodies: Vec<String> = [
        ("bram", "een andere wachtzin", right.as_str()),
        ("bram", PASSPHRASE, "000000"),
        ("carla", PASSPHRASE, right.as_str()),
        ("niemand", PASSPHRASE, right.as_str()),
        ("Geen Naam!", PASSPHRASE, right.as_str()),
    ]
    .iter()
    .map(|(short, passphrase, code)| {
        let answer = sign_on(&mut server.browser(), short, passphrase, code);
        assert_eq!(answer.status, 422);
        assert!(!answer.text().contains(*passphrase), "what was typed in secret does not come back");
        answer.text().replace(&format!("value=\"{short}\""), "").replace("value=\"Geen Naam!\"", "")
    })
    .map(|text| text.split("<main").nth(1).unwrap().to_owned())
    .collect();
    for body in &bodies {
        assert_eq!(*body, bodies[0], "the same page for all");
    }
}

#[test]
fn too_many_attempts_must_wait_also_with_the_right_answer() {
    let server = TestServer::start();
    let secret = enrol(&server, "bram");
    server.wait(SignedDuration::from_secs(30));
    // The code that was tried a second time at enrolment counts too.
    for _ in 0..4 {
        assert_eq!(sign_on(&mut server.browser(), "bram", "mis", "000000").status, 422);
    }
    let locked = sign_on(&mut server.browser(), "bram", PASSPHRASE, &code(&server, &secret));
    assert_eq!(locked.status, 429);
    assert!(locked.header("retry-after").is_some());
    for _ in 0..5 {
        assert_eq!(sign_on(&mut server.browser(), "niemand", "mis", "000000").status, 422);
    }
    assert_eq!(
        sign_on(&mut server.browser(), "niemand", "mis", "0").status,
        429,
        "an unknown name locks the same"
    );
    server.wait(SignedDuration::from_secs(60));
    assert_eq!(sign_on(&mut server.browser(), "bram", PASSPHRASE, &code(&server, &secret)).status, 303);
    let ledger = server.ledger();
    assert!(ledger.contains("locked_until"), "the lock is in the ledger: {ledger}");
    assert!(!ledger.contains(PASSPHRASE) && !ledger.contains(&hex::encode(&secret)), "and no secret is");
}

#[test]
fn a_code_expires_and_nobody_gives_themselves_one() {
    let server = TestServer::start();
    let given = server.browser_of("gerrit").post_form("/mensen/bram/code", &[]).text();
    let code = given.split("id=\"de-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    server.wait(SignedDuration::from_hours(73));
    assert_eq!(server.browser().post_form("/toegang", &[("name", "bram"), ("code", &code)]).status, 422);
    assert_eq!(server.browser_of("gerrit").post_form("/mensen/gerrit/code", &[]).status, 403);
    assert_eq!(server.browser_of("bram").post_form("/mensen/carla/code", &[]).status, 403);
}

#[test]
fn roles_need_a_second_administrator() {
    let server = TestServer::start();
    let mut gerrit = server.browser_of("gerrit");
    let added = gerrit.post_form(
        "/mensen",
        &[("name", "Tom Nieuw"), ("short", "tom"), ("role", "lawyer"), ("role", "archivist")],
    );
    assert_eq!(added.status, 303, "{}", added.text());
    let mut tom = server.browser_of("tom");
    assert_eq!(tom.get("/zoeken").status / 100, 4, "no role yet");
    assert!(tom.get("/").text().contains("U heeft nog geen rol"), "and the first page says so");
    let list = gerrit.get("/mensen").text();
    let change =
        list.split("action=\"/mensen/rollen\"").nth(1).unwrap().split("name=\"id\" value=\"").nth(1).unwrap();
    let change = change.split('"').next().unwrap().to_owned();
    let own = gerrit.post_form("/mensen/rollen", &[("id", &change), ("decision", "approve")]);
    assert_eq!(own.status, 409, "who asked does not approve");
    assert_eq!(tom.post_form("/mensen/rollen", &[("id", &change), ("decision", "approve")]).status, 403);
    let second =
        server.browser_of("beheer").post_form("/mensen/rollen", &[("id", &change), ("decision", "approve")]);
    assert_eq!(second.status, 303);
    let session = tom.get("/api/v1/session").json();
    assert_eq!(
        session["roles"],
        serde_json::json!(["lawyer", "archivist"]),
        "in force in a session that runs"
    );
    let conflict =
        gerrit.post_form("/mensen/bram/rollen", &[("role", "administrator"), ("role", "archivist")]);
    assert_eq!(conflict.status, 422);
    assert_eq!(gerrit.post_form("/mensen/gerrit/rollen", &[("role", "administrator")]).status, 403);
}

#[test]
fn the_last_way_to_sign_on_stays() {
    let server = TestServer::start();
    enrol(&server, "bram");
    let mut bram = server.browser_of("bram");
    let own = server
        .block(server.app.with_desk(&id("bram"), |desk| zegel_archive::credentials::own(desk)))
        .unwrap();
    assert_eq!(own.len(), 1);
    let which = own[0].id.to_string();
    assert_eq!(bram.post_form("/mijn-toegang/verwijderen", &[("id", &which)]).status, 422);
    assert_eq!(
        server.browser_of("carla").post_form("/mijn-toegang/verwijderen", &[("id", &which)]).status,
        404
    );
}

#[test]
fn nobody_signs_on_by_name_outside_an_example() {
    let server = TestServer::start();
    assert_eq!(server.browser().post_form("/aanmelden/voorbeeld", &[("person", "carla")]).status, 404);
    assert!(!server.browser().get("/aanmelden").text().contains("aanmelden/voorbeeld"));
}

#[test]
fn access_that_is_taken_away_ends_at_once() {
    let server = TestServer::start();
    let secret = enrol(&server, "bram");
    server.wait(SignedDuration::from_secs(30));
    let mut bram = server.browser();
    assert_eq!(sign_on(&mut bram, "bram", PASSPHRASE, &code(&server, &secret)).status, 303);
    assert_eq!(server.browser_of("gerrit").post_form("/mensen/bram/intrekken", &[]).status, 303);
    assert_eq!(bram.get("/api/v1/session").status, 401, "the session ended");
    server.wait(SignedDuration::from_secs(30));
    assert_eq!(
        sign_on(&mut bram, "bram", PASSPHRASE, &code(&server, &secret)).status,
        422,
        "and the key is gone"
    );
    assert_eq!(server.browser_of("gerrit").post_form("/mensen/gerrit/intrekken", &[]).status, 403);
}
