//! The breach desk by its pages: from a report to a closed line in the register, with two people where two are needed.

use jiff::SignedDuration;

use crate::kit::{Answer, Browser, TestServer, hidden};

const CANARY: &str = "Kanarie-Vogelstein";

/// Reports a breach as anna; returns its address at the desk.
fn report(server: &TestServer, what: &str) -> String {
    let fields = [
        ("wat", what),
        ("titel", "Verkeerde selectie gedeeld"),
        ("gemerkt-dag", "2026-11-21"),
        ("gemerkt-tijd", "09:30"),
        ("herkomst", "zelf"),
    ];
    let answer = server.browser_of("anna").post_form("/datalekken/melden", &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let id = answer.header("location").unwrap().rsplit('/').next().unwrap().to_owned();
    format!("/datalekken/{id}")
}

/// Sends a form with the version that its page shows.
fn send(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
    let version = hidden(&browser.get(page), "versie");
    let mut all = vec![("versie", version.as_str())];
    all.extend(fields);
    browser.post_form(action, &all)
}

/// Sends a form that must be taken.
fn done(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) {
    let answer = send(browser, page, action, fields);
    assert_eq!(answer.status, 303, "{action}: {}", answer.text());
}

/// Records that the body is aware since half past nine.
fn aware(browser: &mut Browser, breach: &str) {
    let page = format!("{breach}/momenten?soort=aware");
    let fields = [
        ("wanneer-dag", "2026-11-21"),
        ("wanneer-tijd", "09:30"),
        ("redenering", "Vier collega's konden het lezen."),
    ];
    done(browser, &page, &page, &fields);
}

const REFUSAL: [(&str, &str); 3] = [
    ("toezichthouder-keuze", "niet-melden"),
    ("toezichthouder-reden", "Alles was versleuteld en de sleutel is veilig."),
    ("toezichthouder-opnieuw", "2026-12-21"),
];

#[test]
fn a_breach_is_reported_handled_by_two_and_closed() {
    let server = TestServer::start();
    let breach = report(&server, "Ik zie berichten die hier niet horen.");
    let thanks = server.browser_of("anna").get(&breach.replace("/datalekken/", "/datalekken/gemeld/"));
    assert!(thanks.text().contains("DL-2026-001"), "{}", thanks.text());
    let mine = server.browser_of("anna").get("/datalekken/mijn").text();
    assert!(mine.contains("Iemand pakt haar zo op"), "{mine}");
    assert_eq!(server.browser_of("anna").get(&breach).status, 403, "who reports does not read the register");

    let mut fatima = server.browser_of("fatima");
    assert!(fatima.get("/datalekken").text().contains("Nieuw signaal"));
    done(&mut fatima, &breach, &format!("{breach}/oppakken"), &[]);
    aware(&mut fatima, &breach);
    let page = fatima.get(&breach).text();
    assert!(page.contains("role=\"timer\"") && page.contains(">71</span>"), "{page}");
    assert!(page.contains("dinsdag 24 november 2026, 09:30 uur"), "{page}");
    assert!(page.contains("count--alert"), "the menu says that a clock runs");

    let judge = format!("{breach}/beoordelen");
    done(&mut fatima, &judge, &format!("{breach}/besluit/toezichthouder"), &REFUSAL);
    let waits = fatima.get(&judge).text();
    assert!(waits.contains("Het wacht op iemand anders") && waits.contains("Carla Smit"), "{waits}");
    let approve = format!("{breach}/besluit/authority/goedkeuren");
    let own = send(&mut fatima, &judge, &approve, &[]);
    assert_eq!(own.status, 422);
    assert!(own.text().contains("Vraag een tweede persoon"), "{}", own.text());

    let mut carla = server.browser_of("carla");
    assert!(carla.get("/datalekken").text().contains("Wacht op een tweede persoon"));
    done(&mut carla, &judge, &approve, &[]);
    let decided = carla.get(&breach).text();
    assert!(decided.contains("Niet melden") && !decided.contains("role=\"timer\""), "{decided}");

    let fields = [("betrokkenen-keuze", "niet-nodig"), REFUSAL[1], REFUSAL[2]];
    let fields = fields.map(|(name, value)| (name.replace("toezichthouder", "betrokkenen"), value));
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    done(&mut fatima, &judge, &format!("{breach}/besluit/betrokkenen"), &fields);
    let close = format!("{breach}/afsluiten");
    done(&mut fatima, &close, &close, &[("slotwoord", "Goed gegaan.")]);
    let closed = fatima.get(&breach).text();
    assert!(closed.contains("Dit datalek is afgesloten") && !closed.contains("/oppakken"), "{closed}");
    assert!(server.browser_of("anna").get("/datalekken/mijn").text().contains("is afgehandeld"));
    let versions = fatima.get(&format!("{breach}/versies")).text();
    assert!(
        versions.contains("versie 7") && versions.contains("het besluit over de toezichthouder"),
        "{versions}"
    );
}

#[test]
fn what_does_not_fit_is_said_at_its_field_and_nothing_is_lost() {
    let server = TestServer::start();
    let mut anna = server.browser_of("anna");
    let fields = [("wat", "Een telefoon is weg."), ("gemerkt-dag", "2027-01-01"), ("gemerkt-tijd", "09:30")];
    let answer = anna.post_form("/datalekken/melden", &fields);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("Een telefoon is weg.") && page.contains("href=\"#titel\""), "{page}");
    let future = [fields.as_slice(), &[("titel", "Telefoon weg")]].concat();
    let page = anna.post_form("/datalekken/melden", &future).text();
    assert!(page.contains("ligt in de toekomst") && page.contains("2027-01-01"), "{page}");

    let breach = report(&server, "Een telefoon is weg.");
    let mut fatima = server.browser_of("fatima");
    aware(&mut fatima, &breach);
    let action = format!("{breach}/besluit/toezichthouder");
    let judge = format!("{breach}/beoordelen");
    let short = [("toezichthouder-keuze", "niet-melden"), ("toezichthouder-reden", "Kort.")];
    let answer = send(&mut fatima, &judge, &action, &short);
    let page = answer.text();
    assert_eq!(answer.status, 422);
    assert!(page.contains("id=\"toezichthouder-reden-error\"") && page.contains("Kort."), "{page}");
    let answer = send(&mut fatima, &judge, &action, &REFUSAL[..2]);
    assert!(answer.text().contains("id=\"toezichthouder-opnieuw-error\""), "{}", answer.text());
}

