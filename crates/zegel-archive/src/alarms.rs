//! Alarms (requirement T5): what is unusual enough to open a signal at the privacy desk by itself.
//!
//! Each rule counts from the ledger who did how much in an hour or on a day (UTC) and holds that against a threshold that the body
//! set. A finding opens one signal per rule, person and day, written together with the mark that it was opened; the signal carries
//! the query by which its scope is counted. An alarm accuses nobody: a person at the desk looks first.
//!
//! What it cannot see: reading that stays below a threshold, and a session of a supporter that ended before the hourly look.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_breach::{Breach, Origin, Report};
use zegel_model::{Act, BreachId, Content, Done, PersonId};
use zegel_store::{Audited, HourTally, Paper, PaperKind, Pseudonym, Subject};

use crate::breaches::{self, Known, Seen};
use crate::evidence::ITSELF;
use crate::scope::{self, ScopeQuery, What};
use crate::{Archive, Desk, Error};

/// The name of the thresholds among the papers.
const SETTING: &str = "alarms";
/// Where the marks of opened signals begin among the papers.
const OPENED: &str = "alarm/";
/// How many opened signals are listed.
const MAX_LISTED: usize = 50;
/// The largest threshold; a larger one is a slip of the finger that switches a rule off unseen.
pub const MAX_THRESHOLD: u32 = 1_000_000;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// One person read much within an hour.
    ReadsAnHour,
    /// One person read much on a day.
    ReadsADay,
    /// One person approved many releases on a day.
    ReleasesADay,
    /// A name was locked often on a day.
    LockOutsADay,
    /// A supporter was signed on for long.
    SupporterHours,
}

impl Rule {
    /// All rules, in their order.
    pub const ALL: [Self; 5] =
        [Self::ReadsAnHour, Self::ReadsADay, Self::ReleasesADay, Self::LockOutsADay, Self::SupporterHours];

    /// Returns the code, as in papers and signals.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReadsAnHour => "reads-an-hour",
            Self::ReadsADay => "reads-a-day",
            Self::ReleasesADay => "releases-a-day",
            Self::LockOutsADay => "lock-outs-a-day",
            Self::SupporterHours => "supporter-hours",
        }
    }
}

/// From which number on a rule opens a signal; 0 switches it off. The numbers here are where a body begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Records and files that one person opens within an hour.
    pub reads_an_hour: u32,
    /// Records and files that one person opens on a day.
    pub reads_a_day: u32,
    /// Releases that one person approves on a day.
    pub releases_a_day: u32,
    /// Times that a name is locked on a day.
    pub lock_outs_a_day: u32,
    /// Hours that a supporter is signed on.
    pub supporter_hours: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            reads_an_hour: 120,
            reads_a_day: 400,
            releases_a_day: 10,
            lock_outs_a_day: 3,
            supporter_hours: 4,
        }
    }
}

impl Thresholds {
    /// Returns that of a rule.
    pub fn of(&self, rule: Rule) -> u32 {
        match rule {
            Rule::ReadsAnHour => self.reads_an_hour,
            Rule::ReadsADay => self.reads_a_day,
            Rule::ReleasesADay => self.releases_a_day,
            Rule::LockOutsADay => self.lock_outs_a_day,
            Rule::SupporterHours => self.supporter_hours,
        }
    }
}

/// Something unusual for which no signal was opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// Whose account.
    pub actor: Pseudonym,
    /// How much.
    pub n: u64,
    /// From how much on.
    pub threshold: u32,
    /// When it began.
    pub from: Timestamp,
    /// When it ended, that moment not included.
    pub to: Timestamp,
}

impl Finding {
    /// One signal per rule, person and day; of a long session, one.
    fn name(&self) -> String {
        let from = self.from.to_zoned(TimeZone::UTC);
        let when = match self.rule {
            Rule::SupporterHours => from.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            _ => from.date().to_string(),
        };
        format!("{OPENED}{}/{}/{when}", self.rule.code(), self.actor)
    }

    /// Returns the query by which the scope of this account in this time is counted.
    fn query(&self) -> ScopeQuery {
        ScopeQuery { what: vec![What::Person(self.actor)], from: Some(self.from), to: Some(self.to) }
    }
}

/// Thresholds with who set them.
#[derive(Debug, Clone)]
pub struct Version {
    /// Which version, from 1.
    pub version: u64,
    /// What was set.
    pub thresholds: Thresholds,
    /// By whom, and when.
    pub made: Done,
}

/// A signal that an alarm opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Which rule, by its code.
    pub rule: String,
    /// How much, and from how much on.
    pub n: u64,
    /// From how much on.
    pub threshold: u32,
    /// When.
    pub at: Timestamp,
    /// Which signal.
    pub breach: BreachId,
}

/// What stands in a mark.
#[derive(Serialize, Deserialize)]
struct Mark {
    n: u64,
    threshold: u32,
    breach: BreachId,
}

