//! `kill -9` in the middle of telling people: nobody gets a letter twice, and nobody is missed.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;

use jiff::Timestamp;
use zegel_archive::breach::telling::TellingWords;
use zegel_archive::breach::{MomentKind, Origin, SubjectsChoice};
use zegel_archive::breaches::{self, Seen};
use zegel_archive::telling::{self, Doubt};
use zegel_archive::{Archive, FormLanguage, Outside, Typesetter, create};
use zegel_model::{BreachId, Content, PersonId};

use crate::body::Body;
use crate::mail_server::MailServer;

const N_PEOPLE: usize = 9;

fn now() -> Timestamp {
    "2026-01-05T10:00:00Z".parse().unwrap()
}

fn who(short: &str) -> PersonId {
    short.parse().unwrap()
}

/// Opens the archive beside the command, while no command runs.
fn open(body: &Body) -> Archive {
    let key = create::key_from_file(&std::fs::read_to_string(body.path("operator.key")).unwrap()).unwrap();
    let random = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
    let typesetter = Typesetter { program: "/nonexistent".into(), arguments: vec![] };
    Archive::open(&body.archive(), &key, Outside { random, typesetter }).unwrap()
}

/// A municipality that knows this mail server, and a breach of which a telling was approved.
fn approved(port: u16) -> (Body, BreachId) {
    let body = Body::new();
    let mut config =
        std::fs::OpenOptions::new().append(true).open(body.archive().join("zegel.toml")).unwrap();
    write!(
        config,
        "\n[mail]\nserver = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
         from = \"Zegel <zegel@waterveen.example>\"\nurl = \"https://zegel.waterveen.example/\"\n"
    )
    .unwrap();
    drop(config);
    let mut archive = open(&body);
    let (at, utc) = (now(), jiff::tz::TimeZone::UTC);
    let mut desk = archive.desk(&who("anna"), at).unwrap();
    let words = (Content::from("Laptop kwijt"), Content::from("Laptop gestolen"));
    let id = breaches::report(&mut desk, words, Origin::Person, at).unwrap().0;
    let mut desk = archive.desk(&who("elif"), at).unwrap();
    let seen = (id, Seen::Newest);
    breaches::moment(&mut desk, seen, (MomentKind::Aware, at, "geen slot op de laptop".into()), &utc)
        .unwrap();
    let grounds = (Content::from("er kan veel misgaan"), None);
    breaches::decide_subjects(&mut desk, seen, SubjectsChoice::Communicate, grounds).unwrap();
    let words = TellingWords {
        subject: "Datalek bij de gemeente".into(),
        opening: "Er was een datalek bij de gemeente.".into(),
        nature: "Een laptop is gestolen.".into(),
        consequences: "Iemand kan uw gegevens lezen.".into(),
        measures: "Wij hebben de laptop gewist.".into(),
        advice: "Let op vreemde mails.".into(),
        contact: "Bel ons: 010 123 45 67.".into(),
    };
    telling::write(&mut desk, (id, 0), ("general", FormLanguage::Nl), words).unwrap();
    let people = (1..=N_PEOPLE).map(|n| format!("Mens {n};mens{n}@waterveen.example\n"));
    let list = format!("naam;mail\n{}", people.collect::<String>());
    telling::take_list(&mut desk, id, list.as_bytes(), false).unwrap();
    telling::approve(&mut archive.desk(&who("carla"), at).unwrap(), seen).unwrap();
    (body, id)
}

/// Returns how often each person got a letter.
fn got(server: &MailServer) -> BTreeMap<usize, usize> {
    let mut got = BTreeMap::new();
    for letter in server.letters() {
        let to = letter.split("<mens").nth(1).unwrap().split('@').next().unwrap();
        *got.entry(to.parse().unwrap()).or_insert(0) += 1;
    }
    got
}

/// Kills the command while the server holds its answer, and starts it again.
fn killed(stage: &str) -> Option<(MailServer, Body, BreachId)> {
    let mut server = MailServer::holding(stage, 4)?;
    let (body, id) = approved(server.port);
    let tell = ["breach", "tell", &id.to_string()];
    let mut child = body
        .command(&tell)
        .env("ZEGEL_AS", "elif")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    server.wait_until_held();
    child.kill().unwrap();
    child.wait().unwrap();
    let again = body.zegel_as("elif", &tell).ok();
    again.says("5 sent, 0 refused").says("in-doubt   1");
    assert!(got(&server).values().all(|n| *n == 1), "{stage}: nobody twice");
    Some((server, body, id))
}

fn settle(body: &Body, id: BreachId, doubt: Doubt) {
    let mut archive = open(body);
    let mut desk = archive.desk(&who("elif"), now()).unwrap();
    assert_eq!(telling::settle_doubt(&mut desk, id, None, doubt).unwrap(), 1);
}

#[test]
fn killed_before_the_content_the_one_in_doubt_is_sent_again_when_a_person_says_so() {
    let Some((server, body, id)) = killed("recipient") else { return };
    assert_eq!(got(&server).len(), N_PEOPLE - 1, "one did not get it, and is in doubt");
    settle(&body, id, Doubt::Again);
    body.zegel_as("elif", &["breach", "tell", &id.to_string()]).ok().says("1 sent").says("sent       9");
    let everybody: BTreeMap<usize, usize> = (1..=N_PEOPLE).map(|n| (n, 1)).collect();
    assert_eq!(got(&server), everybody, "nobody twice, nobody missed");
    body.verifies();
}

#[test]
fn killed_after_the_content_the_one_in_doubt_does_not_get_it_twice() {
    let Some((server, body, id)) = killed("content") else { return };
    let everybody: BTreeMap<usize, usize> = (1..=N_PEOPLE).map(|n| (n, 1)).collect();
    assert_eq!(got(&server), everybody, "the server had it already");
    settle(&body, id, Doubt::Arrived);
    body.zegel_as("elif", &["breach", "tell", &id.to_string()]).ok().says("0 sent").says("sent       9");
    assert_eq!(got(&server), everybody, "nobody twice, nobody missed");
    body.verifies();
}

#[test]
fn the_command_says_where_letters_stand_and_sends_nothing_when_asked_not_to() {
    let Some(server) = MailServer::holding("nothing", 0) else { return };
    let (body, id) = approved(server.port);
    let id = id.to_string();
    body.zegel_as("elif", &["breach", "tell", &id, "--dry-run"]).ok().says("waiting    9");
    assert!(got(&server).is_empty());
    body.zegel_as("anna", &["breach", "tell", &id]).code(1).says("not-your-role");
    body.zegel_as("elif", &["breach", "tell", &id]).ok().says("9 sent");
}