#[test]
fn who_was_first_is_named_and_what_was_typed_stays() {
    let server = TestServer::start();
    let breach = report(&server, "Een mail ging verkeerd.");
    let mut fatima = server.browser_of("fatima");
    let mut elif = server.browser_of("elif");
    let page = format!("{breach}/gegevens");
    let version = hidden(&fatima.get(&page), "versie");
    done(&mut elif, &breach, &format!("{breach}/oppakken"), &[]);
    let fields = [
        ("versie", version.as_str()),
        ("titel", "Mail naar de verkeerde"),
        ("kant", "controller"),
        ("plaats", "NL"),
        ("regime", "avg"),
    ];
    let answer = fatima.post_form(&page, &fields);
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("Elif Kaya veranderde dit datalek"), "{text}");
    assert!(text.contains("Mail naar de verkeerde"), "{text}");
    let again: Vec<_> = [("versie", "2")].into_iter().chain(fields.into_iter().skip(1)).collect();
    assert_eq!(fatima.post_form(&page, &again).status, 303);
    assert!(fatima.get(&breach).text().contains("Mail naar de verkeerde"));
}

#[test]
fn past_the_deadline_the_reason_is_asked_at_once() {
    let server = TestServer::start();
    let breach = report(&server, "Een laptop is weg.");
    let mut fatima = server.browser_of("fatima");
    aware(&mut fatima, &breach);
    server.wait(SignedDuration::from_hours(80));
    // The session ended meanwhile.
    let mut fatima = server.browser_of("fatima");
    let page = fatima.get(&breach).text();
    assert!(page.contains("clock--late") && page.contains("Waarom is het later?"), "{page}");
    assert!(fatima.get("/datalekken").text().contains("8 uur en 30 minuten te laat"));
    let reason = [("reden", "Het onderzoek van de leverancier duurde lang.")];
    done(&mut fatima, &breach, &format!("{breach}/vertraging"), &reason);
    assert!(!fatima.get(&breach).text().contains("Waarom is het later?"));
}

