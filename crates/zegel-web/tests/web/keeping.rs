//! From a submission to a stored record, found, released and in the ledger: by plain forms, without a line of script.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is how a test fails")]

use std::time::Duration;

use crate::kit::{Answer, Browser, TestServer};

const SUBMISSION: (&str, &str) = ("content-type", "application/vnd.zegel.submission");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const CATEGORY: &str = "gemeenten-2020, 1.1";

/// Hands in a choice from a generated chat; returns the address of its page.
pub fn hand_in(server: &TestServer, short: &str, seed: u64) -> String {
    let package = server.package(short, seed);
    let answer = server.browser_of(short).ask("POST", "/api/v1/submissions", &[SUBMISSION, SAME], &package);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.header("location").unwrap().to_owned()
}

pub fn open_dossier(server: &TestServer) {
    let answer = server
        .browser_of("carla")
        .post_form("/dossiers", &[("id", "W-2026-017"), ("title", "Herinrichting Stationsplein")]);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// The fields of a registration of everything in one record.
pub const WHOLE: [(&str, &str); 7] = [
    ("act", "register"),
    ("parts", "1"),
    ("title-1", "Appgroep Stationsplein"),
    ("dossier-1", "W-2026-017"),
    ("category-1", CATEGORY),
    ("confidentiality-1", "intern"),
    ("use-1", "Nader te bepalen"),
];

/// Registers and stores; returns the address of the record.
pub fn keep(server: &TestServer, capture: &str) -> String {
    let mut carla = server.browser_of("carla");
    let registered = carla.post_form(&format!("{capture}/registreren"), &WHOLE);
    assert_eq!(registered.status, 303, "{}", registered.text());
    assert_eq!(carla.post_form(&format!("{capture}/opslaan"), &[]).status, 303);
    let page = wait_for(&mut carla, capture);
    let start = page.find("/archiefstukken/").unwrap();
    page[start..].split('"').next().unwrap().to_owned()
}

/// Looks at the page until its job is over, as a person does who comes back to it.
fn wait_for(browser: &mut Browser, path: &str) -> String {
    for _ in 0..200 {
        let page = browser.get(path).text();
        if !page.contains("Kijk hoe ver het is") {
            return page;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    unreachable!("the job does not end")
}

fn follow(browser: &mut Browser, answer: &Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").unwrap().to_owned();
    browser.get(&to)
}

/// A word that stands in the chat, long enough to be found.
fn some_word(page: &str) -> String {
    let texts = page.split("read__text\" dir=\"auto\">").skip(1).filter_map(|rest| rest.split('<').next());
    let mut words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphabetic()));
    words.find(|word| 7 < word.len()).unwrap().to_owned()
}

#[test]
fn a_submission_becomes_a_record_that_is_found_released_and_in_the_ledger() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 11);
    let mut carla = server.browser_of("carla");
    let page = carla.get(&capture).text();
    for words in ["Wacht op registratie", "Anna de Boer", "niet gekozen", "Wat ontbreekt", "Nog open"] {
        assert!(page.contains(words), "{words}");
    }
    let form = carla.get(&format!("{capture}/registreren")).text();
    assert!(form.contains("W-2026-017") && form.contains("1.1  Instellen"), "prefilled from the lists");

    let record = keep(&server, &capture);
    let page = carla.get(&capture).text();
    // This server has no program that sets type: what worked is said, and what did not can be tried again.
    assert!(page.contains("Alleen de pdf lukte niet") && page.contains("Maak de pdf opnieuw"), "{page}");

    let text = carla.get(&record).text();
    let word = some_word(&text);
    let mut elif = server.browser_of("elif");
    let asked = elif.post_form("/zoeken", &[("words", &word)]);
    let address = asked.header("location").unwrap().to_owned();
    assert!(!address.contains(&word), "what was typed is in no address: {address}");
    let found = follow(&mut elif, &asked).text();
    assert!(found.contains("<mark>") && found.contains(&record), "{word} is found in its context");
    assert!(found.contains("dossier=W-2026-017"), "with facets");
    let lost = server.browser_of("carla").get(&address).text();
    assert!(
        !lost.contains("<mark>") && !lost.contains(&word),
        "the address of somebody else's search opens nothing"
    );

    let id = record.rsplit('/').next().unwrap();
    let terms =
        [("archiefstuk", id), ("purpose", "Woo-verzoek 12"), ("recipient", "Commissie"), ("days", "30")];
    let asked = elif.post_form("/uitgiften", &terms);
    let release = asked.header("location").unwrap().split('?').next().unwrap().to_owned();
    assert!(follow(&mut elif, &asked).text().contains("U vroeg dit zelf"));
    assert_eq!(elif.get(&format!("{release}/pakket")).status, 422, "nothing leaves before it was approved");
    assert_eq!(
        elif.post_form(&format!("{release}/goedkeuren"), &[]).status,
        409,
        "nobody approves their own"
    );
    assert_eq!(server.browser_of("bram").post_form(&format!("{release}/goedkeuren"), &[]).status, 403);
    let mut dirk = server.browser_of("dirk");
    assert_eq!(dirk.post_form(&format!("{release}/goedkeuren"), &[]).status, 303);
    assert_eq!(dirk.post_form(&format!("{release}/goedkeuren"), &[]).status, 409, "nor twice");
    let package = elif.get(&format!("{release}/pakket"));
    assert_eq!((package.status, package.header("content-type")), (200, Some("application/zip")));
    assert!(holds_a_bag(&package.body), "the package is a bag with the record and its proof");

    let ledger = dirk.get("/logboek").text();
    for sentence in
        ["Een pakket is opgehaald", "Een uitgifte is goedgekeurd", "Er is gezocht", "Geregistreerd"]
    {
        assert!(ledger.contains(sentence), "{sentence}");
    }
    let filtered = dirk.get("/logboek?handeling=register").text();
    assert!(filtered.contains("Geregistreerd") && !filtered.contains("Er is gezocht"));
    let lines = dirk.get("/logboek/uitvoer.jsonl").text();
    assert!(10 < lines.lines().count());
    assert!(
        lines
            .lines()
            .all(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["leaf"].is_string())
    );
    let history = carla.get(&format!("{record}/geschiedenis")).text();
    assert!(history.contains("Keten klopt") && !history.contains("Keten klopt niet"));
    let metadata = carla.get(&format!("{record}/gegevens")).text();
    assert!(metadata.contains("Waardering") && metadata.contains("Appgroep Stationsplein"));
}

