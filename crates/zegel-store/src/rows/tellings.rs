//! Tellings and their letters: who is told of a breach, and where each letter stands.
//!
//! The store knows the name of a state and from when a letter may be sent; what a state says is JSON of whoever wrote it.
//! A telling is bound in the ledger by its row, its letters by the digest of the list in that row and by an entry for each step.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::BreachId;

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View};

/// A telling.
#[derive(Clone, PartialEq, Eq)]
pub struct TellingRow {
    /// Its identifier.
    pub id: Uuid,
    /// Of which breach.
    pub breach: BreachId,
    /// Its place among the tellings of the breach, from 1.
    pub seq: u64,
    /// Its letters are to be sent now.
    pub is_running: bool,
    /// Where it stands: JSON.
    pub state: String,
}

impl std::fmt::Debug for TellingRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TellingRow({} of {})", self.id, self.breach)
    }
}

/// A letter of a telling.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Its identifier.
    pub id: Uuid,
    /// Its place in the telling: the number of its line in the list.
    pub seq: u64,
    /// The name of its state.
    pub code: String,
    /// The second since 1970 from which it may be sent; `None` when it is not to be sent.
    pub due: Option<i64>,
    /// Who gets it: JSON; `None` once the list was erased.
    pub recipient: Option<String>,
    /// Where it stands: JSON.
    pub state: String,
}

impl std::fmt::Debug for LetterRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LetterRow({}, {})", self.id, self.code)
    }
}

const TELLING: &str = "SELECT id, breach, seq, running, state FROM tellings";
const LETTER: &str = "SELECT id, seq, code, due, recipient, state FROM letters";

impl View<'_> {
    /// Returns a telling.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn telling(&self, id: Uuid) -> Result<TellingRow, StoreError> {
        let sql = format!("{TELLING} WHERE id = ?1");
        let found = self.many("look up a telling", &sql, [id.as_bytes()], read_telling)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("telling", id))
    }

    /// Returns the tellings of a breach, oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn tellings_of(&self, breach: BreachId) -> Result<Vec<TellingRow>, StoreError> {
        let sql = format!("{TELLING} WHERE breach = ?1 ORDER BY seq");
        self.many("list the tellings of a breach", &sql, [breach.0.as_bytes()], read_telling)
    }

    /// Returns the tellings whose letters are to be sent now.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn running_tellings(&self) -> Result<Vec<TellingRow>, StoreError> {
        let sql = format!("{TELLING} WHERE running = 1 ORDER BY id");
        self.many("list the tellings that run", &sql, [], read_telling)
    }

    /// Returns how many letters of a telling stand where.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_letters(&self, telling: Uuid) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT code, count(*) AS n FROM letters WHERE telling = ?1 GROUP BY code";
        self.many("count letters", sql, [telling.as_bytes()], |row| {
            Ok((view::get(row, "code")?, view::number(row, "n")?))
        })
    }

    /// Returns at most `limit` letters of a telling, in their order; only those in a state where one is named.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn letters(
        &self,
        telling: Uuid,
        code: Option<&str>,
        limit: u32,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let doing = "list letters";
        match code {
            Some(code) => {
                let sql = format!("{LETTER} WHERE telling = ?1 AND code = ?2 ORDER BY seq LIMIT ?3");
                self.many(doing, &sql, (telling.as_bytes(), code, limit), read_letter)
            }
            None => {
                let sql = format!("{LETTER} WHERE telling = ?1 ORDER BY seq LIMIT ?2");
                self.many(doing, &sql, (telling.as_bytes(), limit), read_letter)
            }
        }
    }

    /// Returns a letter of a telling.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn letter(&self, telling: Uuid, id: Uuid) -> Result<LetterRow, StoreError> {
        let sql = format!("{LETTER} WHERE telling = ?1 AND id = ?2");
        let found = self.many("look up a letter", &sql, (telling.as_bytes(), id.as_bytes()), read_letter)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("letter", id))
    }

    /// Returns the letter that may be sent first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn next_letter(&self, telling: Uuid) -> Result<Option<LetterRow>, StoreError> {
        let sql = format!("{LETTER} WHERE telling = ?1 AND due IS NOT NULL ORDER BY due, seq LIMIT 1");
        Ok(self.many("look for the next letter", &sql, [telling.as_bytes()], read_letter)?.into_iter().next())
    }
}

