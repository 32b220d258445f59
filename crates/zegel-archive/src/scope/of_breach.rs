//! A scope as a breach keeps it: its numbers and its proof, without the records, people and readers that the ledger keeps.
//!
//! Every version of a breach is a whole document, so lists of ten thousand records do not stand in it. The entry of the ledger that
//! the proof names has the records, and the same question asked again gives the same digest.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zegel_breach::Breach;
use zegel_model::{Act, BreachId};

use super::{
    Again, Change, Changed, Figures, Gone, KeyPlace, Note, Proof, Reason, Reveals, Scope, ScopeQuery, Ways,
    again, count,
};
use crate::breaches::{self, Known, Seen};
use crate::{Desk, Error};

/// The name of the format.
pub const FORMAT: &str = "zegel-scope-of-breach";
/// The version of the format.
pub const VERSION: u32 = 1;

/// What a breach keeps of a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfBreach {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The question.
    pub query: ScopeQuery,
    /// What could be read.
    pub could: Figures,
    /// What was read or released.
    pub was: Figures,
    /// In which ways.
    pub ways: Ways,
    /// To how many people.
    pub n_readers: u64,
    /// What existed then and is gone.
    pub gone: Gone,
    /// How it is sealed.
    pub sealing: Sealing,
    /// What a reader must know.
    pub notes: Vec<Note>,
    /// Where it is kept as proof.
    pub proof: Proof,
    /// What changed since an earlier count of the same breach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
}

/// How what could be read is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// The cipher of every object.
    pub cipher: String,
    /// Sealed objects, each under a key of its own.
    pub n_objects: u64,
    /// The epoch whose key wraps those keys.
    pub epoch: u32,
    /// Dossiers whose keys wrap those of the objects.
    pub n_dossier_keys: u64,
    /// Captures that wait, each with a key of its own.
    pub n_capture_keys: u64,
    /// Where the key is that opens all of it.
    pub key: KeyPlace,
    /// What each kind of theft would have shown.
    pub reveals: Reveals,
}

/// What changed since an earlier count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// The number of that count within the breach.
    pub n: u32,
    /// When it was counted.
    pub at: Timestamp,
    /// Nothing at all changed.
    pub is_same: bool,
    /// Records and captures: could be read, was read.
    pub holdings: [Change; 2],
    /// Messages: could be read, was read.
    pub messages: [Change; 2],
    /// People: could be read, was read.
    pub people: [Change; 2],
    /// Messages of what existed then and is gone.
    pub n_messages_gone: Change,
    /// Records and captures that came, went or changed, by the reason.
    pub why: BTreeMap<Reason, u64>,
    /// False where a list was cut: then `why` does not count all of them.
    pub is_list_whole: bool,
}

impl OfBreach {
    fn new(scope: Scope, since: Option<Since>) -> Self {
        let Scope { counted, proof } = scope;
        let encryption = counted.encryption;
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            query: counted.query,
            could: counted.could,
            was: counted.was,
            ways: counted.ways,
            n_readers: counted.readers.len() as u64,
            gone: counted.gone,
            sealing: Sealing {
                cipher: encryption.cipher,
                n_objects: encryption.n_objects,
                epoch: encryption.epoch,
                n_dossier_keys: encryption.dossier_keys.len() as u64,
                n_capture_keys: encryption.n_capture_keys,
                key: encryption.key,
                reveals: encryption.reveals,
            },
            notes: counted.notes,
            proof,
            since,
        }
    }

    /// Reads the scope of a count; `None` for one that something else wrote.
    pub fn of(breach: &Breach, n: u32) -> Option<Self> {
        let at = usize::try_from(n).ok()?.checked_sub(1)?;
        let kept: Self = serde_json::from_value(breach.counts.get(at)?.scope.clone()).ok()?;
        (kept.format == FORMAT && kept.version == VERSION).then_some(kept)
    }
}

impl Since {
    fn new(n: u32, again: &Again) -> Self {
        let found = &again.difference;
        let mut why: BTreeMap<Reason, u64> = BTreeMap::new();
        for Changed { why: reason, .. } in found.added.iter().chain(&found.removed).chain(&found.changed) {
            *why.entry(*reason).or_default() += 1;
        }
        Self {
            n,
            at: again.before.at,
            is_same: found.is_same,
            holdings: [found.n_holdings_could, found.n_holdings_was],
            messages: [found.n_messages_could, found.n_messages_was],
            people: [found.n_people_could, found.n_people_was],
            n_messages_gone: found.n_messages_gone,
            why,
            is_list_whole: found.is_list_whole,
        }
    }
}

/// Counts a scope for a breach, which keeps its numbers and its proof. Returns the number of the count.
///
/// # Errors
/// `not-your-role`, `closed`, `too-many`; those of [`count`].
pub fn count_for(desk: &mut Desk<'_>, id: BreachId, query: &ScopeQuery) -> Result<(Known, u32), Error> {
    refuse_closed(desk, id)?;
    let scope = count(desk, query)?;
    add(desk, id, OfBreach::new(scope, None))
}

/// Counts the scope of an earlier count of a breach again; the breach keeps what changed with it.
///
/// # Errors
/// `not-your-role`, `closed`, `too-many`, `unknown-number`; those of [`again`].
pub fn count_again_for(desk: &mut Desk<'_>, id: BreachId, n: u32) -> Result<(Known, u32), Error> {
    let known = refuse_closed(desk, id)?;
    let before = OfBreach::of(&known.breach, n).ok_or_else(|| {
        Error::refused(
            "unknown-number",
            format!("the breach has no scope with number {n}"),
            "give the number of a count of this breach",
        )
    })?;
    let again = again(desk, before.proof.entry)?;
    let since = Since::new(n, &again);
    add(desk, id, OfBreach::new(again.now, Some(since)))
}

/// Refuses before anything is counted what could not be kept afterwards.
fn refuse_closed(desk: &Desk<'_>, id: BreachId) -> Result<Known, Error> {
    desk.authorise(Act::CountScope)?;
    desk.authorise(Act::HandleBreach)?;
    let known = breaches::newest(desk.archive, id)?;
    known.breach.refuse_closed()?;
    Ok(known)
}

fn add(desk: &mut Desk<'_>, id: BreachId, kept: OfBreach) -> Result<(Known, u32), Error> {
    let entry = kept.proof.entry;
    // A count takes nothing away from what somebody else did meanwhile.
    breaches::add_count(desk, (id, Seen::Newest), entry, serde_json::to_value(&kept)?)
}
