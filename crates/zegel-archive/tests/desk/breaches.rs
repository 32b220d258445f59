//! A breach in the archive: every act a version with its entry, by whom it may be done.

use jiff::tz::TimeZone;
use zegel_archive::breach::{
    AuthorityChoice, Closing, Described, MomentKind, Occurred, Origin, Side, Stage, SubjectsChoice, Waiting,
};
use zegel_archive::breaches::{self, Seen};
use zegel_archive::controller_messages::{self, Message};
use zegel_archive::{Error, verify::verify};
use zegel_law::Place;
use zegel_model::{BreachId, Content};

use crate::kit::Office;

const SECRET: &str = "Kanarie-Vogelstein";

fn reported(office: &mut Office) -> BreachId {
    let now = office.now;
    let text = |text: &str| Content::from(text);
    let what = text(&format!("Ik zie berichten over {SECRET}"));
    breaches::report(&mut office.desk("anna"), (text("Verkeerde selectie"), what), Origin::Person, now)
        .unwrap()
        .0
}

fn aware(office: &mut Office) -> BreachId {
    let id = reported(office);
    let (now, zone) = (office.now, TimeZone::fixed(jiff::tz::offset(1)));
    let known = (MomentKind::Aware, now, Content::from("vier collega's konden het lezen"));
    breaches::moment(&mut office.desk("fatima"), (id, Seen::Newest), known, &zone).unwrap();
    id
}

fn code(error: Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.code,
        other => panic!("not refused: {other}"),
    }
}

#[test]
fn anybody_reports_and_only_the_desk_reads() {
    let mut office = Office::new();
    let id = reported(&mut office);
    assert_eq!(code(breaches::get(&office.desk("anna"), id).unwrap_err()), "not-your-role");
    let mine = breaches::mine(&office.desk("anna")).unwrap();
    assert_eq!(
        (mine.len(), mine[0].line.stage, mine[0].line.number.as_str()),
        (1, Stage::Signal, "DL-2026-001")
    );
    assert!(breaches::mine(&office.desk("sam")).unwrap().is_empty());
    let known = breaches::get(&office.desk("inez"), id).unwrap();
    assert_eq!(known.version, 1);
    let refused = breaches::take_up(&mut office.desk("inez"), id, Seen::Newest).unwrap_err();
    assert_eq!(code(refused), "not-your-role");
}

#[test]
fn every_version_stays_and_the_ledger_holds_no_word_of_it() {
    let mut office = Office::new();
    let id = reported(&mut office);
    office.wait(1);
    let taken = breaches::take_up(&mut office.desk("fatima"), id, Seen::Version(1)).unwrap();
    assert_eq!(taken.version, 2);
    let old = breaches::take_up(&mut office.desk("elif"), id, Seen::Version(1)).unwrap_err();
    assert!(matches!(old, Error::Store(zegel_archive::StoreError::Conflict { .. })), "{old}");
    let occurred = Occurred::Unknown;
    breaches::occurred(&mut office.desk("fatima"), (id, Seen::Version(2)), occurred, SECRET.into()).unwrap();
    let versions = breaches::versions(&office.desk("fatima"), id).unwrap();
    assert_eq!(versions.iter().map(|known| known.version).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(versions[0].breach.handler.is_none(), "the old version is as it was");
    let mut words = String::new();
    zegel_archive::ledger::entries(&office.desk("inez"), 0, |entry| {
        words += &String::from_utf8_lossy(&entry.leaf_bytes);
        words += entry.detail.as_ref().map_or("", |detail| detail.text.as_str());
        Ok(())
    })
    .unwrap();
    assert!(words.contains("handle-breach") && !words.contains(SECRET));
    let report = verify(&mut office.desk("inez"), &mut |_| {}).unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
}

#[test]
fn not_notifying_takes_two_and_closing_takes_everything() {
    let mut office = Office::new();
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    let known = breaches::get(&office.desk("fatima"), id).unwrap();
    let deadline = known.breach.clock.as_ref().unwrap().working.utc;
    assert_eq!(deadline.to_string(), "2026-11-24T10:00:00Z");
    let day = Some(jiff::civil::date(2026, 12, 21));
    let grounds = || (Content::from("alles was versleuteld en de sleutel is veilig"), day);
    let choice = AuthorityChoice::NotNotify;
    let proposed = breaches::decide_authority(&mut office.desk("fatima"), at, choice, grounds()).unwrap();
    assert_eq!(proposed.breach.authority_choice(), None);
    let alone = breaches::approve(&mut office.desk("fatima"), at, Waiting::Authority).unwrap_err();
    assert_eq!(code(alone), "four-eyes");
    let approved = breaches::approve(&mut office.desk("carla"), at, Waiting::Authority).unwrap();
    assert_eq!((approved.breach.authority_choice(), approved.breach.stage()), (Some(choice), Stage::Decided));
    let early =
        breaches::close(&mut office.desk("fatima"), at, Closing::Handled, Content::default()).unwrap_err();
    assert_eq!(code(early), "not-ready");
    let choice = SubjectsChoice::NotRequired;
    breaches::decide_subjects(&mut office.desk("fatima"), at, choice, grounds()).unwrap();
    let closed =
        breaches::close(&mut office.desk("fatima"), at, Closing::Handled, Content::default()).unwrap();
    assert_eq!(closed.breach.stage(), Stage::Closed);
    assert!(breaches::open(&office.desk("fatima")).unwrap().is_empty());
    assert_eq!(breaches::list(&office.desk("fatima"), None).unwrap().len(), 1);
}

#[test]
fn the_first_message_to_the_controller_is_the_moment_and_what_follows_completes_it() {
    let mut office = Office::new();
    let id = aware(&mut office);
    let at = (id, Seen::Newest);
    let message =
        |text: &str, sent_at| Message { to: "Gemeente Heuvelrug".into(), text: Content::from(text), sent_at };
    let first = message(SECRET, office.now);
    let own = controller_messages::record(&mut office.desk("fatima"), at, &first).unwrap_err();
    assert_eq!(code(own), "wrong-side");
    let described = Described {
        title: "Map stond open".into(),
        side: Side::Processor { controller: "Gemeente Heuvelrug".into(), contract_hours: Some(24) },
        place: Place::Nl,
        regime: "avg".into(),
    };
    breaches::describe(&mut office.desk("fatima"), at, described, &TimeZone::UTC).unwrap();
    let told = controller_messages::record(&mut office.desk("fatima"), at, &first).unwrap();
    assert_eq!(told.breach.stage(), Stage::Decided, "a processor is done when the controller knows");
    office.wait(2);
    let more = message("Het ging om twaalf mensen.", office.now);
    let told = controller_messages::record(&mut office.desk("fatima"), at, &more).unwrap();
    assert_eq!(told.breach.moments.told_controller.unwrap().at, first.sent_at, "the first one counts");
    let sent = controller_messages::list(&office.desk("inez"), id).unwrap();
    let texts: Vec<_> = sent.iter().map(|one| (one.n, one.message.text.as_str())).collect();
    assert_eq!(texts, [(1, SECRET), (2, "Het ging om twaalf mensen.")]);
    let later = message("Later", office.now + jiff::SignedDuration::from_hours(1));
    let refused = controller_messages::record(&mut office.desk("fatima"), at, &later).unwrap_err();
    assert_eq!(code(refused), "moment-future");
    let report = verify(&mut office.desk("inez"), &mut |_| {}).unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}
