//! Everything that the archive holds, in outline: what a scope is counted over, without titles, names and manifests.

use std::collections::HashMap;

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{CaptureId, CaptureState, DossierId, Moment, PersonId, RecordId, RecordState};

use crate::StoreError;
use crate::audit::LedgerEntry;
use crate::ledger::read_entry;
use crate::object::ObjectRole;
use crate::rows::records::moment;
use crate::view::{self, View};

/// A record in outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOutline {
    /// Its identifier.
    pub id: RecordId,
    /// Its short number, by which the index and the readings know it.
    pub number: u32,
    /// Where it came from.
    pub capture: CaptureId,
    /// Where it belongs.
    pub dossier: DossierId,
    /// What has been done with it.
    pub state: RecordState,
    /// How many messages it has.
    pub n_messages: u64,
    /// Local time of its earliest message.
    pub first_at: Option<Moment>,
    /// Local time of its latest message.
    pub last_at: Option<Moment>,
}

/// A capture in outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureOutline {
    /// Its identifier.
    pub id: CaptureId,
    /// Whose chat it is.
    pub owner: PersonId,
    /// What has been done with it.
    pub state: CaptureState,
}

/// How many sealed objects an owner has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ObjectCount {
    /// All.
    pub n_objects: u64,
    /// The attachments among them.
    pub n_attachments: u64,
}

impl View<'_> {
    /// Returns every record in outline, the destroyed ones too, in order of identifier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn record_outlines(&self) -> Result<Vec<RecordOutline>, StoreError> {
        let sql =
            "SELECT id, seq, capture, dossier, state, n_messages, first_at, last_at FROM records ORDER BY id";
        self.many("list the records in outline", sql, [], |row| {
            Ok(RecordOutline {
                id: RecordId(view::id(row, "id")?),
                number: view::get(row, "seq")?,
                capture: CaptureId(view::id(row, "capture")?),
                dossier: view::text(row, "dossier")?,
                state: view::json(row, "state")?,
                n_messages: view::number(row, "n_messages")?,
                first_at: moment(row, "first_at")?,
                last_at: moment(row, "last_at")?,
            })
        })
    }

    /// Returns every capture in outline, in order of identifier.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn capture_outlines(&self) -> Result<Vec<CaptureOutline>, StoreError> {
        let sql = "SELECT id, owner, state FROM captures ORDER BY id";
        self.many("list the captures in outline", sql, [], |row| {
            Ok(CaptureOutline {
                id: CaptureId(view::id(row, "id")?),
                owner: view::text(row, "owner")?,
                state: view::json(row, "state")?,
            })
        })
    }

    /// Counts the objects of every record and every capture that has any, by the identifier of the owner.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_objects_of_owners(&self) -> Result<HashMap<Uuid, ObjectCount>, StoreError> {
        let mut counts = HashMap::new();
        for (column, is_theirs) in [("record", "record IS NOT NULL"), ("capture", "record IS NULL")] {
            let sql = format!(
                "SELECT {column} AS owner, count(*) AS n, sum(role = ?1) AS n_attachments FROM objects
                 WHERE {is_theirs} GROUP BY {column}"
            );
            let read = |row: &Row<'_>| {
                let (n_objects, n_attachments) =
                    (view::number(row, "n")?, view::number(row, "n_attachments")?);
                Ok((view::id(row, "owner")?, ObjectCount { n_objects, n_attachments }))
            };
            counts.extend(self.many(
                "count the objects of owners",
                &sql,
                [ObjectRole::Attachment.name()],
                read,
            )?);
        }
        Ok(counts)
    }

    /// Returns the version of the key of every dossier: it rises with each destruction in it.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn key_versions(&self) -> Result<Vec<(DossierId, u64)>, StoreError> {
        let sql = "SELECT id, key_version FROM dossiers ORDER BY id";
        self.many("list the versions of keys", sql, [], |row| {
            Ok((view::text(row, "id")?, view::number(row, "key_version")?))
        })
    }

    /// Returns the entries that gave or took roles, in order.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn entries_of_roles(&self) -> Result<Vec<LedgerEntry>, StoreError> {
        // The words of the condition are those of the partial index, or it is not used.
        let sql = "SELECT leaf, salt, detail FROM leaves
                   WHERE json_extract(leaf, '$.act') IN ('keep-people', 'approve-roles') ORDER BY leaves.seq";
        self.many("read the entries of roles", sql, [], read_entry)
    }

    /// Returns the current epoch.
    pub fn epoch(&self) -> u32 {
        self.keys.epoch
    }
}
