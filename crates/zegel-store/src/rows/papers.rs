//! Papers: documents in versions that nobody changes or removes.
//!
//! The store knows the kind, the name and the number of a version; what a paper says is JSON of whoever wrote it.

use rusqlite::Row;
use uuid::Uuid;
use zegel_ledger::BoundRow;
use zegel_model::Done;

use crate::StoreError;
use crate::audit::{Table, bound_row};
use crate::error::Doing;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// The largest file that may belong to a paper, in bytes.
pub const MAX_PAPER_BYTES: usize = 16 * 1024 * 1024;

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperKind {
    /// A breach as it stood after an act.
    Breach,
    /// A notification to an authority, as it was made.
    Notification,
    /// What the authority answered, or another file of a breach.
    BreachFile,
    /// A text by which people are told of a breach.
    Telling,
    /// A risk as somebody judged it.
    Risk,
    /// A text of the body: rules of play, a protocol, a notice.
    Text,
    /// That somebody read a version of a text, or followed a training.
    Reading,
    /// A setting of the desk: thresholds of alarms, what the body says applies to it.
    Setting,
}

impl PaperKind {
    /// Returns the name as in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Breach => "breach",
            Self::Notification => "notification",
            Self::BreachFile => "breach-file",
            Self::Telling => "telling",
            Self::Risk => "risk",
            Self::Text => "text",
            Self::Reading => "reading",
            Self::Setting => "setting",
        }
    }
}

/// One version of a paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its identifier.
    pub id: Uuid,
    /// Its kind.
    pub kind: PaperKind,
    /// Its name among those of its kind.
    pub name: String,
    /// Its version, from 1.
    pub version: u64,
    /// What it says: JSON.
    pub body: String,
    /// Who made this version, and when.
    pub made: Done,
}

impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Paper({} {}, version {})", self.kind.name(), self.id, self.version)
    }
}

impl Paper {
    /// Reads what it says.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not of that form.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, StoreError> {
        serde_json::from_str(&self.body).map_err(|_| StoreError::damaged(format!("paper {}", self.id)))
    }
}

const COLUMNS: &str = "id, name, version, body, made";

impl View<'_> {
    /// Returns the newest version of a paper.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn paper(&self, kind: PaperKind, name: &str) -> Result<Option<Paper>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM papers WHERE kind = ?1 AND name = ?2 ORDER BY version DESC LIMIT 1"
        );
        let found = self.many("look up a paper", &sql, (kind.name(), name), |row| read(row, kind))?;
        Ok(found.into_iter().next())
    }

    /// Returns all versions of a paper, oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn paper_versions(&self, kind: PaperKind, name: &str) -> Result<Vec<Paper>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM papers WHERE kind = ?1 AND name = ?2 ORDER BY version");
        self.many("list the versions of a paper", &sql, (kind.name(), name), |row| read(row, kind))
    }

    /// Returns the newest versions of a paper, newest first, at most `limit`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn newest_papers(&self, kind: PaperKind, name: &str, limit: u32) -> Result<Vec<Paper>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM papers WHERE kind = ?1 AND name = ?2 ORDER BY version DESC LIMIT ?3"
        );
        self.many("list the newest versions of a paper", &sql, (kind.name(), name, limit), |row| {
            read(row, kind)
        })
    }

    /// Returns the newest version of every paper of a kind, in the order of their names.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn papers(&self, kind: PaperKind) -> Result<Vec<Paper>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM papers AS paper WHERE kind = ?1
             AND version = (SELECT max(version) FROM papers WHERE kind = ?1 AND name = paper.name) ORDER BY name"
        );
        self.many("list papers", &sql, [kind.name()], |row| read(row, kind))
    }

    /// Returns the newest version of the papers of a kind whose name begins so, in the order of their names.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn papers_of(&self, kind: PaperKind, prefix: &str) -> Result<Vec<Paper>, StoreError> {
        // U+10FFFF sorts behind every other character, so the range is exactly the names that begin so.
        let end = format!("{prefix}\u{10FFFF}");
        let sql = format!(
            "SELECT {COLUMNS} FROM papers AS paper WHERE kind = ?1 AND ?2 <= name AND name < ?3
             AND version = (SELECT max(version) FROM papers WHERE kind = ?1 AND name = paper.name) ORDER BY name"
        );
        self.many("list papers", &sql, (kind.name(), prefix, &end), |row| read(row, kind))
    }

    /// Returns the file that belongs to a version of a paper.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such version, or no file.
    pub fn paper_bytes(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT bytes FROM papers WHERE id = ?1 AND bytes IS NOT NULL";
        let found = self.one("read the file of a paper", sql, [id.as_bytes()], |row| row.get("bytes"))?;
        found.ok_or_else(|| StoreError::not_found("file of a paper", id))
    }

    /// Returns the row of a version with the salt of its digest, by which an outsider checks it against the ledger.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn bound_paper(&self, id: Uuid) -> Result<BoundRow, StoreError> {
        let found = bound_row(self, Table::Papers, &id.into())?;
        found.ok_or_else(|| StoreError::not_found("paper", id))
    }
}

impl Tx<'_> {
    /// Adds the next version of a paper.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it does not follow on the newest version: somebody else was first.
    pub fn add_paper(&self, paper: &Paper, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        let newest = self.count(
            "number a paper",
            "SELECT coalesce(max(version), 0) FROM papers WHERE kind = ?1 AND name = ?2",
            (paper.kind.name(), &paper.name),
        )?;
        if paper.version != newest + 1 {
            return Err(StoreError::Conflict { what: paper.kind.name(), id: paper.id.to_string() });
        }
        let sql = "INSERT INTO papers (id, kind, name, version, body, bytes, made, salt)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, x'')";
        let row = (
            paper.id.as_bytes(),
            paper.kind.name(),
            &paper.name,
            i64::try_from(paper.version).unwrap_or(i64::MAX),
            &paper.body,
            bytes,
            to_json(&paper.made),
        );
        self.db.prepare_cached(sql).and_then(|mut statement| statement.execute(row)).doing("add a paper")?;
        self.touch(Table::Papers, paper.id);
        Ok(())
    }
}

fn read(row: &Row<'_>, kind: PaperKind) -> Result<Paper, StoreError> {
    Ok(Paper {
        id: view::id(row, "id")?,
        kind,
        name: view::get(row, "name")?,
        version: view::number(row, "version")?,
        body: view::get(row, "body")?,
        made: view::json(row, "made")?,
    })
}
