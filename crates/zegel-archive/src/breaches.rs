//! The register of breaches (requirements B1 to B3, B6; GDPR art. 33(5)): every act makes a new version, and all stay.
//!
//! Each function is one act of a person: the model says whether the roles allow it, `zegel-breach` decides, and the new
//! version, its line in the register and the entry of the ledger are written together. Whoever acts on what they saw
//! hands in the version they saw; when there is a newer one, nothing is written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use zegel_breach::{
    Answer, Answers, Assessment, AuthorityChoice, Breach, Closing, Count, Decided, Described, Line, Measure,
    MomentKind, Occurred, Order, Origin, Report, Stage, SubjectsChoice, Waiting, Weight, Yardstick,
};
use zegel_law::{Deadlines, Place, QuestionList};
use zegel_model::{Act, BreachId, Content, Done, SessionId};
use zegel_store::{Audited, BreachLine, Entry, Paper, PaperKind, Pseudonym, StoreError, Tx};

use crate::{Archive, Desk, Error};

/// The most lines that a page of the register holds.
pub const MAX_LINES: u64 = 200;
/// How many of the newest lines are looked through for one's own reports.
const MINE_LOOKED_AT: u64 = 2_000;

/// A version of a breach.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which breach.
    pub id: BreachId,
    /// Which version, from 1.
    pub version: u64,
    /// What it says.
    pub breach: Breach,
    /// Who made this version, and when.
    pub made: Done,
}

/// A line of the register.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Which breach.
    pub id: BreachId,
    /// Its place in the register, from 1.
    pub seq: u64,
    /// Somebody still works on it.
    pub is_open: bool,
    /// What the list shows.
    pub line: Line,
}

/// Which version somebody saw before they acted; `Newest` where they act on whatever stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// This one.
    Version(u64),
    /// Whatever stands there.
    Newest,
}

/// Reports that data may have leaked; returns the number of the breach. The place and the regime are those of the body
/// until the desk says otherwise.
///
/// # Errors
/// `not-your-role`, `text-length`, `moment-future`.
pub fn report(
    desk: &mut Desk<'_>,
    (title, what): (Content, Content),
    origin: Origin,
    noticed_at: Timestamp,
) -> Result<(BreachId, String), Error> {
    desk.authorise(Act::ReportBreach)?;
    let id = BreachId(desk.archive.uuid(desk.now));
    let report = Report { title, what, origin, reported: desk.done(), noticed_at };
    let by = (desk.pseudonym, desk.session);
    Ok((id, open_signal(desk.archive, (id, report), by, None)?))
}

/// Opens a signal, by a person or by the archive itself, and returns its number; `mark` is written together with it.
pub(crate) fn open_signal(
    archive: &Archive,
    (id, report): (BreachId, Report),
    (actor, session): (Pseudonym, Option<SessionId>),
    mark: Option<&Paper>,
) -> Result<String, Error> {
    let made = report.reported.clone();
    let place = archive.config.privacy.place;
    let regime = archive.config.privacy.regime.clone();
    let seq = archive.store.read(|view| view.next_breach_seq())?;
    let year = made.at.to_zoned(TimeZone::UTC).year();
    let number = format!("DL-{year}-{seq:03}");
    let detail = match &report.origin {
        Origin::Alarm { rule, .. } => json!({ "number": number, "alarm": rule }),
        Origin::Person | Origin::Processor { .. } => json!({ "number": number }),
    };
    let breach = Breach::report(number.clone(), report, (place, &regime))?;
    let act = Act::ReportBreach.code();
    let entry = Entry { act, actor, subjects: vec![id.into()], session, at: made.at, detail };
    let paper = archive.paper(PaperKind::Breach, (&id.to_string(), 1), &breach, made)?;
    let line = line_of(archive, id, (seq, 1), &breach)?;
    archive.store.write(|tx| {
        if let Some(mark) = mark {
            tx.add_paper(mark, None)?;
        }
        tx.add_paper(&paper, None)?;
        tx.insert_breach_line(&line)?;
        Ok::<_, Error>(Audited::new(number, entry))
    })
}

/// Returns the newest version of a breach.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn get(desk: &Desk<'_>, id: BreachId) -> Result<Known, Error> {
    desk.authorise(Act::SeeBreaches)?;
    newest(desk.archive, id)
}

