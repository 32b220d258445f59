//! A register of breaches, made through the use cases as people make it: each is reported, and most are taken up, dated and answered.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use zegel_archive::breach::{Answer, Answers, AuthorityChoice, MomentKind, Origin};
use zegel_archive::breaches::{self, NewMeasure, Seen};
use zegel_archive::{Archive, Desk, Outside, Typesetter};
use zegel_model::{BreachId, Content, PersonId};
use zegel_seal::Identity;

/// The moment after the last report: 2026-11-01, UTC.
const END: Timestamp = Timestamp::constant(1_793_491_200, 0);

/// Makes `n` breaches in the name of a privacy officer; one in five stays as it was reported.
pub(crate) fn make(archive: &Path, key: &Path, officer: &str, n: u64) -> Result<()> {
    let text = std::fs::read_to_string(key).context("could not read the key")?;
    let line =
        text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).context("the file holds no key")?;
    let identity: Identity = line.parse().context("the key is not a key")?;
    let outside = Outside {
        random: Arc::new(zegel_seal::system_random),
        typesetter: Typesetter { program: "none".into(), arguments: vec![] },
    };
    let mut archive = Archive::open(archive, &identity, outside)?;
    let officer: PersonId = officer.parse()?;
    // Two years of reports.
    let step =
        SignedDuration::from_hours(2 * 365 * 24).checked_div(i32::try_from(n)?).context("no breaches")?;
    for number in 0..n {
        let back = step.checked_mul(i32::try_from(n - number)?).context("before all time")?;
        let at = END.checked_sub(back)?;
        let mut desk = archive.desk(&officer, at)?;
        breach(&mut desk, number, at)?;
    }
    Ok(())
}

fn breach(desk: &mut Desk<'_>, number: u64, at: Timestamp) -> Result<()> {
    let what = format!("Een lijst met {number} namen ging naar de verkeerde bewoner. De bewoner belde zelf.");
    let origin = match number % 10 {
        3 => Origin::Processor { name: "Leverancier van het zaaksysteem".into() },
        _ => Origin::Person,
    };
    let title = format!("Verkeerde ontvanger van lijst {number}");
    let said = (Content::from(title.as_str()), Content::from(what.as_str()));
    let (id, _) = breaches::report(desk, said, origin, at)?;
    if !number.is_multiple_of(5) {
        handle(desk, (id, Seen::Newest), number, at)?;
    }
    Ok(())
}

fn handle(desk: &mut Desk<'_>, of: (BreachId, Seen), number: u64, at: Timestamp) -> Result<()> {
    let how = Content::from("De bewoner kon de hele lijst lezen.");
    breaches::moment(desk, of, (MomentKind::Aware, at, how), &TimeZone::UTC)?;
    let one = |code: &str| Answer::One(code.to_owned());
    let many = |codes: &[&str]| Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect());
    let answers = [
        ("summary", one("Een lijst met namen ging naar de verkeerde bewoner.")),
        ("nature", many(&["confidentiality"])),
        ("data-kinds", many(&["name", "address", "phone"])),
        ("people-number", Answer::Number(number % 500)),
    ];
    let answers = answers.map(|(code, answer)| (code.to_owned(), answer));
    breaches::answer(desk, of, Answers(BTreeMap::from(answers)), BTreeMap::new())?;
    if number.is_multiple_of(3) {
        let measure = NewMeasure {
            what: "De bewoner wist de lijst.".into(),
            is_preventive: false,
            owner: "Bram Visser".into(),
            due: None,
        };
        breaches::measure(desk, of, measure)?;
    } else {
        breaches::decide_authority(
            desk,
            of,
            AuthorityChoice::Notify,
            (Content::from("Er is een risico voor de mensen."), None),
        )?;
    }
    Ok(())
}
