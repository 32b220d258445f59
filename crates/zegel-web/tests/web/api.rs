//! The JSON API: what the sifting page needs, and submissions coming in, whole, twice, broken, enormous and slowly.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::kit::TestServer;

const MEDIA_TYPE: (&str, &str) = ("content-type", "application/vnd.zegel.submission");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

fn n_incoming(server: &TestServer) -> usize {
    std::fs::read_dir(server.dir.path().join("archive").join("incoming")).unwrap().count()
}

#[test]
fn the_sift_context_tells_what_the_page_needs_and_no_more() {
    let server = TestServer::start();
    let context = server.browser_of("anna").get("/api/v1/sift-context").json();
    assert_eq!(context["archive"]["name"], "Archief gemeente Waterveen");
    assert!(context["archive"]["recipient"].as_str().unwrap().starts_with("age1"));
    assert_eq!((&context["owner"]["id"], &context["today"]), (&"anna".into(), &"2026-11-21".into()));
    let grounds = context["grounds"].as_array().unwrap();
    assert!(grounds.iter().any(|one| one["id"] == "private" && one["label"] == "Privé"));
    let starts: Vec<_> =
        context["regimes"].as_array().unwrap().iter().map(|one| one["start"].clone()).collect();
    assert!(starts.contains(&"empty".into()) && starts.contains(&"full".into()));
    assert_eq!(
        server.browser_of("sam").get("/api/v1/sift-context").status,
        403,
        "a supporter hands nothing in"
    );
}

#[test]
fn a_submission_comes_in_once() {
    let server = TestServer::start();
    let package = server.package("anna", 3);
    let mut anna = server.browser_of("anna");
    let accepted = anna.ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &package);
    assert_eq!(accepted.status, 201, "{}", accepted.text());
    let json = accepted.json();
    let url = format!("/indieningen/{}", json["capture"].as_str().unwrap());
    assert_eq!((json["url"].as_str(), accepted.header("location")), (Some(url.as_str()), Some(url.as_str())));
    assert!(0 < json["n_kept"].as_u64().unwrap() && json["n_kept"].as_u64() < json["n_messages"].as_u64());
    assert_eq!(n_incoming(&server), 1, "the package is an interim copy now");
    let again = anna.ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &package);
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("already-accepted")));
    assert_eq!(n_incoming(&server), 1, "and the second one is gone");
}

#[test]
fn what_is_no_submission_leaves_nothing_behind() {
    let server = TestServer::start();
    let package = server.package("anna", 4);
    let mut anna = server.browser_of("anna");
    let mut flipped = package.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for (what, bytes) in [
        ("noise", b"geen pakket".to_vec()),
        ("half", package[..package.len() / 2].to_vec()),
        ("flipped", flipped),
    ] {
        let answer = anna.ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &bytes);
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
    }
    let other = server.browser_of("anna").ask(
        "POST",
        "/api/v1/submissions",
        &[("content-type", "text/plain"), SAME],
        b"x",
    );
    assert_eq!(other.status, 415);
    assert_eq!(
        server.browser().ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &package).status,
        401
    );
    assert_eq!(n_incoming(&server), 0);
    let state = server.browser_of("anna").ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &package);
    assert_eq!(state.status, 201, "and the whole one is still welcome");
}

#[test]
fn nobody_hands_in_for_somebody_else() {
    let server = TestServer::example();
    let package = server.package("anna", 5);
    let answer = server.browser_of("joris").ask("POST", "/api/v1/submissions", &[MEDIA_TYPE, SAME], &package);
    assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("not-your-capture")));
}

#[test]
fn an_enormous_body_is_refused_before_it_is_read() {
    let server = TestServer::start();
    let mut anna = server.browser_of("anna");
    let cookie = anna.cookie.clone().unwrap();
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head = format!(
        "POST /api/v1/submissions HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n{}: {}\r\ncontent-length: 9000000000\r\n\r\n",
        MEDIA_TYPE.0, MEDIA_TYPE.1
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    let form = anna.ask(
        "POST",
        "/taal",
        &[("content-type", "application/x-www-form-urlencoded"), SAME],
        &vec![b'a'; zegel_web::routes::MAX_BODY_BYTES + 1],
    );
    assert_eq!(form.status, 413);
    assert_eq!(anna.get("/").status, 200, "and the server goes on");
}

#[test]
fn a_slow_sender_holds_nobody_up() {
    let server = TestServer::start();
    let package = server.package("anna", 6);
    let cookie = server.browser_of("anna").cookie.unwrap();
    let mut slow = TcpStream::connect(server.address).unwrap();
    let head = format!(
        "POST /api/v1/submissions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookie}\r\n{}: {}\r\ncontent-length: {}\r\n\r\n",
        MEDIA_TYPE.0,
        MEDIA_TYPE.1,
        package.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    slow.write_all(&package[..100]).unwrap();
    slow.flush().unwrap();
    // The server has the first piece and waits for more; others are served meanwhile.
    for _ in 0..20 {
        if n_incoming(&server) == 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(n_incoming(&server), 1);
    assert_eq!(server.browser_of("bram").get("/").status, 200);
    slow.write_all(&package[100..]).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}