/// Returns the thresholds in force.
///
/// # Errors
/// `not-your-role`.
pub fn thresholds(desk: &Desk<'_>) -> Result<Thresholds, Error> {
    desk.authorise(Act::SeeRisks)?;
    Ok(in_force(desk.archive)?.0)
}

/// Returns every version of the thresholds, oldest first; none where those that came with Zegel are in force.
///
/// # Errors
/// `not-your-role`.
pub fn versions(desk: &Desk<'_>) -> Result<Vec<Version>, Error> {
    desk.authorise(Act::SeeRisks)?;
    let papers = desk.archive.store.read(|view| view.paper_versions(PaperKind::Setting, SETTING))?;
    let version = |paper: &Paper| {
        Ok(Version { version: paper.version, thresholds: paper.read()?, made: paper.made.clone() })
    };
    papers.iter().map(version).collect()
}

/// Returns the newest signals that alarms opened, newest first.
///
/// # Errors
/// `not-your-role`.
pub fn opened(desk: &Desk<'_>) -> Result<Vec<Opened>, Error> {
    desk.authorise(Act::SeeRisks)?;
    let mut papers = desk.archive.store.read(|view| view.papers_of(PaperKind::Setting, OPENED))?;
    papers.sort_by_key(|paper| std::cmp::Reverse(paper.made.at));
    papers.truncate(MAX_LISTED);
    let opened = |paper: &Paper| {
        let Mark { n, threshold, breach } = paper.read()?;
        let rule = paper.name.split('/').nth(1).unwrap_or_default().to_owned();
        Ok(Opened { rule, n, threshold, at: paper.made.at, breach })
    };
    papers.iter().map(opened).collect()
}

fn in_force(archive: &Archive) -> Result<(Thresholds, u64), Error> {
    let paper = archive.store.read(|view| view.paper(PaperKind::Setting, SETTING))?;
    match paper {
        None => Ok((Thresholds::default(), 0)),
        Some(paper) => Ok((paper.read()?, paper.version)),
    }
}

/// Sets the thresholds; the same ones again make no version.
///
/// # Errors
/// `not-your-role`, `threshold-wrong`.
pub fn set(desk: &mut Desk<'_>, thresholds: Thresholds) -> Result<(), Error> {
    desk.authorise(Act::KeepRisks)?;
    if Rule::ALL.into_iter().any(|rule| MAX_THRESHOLD < thresholds.of(rule)) {
        return Err(Error::refused(
            "threshold-wrong",
            "a threshold is larger than any archive",
            format!("give a number up to {MAX_THRESHOLD}; 0 switches a rule off"),
        ));
    }
    let (before, version) = in_force(desk.archive)?;
    if before == thresholds {
        return Ok(());
    }
    let paper = desk.paper(PaperKind::Setting, SETTING, version + 1, &thresholds)?;
    let detail = json!({ "alarms": thresholds, "version": version + 1 });
    let entry = desk.entry(Act::KeepRisks, vec![Subject::setting(SETTING)], detail);
    desk.archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new((), entry))
    })
}

/// Returns what is unusual in the ledger of yesterday and today and has no signal yet. `sessions` are those of supporters that are
/// open now, with their beginning; an open session is no entry of the ledger.
///
/// # Errors
/// Faults of the store.
pub fn look(
    archive: &Archive,
    now: Timestamp,
    sessions: &[(PersonId, Timestamp)],
) -> Result<Vec<Finding>, Error> {
    let (thresholds, _) = in_force(archive)?;
    // Yesterday too: the last hour of a day is looked at on the next one.
    let since = day_of(now - SignedDuration::from_hours(24))?.0;
    let (hours, sign_ons, people) = archive.store.read(|view| {
        let place = view.ledger_place(since)?;
        let acts = [Act::Read.code(), Act::ApproveRelease.code()];
        Ok::<_, Error>((view.hour_tallies(place, &acts)?, view.sign_on_tallies(place)?, view.people()?))
    })?;
    let mut found = by_the_hour(&hours)?;
    let mut locked = BTreeMap::new();
    for one in sign_ons.iter().filter(|one| one.is_locked) {
        *locked.entry((one.actor, day_of(one.at)?)).or_insert(0) += 1;
    }
    found.extend(locked.into_iter().map(|((actor, day), n)| finding(Rule::LockOutsADay, actor, n, day)));
    for (person, began) in sessions {
        if let Some(known) = people.iter().find(|known| known.person.id == *person) {
            let hours = u64::try_from(now.duration_since(*began).as_hours()).unwrap_or(0);
            found.push(finding(Rule::SupporterHours, known.pseudonym, hours, (*began, now)));
        }
    }
    for one in &mut found {
        one.threshold = thresholds.of(one.rule);
    }
    found.retain(|one| 0 < one.threshold && u64::from(one.threshold) <= one.n);
    let mut names = BTreeSet::new();
    let mut fresh = vec![];
    for one in found {
        let name = one.name();
        let is_known = archive.store.read(|view| view.paper(PaperKind::Setting, &name))?.is_some();
        if names.insert(name) && !is_known {
            fresh.push(one);
        }
    }
    Ok(fresh)
}