/// Returns all versions of a breach, oldest first.
///
/// # Errors
/// `not-your-role`; when there is no such breach.
pub fn versions(desk: &Desk<'_>, id: BreachId) -> Result<Vec<Known>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let name = id.to_string();
    let papers = desk.archive.store.read(|view| view.paper_versions(PaperKind::Breach, &name))?;
    if papers.is_empty() {
        return Err(StoreError::NotFound { what: "breach", id: name }.into());
    }
    papers.iter().map(|paper| known(id, paper)).collect()
}

/// Returns at most [`MAX_LINES`] lines of the register, newest first, before a place in it.
///
/// # Errors
/// `not-your-role`.
pub fn list(desk: &Desk<'_>, before: Option<u64>) -> Result<Vec<Listed>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let lines = desk.archive.store.read(|view| view.breach_lines(before, MAX_LINES))?;
    lines.iter().map(listed).collect()
}

/// Returns every line of the register, newest first; for figures and the export.
///
/// # Errors
/// `not-your-role`.
pub fn all(desk: &Desk<'_>) -> Result<Vec<Listed>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let lines = desk.archive.store.read(|view| view.breach_lines(None, u64::MAX))?;
    lines.iter().map(listed).collect()
}

/// Returns the lines of the breaches that somebody still works on, newest first.
///
/// # Errors
/// `not-your-role`.
pub fn open(desk: &Desk<'_>) -> Result<Vec<Listed>, Error> {
    desk.authorise(Act::SeeBreaches)?;
    let lines = desk.archive.store.read(|view| view.open_breach_lines())?;
    lines.iter().map(listed).collect()
}

/// Returns the size of the ledger: while it is the same, so is every breach.
///
/// # Errors
/// Faults of the database.
pub fn as_of(archive: &Archive) -> Result<u64, Error> {
    Ok(archive.store.read(|view| view.ledger_size())?)
}

/// Returns how many breaches have a running clock, whoever asks: a number on the main menu of those who may see them.
///
/// # Errors
/// Faults of the database.
pub fn n_running(archive: &Archive) -> Result<u64, Error> {
    /// Only this of a line, for it is counted after every request.
    #[derive(serde::Deserialize)]
    struct Standing {
        stage: Stage,
    }
    let lines = archive.store.read(|view| view.open_breach_lines())?;
    let mut n = 0;
    for line in &lines {
        let Standing { stage } = serde_json::from_str(&line.line)?;
        n += u64::from(stage == Stage::Running);
    }
    Ok(n)
}

/// Returns what whoever acts reported themselves, newest first: its number, its title and where it stands.
///
/// # Errors
/// `not-your-role`.
pub fn mine(desk: &Desk<'_>) -> Result<Vec<Listed>, Error> {
    desk.authorise(Act::ReportBreach)?;
    let lines = desk.archive.store.read(|view| view.breach_lines(None, MINE_LOOKED_AT))?;
    let mut own: Vec<Listed> = lines.iter().map(listed).collect::<Result<_, _>>()?;
    // The archive itself reports under a short name that a person could have.
    own.retain(|listed| listed.line.reporter == desk.actor.id && listed.line.origin != "alarm");
    Ok(own)
}

/// Takes a breach up: whoever acts handles it from now on.
///
/// # Errors
/// `not-your-role`, `closed`; [`StoreError::Conflict`] when there is a newer version, as for every act below.
pub fn take_up(desk: &mut Desk<'_>, id: BreachId, seen: Seen) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, (id, seen), |breach, of| Ok(breach.take_up(of.done)?))
}

/// Changes the title, the side, the place or the regime; with another place or regime the deadline is computed anew.
///
/// # Errors
/// `not-your-role`, `closed`, `text-length`; a regime that the law does not know.
pub fn describe(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    described: Described,
    zone: &TimeZone,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, (id, seen), |breach, of| {
        let mut next = breach.describe(described, of.done)?;
        if let Some(aware) = &next.moments.aware {
            next.clock = Some(clock(of.archive, aware.at, zone, (next.place, &next.regime))?);
        }
        Ok(next)
    })
}

