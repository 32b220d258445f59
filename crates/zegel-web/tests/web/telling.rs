//! Telling the people concerned by its pages, over a mail server that nobody here wrote.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use zegel_archive::Config;
use zegel_archive::config::{Contact, Mail, Privacy, Security};
use zegel_web::tell::{Round, round};

use crate::kit::{Answer, Browser, TestServer, hidden, id};
use crate::mail_server::{MailServer, free_port};

const LIST: &str = "naam;mail;adres;postcode;plaats;taal;soort\r\n\
                    Kanarie Een;een@waterveen.example;;;;nl;\r\n\
                    Kanarie Twee;twee@waterveen.example;;;;fr;\r\n\
                    Kanarie Weg;weg@waterveen.example;Kanariestraat 1;1234 AB;Waterveen;nl;\r\n\
                    Kanarie Later;straks@waterveen.example;;;;nl;\r\n\
                    Kanarie Papier;;Kanariestraat 2;1234 AB;Waterveen;nl;\r\n\
                    Kanarie Dubbel;EEN@waterveen.example;;;;nl;\r\n\
                    Kanarie Fout;geen adres;;;;nl;\r\n";

fn server(port: u16) -> TestServer {
    let mail = Mail {
        server: "127.0.0.1".into(),
        port,
        security: Security::None,
        from: "Zegel <zegel@waterveen.example>".into(),
        url: "https://zegel.waterveen.example/".into(),
        user: None,
        password_file: None,
        again_days: 7,
        domain: None,
        addresses: BTreeMap::new(),
    };
    let contact =
        Contact { name: "Fatima El Amrani".into(), mail: "fg@waterveen.example".into(), telephone: None };
    let privacy = Privacy { contact: Some(contact), ..Privacy::default() };
    TestServer::with(|config| Config { mail: Some(mail), privacy, ..config })
}

/// A breach of which the desk is aware and people are to be told; returns its address.
fn decided(server: &TestServer) -> String {
    use zegel_archive::breach::{MomentKind, Origin, SubjectsChoice};
    use zegel_archive::breaches::{self, Seen};
    let now = server.app.now();
    let fatima = id("fatima");
    let work = server.app.with_desk(&fatima, move |desk| {
        let words = ("Verkeerde selectie".into(), "Een bericht ging naar de verkeerde groep".into());
        let (breach, _) = breaches::report(desk, words, Origin::Person, now)?;
        let at = (breach, Seen::Newest);
        let aware = (MomentKind::Aware, now, "het is bevestigd".into());
        breaches::moment(desk, at, aware, &jiff::tz::TimeZone::UTC)?;
        let grounds = ("er kan veel misgaan met deze gegevens".into(), None);
        breaches::decide_subjects(desk, at, SubjectsChoice::Communicate, grounds)?;
        Ok::<_, zegel_archive::Error>(breach)
    });
    format!("/datalekken/{}/betrokkenen", server.block(work).unwrap())
}

fn upload(browser: &mut Browser, path: &str, name: &str, content: &str) -> Answer {
    let body = format!(
        "--grens\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"a.csv\"\r\n\r\n{content}\r\n--grens--\r\n"
    );
    let headers =
        [("content-type", "multipart/form-data; boundary=grens"), ("sec-fetch-site", "same-origin")];
    browser.ask("POST", path, &headers, body.as_bytes())
}

