//! What changed between two counts of one question, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Gone, Holding, HoldingId, Kept, MAX_LISTED, Proof, Scope};
use crate::{Desk, Error};

/// A scope that was counted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The proof of the earlier count.
    pub before: Proof,
    /// The scope of today, with a proof of its own.
    pub now: Scope,
    /// What changed in between.
    pub difference: Difference,
}

/// A number before and now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Before.
    pub before: u64,
    /// Now.
    pub now: u64,
}

/// Why a record or capture came, went or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It came into the archive, or was stored, after the earlier count.
    CameSince,
    /// It was destroyed or withdrawn after the earlier count.
    GoneSince,
    /// The capture became records.
    BecameRecords,
    /// It was read, found or released after the earlier count.
    ReadSince,
    /// It was there, and what the rights or the ledger say of the window changed.
    WithinNow,
    /// It is there, and the rights or the ledger no longer say it is within.
    WithinNoMore,
    /// Its numbers changed.
    Recounted,
}

impl Reason {
    /// Returns it in words, for the command.
    pub fn words(self) -> &'static str {
        match self {
            Self::CameSince => "it came into the archive since",
            Self::GoneSince => "it was destroyed or withdrawn since",
            Self::BecameRecords => "the capture became records",
            Self::ReadSince => "what the ledger says was shown of it changed",
            Self::WithinNow => "rights or window reach it now",
            Self::WithinNoMore => "rights or window do not reach it any more",
            Self::Recounted => "its numbers changed",
        }
    }
}

/// A record or capture that came, went or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which.
    pub id: HoldingId,
    /// Why.
    pub why: Reason,
}

/// What changed between two counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Nothing at all changed: the digests are the same.
    pub is_same: bool,
    /// Records and captures that could be read.
    pub n_holdings_could: Change,
    /// Messages that could be read.
    pub n_messages_could: Change,
    /// Records and captures that were read or released.
    pub n_holdings_was: Change,
    /// Messages that were read or released.
    pub n_messages_was: Change,
    /// People in what could be read.
    pub n_people_could: Change,
    /// People in what was read or released.
    pub n_people_was: Change,
    /// Messages of what existed then and is gone.
    pub n_messages_gone: Change,
    /// Records and captures that are new in the scope.
    pub added: Vec<Changed>,
    /// Those that are no longer in it.
    pub removed: Vec<Changed>,
    /// Those that are in both and differ.
    pub changed: Vec<Changed>,
    /// False where a list was cut: then the numbers are whole, and the three lists are not.
    pub is_list_whole: bool,
}

pub(super) fn between(desk: &Desk<'_>, kept: &Kept, proof: &Proof, now: &Scope) -> Result<Difference, Error> {
    let counted = &now.counted;
    let change = |before, now| Change { before, now };
    let (could, was) = ((&kept.could, &counted.could), (&kept.was, &counted.was));
    let holdings = |side: &super::Figures| side.n_records + side.n_captures;
    let people = |side: &super::Figures| side.n_staff + side.n_external;
    let gone = |gone: &Gone| gone.n_messages_could;
    let mut difference = Difference {
        is_same: kept.sha256 == now.proof.sha256,
        n_holdings_could: change(holdings(could.0), holdings(could.1)),
        n_messages_could: change(could.0.n_messages, could.1.n_messages),
        n_holdings_was: change(holdings(was.0), holdings(was.1)),
        n_messages_was: change(was.0.n_messages, was.1.n_messages),
        n_people_could: change(people(could.0), people(could.1)),
        n_people_was: change(people(was.0), people(was.1)),
        n_messages_gone: change(gone(&kept.gone), gone(&counted.gone)),
        is_list_whole: kept.holdings.len() < MAX_LISTED && counted.holdings.len() < MAX_LISTED,
        ..Difference::default()
    };
    let old: BTreeMap<HoldingId, &Holding> = kept.holdings.iter().map(|one| (one.id, one)).collect();
    let new: BTreeMap<HoldingId, &Holding> = counted.holdings.iter().map(|one| (one.id, one)).collect();
    for (id, holding) in &new {
        match old.get(id) {
            None => difference.added.push(Changed { id: *id, why: why_added(desk, *id, proof)? }),
            Some(before) if before != holding => {
                difference.changed.push(Changed { id: *id, why: why_changed(before, holding) });
            }
            Some(_) => {}
        }
    }
    for id in old.keys().filter(|id| !new.contains_key(id)) {
        difference.removed.push(Changed { id: *id, why: why_removed(desk, *id)? });
    }
    Ok(difference)
}

fn why_changed(before: &Holding, now: &Holding) -> Reason {
    if before.is_gone != now.is_gone {
        Reason::GoneSince
    } else if before.was != now.was {
        Reason::ReadSince
    } else if before.could != now.could {
        if now.could { Reason::WithinNow } else { Reason::WithinNoMore }
    } else {
        Reason::Recounted
    }
}

/// Something is new when its first entry came after the earlier count.
fn why_added(desk: &Desk<'_>, id: HoldingId, proof: &Proof) -> Result<Reason, Error> {
    let subject = match id {
        HoldingId::Record(record) => record.into(),
        HoldingId::Capture(capture) => capture.into(),
    };
    let entries = desk.archive.store.read(|view| view.ledger_of(&subject))?;
    let came = match id {
        HoldingId::Capture(_) => entries.first(),
        // A record is registered before it is stored, and counts from then on.
        HoldingId::Record(_) => entries.iter().find(|entry| entry.leaf.act == zegel_model::Act::Store.code()),
    };
    let is_new = came.is_some_and(|entry| proof.size <= entry.leaf.seq);
    Ok(if is_new { Reason::CameSince } else { Reason::WithinNow })
}

fn why_removed(desk: &Desk<'_>, id: HoldingId) -> Result<Reason, Error> {
    let HoldingId::Capture(capture) = id else { return Ok(Reason::WithinNoMore) };
    let records = desk.archive.store.read(|view| view.records_of_capture(capture))?;
    Ok(if records.is_empty() { Reason::WithinNoMore } else { Reason::BecameRecords })
}