fn holds_a_bag(zip: &[u8]) -> bool {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut names = vec![];
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        names.push(file.name().unwrap().into_owned());
        // Reading checks the checksum of each file.
        std::io::copy(&mut file, &mut std::io::sink()).unwrap();
    }
    names.iter().any(|name| name == "bagit.txt") && names.iter().any(|name| name.ends_with("bewijs.json"))
}

#[test]
fn nobody_registers_their_own_and_only_who_may() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 12);
    let form = format!("{capture}/registreren");
    for (short, status) in [("anna", 403), ("sam", 403), ("dirk", 403), ("gerrit", 403)] {
        assert_eq!(server.browser_of(short).post_form(&form, &WHOLE).status, status, "{short}");
    }
    let package = server.package("bram", 13);
    let own = server.browser_of("bram").ask("POST", "/api/v1/submissions", &[SUBMISSION, SAME], &package);
    let own = own.header("location").unwrap().to_owned();
    let mut bram = server.browser_of("bram");
    let page = bram.get(&own).text();
    assert!(
        page.contains("U mag dit niet zelf registreren") && page.contains("Carla Smit"),
        "the page says who can"
    );
    assert!(!page.contains("registreren\""), "and has no button for it");
    assert_eq!(bram.post_form(&format!("{own}/registreren"), &WHOLE).status, 409);
    assert_eq!(bram.post_form(&form, &WHOLE).status, 303, "but that of somebody else");
    let stale = server.browser_of("carla").post_form(&form, &WHOLE);
    assert_eq!(stale.status, 409, "a form that was overtaken changes nothing");
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 14);
    let mut carla = server.browser_of("carla");
    let form = format!("{capture}/registreren");
    let wrong =
        carla.post_form(&form, &[("act", "register"), ("parts", "1"), ("title-1", "Mijn eigen titel")]);
    let page = wrong.text();
    assert_eq!(wrong.status, 422);
    assert!(page.contains("Er is nog niets vastgelegd") && page.contains("href=\"#dossier-1\""), "{page}");
    assert!(page.contains("value=\"Mijn eigen titel\""), "what was typed is still there");
    let two = [
        ("act", "register"),
        ("parts", "2"),
        ("title-1", "Een"),
        ("dossier-1", "W-2026-017"),
        ("category-1", CATEGORY),
        ("confidentiality-1", "intern"),
        ("positions-1", "1-3"),
        ("title-2", "Twee"),
        ("dossier-2", "W-2026-017"),
        ("category-2", CATEGORY),
        ("confidentiality-2", "intern"),
        ("positions-2", "4-5"),
    ];
    let page = carla.post_form(&form, &two).text();
    assert!(
        page.contains("Niet elk bericht staat in een deel") && page.contains("staan in geen deel"),
        "{page}"
    );
    let mut all = two;
    all[11] = ("positions-2", "4-100000");
    assert_eq!(carla.post_form(&form, &all).status, 303, "split over two records");
    assert_eq!(carla.get(&capture).text().matches("/archiefstukken/").count(), 2);
}