/// Records or corrects when it occurred.
///
/// # Errors
/// `not-your-role`, `closed`, `moment-future`, `moment-order`.
pub fn occurred(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    occurred: Occurred,
    how: Content,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, (id, seen), |breach, of| Ok(breach.occurred(occurred, how, of.done)?))
}

/// Records or corrects a moment; with the awareness the deadline is computed under the law of that day.
///
/// # Errors
/// `not-your-role`, `closed`, `moment-future`, `reasons-missing`; when there is no rule for that day.
pub fn moment(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    (kind, at, how): (MomentKind, Timestamp, Content),
    zone: &TimeZone,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, (id, seen), |breach, of| {
        let clock = match kind {
            MomentKind::Aware => Some(clock(of.archive, at, zone, (breach.place, &breach.regime))?),
            _ => None,
        };
        Ok(breach.moment(kind, (at, how), clock, of.done)?)
    })
}

/// Records all answers; those that `counted` names come from the count with that number.
///
/// # Errors
/// `not-your-role`, `closed`.
pub fn answer(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    answers: Answers,
    counted: BTreeMap<String, u32>,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, (id, seen), |breach, of| {
        let mut asked = breach.clone();
        asked.answers.clone_from(&answers);
        let weight = weigh(of.archive, &asked)?;
        Ok(breach.answer(answers, counted, weight, of.done)?)
    })
}

/// Adds what the archive counted.
///
/// # Errors
/// `not-your-role`, `closed`, `too-many`.
pub fn add_count(
    desk: &mut Desk<'_>,
    (id, seen): (BreachId, Seen),
    entry: u64,
    scope: serde_json::Value,
) -> Result<(Known, u32), Error> {
    let mut n = 0;
    let known = change(desk, Act::HandleBreach, (id, seen), |breach, of| {
        let (breach, number) = breach.count(Count { counted: of.done, entry, scope })?;
        n = number;
        Ok(breach)
    })?;
    Ok((known, n))
}

/// Decides whether the authority is notified.
///
/// # Errors
/// `not-your-role`, `closed`, `not-aware`, `reasons-missing`, `look-again-missing`.
pub fn decide_authority(
    desk: &mut Desk<'_>,
    at: (BreachId, Seen),
    choice: AuthorityChoice,
    (reasons, look_again): Grounds,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| {
        let weight = weigh(of.archive, &breach)?;
        Ok(breach.decide_authority(Decided { choice, reasons, look_again, weight }, of.done)?)
    })
}

/// Decides whether people are told.
///
/// # Errors
/// `not-your-role`, `closed`, `not-aware`, `ordered`, `reasons-missing`, `look-again-missing`.
pub fn decide_subjects(
    desk: &mut Desk<'_>,
    at: (BreachId, Seen),
    choice: SubjectsChoice,
    (reasons, look_again): Grounds,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| {
        let weight = weigh(of.archive, &breach)?;
        Ok(breach.decide_subjects(Decided { choice, reasons, look_again, weight }, of.done)?)
    })
}

/// Why something is decided, and when to look at it again.
pub type Grounds = (Content, Option<Date>);

/// Approves what waits, as the second person.
///
/// # Errors
/// `not-your-role`, `four-eyes`, `wrong-state`, `facts-changed`.
pub fn approve(desk: &mut Desk<'_>, at: (BreachId, Seen), what: Waiting) -> Result<Known, Error> {
    change(desk, Act::ApproveBreach, at, |breach, of| {
        let weight = weigh(of.archive, &breach)?;
        Ok(breach.approve(what, &weight, of.done)?)
    })
}

/// Refuses what waits, or takes one's own proposal back.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `text-length`.
pub fn refuse(
    desk: &mut Desk<'_>,
    at: (BreachId, Seen),
    what: Waiting,
    why: Content,
) -> Result<Known, Error> {
    change(desk, Act::ApproveBreach, at, |breach, of| Ok(breach.refuse(what, why, of.done)?))
}

/// Records an order or a decision of the authority about telling people (GDPR art. 34(4)).
///
/// # Errors
/// `not-your-role`, `closed`, `moment-future`, `text-length`.
pub fn order(
    desk: &mut Desk<'_>,
    id_seen: (BreachId, Seen),
    is_to_tell: bool,
    (at, reference): (Timestamp, Content),
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, id_seen, |breach, of| {
        Ok(breach.ordered(Order { is_to_tell, at, reference, recorded: of.done })?)
    })
}