/// What one person read within an hour and on a day, and the releases that one approved on a day.
fn by_the_hour(tallies: &[HourTally]) -> Result<Vec<Finding>, Error> {
    let mut found = vec![];
    let mut days = BTreeMap::new();
    for one in tallies {
        let damaged = |_| Error::Fault("an hour of the ledger cannot be read".into());
        let from: Timestamp = format!("{}:00:00Z", one.hour).parse().map_err(damaged)?;
        let rule = if one.act == Act::Read.code() {
            let hour = (from, from + SignedDuration::from_hours(1));
            found.push(finding(Rule::ReadsAnHour, one.actor, one.n, hour));
            Rule::ReadsADay
        } else {
            Rule::ReleasesADay
        };
        *days.entry((rule, one.actor, day_of(from)?)).or_insert(0) += one.n;
    }
    found.extend(days.into_iter().map(|((rule, actor, day), n)| finding(rule, actor, n, day)));
    Ok(found)
}

/// Returns begin and end of the day of a moment, UTC.
fn day_of(at: Timestamp) -> Result<(Timestamp, Timestamp), Error> {
    let outside = |_| Error::Fault("a day lies outside of the calendar".into());
    let begin = at.to_zoned(TimeZone::UTC).start_of_day().map_err(outside)?.timestamp();
    Ok((begin, begin + SignedDuration::from_hours(24)))
}

fn finding(rule: Rule, actor: Pseudonym, n: u64, (from, to): (Timestamp, Timestamp)) -> Finding {
    Finding { rule, actor, n, threshold: 0, from, to }
}

/// Opens the signal of a finding at the desk; `words` are its title and what happened, in the language of the archive.
///
/// # Errors
/// [`zegel_store::StoreError::Conflict`] when it was opened meanwhile.
pub fn open_signal(
    archive: &Archive,
    finding: &Finding,
    (title, what): (Content, Content),
    now: Timestamp,
) -> Result<(BreachId, String), Error> {
    let by: PersonId = ITSELF.parse().map_err(|_| Error::Fault("'zegel' is a short name".into()))?;
    let done = Done { by, at: now };
    let id = BreachId(archive.uuid(now));
    let mark = Mark { n: finding.n, threshold: finding.threshold, breach: id };
    let mark = archive.paper(PaperKind::Setting, (&finding.name(), 1), &mark, done.clone())?;
    let query = serde_json::to_value(finding.query())?;
    let origin = Origin::Alarm { rule: finding.rule.code().to_owned(), query };
    let report = Report { title, what, origin, reported: done, noticed_at: now };
    let number = breaches::open_signal(archive, (id, report), (Pseudonym::ARCHIVE, None), Some(&mark))?;
    Ok((id, number))
}

/// Returns the name of the account that an alarm is about; `None` for another breach, or when that person is not known any more.
///
/// # Errors
/// `not-your-role`.
pub fn account(desk: &Desk<'_>, breach: &Breach) -> Result<Option<Content>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let Origin::Alarm { query, .. } = &breach.report.origin else { return Ok(None) };
    let query: ScopeQuery = serde_json::from_value(query.clone())?;
    let people = desk.archive.store.read(|view| view.people())?;
    let is_of = |what: &What, of: Pseudonym| matches!(what, What::Person(actor) if *actor == of);
    let found = people.into_iter().find(|known| query.what.iter().any(|what| is_of(what, known.pseudonym)));
    Ok(found.map(|known| known.person.name))
}

/// Takes the signal of an alarm up, and counts its scope by the query that it carries; the breach keeps the count.
///
/// # Errors
/// `not-your-role`, `no-alarm`, `closed`; those of [`scope::count_for`]; a newer version.
pub fn count(desk: &mut Desk<'_>, (id, seen): (BreachId, Seen)) -> Result<Known, Error> {
    desk.authorise(Act::HandleBreach)?;
    desk.authorise(Act::CountScope)?;
    let known = breaches::newest(desk.archive, id)?;
    let Origin::Alarm { query, .. } = &known.breach.report.origin else {
        return Err(Error::refused(
            "no-alarm",
            "no alarm opened this breach",
            "count its scope with a question of your own",
        ));
    };
    let query: ScopeQuery = serde_json::from_value(query.clone())?;
    if known.breach.handler.is_none() {
        breaches::take_up(desk, id, seen)?;
    }
    Ok(scope::count_for(desk, id, &query)?.0)
}

#[cfg(test)]
mod tests;
