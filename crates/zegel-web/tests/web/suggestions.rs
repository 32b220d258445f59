//! Suggestions: off by default, switched on by the body, in the ledger before anything is marked, measured and sealed.

use zegel_archive::Config;
use zegel_archive::suggestions::{Detector, Setting};

use crate::kit::{Answer, Browser, TestServer};

fn upload(browser: &mut Browser, lines: &str) -> Answer {
    let body = format!(
        "--grens\r\ncontent-disposition: form-data; name=\"sample\"; filename=\"a.jsonl\"\r\n\r\n{lines}\r\n--grens--\r\n"
    );
    let headers =
        [("content-type", "multipart/form-data; boundary=grens"), ("sec-fetch-site", "same-origin")];
    browser.ask("POST", "/suggesties/steekproef", &headers, body.as_bytes())
}

/// The entries of the ledger about suggestions, as an inspector exports them.
fn entries(server: &TestServer) -> Vec<String> {
    let exported = server.browser_of("inez").get("/logboek/uitvoer.jsonl").text();
    exported.lines().filter(|line| line.contains("keep-suggestions")).map(str::to_owned).collect()
}

#[test]
fn suggestions_are_off_until_the_body_switches_them_on_and_the_ledger_says_who() {
    let server = TestServer::start();
    let context = |server: &TestServer| server.browser_of("anna").get("/api/v1/sift-context").json();
    assert_eq!(context(&server).get("suggestions"), None);
    assert!(entries(&server).is_empty());

    let form = [
        ("detector", "bsn"),
        ("detector", "special"),
        ("add", "Enkelband*\r\n\r\n"),
        ("leave_out", "fraude"),
    ];
    assert_eq!(server.browser_of("anna").post_form("/suggesties", &form).status, 403, "a chat owner");
    assert_eq!(server.browser_of("gerrit").post_form("/suggesties", &form).status, 403, "an administrator");
    assert_eq!(server.browser_of("fatima").post_form("/suggesties", &form).status, 303);
    let on = &context(&server)["suggestions"];
    assert_eq!(on["detectors"], serde_json::json!(["bsn", "special"]));
    assert_eq!((&on["add_words"][0], &on["leave_out_words"][0]), (&"enkelband*".into(), &"fraude".into()));
    assert_eq!(entries(&server).len(), 1);

    let text = std::fs::read_to_string(server.dir.path().join("archive/zegel.toml")).unwrap();
    assert!(text.contains("[suggestions]") && text.contains("detectors = [\"bsn\", \"special\"]"), "{text}");
    assert_eq!(server.browser_of("fatima").post_form("/suggesties", &[]).status, 303);
    assert_eq!(context(&server).get("suggestions"), None);
    assert_eq!(entries(&server).len(), 2);
}

#[test]
fn what_was_switched_on_by_hand_is_in_the_ledger_before_a_page_hears_of_it() {
    let setting = Setting { detectors: vec![Detector::Phone], ..Setting::default() };
    let server = TestServer::with(|config| Config { suggestions: setting, ..config });
    assert!(entries(&server).is_empty());
    let context = server.browser_of("anna").get("/api/v1/sift-context").json();
    assert_eq!(context["suggestions"]["detectors"][0], "phone");
    server.browser_of("anna").get("/api/v1/sift-context");
    let entries = entries(&server);
    assert_eq!(entries.len(), 1, "once, and not at every look");
    assert!(entries[0].contains("00000000-0000-0000-0000-000000000000"), "by the archive: {}", entries[0]);
}

#[test]
fn everybody_sees_the_figures_and_their_intervals_and_nobody_the_sample() {
    let server = TestServer::start();
    let before = server.browser_of("anna").get("/suggesties").text();
    assert!(before.contains("Op verzonnen berichten") && !before.contains("Op uw eigen steekproef"));
    assert!(!before.contains("name=\"sample\""), "who may not, is not offered");

    let sample = "{\"text\":\"KANARIE bel 0612345678\",\"marks\":[{\"from\":12,\"to\":22,\"detector\":\"phone\"}]}\n\
                  {\"text\":\"toestel 4312\",\"marks\":[{\"from\":8,\"to\":12,\"detector\":\"phone\"}]}";
    assert_eq!(upload(&mut server.browser_of("anna"), sample).status, 403);
    let wrong = upload(&mut server.browser_of("fatima"), "{\"text\":\"KANARIE\"}\nKANARIE");
    assert_eq!(wrong.status, 422);
    assert!(!wrong.text().contains("KANARIE"));
    assert_eq!(upload(&mut server.browser_of("fatima"), sample).status, 303);
    let page = server.browser_of("sam").get("/suggesties").text();
    assert!(page.contains("Op uw eigen steekproef") && !page.contains("KANARIE"));
    // Half of two is found: Wilson gives 9.5 to 90.5 %.
    assert!(page.contains("50,0\u{a0}%") && page.contains("9,5–90,5\u{a0}%, 1 van 2"), "{page}");

    let folder = server.dir.path().join("archive");
    let sealed = std::fs::read(folder.join("samples/suggestions.jsonl.age")).unwrap();
    assert!(
        sealed.starts_with(b"age-encryption.org/v1") && !sealed.windows(7).any(|part| part == b"KANARIE")
    );
    assert!(!server.ledger().contains("KANARIE"));
    assert_eq!(server.browser_of("carla").post_form("/suggesties/steekproef/verwijderen", &[]).status, 303);
    assert!(!folder.join("samples/suggestions.jsonl.age").exists());
    assert!(!server.browser_of("anna").get("/suggesties").text().contains("Op uw eigen steekproef"));
}
