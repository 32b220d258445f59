//! Records: what is kept, with the facts of its registration and of its place in the search index.

use jiff::civil::DateTime;
use rusqlite::Row;
use zegel_model::{CaptureId, DossierId, Moment, RecordId, RecordState, Registration};

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its identifier, never used again.
    pub id: RecordId,
    /// Where it came from.
    pub capture: CaptureId,
    /// Where it belongs.
    pub dossier: DossierId,
    /// What the second person said about it; `None` once it was erased.
    pub registration: Option<Registration>,
    /// What has been done with it.
    pub state: RecordState,
    /// How many messages it has.
    pub n_messages: u64,
    /// Local time of its earliest message; `None` for a record without messages, or once it was erased.
    pub first_at: Option<Moment>,
    /// Local time of its latest message.
    pub last_at: Option<Moment>,
}

const SELECT: &str =
    "SELECT id, capture, dossier, registration, state, n_messages, first_at, last_at FROM records";

impl View<'_> {
    /// Returns a record.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn record(&self, id: RecordId) -> Result<Record, StoreError> {
        let found =
            self.many("look up a record", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("record", id))
    }

    /// Returns the records of a capture, in order of identifier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn records_of_capture(&self, id: CaptureId) -> Result<Vec<Record>, StoreError> {
        let sql = format!("{SELECT} WHERE capture = ?1 ORDER BY id");
        self.many("list the records of a capture", &sql, [id.0.as_bytes()], read)
    }

    /// Returns the records of a dossier in order of identifier, at most `limit`, beginning after `after`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn records_of_dossier(
        &self,
        id: &DossierId,
        after: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<Record>, StoreError> {
        let sql = format!("{SELECT} WHERE dossier = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
        let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
        self.many("list the records of a dossier", &sql, (id.as_str(), after.as_bytes(), limit), read)
    }

    /// Counts the records of a dossier that were not destroyed, and their messages.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_records(&self, id: &DossierId) -> Result<(u64, u64), StoreError> {
        let live = "json_extract(state, '$.state') <> 'destroyed'";
        let n = format!("SELECT count(*) FROM records WHERE dossier = ?1 AND {live}");
        let n = self.count("count the records of a dossier", &n, [id.as_str()])?;
        let sum = format!("SELECT coalesce(sum(n_messages), 0) FROM records WHERE dossier = ?1 AND {live}");
        Ok((n, self.count("count the messages of a dossier", &sum, [id.as_str()])?))
    }

    /// Returns all records in order of identifier, at most `limit`, beginning after `after`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn records(&self, after: Option<RecordId>, limit: u32) -> Result<Vec<Record>, StoreError> {
        let sql = format!("{SELECT} WHERE id > ?1 ORDER BY id LIMIT ?2");
        let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
        self.many("list the records", &sql, (after.as_bytes(), limit), read)
    }
}

impl Tx<'_> {
    /// Adds a record.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; [`StoreError::NotFound`] when its capture or dossier is not there.
    pub fn insert_record(&self, record: &Record) -> Result<(), StoreError> {
        self.capture(record.capture)?;
        self.dossier(&record.dossier)?;
        self.insert(
            "record",
            record.id,
            "INSERT INTO records (id, seq, capture, dossier, registration, state, n_messages, first_at, last_at, salt)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM records), ?2, ?3, ?4, ?5, ?6, ?7, ?8, x'')",
            (
                record.id.0.as_bytes(),
                record.capture.0.as_bytes(),
                record.dossier.as_str(),
                record.registration.as_ref().map(to_json),
                to_json(&record.state),
                record.n_messages,
                record.first_at.map(|at| at.to_string()),
                record.last_at.map(|at| at.to_string()),
            ),
        )?;
        self.touch(Table::Records, record.id.0);
        Ok(())
    }

    /// Moves a record to its next state.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the state is not `old` any more.
    pub fn set_record_state(
        &self,
        id: RecordId,
        old: &RecordState,
        new: &RecordState,
    ) -> Result<(), StoreError> {
        let n = self.run(
            "change the state of a record",
            "UPDATE records SET state = ?1 WHERE id = ?2 AND state = ?3",
            (to_json(new), id.0.as_bytes(), to_json(old)),
        )?;
        self.changed_one("record", id, n, || self.record(id).map(drop))?;
        self.touch(Table::Records, id.0);
        Ok(())
    }

    /// Erases what was said about a record (title, positions, times); identifier, dossier, state and counts remain as
    /// its residue.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn erase_registration(&self, id: RecordId) -> Result<(), StoreError> {
        let n = self.run(
            "erase the registration of a record",
            "UPDATE records SET registration = NULL, first_at = NULL, last_at = NULL WHERE id = ?1",
            [id.0.as_bytes()],
        )?;
        self.changed_one("record", id, n, || self.record(id).map(drop))?;
        self.touch(Table::Records, id.0);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Record, StoreError> {
    Ok(Record {
        id: RecordId(view::id(row, "id")?),
        capture: CaptureId(view::id(row, "capture")?),
        dossier: view::text(row, "dossier")?,
        registration: view::json_or_none(row, "registration")?,
        state: view::json(row, "state")?,
        n_messages: view::number(row, "n_messages")?,
        first_at: moment(row, "first_at")?,
        last_at: moment(row, "last_at")?,
    })
}

pub(crate) fn moment(row: &Row<'_>, column: &'static str) -> Result<Option<Moment>, StoreError> {
    let text: Option<String> = view::get(row, column)?;
    let Some(text) = text else { return Ok(None) };
    match text.parse::<DateTime>() {
        Ok(at) => Ok(Some(Moment(at))),
        Err(_) => Err(StoreError::damaged(format!("a row of the database (column '{column}')"))),
    }
}