fn write(browser: &mut Browser, page: &str, language: &str, nature: &str) {
    let path = format!("{page}/tekst?soort=general&taal={language}");
    let version = hidden(&browser.get(&path), "versie");
    let fields = [
        ("versie", version.as_str()),
        ("onderwerp", "Datalek bij Gemeente Waterveen"),
        ("aanleiding", "Er was een datalek bij de gemeente."),
        ("gebeurd", nature),
        ("gevolgen", "Anderen kunnen uw bericht lezen."),
        ("gedaan", "Wij hebben het bericht laten wissen."),
        ("zelf-doen", "- Let op vreemde mails"),
        ("contact", "Bel Fatima El Amrani."),
    ];
    let answer = browser.post_form(&path, &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// A telling that was approved and started.
fn started(server: &TestServer) -> String {
    let page = decided(server);
    let mut fatima = server.browser_of("fatima");
    for language in ["nl", "fr"] {
        write(&mut fatima, &page, language, "Een bericht ging naar de verkeerde groep.");
    }
    assert_eq!(upload(&mut fatima, &format!("{page}/lijst"), "lijst", LIST).status, 303);
    act(&mut server.browser_of("carla"), &page, "goedkeuren", &[]);
    act(&mut fatima, &page, "starten", &[]);
    page
}

fn act(browser: &mut Browser, page: &str, what: &str, fields: &[(&str, &str)]) {
    let shown = browser.get(page);
    let version =
        if shown.text().contains("name=\"versie\"") { hidden(&shown, "versie") } else { String::new() };
    let mut all = vec![("versie", version.as_str())];
    all.extend(fields);
    let answer = browser.post_form(&format!("{page}/{what}"), &all);
    assert_eq!(answer.status, 303, "{what}: {}", answer.text());
}

fn sends(server: &TestServer) -> Round {
    let (_, stop) = tokio::sync::watch::channel(false);
    server.block(round(&server.app, &stop)).unwrap()
}

#[test]
fn people_are_told_by_mail_and_letter_and_the_breach_knows_how_many() {
    let Some(post) = MailServer::start() else { return };
    let server = server(post.port);
    let page = started(&server);
    assert_eq!(sends(&server), Round { n_sent: 2, n_refused: 1, n_later: 1, n_in_doubt: 0 });
    assert_eq!(sends(&server), Round::default(), "once");
    let letters = post.letters();
    let french = letters.iter().find(|letter| letter.contains("Content-Language: fr")).unwrap();
    for words in ["<twee@waterveen.example>", "Reply-To: fg@waterveen.example", "Bonjour Kanarie Twee,"] {
        assert!(french.contains(words), "{words} in {french}");
    }
    assert!(
        letters.iter().all(|letter| letter.matches("@waterveen.example>").count() <= 3),
        "one recipient each"
    );

    let mut fatima = server.browser_of("fatima");
    let shown = fatima.get(&page).text();
    for words in
        ["Mail geweigerd", "Krijgt een brief", "Regel onbruikbaar", "De mailserver neemt een deel later aan"]
    {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let message_id = french.split("Message-ID: <").nth(1).unwrap().split('>').next().unwrap();
    let report = format!(
        "From: MAILER-DAEMON@mx.example\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n\
         --B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; x@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\n\r\n--B--"
    );
    let answer = upload(&mut fatima, &format!("{page}/retour"), "retour", &report);
    assert!(answer.text().contains("1 teruggekomen"), "{}", answer.text());

    server.wait(SignedDuration::from_mins(6));
    assert_eq!(sends(&server).n_later, 1, "it is asked again, and says not now again");
    for _ in 0..8 {
        server.wait(SignedDuration::from_hours(25));
        sends(&server);
    }
    let until = server.app.now().to_string();
    let mut fatima = server.browser_of("fatima");
    act(&mut fatima, &page, "gepost", &[("tot", &until)]);
    let shown = fatima.get(&page).text();
    assert!(shown.contains("3 mensen zijn zo niet te bereiken"), "{shown}");
    act(&mut fatima, &page, "niet-bereikt", &[("waarom-niet", "Gebeld, er was geen adres bekend.")]);
    act(&mut fatima, &page, "afronden", &[]);
    let breach = fatima.get(page.trim_end_matches("/betrokkenen")).text();
    assert!(breach.contains("Betrokkenen geïnformeerd"), "{breach}");
    assert!(fatima.get(&page).text().contains("3 van 6"), "one by mail, two by letter, three not");
    let ledger = server.ledger();
    assert!(!ledger.contains("Kanarie") && !ledger.contains("@waterveen.example"), "the ledger names nobody");
}

#[test]
fn who_was_called_is_looked_up_in_the_body_of_a_form_and_gets_nothing_more() {
    let server = server(free_port());
    let page = started(&server);
    let mut fatima = server.browser_of("fatima");
    let seek =
        |fatima: &mut Browser, words: &str| fatima.post_form(&format!("{page}/zoek"), &[("zoek", words)]);
    assert!(seek(&mut fatima, "K").text().contains("ten minste twee letters"));
    assert!(seek(&mut fatima, "niemand heet zo").text().contains("Niemand op de lijst past"));
    let found = seek(&mut fatima, "kanarie t").text();
    assert!(found.contains("Kanarie Twee, twee@waterveen.example · Wacht op versturen"), "{found}");
    let letter = found.split("name=\"wie\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let now = server.app.now().to_string();
    let (day, time) = (&now[..10], &now[11..16]);
    let fields = [("zoek", "kanarie t"), ("wie", letter), ("verteld-dag", day), ("verteld-tijd", time)];
    let answer = fatima.post_form(&format!("{page}/verteld"), &fields);
    assert!(answer.text().contains("Kies hoe u het vertelde.") && answer.text().contains("Kanarie Twee"));
    let fields: Vec<_> = fields.into_iter().chain([("manier", "telephone")]).collect();
    act(&mut fatima, &page, "verteld", &fields);
    let shown = fatima.get(&page).text();
    assert!(shown.contains("1 van 6") && shown.contains("Aan de telefoon verteld op"), "{shown}");
    act(&mut fatima, &page, "niet-verteld", &[("brief", letter)]);
    assert!(fatima.get(&page).text().contains("0 van 6"));
    let ledger = server.ledger();
    assert!(ledger.contains("told-by-person") && !ledger.contains("Kanarie"), "{ledger}");
}

#[test]
fn only_the_desk_sees_names_and_a_second_person_approves() {
    let server = server(free_port());
    let page = decided(&server);
    let mut fatima = server.browser_of("fatima");
    write(&mut fatima, &page, "nl", "[nog invullen]");
    write(&mut fatima, &page, "fr", "Un message est parti au mauvais groupe.");
    assert!(fatima.get(&format!("{page}/tekst?soort=general&taal=nl")).text().contains("nog niet af"));
    assert_eq!(upload(&mut fatima, &format!("{page}/lijst"), "lijst", LIST).status, 303);
    let shown = fatima.get(&page).text();
    assert!(shown.contains("Kanarie Fout") && shown.contains("Dit is geen mailadres."), "{shown}");
    let refused = server.browser_of("carla").post_form(&format!("{page}/goedkeuren"), &[("versie", "3")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("De tekst is niet klaar"), "{}", refused.text());
    write(&mut fatima, &page, "nl", "Een bericht ging naar de verkeerde groep.");
    let own = fatima.post_form(&format!("{page}/goedkeuren"), &[("versie", "3")]);
    assert!(own.text().contains("Vraag een tweede persoon"), "{}", own.text());
    for short in ["carla", "inez"] {
        let shown = server.browser_of(short).get(&page);
        assert_eq!(shown.status, 200);
        assert!(!shown.text().contains("Kanarie"), "{short} sees counts only");
    }
    for short in ["sam", "anna", "gerrit"] {
        assert_eq!(server.browser_of(short).get(&page).status, 403, "{short}");
    }
}

#[test]
fn a_server_that_is_away_loses_nobody_and_a_pause_holds() {
    let server_port = free_port();
    let server = server(server_port);
    let page = started(&server);
    assert_eq!(sends(&server), Round { n_later: 1, ..Round::default() }, "it is asked once in a round");
    let mut fatima = server.browser_of("fatima");
    assert_eq!(fatima.get(&format!("{page}/stand")).json()["n_made"], 0);
    act(&mut fatima, &page, "pauze", &[]);
    assert_eq!(sends(&server), Round::default());
    assert!(fatima.get(&page).text().contains("Stilgezet"));
    act(&mut fatima, &page, "starten", &[]);
    assert_eq!(sends(&server).n_later, 1);
}

#[test]
fn a_list_that_cannot_be_used_says_so_at_its_field() {
    let server = server(free_port());
    let page = decided(&server);
    let mut fatima = server.browser_of("fatima");
    for (content, words) in [
        ("telefoon\n010", "In de eerste regel staan geen bekende namen"),
        ("naam;mail\n", "De lijst is leeg"),
    ] {
        let answer = upload(&mut fatima, &format!("{page}/lijst"), "lijst", content);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    let large = "x".repeat(9 * 1024 * 1024);
    assert_eq!(upload(&mut fatima, &format!("{page}/lijst"), "lijst", &large).status, 413);
}

#[test]
fn a_public_notice_keeps_its_places() {
    let server = server(free_port());
    let page = decided(&server);
    write(&mut server.browser_of("fatima"), &page, "nl", "Een bericht ging naar de verkeerde groep.");
    let notice = format!("{page}/openbaar");
    let mut elif = server.browser_of("elif");
    let version = hidden(&elif.get(&notice), "versie");
    assert_eq!(elif.post_form(&notice, &[("versie", &version)]).status, 303);
    let body = "--grens\r\ncontent-disposition: form-data; name=\"versie\"\r\n\r\n0\r\n\
                --grens\r\ncontent-disposition: form-data; name=\"plaats\"\r\n\r\nDe Waterveense Courant\r\n\
                --grens\r\ncontent-disposition: form-data; name=\"vanaf\"\r\n\r\n2026-11-21\r\n\
                --grens\r\ncontent-disposition: form-data; name=\"tot-en-met\"\r\n\r\n\r\n\
                --grens\r\ncontent-disposition: form-data; name=\"bewijs\"; filename=\"krant.pdf\"\r\n\r\n%PDF-1.7 krant\r\n--grens--\r\n";
    let headers =
        [("content-type", "multipart/form-data; boundary=grens"), ("sec-fetch-site", "same-origin")];
    let answer = elif.ask("POST", &format!("{notice}/1/plaats"), &headers, body.as_bytes());
    assert_eq!(answer.status, 303, "{}", answer.text());
    let shown = elif.get(&notice).text();
    assert!(shown.contains("De Waterveense Courant") && shown.contains("staat er nog"), "{shown}");
    assert_eq!(server.browser_of("inez").get(&format!("{notice}/1/bewijs/1")).text(), "%PDF-1.7 krant");
}
