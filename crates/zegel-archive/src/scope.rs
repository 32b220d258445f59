//! The scope of a breach, counted from the archive (requirement B7): what could be read, and what was read or released.
//!
//! A question names what leaked (a role, a person, a session, a credential, a dossier, a release, a stored object, all of it) and
//! when; the answer is counted from the rows and the ledger, and nobody is named in it. The question, the digest of the answer, its
//! numbers and the place in the ledger are kept as an entry: the proof. Asked again later, the difference is shown with its reasons.
//!
//! "Could be read" is what the rights of that time allowed over what existed then; "was read" is what the ledger says was shown. A
//! record of which anything was shown counts whole: an upper bound, never a lower one.

mod census;
mod country;
mod difference;
pub(crate) mod facts;
mod figures;
mod of_breach;
mod rights;
mod seen;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zegel_model::{Act, CaptureId, DossierId, PersonId, RecordId, ReleaseId, Role, SessionId};
use zegel_store::{Audited, Pseudonym, Subject, View};

pub use difference::{Again, Change, Changed, Difference, Reason};
pub use figures::{Categories, DossierKey, Encryption, Figures, Gone, KeyPlace, Person, Reveals, Ways};
pub use of_breach::{OfBreach, Sealing, Since, count_again_for, count_for};

use crate::{Desk, Error};

/// The name of the format.
pub const FORMAT: &str = "zegel-scope";
/// The version of the format.
pub const VERSION: u32 = 1;
/// How many holdings are listed, and kept with the proof; beyond it only their numbers are.
pub const MAX_LISTED: usize = 10_000;
/// How many dossiers an entry names; beyond it, none: then it is about the archive.
const MAX_SUBJECTS: usize = 200;
/// How many parts a question has at most.
const MAX_PARTS: usize = 100;

/// What leaked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The whole archive.
    Everything,
    /// The rights of a role, whoever had it.
    Role(Role),
    /// The account of a person, by the pseudonym of the ledger ([`person`]).
    Person(Pseudonym),
    /// A session.
    Session(SessionId),
    /// A passkey (a device), a passphrase, or the token of a program.
    Credential(Uuid),
    /// A dossier.
    Dossier(DossierId),
    /// A package that left.
    Release(ReleaseId),
    /// A stored object.
    Object(Uuid),
}

/// A question: what leaked, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeQuery {
    /// One or several.
    pub what: Vec<What>,
    /// From when on, UTC; `None` from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Up to when, UTC, that moment not included; `None` until now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
}

impl ScopeQuery {
    /// Asks about this, at any time.
    pub fn of(what: What) -> Self {
        Self { what: vec![what], from: None, to: None }
    }

    /// Returns the question in its canonical form: parts in order of their text, each once.
    fn canonical(&self) -> Result<Self, Error> {
        let mut parts = self
            .what
            .iter()
            .map(|what| Ok((serde_json::to_string(what)?, what.clone())))
            .collect::<Result<Vec<_>, Error>>()?;
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        parts.dedup_by(|a, b| a.0 == b.0);
        if parts.is_empty() || MAX_PARTS < parts.len() {
            return Err(Error::refused(
                "scope-empty",
                "a scope is counted of something",
                format!("say what leaked, in at most {MAX_PARTS} parts"),
            ));
        }
        if self.from.zip(self.to).is_some_and(|(from, to)| to <= from) {
            return Err(Error::refused(
                "window-wrong",
                "this window ends before it begins",
                "give an end after the beginning",
            ));
        }
        Ok(Self { what: parts.into_iter().map(|(_, what)| what).collect(), ..self.clone() })
    }

    fn window(&self) -> Span {
        Span { from: self.from.unwrap_or(Timestamp::MIN), to: self.to.unwrap_or(Timestamp::MAX) }
    }
}

/// A stretch of time; its end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    from: Timestamp,
    to: Timestamp,
}

impl Span {
    fn meet(&self, other: &Self) -> Option<Self> {
        let met = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (met.from < met.to).then_some(met)
    }

