//! Evidence (requirement G1): what the running archive says, in numbers, of how the measures against risks stand.
//!
//! Every count counts what is *not* as it should be, now, from the rows, the ledger, the papers and the configuration; from which
//! number on that asks for attention is data of the law. What the archive cannot see is said to be not measured, and never
//! guessed. A snapshot is kept once a day, so that a trend can be drawn.

mod counting;
mod hosts;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use zegel_law::CountRule;
use zegel_model::{Act, Done, PersonId};
use zegel_store::{Audited, Entry, PaperKind, Pseudonym, Subject};

pub use hosts::{Host, HostPlace};

use crate::{Archive, Desk, Error};

/// The name of the snapshots among the papers, and of what the ledger says of them.
const SNAPSHOT: &str = "evidence";
/// Who makes the daily snapshot: no person.
pub(crate) const ITSELF: &str = "zegel";
/// The most snapshots that a trend shows.
pub const MAX_TREND: u32 = 400;

/// How a count stands against its thresholds. A later one is worse, but for what is not measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The archive cannot see it.
    NotMeasured,
    /// As it should be.
    Good,
    /// Somebody should look.
    Attention,
    /// Not as it should be.
    Wrong,
}

impl Standing {
    /// Returns the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotMeasured => "not-measured",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Wrong => "wrong",
        }
    }
}

/// A part of a count, to look into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is, e.g. `age-30`.
    pub code: &'static str,
    /// Which one, where there are several: a host, an exception, a detector. Never a person.
    pub name: Option<String>,
    /// How many.
    pub n: u64,
}

/// A count of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Its rule: what it counts, and its thresholds.
    pub rule: CountRule,
    /// How many are not as they should be.
    pub n: u64,
    /// Of how many, where that says something.
    pub of: Option<u64>,
    /// The oldest of them.
    pub oldest: Option<Timestamp>,
    /// What it is made of.
    pub parts: Vec<Part>,
    /// How it stands.
    pub standing: Standing,
}

/// A count as a snapshot keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The code of the count.
    pub code: String,
    /// How many.
    pub n: u64,
    /// Of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// How it stood.
    pub standing: Standing,
}

/// All counts of one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// When.
    pub at: Timestamp,
    /// The counts.
    pub counts: Vec<Kept>,
}

impl Snapshot {
    /// Returns a count of it.
    pub fn count(&self, code: &str) -> Option<&Kept> {
        self.counts.iter().find(|kept| kept.code == code)
    }
}

/// Counts everything now.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn now(desk: &Desk<'_>, zone: &TimeZone) -> Result<Vec<Count>, Error> {
    desk.authorise(Act::SeeRisks)?;
    counting::all(desk.archive, desk.now, zone)
}

/// Returns the newest snapshots, oldest first, at most [`MAX_TREND`].
///
/// # Errors
/// `not-your-role`.
pub fn trend(desk: &Desk<'_>, limit: u32) -> Result<Vec<Snapshot>, Error> {
    desk.authorise(Act::SeeRisks)?;
    let papers = desk
        .archive
        .store
        .read(|view| view.newest_papers(PaperKind::Setting, SNAPSHOT, limit.min(MAX_TREND)))?;
    papers.iter().rev().map(|paper| Ok(paper.read()?)).collect()
}

/// Counts now and keeps it.
///
/// # Errors
/// `not-your-role`; faults of the store.
pub fn keep(desk: &mut Desk<'_>, zone: &TimeZone) -> Result<Snapshot, Error> {
    desk.authorise(Act::KeepRisks)?;
    let (made, pseudonym) = (desk.done(), desk.pseudonym);
    write(desk.archive, (made, pseudonym), zone)
}

/// Keeps the snapshot of today where there is none yet; what a served archive does by itself. Returns true when it did.
///
/// # Errors
/// Faults of the store.
pub fn daily(archive: &Archive, now: Timestamp, zone: &TimeZone) -> Result<bool, Error> {
    if archive.alarm().is_some() {
        return Ok(false);
    }
    let last = archive.store.read(|view| view.paper(PaperKind::Setting, SNAPSHOT))?;
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    if last.is_some_and(|paper| day(now) <= day(paper.made.at)) {
        return Ok(false);
    }
    let by: PersonId = ITSELF.parse().map_err(|_| Error::Fault("'zegel' is a short name".into()))?;
    write(archive, (Done { by, at: now }, Pseudonym::ARCHIVE), zone)?;
    Ok(true)
}

fn write(archive: &Archive, (made, actor): (Done, Pseudonym), zone: &TimeZone) -> Result<Snapshot, Error> {
    let at = made.at;
    let counts = counting::all(archive, at, zone)?;
    let kept = counts.into_iter().map(|count| Kept {
        code: count.rule.code,
        n: count.n,
        of: count.of,
        standing: count.standing,
    });
    let snapshot = Snapshot { at, counts: kept.collect() };
    let last = archive.store.read(|view| view.paper(PaperKind::Setting, SNAPSHOT))?;
    let version = last.map_or(1, |paper| paper.version + 1);
    let paper = archive.paper(PaperKind::Setting, (SNAPSHOT, version), &snapshot, made)?;
    let entry = Entry {
        session: None,
        act: Act::KeepRisks.code(),
        actor,
        subjects: vec![Subject::setting(SNAPSHOT)],
        at,
        detail: json!({ "snapshot": version }),
    };
    archive.store.write(|tx| {
        tx.add_paper(&paper, None)?;
        Ok::<_, Error>(Audited::new((), entry))
    })?;
    Ok(snapshot)
}