/// Records why it was notified late.
///
/// # Errors
/// `not-your-role`, `closed`, `not-late`, `text-length`.
pub fn delay(desk: &mut Desk<'_>, at: (BreachId, Seen), why: Content) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| Ok(breach.delay(why, of.done)?))
}

/// Adds a measure.
///
/// # Errors
/// `not-your-role`, `closed`, `text-length`, `too-many`.
pub fn measure(desk: &mut Desk<'_>, at: (BreachId, Seen), measure: NewMeasure) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| {
        let NewMeasure { what, is_preventive, owner, due } = measure;
        Ok(breach.measure(Measure {
            n: 0,
            what,
            is_preventive,
            owner,
            due,
            recorded: of.done,
            done: None,
        })?)
    })
}

/// A measure to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMeasure {
    /// What is done.
    pub what: Content,
    /// It keeps this from happening again.
    pub is_preventive: bool,
    /// Who does it.
    pub owner: Content,
    /// By when.
    pub due: Option<Date>,
}

/// Marks a measure as done.
///
/// # Errors
/// `not-your-role`, `closed`, `unknown-number`, `wrong-state`.
pub fn measure_done(desk: &mut Desk<'_>, at: (BreachId, Seen), n: u32) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| Ok(breach.measure_done(n, of.done)?))
}

/// Adds a note to the log.
///
/// # Errors
/// `not-your-role`, `text-length`, `too-many`.
pub fn note(desk: &mut Desk<'_>, at: (BreachId, Seen), words: Content) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| Ok(breach.note(words, of.done)?))
}

/// Closes, or proposes to close as no breach.
///
/// # Errors
/// `not-your-role`, `closed`, `not-ready`, `reasons-missing`.
pub fn close(
    desk: &mut Desk<'_>,
    at: (BreachId, Seen),
    choice: Closing,
    reasons: Content,
) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| {
        let weight = weigh(of.archive, &breach)?;
        Ok(breach.close(Decided { choice, reasons, look_again: None, weight }, of.done)?)
    })
}

/// Opens a closed breach again.
///
/// # Errors
/// `not-your-role`, `wrong-state`, `text-length`.
pub fn reopen(desk: &mut Desk<'_>, at: (BreachId, Seen), why: Content) -> Result<Known, Error> {
    change(desk, Act::HandleBreach, at, |breach, of| Ok(breach.reopen(why, of.done)?))
}

/// Returns what the assessment says of a breach, with its reasons, under the law of the day of its awareness.
///
/// # Errors
/// `cannot-assess` when the law has no rule or no questions for that day.
pub fn assessment(archive: &Archive, breach: &Breach) -> Result<Assessment, Error> {
    yardstick(archive, breach).map(|(yardstick, answers)| yardstick.assess(&answers))
}

/// Returns what a decision is held against: the assessment without its reasons.
fn weigh(archive: &Archive, breach: &Breach) -> Result<Weight, Error> {
    yardstick(archive, breach).map(|(yardstick, answers)| yardstick.weight(&answers))
}

/// The regime and the place of a breach stand in its description; the questions about them are answered from there.
fn yardstick<'a>(archive: &'a Archive, breach: &Breach) -> Result<(Yardstick<'a>, Answers), Error> {
    let on = day_of_law(breach);
    let mut answers = breach.answers.clone();
    answers.0.insert("regime".to_owned(), Answer::One(breach.regime.clone()));
    let yardstick = Yardstick::of(&archive.law, &answers, on).map_err(|error| {
        Error::refused("cannot-assess", error.to_string(), "mend the body's file of rules")
    })?;
    Ok((yardstick, answers))
}

/// Returns the day whose law and questions hold for a breach.
pub fn day_of_law(breach: &Breach) -> Date {
    // The deadlines hold the awareness as the clock of the body showed it; before that only the report has a day.
    let local = breach.clock.as_ref().and_then(|clock| clock.aware.local.get(..10)?.parse().ok());
    local.unwrap_or_else(|| breach.report.reported.at.to_zoned(TimeZone::UTC).date())
}

