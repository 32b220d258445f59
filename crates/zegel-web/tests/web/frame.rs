//! The frame around every route: headers, languages, sessions, and who is let in.

use jiff::SignedDuration;
use zegel_web::{Needs, routes};

use crate::kit::TestServer;

/// Fills the places of a path pattern with something that has their form.
pub fn example_of(pattern: &str) -> String {
    let filled = pattern.replace("{*name}", "app.css");
    let pieces = filled
        .split('/')
        .map(|piece| if piece.starts_with('{') { "00000000-0000-7000-8000-000000000000" } else { piece });
    pieces.collect::<Vec<_>>().join("/")
}

#[test]
fn every_answer_carries_the_headers() {
    let server = TestServer::start();
    for route in routes::table() {
        let mut browser = server.browser_of("sam");
        let answer = browser.ask(
            route.method.as_str(),
            &example_of(route.path),
            &[("sec-fetch-site", "same-origin")],
            b"",
        );
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{}: {policy}", route.path);
        assert!(!policy.contains("unsafe-inline"), "{}", route.path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{}", route.path);
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{}", route.path);
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{}", route.path);
        assert!(answer.header("permissions-policy").is_some(), "{}", route.path);
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 10), "{}", route.path);
        assert!(answer.header("cache-control").is_some(), "{}", route.path);
    }
    let answer = server.browser().get("/nergens");
    assert_eq!(answer.status, 404);
    assert!(answer.header("content-security-policy").is_some(), "an error page too");
}

#[test]
fn nobody_gets_in_without_signing_on() {
    let server = TestServer::start();
    for route in routes::table() {
        let answer = server.browser().ask(
            route.method.as_str(),
            &example_of(route.path),
            &[("sec-fetch-site", "same-origin")],
            b"",
        );
        if matches!(route.needs, Needs::Nothing | Needs::Archive) {
            continue;
        }
        let is_sent_away = answer.status == 401
            || answer.status == 303
                && answer.header("location").is_some_and(|to| to.starts_with("/aanmelden?terug="));
        assert!(is_sent_away, "{} {}: {}", route.method, route.path, answer.status);
    }
}

#[test]
fn a_page_of_another_site_cannot_post() {
    let server = TestServer::start();
    for route in routes::table().iter().filter(|route| route.method == "POST") {
        for foreign in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let answer = server.browser_of("gerrit").ask("POST", &example_of(route.path), &[foreign], b"");
            assert_eq!(answer.status, 403, "{} with {foreign:?}", route.path);
        }
    }
}

#[test]
fn the_language_is_that_of_the_choice_then_of_the_browser() {
    let server = TestServer::start();
    let mut browser = server.browser();
    assert!(browser.get("/aanmelden").text().contains("<html lang=\"nl\""), "Dutch where nothing was asked");
    let french = browser.ask("GET", "/aanmelden", &[("accept-language", "fr-BE,fr;q=0.9")], b"");
    assert!(french.text().contains("<html lang=\"fr\""));
    let answer = browser.post_form("/taal", &[("lang", "en"), ("back", "/aanmelden")]);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/aanmelden")));
    let english = browser.ask("GET", "/aanmelden", &[("accept-language", "fr")], b"");
    assert!(english.text().contains("<html lang=\"en\""), "the choice comes before the browser");
}

#[test]
fn an_idle_session_ends_and_looking_does_not_prolong_it() {
    let server = TestServer::start();
    let mut browser = server.browser_of("bram");
    assert_eq!(browser.get("/").status, 200);
    server.wait(SignedDuration::from_mins(20));
    let look = browser.get("/api/v1/session");
    assert_eq!((look.status, look.json()["seconds_left"].as_i64()), (200, Some(600)));
    server.wait(SignedDuration::from_mins(5));
    let prolonged = browser.ask("POST", "/api/v1/session", &[("sec-fetch-site", "same-origin")], b"");
    assert_eq!(prolonged.json()["seconds_left"].as_i64(), Some(1800));
    server.wait(SignedDuration::from_mins(30));
    let ended = browser.get("/api/v1/session");
    assert_eq!(
        (ended.status, ended.json()["code"].as_str().map(str::to_owned)),
        (401, Some("sign-on-needed".into()))
    );
    assert_eq!(ended.header("content-type"), Some("application/problem+json"));
}

#[test]
fn signing_off_ends_the_session_at_the_server() {
    let server = TestServer::start();
    let mut browser = server.browser_of("bram");
    let mut thief = browser.clone();
    assert_eq!(browser.post_form("/afmelden", &[]).status, 303);
    assert!(browser.cookie.is_none(), "the browser forgot the token");
    assert_eq!(thief.get("/").status, 303, "and the token opens nothing any more");
}

#[test]
fn without_an_archive_there_is_only_the_first_run() {
    let (server, _code) = TestServer::without_archive();
    let answer = server.browser().get("/");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/eerste-keer")));
    assert_eq!(server.browser().get("/api/v1/session").status, 503);
}

#[test]
fn another_name_for_our_address_is_refused() {
    let server = TestServer::start();
    for (host, status) in
        [("evil.example", 421), ("localhost.evil.example", 421), ("127.0.0.1:8420", 303), ("localhost", 303)]
    {
        let mut stream = std::net::TcpStream::connect(server.address).unwrap();
        std::io::Write::write_all(
            &mut stream,
            format!("GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes(),
        )
        .unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{host}: {answer}");
    }
}
