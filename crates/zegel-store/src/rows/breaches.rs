//! The register of breaches: a line for each, made anew with every version of its paper.

use rusqlite::Row;
use zegel_ledger::BoundRow;
use zegel_model::BreachId;

use crate::StoreError;
use crate::audit::{Table, bound_row};
use crate::tx::Tx;
use crate::view::{self, View};

/// The line of a breach in the register.
#[derive(Clone, PartialEq, Eq)]
pub struct BreachLine {
    /// Which breach.
    pub id: BreachId,
    /// Its place in the register, from 1, in the order in which breaches were reported.
    pub seq: u64,
    /// The version of its paper of which this is the line.
    pub version: u64,
    /// Somebody still works on it.
    pub is_open: bool,
    /// What the list shows: JSON.
    pub line: String,
}

impl std::fmt::Debug for BreachLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BreachLine({}, version {})", self.id, self.version)
    }
}

const SELECT: &str = "SELECT id, seq, version, open, line FROM breaches";

impl View<'_> {
    /// Returns the line of a breach.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn breach_line(&self, id: BreachId) -> Result<BreachLine, StoreError> {
        let sql = format!("{SELECT} WHERE id = ?1");
        let found = self.many("look up a breach", &sql, [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("breach", id))
    }

    /// Returns the row of the line of a breach, by which an outsider checks it against the ledger.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn bound_breach_line(&self, id: BreachId) -> Result<BoundRow, StoreError> {
        let found = bound_row(self, Table::Breaches, &id.0.into())?;
        found.ok_or_else(|| StoreError::not_found("breach", id))
    }

    /// Returns at most `n` lines, newest first, before this place in the register (or from its end).
    ///
    /// # Errors
    /// Faults of the database.
    pub fn breach_lines(&self, before: Option<u64>, n: u64) -> Result<Vec<BreachLine>, StoreError> {
        let before = before.and_then(|seq| i64::try_from(seq).ok()).unwrap_or(i64::MAX);
        let sql = format!("{SELECT} WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
        self.many("list breaches", &sql, (before, i64::try_from(n).unwrap_or(i64::MAX)), read)
    }

    /// Returns the lines of the breaches that somebody still works on, newest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn open_breach_lines(&self) -> Result<Vec<BreachLine>, StoreError> {
        self.many("list open breaches", &format!("{SELECT} WHERE open = 1 ORDER BY seq DESC"), [], read)
    }

    /// Returns the place of the next breach in the register.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn next_breach_seq(&self) -> Result<u64, StoreError> {
        self.count("number a breach", "SELECT coalesce(max(seq), 0) + 1 FROM breaches", [])
    }
}

impl Tx<'_> {
    /// Adds the line of a breach.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when somebody else took the place in the register.
    pub fn insert_breach_line(&self, line: &BreachLine) -> Result<(), StoreError> {
        self.insert(
            "breach",
            line.id,
            "INSERT INTO breaches (id, seq, version, open, line, salt) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
            (line.id.0.as_bytes(), line.seq, line.version, line.is_open, &line.line),
        )?;
        self.touch(Table::Breaches, line.id.0);
        Ok(())
    }

    /// Puts the line of a newer version in place.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it does not follow on the version that is there.
    pub fn set_breach_line(&self, line: &BreachLine) -> Result<(), StoreError> {
        let n = self.run(
            "change the line of a breach",
            "UPDATE breaches SET version = ?1, open = ?2, line = ?3 WHERE id = ?4 AND version = ?1 - 1",
            (line.version, line.is_open, &line.line, line.id.0.as_bytes()),
        )?;
        self.changed_one("breach", line.id, n, || self.breach_line(line.id).map(drop))?;
        self.touch(Table::Breaches, line.id.0);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<BreachLine, StoreError> {
    Ok(BreachLine {
        id: BreachId(view::id(row, "id")?),
        seq: view::number(row, "seq")?,
        version: view::number(row, "version")?,
        is_open: view::get(row, "open")?,
        line: view::get(row, "line")?,
    })
}