#[test]
fn the_questions_are_saved_a_section_at_a_time_and_judged() {
    let server = TestServer::start();
    let breach = report(&server, "Een lijst ging naar een bewoner.");
    let mut fatima = server.browser_of("fatima");
    aware(&mut fatima, &breach);
    let part = |section: &str| format!("{breach}/feiten?deel={section}");
    let waits = fatima.get(&part("confidentiality")).text();
    assert!(waits.contains("Wat gebeurde er met de gegevens?"), "nothing is asked before that: {waits}");
    done(&mut fatima, &part("discovery"), &part("discovery"), &[("summary", "Een lijst ging verkeerd.")]);
    done(
        &mut fatima,
        &part("incident"),
        &part("incident"),
        &[("nature", "confidentiality"), ("cause", "internal-accident")],
    );
    assert!(
        fatima.get(&part("discovery")).text().contains("Een lijst ging verkeerd."),
        "the other section stays"
    );
    let answer = send(&mut fatima, &part("people"), &part("people"), &[("people-number-min", "veel")]);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("value=\"veel\""), "{}", answer.text());
    done(&mut fatima, &part("people"), &part("people"), &[("people-number-min", "1.200")]);
    let judge = fatima.get(&format!("{breach}/beoordelen")).text();
    assert!(judge.contains("Uitkomst van de vragen") && judge.contains("ENISA"), "{judge}");
    assert!(fatima.get(&breach).text().contains("1.200"), "the number of people stands with the key facts");
}

