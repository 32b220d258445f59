//! The breaches of the example: one with a running clock, one that waits for somebody, one that was closed by two people.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use zegel_archive::Archive;
use zegel_archive::breach::{
    Answer, Answers, AuthorityChoice, Closing, MomentKind, Occurred, Origin, SubjectsChoice, Waiting,
};
use zegel_archive::breaches::{self, NewMeasure, Seen};
use zegel_model::{BreachId, Content};

use super::person;
use crate::Problem;

/// Reports and handles them, by the people who would.
pub(super) fn fill(archive: &mut Archive, now: Timestamp) -> Result<(), Problem> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    closed(archive, now, &zone)?;
    running(archive, now, &zone)?;
    let before = ago(now, SignedDuration::from_mins(50));
    let said = (
        "Telefoon kwijt in de trein",
        "Mijn werktelefoon lag vanochtend nog op tafel in de trein. De code zit erop.",
    );
    report(archive, "joris", said, (before, now))?;
    Ok(())
}

/// One with a clock that runs: taken up, aware, half answered, one measure done and one open.
fn running(archive: &mut Archive, now: Timestamp, zone: &TimeZone) -> Result<(), Problem> {
    let said = (
        "Verkeerde selectie gedeeld met het projectteam",
        "Ik zie in het dossier berichten over een ziek kind. Die horen hier niet.",
    );
    let aware = ago(now, SignedDuration::from_mins(17 * 60 + 25));
    let id = report(archive, "anna", said, (aware, now))?;
    let mut fatima = archive.desk(&person("fatima")?, now)?;
    let at = (id, Seen::Newest);
    breaches::take_up(&mut fatima, id, Seen::Newest)?;
    let occurred = Occurred::At { at: ago(aware, SignedDuration::from_mins(88)), is_estimated: true };
    breaches::occurred(&mut fatima, at, occurred, "Toen is de selectie gedeeld.".into())?;
    let how = Content::from("Vier collega's konden berichten over de gezondheid van een kind lezen.");
    breaches::moment(&mut fatima, at, (MomentKind::Aware, aware, how), zone)?;
    let one = |code: &str| Answer::One(code.to_owned());
    let many = |codes: &[&str]| Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect());
    let answers = [
        ("summary", one("Een collega deelde te veel berichten met het projectteam.")),
        ("discovered-by", one("controller")),
        ("nature", many(&["confidentiality"])),
        ("cause", one("internal-accident")),
        ("exposure", one("likely")),
        ("recipients", one("own-staff")),
        ("people-number", Answer::Number(7)),
    ];
    let answers = answers.map(|(code, answer)| (code.to_owned(), answer));
    breaches::answer(&mut fatima, at, Answers(BTreeMap::from(answers)), BTreeMap::new())?;
    for what in
        ["De toegang van het projectteam is ingetrokken.", "Vraag de vier collega's om hun kopie te wissen."]
    {
        let measure =
            NewMeasure { what: what.into(), is_preventive: false, owner: "Bram Visser".into(), due: None };
        breaches::measure(&mut fatima, at, measure)?;
    }
    breaches::measure_done(&mut fatima, at, 1)?;
    Ok(())
}

/// One that was not notified, which takes two people, and closed.
fn closed(archive: &mut Archive, now: Timestamp, zone: &TimeZone) -> Result<(), Problem> {
    let said = (
        "Versleutelde stick kwijt",
        "De stick met de reservekopie ligt niet meer in de kast. De sleutel wel.",
    );
    let noticed = ago(now, SignedDuration::from_hours(24 * 20));
    let id = report(archive, "bram", said, (noticed, now))?;
    let at = (id, Seen::Newest);
    let grounds = || Content::from("Alles was goed versleuteld, de sleutel is veilig en er is een kopie.");
    let day = now.to_zoned(zone.clone()).date().checked_add(jiff::Span::new().days(90)).ok();
    let mut fatima = archive.desk(&person("fatima")?, now)?;
    breaches::take_up(&mut fatima, id, Seen::Newest)?;
    let how = Content::from("De kast was leeg en niemand had de stick meegenomen.");
    breaches::moment(&mut fatima, at, (MomentKind::Aware, noticed, how), zone)?;
    breaches::decide_authority(&mut fatima, at, AuthorityChoice::NotNotify, (grounds(), day))?;
    breaches::decide_subjects(&mut fatima, at, SubjectsChoice::NotRequired, (grounds(), day))?;
    let mut carla = archive.desk(&person("carla")?, now)?;
    breaches::approve(&mut carla, at, Waiting::Authority)?;
    let mut fatima = archive.desk(&person("fatima")?, now)?;
    breaches::close(&mut fatima, at, Closing::Handled, "Sticks gaan voortaan in de kluis.".into())?;
    Ok(())
}

fn report(
    archive: &mut Archive,
    who: &str,
    (title, what): (&str, &str),
    (noticed, now): (Timestamp, Timestamp),
) -> Result<BreachId, Problem> {
    let mut desk = archive.desk(&person(who)?, now)?;
    let (id, _) = breaches::report(&mut desk, (title.into(), what.into()), Origin::Person, noticed)?;
    Ok(id)
}

fn ago(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_sub(duration).unwrap_or(now)
}