/// Returns the questions that hold for a breach, on the day whose law holds for it.
pub fn questions_of<'a>(archive: &'a Archive, breach: &Breach) -> Option<&'a QuestionList> {
    archive.law.breach_questions(day_of_law(breach))
}

/// Computes the deadline.
fn clock(
    archive: &Archive,
    aware: Timestamp,
    zone: &TimeZone,
    (place, regime): (Place, &str),
) -> Result<Deadlines, Error> {
    archive.law.deadlines(aware, zone, place, regime).map_err(|error| {
        Error::refused(error.code(), error.to_string(), "correct the moment, the place or the regime")
    })
}

/// What an act works with.
pub(crate) struct Acting<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) done: Done,
}

/// Makes the next version of a breach: the one way in which a breach changes.
pub(crate) fn change(
    desk: &mut Desk<'_>,
    act: Act,
    at: (BreachId, Seen),
    make: impl FnOnce(Breach, Acting<'_>) -> Result<Breach, Error>,
) -> Result<Known, Error> {
    change_with(desk, act, at, vec![], make)
}

/// Makes the next version of a breach together with papers that belong to it.
pub(crate) fn change_with(
    desk: &mut Desk<'_>,
    act: Act,
    (id, seen): (BreachId, Seen),
    papers: Vec<(Paper, Option<Vec<u8>>)>,
    make: impl FnOnce(Breach, Acting<'_>) -> Result<Breach, Error>,
) -> Result<Known, Error> {
    change_and(desk, act, (id, seen), make, |tx| {
        papers.iter().try_for_each(|(paper, bytes)| Ok(tx.add_paper(paper, bytes.as_deref())?))
    })
}

/// Makes the next version of a breach together with other rows that belong to it, in one transaction.
pub(crate) fn change_and(
    desk: &mut Desk<'_>,
    act: Act,
    (id, seen): (BreachId, Seen),
    make: impl FnOnce(Breach, Acting<'_>) -> Result<Breach, Error>,
    and: impl FnOnce(&Tx<'_>) -> Result<(), Error>,
) -> Result<Known, Error> {
    desk.authorise(act)?;
    let old = newest(desk.archive, id)?;
    if let Seen::Version(seen) = seen
        && seen != old.version
    {
        return Err(StoreError::Conflict { what: "breach", id: id.to_string() }.into());
    }
    let line = desk.archive.store.read(|view| view.breach_line(id))?;
    let breach = make(old.breach, Acting { archive: desk.archive, done: desk.done() })?;
    let version = old.version + 1;
    let what = breach.events.last().map(|event| event.code.clone());
    let paper = desk.paper(PaperKind::Breach, &id.to_string(), version, &breach)?;
    let line = line_of(desk.archive, id, (line.seq, version), &breach)?;
    let entry = desk.entry(act, vec![id.into()], json!({ "number": breach.number, "what": what }));
    desk.archive.store.write(|tx| {
        and(tx)?;
        tx.add_paper(&paper, None)?;
        tx.set_breach_line(&line)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(Known { id, version, breach, made: paper.made })
}

/// Returns the newest version, whoever asks.
pub(crate) fn newest(archive: &Archive, id: BreachId) -> Result<Known, Error> {
    let name = id.to_string();
    let found = archive.store.read(|view| view.paper(PaperKind::Breach, &name))?;
    let paper = found.ok_or(StoreError::NotFound { what: "breach", id: name })?;
    known(id, &paper)
}

fn known(id: BreachId, paper: &Paper) -> Result<Known, Error> {
    Ok(Known { id, version: paper.version, breach: paper.read()?, made: paper.made.clone() })
}

pub(crate) fn listed(line: &BreachLine) -> Result<Listed, Error> {
    let BreachLine { id, seq, is_open, .. } = *line;
    Ok(Listed { id, seq, is_open, line: serde_json::from_str(&line.line)? })
}

fn line_of(
    archive: &Archive,
    id: BreachId,
    (seq, version): (u64, u64),
    breach: &Breach,
) -> Result<BreachLine, Error> {
    let weight = if breach.answers.0.is_empty() { None } else { Some(weigh(archive, breach)?) };
    let line = serde_json::to_string(&Line::of(breach, weight.as_ref()))?;
    Ok(BreachLine { id, seq, version, is_open: breach.is_open(), line })
}
