//! Counts over many rows at once, for the register of risks: each question is one pass of the database, without the rows
//! themselves. Nothing here says what is good; that is decided above.

use jiff::Timestamp;
use rusqlite::Row;
use zegel_model::PersonId;

use crate::StoreError;
use crate::audit::Pseudonym;
use crate::view::{self, View};

/// What the register of risks needs of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureTally {
    /// Whose chat it is.
    pub owner: PersonId,
    /// The name of its state.
    pub state: String,
    /// Who accepted it.
    pub accepted_by: PersonId,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// Who registered it, once somebody did.
    pub registered_by: Option<PersonId>,
    /// When it was stored, once it was.
    pub stored_at: Option<Timestamp>,
    /// What its manifest says; `None` once that was erased.
    pub manifest: Option<ManifestTally>,
}

/// What the register of risks needs of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestTally {
    /// Messages that were kept.
    pub n_kept: u64,
    /// Messages of the export.
    pub n_messages: u64,
    /// The kind of its regime, e.g. `select-in`.
    pub regime: String,
    /// The notice to chat partners is among the kept messages.
    pub has_notice: bool,
}

/// What the register of risks needs of a record with sensitive data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveTally {
    /// The code of the exception on which it is kept.
    pub exception: String,
    /// Who proposed to keep it.
    pub proposed_by: Option<PersonId>,
    /// Who registered it.
    pub registered_by: Option<PersonId>,
}

/// How often somebody did something in an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourTally {
    /// The code of the act.
    pub act: String,
    /// Who.
    pub actor: Pseudonym,
    /// The hour in UTC as ISO 8601 writes it, e.g. `2026-11-29T14`.
    pub hour: String,
    /// How often.
    pub n: u64,
}

/// A sign-on, or that one was refused for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOnTally {
    /// Who, or in whose name it was tried.
    pub actor: Pseudonym,
    /// When.
    pub at: Timestamp,
    /// The name was locked after too many wrong attempts.
    pub is_locked: bool,
}

