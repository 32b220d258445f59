//! The first run: nothing without the one-time code, then an archive with its keys put away once, or the example.

use crate::kit::{TestServer, hidden};

const FORM: [(&str, &str); 5] = [
    ("organisation", "Gemeente Waterveen"),
    ("archive", ""),
    ("origin", "archief.waterveen.example"),
    ("admin_name", "Hanna de Vries"),
    ("admin_short", "hanna"),
];

#[test]
fn without_the_code_nothing_is_made() {
    let (server, _code) = TestServer::without_archive();
    let mut browser = server.browser();
    assert_eq!(browser.get("/eerste-keer").status, 200);
    for path in ["/eerste-keer", "/eerste-keer/voorbeeld"] {
        let mut form = FORM.to_vec();
        form.push(("secret", "00000000000000000000000000000000"));
        assert_eq!(browser.post_form(path, &form).status, 422, "{path}");
    }
    assert!(!server.dir.path().join("archive").exists());
}

#[test]
fn the_archive_is_made_once_and_each_key_is_fetched_once() {
    let (server, code) = TestServer::without_archive();
    let mut browser = server.browser();
    let mut form = FORM.to_vec();
    form.push(("secret", &code));
    let made = browser.post_form("/eerste-keer", &form);
    assert_eq!(made.status, 200, "{}", made.text());
    let ticket = hidden(&made, "ticket");
    for n in ["0", "1", "5"] {
        let key = browser.post_form("/eerste-keer/sleutel", &[("ticket", &ticket), ("n", n)]);
        assert_eq!(key.status, 200);
        assert!(key.header("content-disposition").unwrap().starts_with("attachment"));
        assert!(20 < key.body.len());
        let again = browser.post_form("/eerste-keer/sleutel", &[("ticket", &ticket), ("n", n)]);
        assert_eq!(again.status, 410, "key {n} is given once");
    }
    let access = browser.post_form("/toegang", &[("name", "hanna"), ("code", &hidden(&made, "code"))]);
    assert_eq!(access.status, 200, "the first administrator goes on to their access");
    assert_eq!(browser.get("/eerste-keer").status, 404, "and the first run is over");
    assert_eq!(browser.post_form("/eerste-keer", &form).status, 404);
    assert_eq!(browser.get("/").header("location"), Some("/aanmelden?terug=/"));
}

#[test]
fn an_example_that_cannot_be_made_says_so_and_may_be_tried_again() {
    let (server, code) = TestServer::without_archive();
    let mut browser = server.browser();
    assert_eq!(browser.get("/eerste-keer/voorbeeld").header("location"), Some("/eerste-keer"));
    let archive = server.dir.path().join("archive");
    std::fs::create_dir(&archive).unwrap();
    std::fs::write(archive.join("van-iemand-anders"), "").unwrap();
    let load = [("secret", code.as_str())];
    assert_eq!(browser.post_form("/eerste-keer/voorbeeld", &load).status, 303);
    for _ in 0..100 {
        if browser.get("/eerste-keer/voorbeeld/stand").json()["state"] == "failed" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(browser.get("/eerste-keer/voorbeeld").text().contains("kon niet worden gemaakt"));
    assert!(archive.join("van-iemand-anders").exists(), "nothing of somebody else was touched");
    std::fs::remove_dir_all(&archive).unwrap();
    assert_eq!(browser.post_form("/eerste-keer/voorbeeld", &load).status, 303);
}

#[test]
fn the_example_lets_a_newcomer_walk_through_every_role() {
    let (server, code) = TestServer::without_archive();
    let mut browser = server.browser();
    let loaded = browser.post_form("/eerste-keer/voorbeeld", &[("secret", &code)]);
    assert_eq!((loaded.status, loaded.header("location")), (303, Some("/eerste-keer/voorbeeld")));
    // A second press, in another tab, begins nothing of its own.
    assert_eq!(browser.post_form("/eerste-keer/voorbeeld", &[("secret", &code)]).status, 303);
    let mut standing = server.browser().get("/eerste-keer/voorbeeld/stand").json();
    for _ in 0..600 {
        if standing["state"] != "loading" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        standing = browser.get("/eerste-keer/voorbeeld/stand").json();
    }
    assert_eq!((&standing["state"], &standing["n_made"]), (&"done".into(), &standing["n_parts"]));
    assert_eq!(browser.get("/eerste-keer/voorbeeld").header("location"), Some("/aanmelden"));
    let page = browser.get("/aanmelden").text();
    for (short, _, _) in zegel_web::example::PEOPLE {
        assert!(page.contains(&format!("name=\"person\" value=\"{short}\"")), "{short} is listed");
        let mut one = server.browser();
        assert_eq!(one.post_form("/aanmelden/voorbeeld", &[("person", short)]).status, 303);
        assert_eq!(one.get("/").status, 200, "{short}");
    }
}