    fn has(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// Returns true when noon of that day (UTC, counted from 1970) is in it.
    fn has_day(&self, day: i64) -> bool {
        Timestamp::from_second(day * 86_400 + 43_200).is_ok_and(|noon| self.has(noon))
    }
}

/// A record, or a capture that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HoldingId {
    /// A record.
    Record(RecordId),
    /// A capture that waits.
    Capture(CaptureId),
}

/// In which way content was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// It was opened.
    Read,
    /// A search showed messages of it.
    Search,
    /// It left in a package.
    Release,
}

/// One record or capture of a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Which.
    pub id: HoldingId,
    /// Its dossiers: one of a record, any number of a capture.
    pub dossiers: Vec<DossierId>,
    /// Its messages in this scope.
    pub n_messages: u64,
    /// Its attachments in this scope.
    pub n_attachments: u64,
    /// The rights allowed to read it.
    pub could: bool,
    /// In which ways it was shown.
    pub was: BTreeSet<Way>,
    /// It was destroyed or withdrawn since.
    pub is_gone: bool,
}

/// What a reader of a scope must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// A record of which anything was shown counts whole.
    WholeRecords,
    /// One name in two chats counts as one person, and two names of one person as two.
    PeopleByName,
    /// Some or all messages were stored while no detector was switched on.
    DetectorsOff,
    /// Captures that wait are not looked through by detectors, nor marked yet.
    CapturesWait,
    /// Part of what existed then is gone: only its number of messages is known.
    SomeIsGone,
    /// In the older part of the window the ledger did not tell sessions, nor what a search showed.
    NotToldBefore,
    /// The list of holdings was cut at [`MAX_LISTED`]; the numbers are whole.
    ListCut,
}

/// Everything that was counted; the same facts give the same digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The question in its canonical form.
    pub query: ScopeQuery,
    /// What the rights of that time allowed to read, of what is still there.
    pub could: Figures,
    /// What was read or released, of what is still there.
    pub was: Figures,
    /// How many holdings were shown in each way.
    pub ways: Ways,
    /// To whom, by pseudonym.
    pub readers: Vec<Pseudonym>,
    /// What existed then and is gone.
    pub gone: Gone,
    /// How it is sealed, and what each kind of theft would have shown.
    pub encryption: Encryption,
    /// The records and captures, in order of identifier.
    pub holdings: Vec<Holding>,
    /// The people in them, by keyed hash, in order.
    pub people: Vec<Person>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}

/// Where a scope stands in the ledger, and what binds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The entry that keeps it.
    pub entry: u64,
    /// When it was counted, UTC.
    pub at: Timestamp,
    /// The size of the ledger that was counted from.
    pub size: u64,
    /// The root of that ledger, hexadecimal.
    pub root: String,
    /// SHA-256 of the canonical JSON of [`Counted`].
    pub sha256: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// What was counted.
    #[serde(flatten)]
    pub counted: Counted,
    /// Where it is kept as proof.
    pub proof: Proof,
}

/// What is kept of a count, in the words of its entry: numbers and identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    query: ScopeQuery,
    size: u64,
    root: String,
    sha256: String,
    could: Figures,
    was: Figures,
    gone: Gone,
    holdings: Vec<Holding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<u64>,
}

/// Counts a scope, and keeps question, digest and place in the ledger as proof.
///
/// # Errors
/// `not-your-role`, `scope-empty`, `window-wrong`, `unknown-person`, `unknown-session`, `unknown-credential`; when there is no such
/// dossier, release or object.
pub fn count(desk: &mut Desk<'_>, query: &ScopeQuery) -> Result<Scope, Error> {
    count_after(desk, query, None)
}