#[test]
fn a_submission_is_sent_back_and_withdrawn_by_its_owner() {
    let server = TestServer::start();
    let capture = hand_in(&server, "anna", 15);
    let mut carla = server.browser_of("carla");
    let empty = carla.post_form(&format!("{capture}/terugsturen"), &[]).text();
    assert!(empty.contains("Schrijf voor de eigenaar"), "a reason is asked");
    let reason = "Het bericht van <b>dinsdag</b> is privé";
    assert_eq!(carla.post_form(&format!("{capture}/terugsturen"), &[("whole", reason)]).status, 303);
    let mut anna = server.browser_of("anna");
    let page = anna.get(&capture).text();
    assert!(
        page.contains("Teruggestuurd") && page.contains("&#60;b&#62;dinsdag"),
        "the owner sees why: {page}"
    );
    assert!(
        !server.browser_of("sam").get(&capture).text().contains("dinsdag"),
        "and who only helps does not"
    );
    assert_eq!(carla.post_form(&format!("{capture}/intrekken"), &[]).status, 403);
    assert_eq!(
        carla.post_form(&format!("{capture}/heropenen"), &[]).status,
        303,
        "it can be taken off again"
    );
    assert_eq!(anna.post_form(&format!("{capture}/intrekken"), &[]).status, 409);
    assert_eq!(carla.post_form(&format!("{capture}/terugsturen"), &[("whole", reason)]).status, 303);
    assert_eq!(anna.post_form(&format!("{capture}/intrekken"), &[]).status, 303);
    assert!(anna.get(&capture).text().contains("Ingetrokken"));
    assert_eq!(anna.get(&format!("{capture}/berichten")).status, 422, "the messages are gone");
    assert!(!server.ledger().contains("dinsdag"), "and so are the words about them");
}

#[test]
fn sensitive_data_need_an_exception_and_a_second_person() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 16);
    let form = format!("{capture}/registreren");
    let mut fields = WHOLE.to_vec();
    fields.push(("kind-1", "special-category"));
    let mut carla = server.browser_of("carla");
    let page = carla.post_form(&form, &fields).text();
    assert!(page.contains("Kies de uitzondering"), "{page}");
    fields.push(("exception-1", "uavg-32"));
    assert!(
        carla.post_form(&form, &fields).text().contains("past niet"),
        "an exception for other data does not do"
    );
    fields.pop();
    fields.push(("exception-1", "avg-9-2-j"));
    assert_eq!(carla.post_form(&form, &fields).status, 303);
    assert!(carla.get(&capture).text().contains("Wacht op akkoord"));
    assert_eq!(
        carla.post_form(&format!("{capture}/goedkeuren"), &[]).status,
        409,
        "not the one who proposed"
    );
    assert_eq!(server.browser_of("anna").post_form(&format!("{capture}/goedkeuren"), &[]).status, 403);
    let mut bram = server.browser_of("bram");
    assert!(
        bram.get(&form).text().contains("archivering in het algemeen belang"),
        "the second person sees why"
    );
    assert_eq!(bram.post_form(&format!("{capture}/goedkeuren"), &[]).status, 303);
    assert!(bram.get(&capture).text().contains("Wacht op opslaan"));
}

