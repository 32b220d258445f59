//! `zegel serve`: begins with a one-time link where there is no archive, and stops when told to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

#[test]
fn a_server_begins_with_a_one_time_link_and_stops_when_told() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut server = Command::new(env!("CARGO_BIN_EXE_zegel"))
        .args(["serve", "--listen", "127.0.0.1:0", "--archive"])
        .arg(dir.path().join("archive"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("zegel starts");
    let mut said = BufReader::new(server.stdout.take().expect("its output"));
    let mut link = String::new();
    while !link.contains("/eerste-keer#") {
        link.clear();
        assert_ne!(said.read_line(&mut link).expect("its output"), 0, "the link is printed");
    }
    // Whoever started it may listen no longer; that stops no server and spoils no end.
    drop(said);
    let link = link.trim();
    let (address, secret) = link.split_once("/eerste-keer#").expect("the link has its secret behind the #");
    assert_eq!(secret.len(), 32);
    let port: u16 = address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");

    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens on loopback");
    let ask = format!("GET / HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(answer.contains("location: /eerste-keer\r\n"), "{answer}");

    let told = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().expect("kill");
    assert!(told.success());
    assert!(server.wait().expect("it ends").success(), "it ends by itself and well");
}

#[test]
fn the_first_administrator_of_an_archive_from_the_command_line_gets_a_code() {
    let body = crate::body::Body::new();
    let given = body.zegel_as("beheer", &["person", "code", "beheer"]).ok().says("to be used once");
    let code = given.out.lines().find(|line| line.starts_with("  ")).expect("the code").trim().to_owned();
    // Until it is used, whoever holds the key may give another: the first opens nothing any more.
    body.zegel_as("beheer", &["person", "code", "beheer"]).ok();
    assert_ne!(body.zegel_as("beheer", &["person", "code", "nobody"]).code, 0);
    let leaves = body.path("leaves.jsonl");
    body.zegel_as("beheer", &["ledger", "export", crate::body::text(&leaves)]).ok();
    let leaves = std::fs::read_to_string(&leaves).expect("the export");
    assert!(!leaves.contains(&code), "the code is in no entry of the ledger");
}
