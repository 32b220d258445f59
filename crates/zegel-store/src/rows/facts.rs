//! The facts of a stored record from which a scope is counted: made once, gone with the record.
//!
//! Invariant: no name and no text; people stand here by a keyed hash.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use zegel_model::RecordId;

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// The facts of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// When its content was stored, UTC.
    pub stored_at: Timestamp,
    /// Messages that people marked at registration.
    pub marked: Marked,
    /// Messages that detectors suggest; `None` where none was switched on when it was counted.
    pub suggested: Option<Suggested>,
    /// Who takes part.
    pub people: Vec<Affected>,
}

/// Messages that people marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// As special categories (GDPR art. 9).
    pub special: u64,
    /// As criminal data (GDPR art. 10).
    pub criminal: u64,
    /// As either.
    pub any: u64,
}

/// Messages that detectors suggest: possible, never certain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The version of the detectors.
    pub set: String,
    /// Messages with at least one mark of each detector that looked, by its code.
    pub by: BTreeMap<String, u64>,
}

/// Somebody who takes part in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// A keyed hash of the name, hexadecimal.
    pub name: String,
    /// The country of the number that stands in place of a name (ISO 3166-1), where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl View<'_> {
    /// Returns the facts of every record that has them.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn facts(&self) -> Result<Vec<(RecordId, Facts)>, StoreError> {
        let read = |row: &Row<'_>| Ok((RecordId(view::id(row, "id")?), view::json(row, "facts")?));
        self.many("read the facts of records", "SELECT id, facts FROM facts", [], read)
    }

    /// Returns stored records that have no facts yet, of an archive that is older than they are; at most `limit`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn records_without_facts(&self, limit: u32) -> Result<Vec<RecordId>, StoreError> {
        let sql = "SELECT id FROM records WHERE id NOT IN (SELECT id FROM facts)
                   AND json_extract(state, '$.state') IN ('stored', 'destruction-proposed') ORDER BY id LIMIT ?1";
        self.many("list the records without facts", sql, [limit], |row| Ok(RecordId(view::id(row, "id")?)))
    }
}

impl Tx<'_> {
    /// Adds the facts of a record.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; [`StoreError::NotFound`] when there is no such record.
    pub fn insert_facts(&self, id: RecordId, facts: &Facts) -> Result<(), StoreError> {
        self.record(id)?;
        let sql = "INSERT INTO facts (id, facts, salt) VALUES (?1, ?2, x'')";
        self.insert("facts of record", id, sql, (id.0.as_bytes(), to_json(facts)))?;
        self.touch(Table::Facts, id.0);
        Ok(())
    }

    /// Removes the facts of a record, where it has them.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn remove_facts(&self, id: RecordId) -> Result<(), StoreError> {
        let n =
            self.run("remove the facts of a record", "DELETE FROM facts WHERE id = ?1", [id.0.as_bytes()])?;
        if 0 < n {
            self.touch(Table::Facts, id.0);
        }
        Ok(())
    }
}