impl Tx<'_> {
    /// Adds a telling.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when somebody else was first.
    pub fn insert_telling(&self, row: &TellingRow) -> Result<(), StoreError> {
        self.insert(
            "telling",
            row.id,
            "INSERT INTO tellings (id, breach, seq, running, state, salt) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
            (row.id.as_bytes(), row.breach.0.as_bytes(), row.seq, row.is_running, &row.state),
        )?;
        self.touch(Table::Tellings, row.id);
        Ok(())
    }

    /// Changes where a telling stands.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it does not stand where `old` says.
    pub fn set_telling(&self, old: &TellingRow, new: &TellingRow) -> Result<(), StoreError> {
        let n = self.run(
            "change a telling",
            "UPDATE tellings SET running = ?1, state = ?2 WHERE id = ?3 AND state = ?4",
            (new.is_running, &new.state, old.id.as_bytes(), &old.state),
        )?;
        self.changed_one("telling", old.id, n, || self.telling(old.id).map(drop))?;
        self.touch(Table::Tellings, old.id);
        Ok(())
    }

    /// Adds a letter.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when its place is taken.
    pub fn insert_letter(&self, telling: Uuid, row: &LetterRow) -> Result<(), StoreError> {
        self.insert(
            "letter",
            row.id,
            "INSERT INTO letters (id, telling, seq, code, due, recipient, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (row.id.as_bytes(), telling.as_bytes(), row.seq, &row.code, row.due, &row.recipient, &row.state),
        )
    }

    /// Changes where a letter stands.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it does not stand where `old` says.
    pub fn set_letter(&self, old: &LetterRow, new: &LetterRow) -> Result<(), StoreError> {
        let n = self.run(
            "change a letter",
            "UPDATE letters SET code = ?1, due = ?2, state = ?3 WHERE id = ?4 AND state = ?5",
            (&new.code, new.due, &new.state, old.id.as_bytes(), &old.state),
        )?;
        self.changed_one("letter", old.id, n, || Ok(()))
    }

    /// Removes the letters of a telling, all of them or those in one state; returns how many.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn delete_letters(&self, telling: Uuid, code: Option<&str>) -> Result<usize, StoreError> {
        let sql = "DELETE FROM letters WHERE telling = ?1 AND (?2 IS NULL OR code = ?2)";
        self.run("remove letters", sql, (telling.as_bytes(), code))
    }

    /// Erases who got the letters of a telling; where each stood stays. Returns how many.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn erase_recipients(&self, telling: Uuid) -> Result<usize, StoreError> {
        let sql = "UPDATE letters SET recipient = NULL WHERE telling = ?1";
        self.run("erase recipients", sql, [telling.as_bytes()])
    }
}

fn read_telling(row: &Row<'_>) -> Result<TellingRow, StoreError> {
    Ok(TellingRow {
        id: view::id(row, "id")?,
        breach: BreachId(view::id(row, "breach")?),
        seq: view::number(row, "seq")?,
        is_running: view::get(row, "running")?,
        state: view::get(row, "state")?,
    })
}

fn read_letter(row: &Row<'_>) -> Result<LetterRow, StoreError> {
    Ok(LetterRow {
        id: view::id(row, "id")?,
        seq: view::number(row, "seq")?,
        code: view::get(row, "code")?,
        due: view::get(row, "due")?,
        recipient: view::get(row, "recipient")?,
        state: view::get(row, "state")?,
    })
}