#[test]
fn a_record_is_held_kept_and_destroyed_by_two() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 17);
    let record = keep(&server, &capture);
    let access = format!("{record}/toegang");
    let mut dirk = server.browser_of("dirk");
    let page = dirk.get(&access).text();
    assert!(page.contains("U leest dit in uw rol: Archivaris") && page.contains("Elif Kaya"), "why, and who");
    assert_eq!(dirk.post_form(&format!("{record}/opschorten"), &[("ground", "Woo-verzoek")]).status, 303);
    let propose = format!("{record}/vernietiging-voorstellen");
    assert_eq!(dirk.post_form(&propose, &[("ground", "termijn om")]).status, 409, "a hold beats every term");
    let page = dirk.get(&access).text();
    let start = page.find("/opschortingen/").unwrap();
    let hold = page[start..].split('"').next().unwrap();
    assert_eq!(dirk.post_form(&format!("{record}{hold}"), &[]).status, 303);
    assert_eq!(dirk.post_form(&propose, &[("ground", "termijn om")]).status, 303);
    assert_eq!(dirk.post_form(&format!("{record}/vernietigen"), &[]).status, 409, "not the one who proposed");
    let mut carla = server.browser_of("carla");
    assert!(carla.get(&format!("{record}/vernietigen")).text().contains("kan niet ongedaan"));
    assert_eq!(carla.post_form(&format!("{record}/vernietigen"), &[]).status, 303);
    let page = carla.get(&record).text();
    assert!(page.contains("Vernietigd") && !page.contains("Appgroep Stationsplein"));
    let certificate = carla.get(&format!("{record}/verklaring")).json();
    assert_eq!(certificate["format"], "zegel-destruction-certificate");
}

#[test]
fn an_owner_sees_their_own_and_a_supporter_no_names() {
    let server = TestServer::start();
    let capture = hand_in(&server, "anna", 18);
    let other = hand_in(&server, "bram", 19);
    let mut anna = server.browser_of("anna");
    let list = anna.get("/indieningen").text();
    assert!(list.contains(&capture) && !list.contains(&other), "an owner sees their own");
    assert_eq!(anna.get(&other).status, 404, "and not that there are others");
    assert_eq!(anna.get(&format!("{capture}/berichten")).status, 200, "and reads what they handed in");
    let mut sam = server.browser_of("sam");
    for path in ["/indieningen", capture.as_str(), "/tussentijdse-kopieen"] {
        let page = sam.get(path).text();
        assert!(page.contains("Wacht op registratie") || page.contains("open"), "{path}: states are there");
        assert!(!page.contains("Anna de Boer") && !page.contains("Bram Visser"), "{path}: names are not");
    }
    assert_eq!(sam.get(&format!("{capture}/berichten")).status, 403);

    let page = server.browser_of("carla").get(&other).text();
    let start = page.find("/tussentijdse-kopieen/").unwrap();
    let attest = page[start..].split('"').next().unwrap().to_owned();
    let words = [("statement", "verwijderd van mijn telefoon")];
    assert_eq!(anna.post_form(&attest, &words).status, 404, "nobody declares for somebody else's chat");
    assert_eq!(server.browser_of("carla").post_form(&attest, &words).status, 303);
}

#[test]
fn programs_get_the_same_answers_and_the_same_refusals() {
    let server = TestServer::start();
    open_dossier(&server);
    let capture = hand_in(&server, "anna", 20);
    let record = keep(&server, &capture);
    let (capture, record) = (capture.rsplit('/').next().unwrap(), record.rsplit('/').next().unwrap());
    let mut carla = server.browser_of("carla");
    let list = carla.get("/api/v1/captures?state=stored").json();
    assert_eq!((list["items"][0]["id"].as_str(), list["next"].is_null()), (Some(capture), true));
    assert_eq!(carla.get(&format!("/api/v1/captures/{capture}/job")).json()["state"], "failed");
    assert_eq!(carla.get(&format!("/api/v1/records/{record}")).json()["title"], "Appgroep Stationsplein");
    let question = serde_json::json!({ "sender": "", "dossier": "W-2026-017" });
    let hits = carla.post_json("/api/v1/searches", &question).json();
    assert_eq!(hits["items"][0]["record"].as_str(), Some(record));
    let wrong = carla.post_json("/api/v1/searches", &serde_json::json!({ "words": "-niet" }));
    assert_eq!((wrong.status, wrong.json()["code"].as_str()), (422, Some("query-only-excludes")));
    let mut sam = server.browser_of("sam");
    let seen = sam.get(&format!("/api/v1/captures/{capture}")).json();
    assert_eq!(
        (seen["state"].as_str(), seen["owner"].is_null(), seen["title"].is_null()),
        (Some("stored"), true, true)
    );
    for path in
        [format!("/api/v1/records/{record}"), "/api/v1/dossiers".into(), "/api/v1/ledger-entries".into()]
    {
        assert_eq!(sam.get(&path).status, 403, "{path}");
    }
    let entries = server.browser_of("inez").get("/api/v1/ledger-entries?act=store").json();
    assert!(entries["items"].as_array().unwrap().iter().all(|entry| entry["act"] == "store"));
}