impl View<'_> {
    /// Returns the facts of every capture, in order of identifier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn capture_tallies(&self) -> Result<Vec<CaptureTally>, StoreError> {
        let sql = "SELECT owner, json_extract(state, '$.state') AS state,
                     json_extract(state, '$.accepted.by') AS accepted_by,
                     json_extract(state, '$.accepted.at') AS accepted_at,
                     json_extract(state, '$.registered.by') AS registered_by,
                     json_extract(state, '$.stored.at') AS stored_at,
                     json_extract(manifest, '$.commitment.n_kept') AS n_kept,
                     json_extract(manifest, '$.commitment.n_messages') AS n_messages,
                     json_extract(manifest, '$.regime.kind') AS regime,
                     json_type(manifest, '$.notice') = 'object' AS has_notice
                   FROM captures ORDER BY id";
        self.many("count the captures", sql, [], |row| {
            Ok(CaptureTally {
                owner: view::text(row, "owner")?,
                state: view::get(row, "state")?,
                accepted_by: view::text(row, "accepted_by")?,
                accepted_at: view::text(row, "accepted_at")?,
                registered_by: text_or_none(row, "registered_by")?,
                stored_at: text_or_none(row, "stored_at")?,
                manifest: manifest(row)?,
            })
        })
    }

    /// Counts the interim copies, those that have ended included.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_copies(&self) -> Result<u64, StoreError> {
        self.count("count the copies", "SELECT count(*) FROM copies", [])
    }

    /// Counts the records that still have their registration.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_registered(&self) -> Result<u64, StoreError> {
        self.count("count the records", "SELECT count(*) FROM records WHERE registration IS NOT NULL", [])
    }

    /// Returns the facts of every record with sensitive data, in order of identifier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn sensitive_tallies(&self) -> Result<Vec<SensitiveTally>, StoreError> {
        let sql = "SELECT json_extract(registration, '$.sensitive.exception.code') AS exception,
                     json_extract(registration, '$.sensitive.proposed.by') AS proposed_by,
                     json_extract(captures.state, '$.registered.by') AS registered_by
                   FROM records JOIN captures ON captures.id = records.capture
                   WHERE json_type(registration, '$.sensitive') = 'object' ORDER BY records.id";
        self.many("count the records with sensitive data", sql, [], |row| {
            Ok(SensitiveTally {
                exception: view::get(row, "exception")?,
                proposed_by: text_or_none(row, "proposed_by")?,
                registered_by: text_or_none(row, "registered_by")?,
            })
        })
    }

    /// Returns the place of the first entry of this moment or later; the size of the ledger when there is none.
    ///
    /// Entries stand in the order of time, so that a search by halves finds it without reading the ledger.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn ledger_place(&self, from: Timestamp) -> Result<u64, StoreError> {
        let (mut low, mut high) = (0, self.ledger_size()?);
        while low < high {
            let middle = low + (high - low) / 2;
            let sql = "SELECT json_extract(leaf, '$.at') AS at FROM leaves WHERE seq = ?1";
            let found: Vec<Timestamp> =
                self.many("look up an entry", sql, [middle], |row| view::text(row, "at"))?;
            match found.first() {
                Some(at) if *at < from => low = middle + 1,
                Some(_) => high = middle,
                None => return Err(StoreError::damaged("the ledger")),
            }
        }
        Ok(low)
    }

    /// Counts who did one of these acts how often, per hour, from a place in the ledger on.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn hour_tallies(&self, place: u64, acts: &[&str]) -> Result<Vec<HourTally>, StoreError> {
        let sql = "SELECT json_extract(leaf, '$.act') AS act, json_extract(leaf, '$.actor') AS actor,
                     substr(json_extract(leaf, '$.at'), 1, 13) AS hour, count(*) AS n
                   FROM leaves WHERE seq >= ?1
                     AND json_extract(leaf, '$.act') IN (SELECT value FROM json_each(?2))
                   GROUP BY 1, 2, 3 ORDER BY 3, 2, 1";
        self.many("count the ledger by the hour", sql, (place, view::to_json(&acts)), |row| {
            Ok(HourTally {
                act: view::get(row, "act")?,
                actor: Pseudonym(view::text(row, "actor")?),
                hour: view::get(row, "hour")?,
                n: view::number(row, "n")?,
            })
        })
    }

    /// Returns the sign-ons and lock-outs from a place in the ledger on, oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn sign_on_tallies(&self, place: u64) -> Result<Vec<SignOnTally>, StoreError> {
        let sql = "SELECT json_extract(leaf, '$.actor') AS actor, json_extract(leaf, '$.at') AS at,
                     json_type(detail, '$.locked_until') IS NOT NULL AS is_locked
                   FROM leaves WHERE leaves.seq >= ?1
                     AND json_extract(leaf, '$.act') = 'sign-on'
                     AND (json_type(detail, '$.locked_until') IS NOT NULL OR json_type(detail, '$.with') IS NOT NULL)
                   ORDER BY leaves.seq";
        self.many("count the sign-ons", sql, [place], |row| {
            Ok(SignOnTally {
                actor: Pseudonym(view::text(row, "actor")?),
                at: view::text(row, "at")?,
                is_locked: view::get(row, "is_locked")?,
            })
        })
    }

    /// Returns the time and the words of the newest entry of an act, looking back to a place in the ledger.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn newest_of_act(
        &self,
        act: &str,
        place: u64,
    ) -> Result<Option<(Timestamp, Option<String>)>, StoreError> {
        let sql = "SELECT json_extract(leaf, '$.at') AS at, detail FROM leaves
                   WHERE leaves.seq >= ?2 AND json_extract(leaf, '$.act') = ?1 ORDER BY leaves.seq DESC LIMIT 1";
        let found = self.many("look for the newest entry of an act", sql, (act, place), |row| {
            Ok((view::text(row, "at")?, view::get(row, "detail")?))
        })?;
        Ok(found.into_iter().next())
    }
}

fn manifest(row: &Row<'_>) -> Result<Option<ManifestTally>, StoreError> {
    let regime: Option<String> = view::get(row, "regime")?;
    let Some(regime) = regime else { return Ok(None) };
    Ok(Some(ManifestTally {
        n_kept: view::number(row, "n_kept")?,
        n_messages: view::number(row, "n_messages")?,
        regime,
        has_notice: view::get::<Option<bool>>(row, "has_notice")?.unwrap_or(false),
    }))
}

fn text_or_none<T: std::str::FromStr>(row: &Row<'_>, column: &'static str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = view::get(row, column)?;
    match text {
        Some(_) => view::text(row, column).map(Some),
        None => Ok(None),
    }
}