/// Counts the scope of an earlier proof again, and says what changed since, and why.
///
/// # Errors
/// `not-your-role`, `no-such-proof`; those of [`count`].
pub fn again(desk: &mut Desk<'_>, proof: u64) -> Result<Again, Error> {
    desk.authorise(Act::CountScope)?;
    let found = desk.archive.store.read(|view| view.ledger_entries(proof, 1))?;
    let entry = found.into_iter().find(|entry| entry.leaf.seq == proof);
    let kept = entry.as_ref().filter(|entry| entry.leaf.act == Act::CountScope.code()).and_then(|entry| {
        serde_json::from_str::<Kept>(&entry.detail.as_ref()?.text).ok().map(|kept| (kept, entry.leaf.at))
    });
    let Some((kept, at)) = kept else {
        return Err(Error::refused(
            "no-such-proof",
            "this entry of the ledger keeps no scope",
            "give the number that stood under the scope",
        ));
    };
    let now = count_after(desk, &kept.query, Some(proof))?;
    let before =
        Proof { entry: proof, at, size: kept.size, root: kept.root.clone(), sha256: kept.sha256.clone() };
    let difference = difference::between(desk, &kept, &before, &now)?;
    Ok(Again { before, now, difference })
}

/// Returns how a question names a person: by the pseudonym of the ledger.
///
/// # Errors
/// `not-your-role`; when there is no such person.
pub fn person(desk: &Desk<'_>, id: &PersonId) -> Result<What, Error> {
    desk.authorise(Act::CountScope)?;
    Ok(What::Person(desk.archive.store.read(|view| view.person(id))?.pseudonym))
}

fn count_after(desk: &mut Desk<'_>, query: &ScopeQuery, again: Option<u64>) -> Result<Scope, Error> {
    desk.authorise(Act::CountScope)?;
    let query = query.canonical()?;
    facts::make_missing(desk)?;
    let waiting = census::Waiting::read(desk)?;
    let (counted, size, root) = desk.archive.store.read(|view| {
        let size = view.ledger_size()?;
        Ok::<_, Error>((counted(desk, view, query, &waiting)?, size, view.ledger_root(size)?.to_string()))
    })?;
    let sha256 = hex::encode(Sha256::digest(serde_json::to_vec(&counted)?));
    let kept = Kept {
        query: counted.query.clone(),
        size,
        root: root.clone(),
        sha256: sha256.clone(),
        could: counted.could.clone(),
        was: counted.was.clone(),
        gone: counted.gone,
        holdings: counted.holdings.clone(),
        again,
    };
    let entry = desk.entry(Act::CountScope, subjects(&counted), json!(kept));
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    // The desk has the archive to itself, so the entry is the one after those that were counted from.
    let proof = Proof { entry: size, at: desk.now, size, root, sha256 };
    Ok(Scope { counted, proof })
}

fn counted(
    desk: &Desk<'_>,
    view: &View<'_>,
    query: ScopeQuery,
    waiting: &census::Waiting,
) -> Result<Counted, Error> {
    let census = census::Census::take(desk, view, waiting)?;
    let rights = rights::Rights::read(view)?;
    let reach = rights::reach(view, &census, &rights, &query)?;
    let seen = seen::walk(view, &census, &reach.sights)?;
    let names = facts::Names::new(&desk.archive.keyring);
    let staff = census::Staff::know(&names, rights.people());
    let mut adding = figures::Adding::new(&census, &staff, &reach, &seen);
    adding.all();
    let encryption = adding.encryption(desk, view)?;
    let is_told = is_told(view, &query)?;
    Ok(adding.finish(query, encryption, is_told))
}

/// Returns true when the ledger told sessions, and what searches showed, in the whole window.
fn is_told(view: &View<'_>, query: &ScopeQuery) -> Result<bool, Error> {
    let from = view.sessions_from()?;
    let first = view.ledger_entries(from, 1)?;
    let since = first.first().map_or(Timestamp::MIN, |entry| entry.leaf.at);
    Ok(from == 0 || since <= query.window().from)
}

fn subjects(counted: &Counted) -> Vec<Subject> {
    let dossiers: BTreeSet<&DossierId> = counted.holdings.iter().flat_map(|one| &one.dossiers).collect();
    match dossiers.len() {
        0..=MAX_SUBJECTS => dossiers.into_iter().map(Subject::from).collect(),
        _ => vec![],
    }
}

#[cfg(test)]
pub(crate) mod tests;
