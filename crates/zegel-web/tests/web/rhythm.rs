//! The rhythm of owners: how they stand, reminders over a mail server that nobody here wrote, and the check of settings.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use zegel_archive::Config;
use zegel_archive::config::{Mail, Rhythm, Security};
use zegel_archive::{people, rhythm};
use zegel_model::{Person, Role};
use zegel_web::mail::{Round, clocks, round};

use crate::kit::{TestServer, id};
use crate::mail_server::{MailServer, free_port};

fn every(days: u16) -> Vec<Rhythm> {
    vec![Rhythm { from: jiff::civil::date(2026, 11, 21), days, role: None, owner: None }]
}

fn mail(port: u16) -> Mail {
    let addresses = [("anna", "anna@waterveen.example")];
    Mail {
        server: "127.0.0.1".into(),
        port,
        security: Security::None,
        from: "Zegel <zegel@waterveen.example>".into(),
        url: "https://zegel.waterveen.example/".into(),
        user: None,
        password_file: None,
        again_days: 7,
        domain: None,
        addresses: addresses
            .iter()
            .map(|(short, to)| (id(short), (*to).to_owned()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn hand_in(server: &TestServer) {
    let headers = [("content-type", "application/vnd.zegel.submission"), ("sec-fetch-site", "same-origin")];
    let package = server.package("anna", 3);
    assert_eq!(server.browser_of("anna").ask("POST", "/api/v1/submissions", &headers, &package).status, 201);
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

fn sends(server: &TestServer) -> Round {
    server.block(round(&server.app)).unwrap()
}

#[test]
fn an_owner_sees_their_own_days_and_the_adviser_those_of_all() {
    let server = TestServer::with(|config| Config { rhythm: every(14), ..config });
    hand_in(&server);
    assert!(server.browser_of("anna").get("/").text().contains("Vandaag"));
    server.wait(days(14));
    let page = server.browser_of("anna").get("/").text();
    assert!(page.contains("14 dagen geleden") && page.contains("Op tijd"), "the last day counts");
    server.wait(days(1));
    let page = server.browser_of("anna").get("/").text();
    assert!(page.contains("15 dagen geleden") && page.contains("Te laat"));
    let list = server.browser_of("bram").get("/ritme").text();
    assert!(list.contains("Anna de Boer") && list.contains("15 dagen geleden") && list.contains("1 te laat"));
    assert!(list.contains("Zegel verstuurt geen mail"));
    for short in ["anna", "sam", "elif", "gerrit"] {
        assert_eq!(server.browser_of(short).get("/ritme").status, 403, "{short}");
    }
    assert!(!server.browser_of("bram").get("/").text().contains("Uw laatste veiligstelling"), "no owner");
    assert_eq!(sends(&server), Round::default(), "no mail server is configured");
}

#[test]
fn the_newest_rule_holds_and_one_for_a_person_beats_one_for_all() {
    let date = |month, day| jiff::civil::date(2026, month, day);
    let rule = |from, days, owner: Option<&str>| Rhythm { from, days, role: None, owner: owner.map(id) };
    let rules = vec![
        rule(date(1, 1), 30, None),
        rule(date(11, 1), 14, None),
        rule(date(12, 1), 7, None),
        rule(date(11, 24), 3, Some("anna")),
        rule(date(12, 10), 0, Some("anna")),
    ];
    let server = TestServer::with(|config| Config { rhythm: rules, ..config });
    hand_in(&server);
    let home = |server: &TestServer| server.browser_of("anna").get("/").text();
    assert!(home(&server).contains("Elke 14 dagen"));
    server.wait(days(3));
    assert!(home(&server).contains("Elke 3 dagen"));
    server.wait(days(17));
    assert!(home(&server).contains("Geen afspraak"), "a rule of 0 days takes the earlier one away");
}

#[test]
fn a_reminder_goes_out_once_says_nothing_of_a_chat_and_comes_again_after_a_week() {
    let Some(post) = MailServer::start() else { return };
    let config = mail(post.port);
    let server = TestServer::with(|old| Config { rhythm: every(14), mail: Some(config), ..old });
    hand_in(&server);
    server.wait(days(14));
    assert_eq!(sends(&server), Round::default());
    server.wait(days(1));
    assert_eq!(sends(&server), Round { n_sent: 1, ..Round::default() });
    assert_eq!(sends(&server), Round::default(), "once");
    let letters = post.letters();
    assert_eq!(letters.len(), 1);
    let letter = letters[0].replace("=\r\n", "");
    for words in [
        "To: \"Anna de Boer\" <anna@waterveen.example>",
        "Auto-Submitted: auto-generated",
        "Herinnering: stel uw chatberichten veilig",
        "15 dagen geleden",
        "https://zegel.waterveen.example/schiften",
    ] {
        assert!(letter.contains(words), "{words} in {letter}");
    }
    let export = zegel_testkit::Export::android(100).seed(3);
    for one in export.truth().filter(|one| 24 < one.text.len()) {
        assert!(!letter.contains(&one.text));
    }
    assert!(server.browser_of("bram").get("/ritme").text().contains("Verstuurd op"));
    server.wait(days(6));
    assert_eq!(sends(&server), Round::default());
    server.wait(days(1));
    assert_eq!(sends(&server).n_sent, 1, "again after a week");
    hand_in_again(&server);
    server.wait(days(7));
    assert_eq!(sends(&server), Round::default(), "who captured is not reminded");
}

fn hand_in_again(server: &TestServer) {
    let headers = [("content-type", "application/vnd.zegel.submission"), ("sec-fetch-site", "same-origin")];
    let package = server.package("anna", 4);
    assert_eq!(server.browser_of("anna").ask("POST", "/api/v1/submissions", &headers, &package).status, 201);
}

#[test]
fn after_a_crash_nobody_is_reminded_twice() {
    let Some(post) = MailServer::start() else { return };
    let config = mail(post.port);
    let server = TestServer::with(|old| Config { rhythm: every(14), mail: Some(config), ..old });
    server.wait(days(15));
    // The machine stops between writing down and sending.
    let (now, zone) = (server.app.now(), server.app.settings.zone.clone());
    let lost = server
        .block(server.app.with_archive(move |archive| Ok(rhythm::next_letter(archive, now, &zone)?)))
        .unwrap()
        .expect("somebody is late");
    assert_eq!(
        sends(&server),
        Round::default(),
        "whether it went out is not certain, so it does not go again"
    );
    assert!(server.browser_of("bram").get("/ritme").text().contains("Niet zeker"));
    server.wait(days(7));
    assert_eq!(sends(&server).n_sent, 1, "the next step of the same reminder");
    assert!(!post.letters()[0].contains(&lost.message_id), "another step has another Message-ID");
}

#[test]
fn a_refused_address_is_not_tried_again_and_a_server_that_is_away_is_for_a_while() {
    let Some(post) = MailServer::start() else { return };
    let mut config = mail(post.port);
    config.addresses = BTreeMap::from([(id("anna"), "weg@waterveen.example".to_owned())]);
    let server = TestServer::with(|old| Config { rhythm: every(14), mail: Some(config), ..old });
    server.wait(days(15));
    assert_eq!(sends(&server), Round { n_refused: 1, ..Round::default() });
    assert_eq!(sends(&server), Round::default());
    assert!(server.browser_of("bram").get("/ritme").text().contains("Geweigerd op"));

    for (address, port) in [("straks@waterveen.example", post.port), ("anna@waterveen.example", free_port())]
    {
        let mut config = mail(port);
        config.addresses = BTreeMap::from([(id("anna"), address.to_owned())]);
        let server = TestServer::with(|old| Config { rhythm: every(14), mail: Some(config), ..old });
        server.wait(days(15));
        for _ in 0..5 {
            assert_eq!(sends(&server), Round { n_failed: 1, ..Round::default() }, "{address}");
        }
        assert_eq!(sends(&server), Round::default(), "{address}: five times is enough for one reminder");
        assert!(server.browser_of("bram").get("/ritme").text().contains("Niet gelukt op"));
    }
    assert!(post.letters().is_empty());
}

#[test]
fn without_encryption_mail_goes_to_this_machine_only() {
    let config = Mail { server: "mail.example".into(), ..mail(25) };
    let server = TestServer::with(|old| Config { rhythm: every(14), mail: Some(config), ..old });
    server.wait(days(15));
    assert_eq!(sends(&server), Round { n_failed: 1, ..Round::default() });
}

#[test]
fn the_answers_about_an_app_are_kept_with_their_date_and_counted_for_the_adviser() {
    let server = TestServer::start();
    let keeper = id("beheer");
    let added = server.app.with_desk(&keeper, |desk| {
        people::add(desk, &Person { id: id("piet"), name: "Piet Post".into(), roles: vec![Role::ChatOwner] })
    });
    server.block(added).unwrap();
    let path = "/instellingen-nalopen/whatsapp-android";
    let some = [("disappearing", "good"), ("view-once", "change")];
    let answer = server.browser_of("anna").post_form(path, &some);
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert_eq!(text.matches("Kies een antwoord.").count(), 2);
    assert_eq!(text.matches(" checked").count(), 2, "what was chosen is still there");

    let all = [("disappearing", "good"), ("view-once", "change"), ("export", "good"), ("backup", "unsure")];
    assert_eq!(server.browser_of("anna").post_form(path, &all).status, 303);
    assert_eq!(server.browser_of("piet").post_form(path, &all).status, 303);
    let better = [("disappearing", "good"), ("view-once", "good"), ("export", "good"), ("backup", "good")];
    assert_eq!(server.browser_of("piet").post_form(path, &better).status, 303);
    let own = server.browser_of("anna").get("/instellingen-nalopen").text();
    assert!(own.contains("2 punten open") && own.contains("21 november 2026"), "{own}");
    assert!(own.contains("Kijk bij het sturen van een foto"), "what to do about it");
    assert!(server.browser_of("piet").get("/instellingen-nalopen").text().contains("Alles in orde"));

    let list = server.browser_of("carla").get("/ritme").text();
    let row =
        list.split("Foto&#39;s voor één keer").nth(1).unwrap_or_default().split("</tr>").next().unwrap();
    assert!(row.contains(">1</td><td class=\"num\">1</td><td class=\"num\">0</td>"), "{row}");
    assert_eq!(server.browser_of("bram").get("/instellingen-nalopen").status, 403, "no owner");
    assert_eq!(server.browser_of("anna").get("/instellingen-nalopen/telex").status, 404);
}

#[test]
fn every_app_has_its_questions_and_drawings_in_every_language() {
    let server = TestServer::start();
    for lang in ["nl", "en", "fr"] {
        for app in ["whatsapp-android", "whatsapp-iphone", "signal"] {
            let mut browser = server.browser_of("anna");
            let cookie = browser.cookie.take().unwrap();
            browser.cookie = Some(format!("{cookie}; lang={lang}"));
            let text = browser.get(&format!("/instellingen-nalopen/{app}")).text();
            assert_eq!(text.matches("<svg class=\"phone\"").count(), 4, "{app} {lang}");
            assert_eq!(text.matches("type=\"radio\"").count(), 12, "{app} {lang}");
            assert!(!text.contains("[check-"), "{app} {lang}: {text}");
        }
    }
}

#[test]
fn the_clock_of_a_breach_reminds_at_its_hours_once_and_names_no_content() {
    use zegel_archive::breach::{AuthorityChoice, MomentKind, Origin};
    use zegel_archive::breaches::{self, Seen};
    let Some(post) = MailServer::start() else { return };
    let mut config = mail(post.port);
    config.addresses.insert(id("fatima"), "fatima@waterveen.example".to_owned());
    let server = TestServer::with(|old| Config { mail: Some(config), ..old });
    let zone = jiff::tz::TimeZone::UTC;
    let (now, fatima) = (server.app.now(), id("fatima"));
    let aware = server.app.with_desk(&fatima, move |desk| {
        let words = ("Kanarie-Titel".into(), "Kanarie-Verhaal".into());
        let (breach, _) = breaches::report(desk, words, Origin::Person, now)?;
        let known = (MomentKind::Aware, now, "het is bevestigd".into());
        breaches::moment(desk, (breach, Seen::Newest), known, &zone)?;
        Ok::<_, zegel_archive::Error>(breach)
    });
    let breach = server.block(aware).unwrap();
    let sent = |n_sent| Round { n_sent, ..Round::default() };
    let looks = || server.block(clocks(&server.app)).unwrap();
    assert_eq!(looks(), sent(0));
    for hours in [24, 24, 18, 5] {
        server.wait(SignedDuration::from_hours(hours));
        assert_eq!((looks(), looks()), (sent(1), sent(0)), "after {hours} more hours: once");
    }
    server.wait(SignedDuration::from_hours(2));
    assert_eq!((looks(), looks()), (sent(1), sent(0)), "the deadline has passed");
    let letters = post.letters().join("\n").replace("=\r\n", "");
    assert!(letters.contains("DL-2026-001") && letters.contains(&format!("/datalekken/{breach}")));
    assert!(!letters.contains("Kanarie"));
    let notify = server.app.with_desk(&fatima, move |desk| {
        let grounds = ("alsnog melden, ook al is het laat".into(), None);
        breaches::decide_authority(desk, (breach, Seen::Newest), AuthorityChoice::Notify, grounds)
    });
    server.block(notify).unwrap();
    assert_eq!(looks(), sent(0), "deciding to notify is no news about the clock");
}