/// Sends the form that says that a notification was filed, with a file.
fn file(browser: &mut Browser, page: &str, (at, number): (&str, &str), bytes: &[u8]) -> Answer {
    let version = hidden(&browser.get(page), "versie");
    let mut body = vec![];
    for (name, value) in [
        ("versie", version.as_str()),
        ("ingediend-dag", at),
        ("ingediend-tijd", "09:45"),
        ("meldingsnummer", number),
    ] {
        let part = format!("--grens\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head =
        "--grens\r\ncontent-disposition: form-data; name=\"ontvangst\"; filename=\"van Jan.pdf\"\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--grens--\r\n");
    let headers =
        [("content-type", "multipart/form-data; boundary=grens"), ("sec-fetch-site", "same-origin")];
    browser.ask("POST", &format!("{page}/ingediend"), &headers, &body)
}

#[test]
fn a_notification_is_made_filed_by_a_person_and_supplemented() {
    let server = TestServer::start();
    let breach = report(&server, "Een lijst ging naar een bewoner.");
    let mut fatima = server.browser_of("fatima");
    let page = format!("{breach}/melding");
    let first = [("formulier", "ap"), ("taal", "nl"), ("soort", "initial")];
    let unaware = send(&mut fatima, &page, &page, &first);
    assert!(unaware.status == 422 && unaware.text().contains("Leg eerst vast wanneer u op de hoogte was"));
    aware(&mut fatima, &breach);
    let filled = fatima.get(&page).text();
    assert!(filled.contains("Zegel dient niets in") && filled.contains("Nu nodig"), "{filled}");
    assert!(filled.contains("/feiten?deel=incident#nature"), "what is missing has its link: {filled}");
    done(&mut fatima, &page, &page, &first);

    let one = format!("{page}/1");
    let late = file(&mut fatima, &one, ("2027-01-01", "AP-417"), b"%PDF-1.7");
    assert!(late.status == 422 && late.text().contains("ligt in de toekomst"), "{}", late.text());
    let none = file(&mut fatima, &one, ("2026-11-21", ""), b"%PDF-1.7");
    assert!(none.status == 422 && none.text().contains("id=\"meldingsnummer-error\""), "{}", none.text());
    let large = vec![b'x'; 2 * 1024 * 1024];
    let filed = file(&mut fatima, &one, ("2026-11-21", "AP-417"), &large);
    assert_eq!(filed.status, 303, "a receipt may be larger than a form: {}", filed.text());
    let receipt = fatima.get(&format!("{one}/ontvangst"));
    assert_eq!(receipt.body.len(), large.len());
    assert!(
        receipt.header("content-disposition").unwrap().contains("DL-2026-001-ontvangst-1.pdf"),
        "our name"
    );
    assert!(fatima.get(&breach).text().contains("AP-417"), "the number stands with the key facts");

    let again = send(&mut fatima, &page, &page, &first);
    assert!(again.status == 422 && again.text().contains("maakt u een aanvulling"), "{}", again.text());
    let more = [first[0], first[1], ("soort", "supplementary"), ("aanleiding", "De bewoner is bekend.")];
    done(&mut fatima, &page, &page, &more);
    let differs = fatima.get(&format!("{page}/2?met=1")).text();
    assert!(
        differs.contains("De bewoner is bekend.") && differs.contains("Verschil met melding 1"),
        "{differs}"
    );
    let kept = fatima.get(&format!("{page}/2/melding.json")).json();
    assert_eq!((&kept["kind"], &kept["breach"]), (&"supplementary".into(), &"DL-2026-001".into()));
    assert_eq!(fatima.get(&format!("{page}/2/edpb.json")).status, 404, "this form has no JSON of its own");
    let foreign = [("formulier", "edpb"), ("taal", "en"), more[2], more[3]];
    done(&mut fatima, &page, &page, &foreign);
    assert_eq!(fatima.get(&format!("{page}/3/edpb.json")).json()["format"], "zegel-edpb-breach");
    assert_eq!(fatima.get(&format!("{page}/3?met=1")).status, 404, "two forms are not compared");
}

#[test]
fn the_scope_is_counted_taken_over_and_counted_again() {
    let server = TestServer::example();
    let mut fatima = server.browser_of("fatima");
    let desk = fatima.get("/datalekken").text();
    let before = &desk[..desk.find("Verkeerde selectie").unwrap()];
    let id = before.rsplit("/datalekken/").next().unwrap().split('"').next().unwrap();
    let (breach, page) = (format!("/datalekken/{id}"), format!("/datalekken/{id}/omvang"));
    let none = send(&mut fatima, &page, &page, &[("gelekt", "sessie"), ("lek-sessie", "geen nummer")]);
    assert!(none.status == 422 && none.text().contains("id=\"lek-sessie-error\""), "{}", none.text());
    let unknown = send(&mut fatima, &page, &page, &[("gelekt", "dossier"), ("lek-dossier", "W-1999-001")]);
    assert!(unknown.status == 422 && unknown.text().contains("Dit is er niet in het archief"));
    let window = [
        ("gelekt", "alles"),
        ("lek-vanaf-dag", "2026-02-02"),
        ("lek-vanaf-tijd", "10:00"),
        ("lek-tot-dag", "2026-02-01"),
        ("lek-tot-tijd", "10:00"),
    ];
    let turned = send(&mut fatima, &page, &page, &window);
    assert!(turned.status == 422 && turned.text().contains("id=\"lek-tot-error\""), "{}", turned.text());

    let counted = send(&mut fatima, &page, &page, &window[..1]);
    assert_eq!(counted.header("location").unwrap(), format!("{page}/1?gedaan=counted"));
    let one = format!("{page}/1");
    let shown = fatima.get(&one).text();
    assert!(shown.contains("Kon gelezen worden") && shown.contains("Gelezen of uitgegeven"), "{shown}");
    let nothing = send(&mut fatima, &one, &format!("{one}/overnemen"), &[]);
    assert!(nothing.status == 422 && nothing.text().contains("minstens"), "{}", nothing.text());
    done(&mut fatima, &one, &format!("{one}/overnemen"), &[("records-number", "could")]);
    let filled = fatima.get(&format!("{breach}/melding")).text();
    assert!(filled.contains(">Geteld</span>"), "the notification says that it was counted: {filled}");

    done(&mut fatima, &one, &format!("{one}/opnieuw"), &[]);
    let again = fatima.get(&format!("{page}/2")).text();
    assert!(again.contains("Verschil met telling 1"), "{again}");
    assert_eq!(server.browser_of("elif").post_form(&page, &window[..1]).status, 403, "the officer counts");
    assert!(server.browser_of("elif").get(&one).text().contains("Versleuteling"), "the lawyer reads it");
}

#[test]
fn a_processor_tells_its_controller_and_hears_from_its_own() {
    let server = TestServer::start();
    let breach = report(&server, "Een map van een gemeente stond open.");
    let mut fatima = server.browser_of("fatima");
    let page = format!("{breach}/verantwoordelijke");
    assert!(
        fatima.get(&page).text().contains("zelf verantwoordelijk"),
        "the body is the controller until it says otherwise"
    );
    let details = [
        ("titel", "Map stond open"),
        ("kant", "processor"),
        ("verantwoordelijke", "Gemeente Waterveen"),
        ("contracturen", "24"),
        ("plaats", "NL"),
        ("regime", "avg"),
    ];
    done(&mut fatima, &format!("{breach}/gegevens"), &format!("{breach}/gegevens"), &details);
    aware(&mut fatima, &breach);
    let shown = fatima.get(&page).text();
    assert!(shown.contains("role=\"timer\"") && shown.contains("Gemeente Waterveen"), "{shown}");
    assert!(shown.contains("artikel 33, lid 2"), "the message is written already: {shown}");
    let message = [
        ("aan", "Gemeente Waterveen, per beveiligde mail"),
        ("bericht", "De map stond een uur open."),
        ("verzonden-dag", "2026-11-21"),
        ("verzonden-tijd", "09:45"),
    ];
    done(&mut fatima, &page, &page, &message);
    let more = [message[0], ("bericht", "Het ging om twaalf mensen."), message[2], message[3]];
    done(&mut fatima, &page, &page, &more);
    let sent = fatima.get(&page).text();
    assert!(
        sent.contains("De map stond een uur open.") && sent.contains("Het ging om twaalf mensen."),
        "{sent}"
    );
    assert!(fatima.get(&breach).text().contains("Aanvulling aan de verantwoordelijke gestuurd"));

    let fields = [
        ("wat", "De leverancier verloor een schijf."),
        ("titel", "Schijf kwijt bij leverancier"),
        ("gemerkt-dag", "2026-11-21"),
        ("gemerkt-tijd", "09:30"),
        ("herkomst", "verwerker"),
        ("verwerker", "Leverancier BV, 030 1234567"),
    ];
    assert_eq!(server.browser_of("anna").post_form("/datalekken/melden", &fields).status, 303);
    let inbox = fatima.get("/datalekken?herkomst=verwerker").text();
    let (_, register) = inbox.split_once("id=\"register\"").unwrap();
    assert!(
        register.contains("Schijf kwijt bij leverancier") && !register.contains("Map stond open"),
        "{register}"
    );
    let id = register.split("/datalekken/").nth(1).unwrap().split('"').next().unwrap();
    let moments = fatima.get(&format!("/datalekken/{id}/momenten")).text();
    assert!(moments.contains("Bericht van de verwerker"), "{moments}");
    assert!(fatima.get(&format!("/datalekken/{id}")).text().contains("Leverancier BV"));
}

#[test]
fn the_register_is_read_and_taken_along_whole_or_without_personal_data() {
    let server = TestServer::start();
    let breach = report(&server, CANARY);
    let mut fatima = server.browser_of("fatima");
    let measures = format!("{breach}/maatregelen");
    let measure = [
        ("maatregel", "De bewoner wist de lijst."),
        ("eigenaar", "Bram Visser"),
        ("doel", "beperken"),
        ("uiterlijk", "2026-11-01"),
    ];
    done(&mut fatima, &measures, &measures, &measure);
    let register = fatima.get("/datalekken/register").text();
    assert!(register.contains("DL-2026-001") && register.contains("De bewoner wist de lijst."), "{register}");
    let tasks = fatima.get("/datalekken/maatregelen").text();
    assert!(tasks.contains("Bram Visser") && tasks.contains("moest vóór 1 november 2026"), "{tasks}");
    let whole = fatima.get("/datalekken/register.json");
    assert!(whole.text().contains(CANARY) && whole.json()["is_redacted"] == false, "{}", whole.text());
    let without = fatima.get("/datalekken/register.json?zonder=persoonsgegevens").text();
    assert!(!without.contains(CANARY) && !without.contains("Bram Visser"), "{without}");
    let cells = |browser: &mut Browser, path: &str| {
        let bytes = browser.get(path).body;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap()
    };
    assert!(cells(&mut fatima, "/datalekken/register.xlsx").contains("Bram Visser"));
    let sheet = cells(&mut fatima, "/datalekken/register.xlsx?zonder=persoonsgegevens");
    assert!(
        sheet.contains("DL-2026-001") && !sheet.contains("Bram Visser") && !sheet.contains("Verkeerde"),
        "{sheet}"
    );
    for page in ["register", "register.json", "register.xlsx", "maatregelen"] {
        assert_eq!(server.browser_of("sam").get(&format!("/datalekken/{page}")).status, 403, "{page}");
    }
}

#[test]
fn hostile_words_are_text_on_every_page() {
    let server = TestServer::start();
    let attack = "<svg/onload=alert(1)>\u{202e}\"'&</textarea><script>x</script>";
    let breach = report(&server, attack);
    let mut fatima = server.browser_of("fatima");
    done(&mut fatima, &breach, &format!("{breach}/notitie"), &[("notitie", attack)]);
    let measure = [("maatregel", attack), ("eigenaar", attack), ("doel", "beperken")];
    done(&mut fatima, &format!("{breach}/maatregelen"), &format!("{breach}/maatregelen"), &measure);
    let occurred = [("verloop", "onbekend"), ("hoe", attack)];
    let moments = format!("{breach}/momenten?soort=occurred");
    done(&mut fatima, &moments, &moments, &occurred);
    for page in [
        "",
        "/momenten?soort=occurred",
        "/feiten",
        "/beoordelen",
        "/gegevens",
        "/maatregelen",
        "/afsluiten",
        "/versies",
        "/melding",
        "/omvang",
        "/verantwoordelijke",
    ] {
        let text = fatima.get(&format!("{breach}{page}")).text();
        assert!(!text.contains("<svg/onload") && !text.contains("<script>x"), "{page}: {text}");
        assert!(!text.contains("[breaches-"), "{page} names a text that is not there: {text}");
    }
}

#[test]
fn a_supporter_reports_and_reads_nothing() {
    let server = TestServer::start();
    let breach = report(&server, CANARY);
    let mut sam = server.browser_of("sam");
    for page in [
        "",
        "/momenten",
        "/feiten",
        "/beoordelen",
        "/gegevens",
        "/maatregelen",
        "/afsluiten",
        "/versies",
        "/melding",
        "/omvang",
    ] {
        let answer = sam.get(&format!("{breach}{page}"));
        assert!(answer.status == 403 && !answer.text().contains(CANARY), "{page}: {}", answer.status);
    }
    assert_eq!(sam.get("/datalekken").status, 403);
    assert_eq!(
        sam.get(&breach.replace("/datalekken/", "/datalekken/gemeld/")).status,
        404,
        "somebody else reported it"
    );
    assert!(!sam.get("/").text().contains("count--alert"));
    assert_eq!(sam.get("/datalekken/melden").status, 200);
    assert!(!server.ledger().contains(CANARY), "the ledger holds no word of a report");
}

#[test]
fn who_may_only_read_gets_no_form() {
    let server = TestServer::start();
    let breach = report(&server, "Een brief lag open.");
    let mut inez = server.browser_of("inez");
    for page in [
        "",
        "/momenten?soort=aware",
        "/beoordelen",
        "/gegevens",
        "/maatregelen",
        "/afsluiten",
        "/melding",
        "/omvang",
    ] {
        let text = inez.get(&format!("{breach}{page}")).text();
        assert!(!text.contains("name=\"versie\""), "{page}: {text}");
        assert!(text.contains("U kunt dit lezen"), "{page}: {text}");
    }
}

#[test]
fn the_register_goes_on_in_pages_and_by_year() {
    let server = TestServer::start();
    for n in 0..53 {
        report(&server, &format!("Melding {n}"));
    }
    let mut inez = server.browser_of("inez");
    let first = inez.get("/datalekken?jaar=2026").text();
    assert!(first.contains("DL-2026-053") && !first.contains("DL-2026-003"), "fifty at a time");
    assert!(first.contains("jaar=2026&amp;voor=4") || first.contains("jaar=2026&#38;voor=4"), "{first}");
    let second = inez.get("/datalekken?jaar=2026&voor=4").text();
    assert!(second.contains("DL-2026-003") && !second.contains("DL-2026-004"));
    assert!(inez.get("/datalekken?jaar=2020").text().contains("Er is geen datalek dat hierbij past"));
}
