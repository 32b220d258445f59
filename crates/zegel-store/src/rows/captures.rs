//! Captures: what was accepted, from the package until its last record is stored.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{CaptureId, CaptureState, PersonId, SubmissionManifest};

use crate::StoreError;
use crate::audit::Table;
use crate::keys;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Its identifier, equal to that of the submission.
    pub id: CaptureId,
    /// Whose chat it is.
    pub owner: PersonId,
    /// What has been done with it.
    pub state: CaptureState,
    /// The head of the submission; `None` once it was erased.
    pub manifest: Option<SubmissionManifest>,
}

const SELECT: &str = "SELECT id, owner, state, manifest FROM captures";

impl View<'_> {
    /// Returns a capture.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn capture(&self, id: CaptureId) -> Result<Capture, StoreError> {
        let found =
            self.many("look up a capture", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("capture", id))
    }

    /// Returns captures in order of identifier (which is order of time), at most `limit`, beginning after `after`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn captures(&self, after: Option<CaptureId>, limit: u32) -> Result<Vec<Capture>, StoreError> {
        let sql = format!("{SELECT} WHERE id > ?1 ORDER BY id LIMIT ?2");
        self.many("list the captures", &sql, (after.map_or(Uuid::nil(), |id| id.0).as_bytes(), limit), read)
    }
}

impl Tx<'_> {
    /// Adds a capture with a fresh key.
    ///
    /// # Errors
    /// [`StoreError::Exists`].
    pub fn insert_capture(&self, capture: &Capture) -> Result<(), StoreError> {
        let wrapped = keys::wrap_capture(self, capture.id, &self.random_key());
        self.insert(
            "capture",
            capture.id,
            "INSERT INTO captures (id, owner, state, manifest, wrapped_key, salt) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
            (
                capture.id.0.as_bytes(),
                capture.owner.as_str(),
                to_json(&capture.state),
                capture.manifest.as_ref().map(to_json),
                wrapped,
            ),
        )?;
        self.touch(Table::Captures, capture.id.0);
        Ok(())
    }

    /// Moves a capture to its next state.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the state is not `old` any more.
    pub fn set_capture_state(
        &self,
        id: CaptureId,
        old: &CaptureState,
        new: &CaptureState,
    ) -> Result<(), StoreError> {
        let n = self.run(
            "change the state of a capture",
            "UPDATE captures SET state = ?1 WHERE id = ?2 AND state = ?3",
            (to_json(new), id.0.as_bytes(), to_json(old)),
        )?;
        self.changed_one("capture", id, n, || self.capture(id).map(drop))?;
        self.touch(Table::Captures, id.0);
        Ok(())
    }

    /// Destroys the key of a capture: nothing sealed under it opens any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] while it still owns objects.
    pub fn destroy_capture_key(&self, id: CaptureId) -> Result<(), StoreError> {
        self.capture(id)?;
        let n = self.run(
            "destroy the key of a capture",
            "UPDATE captures SET wrapped_key = NULL
             WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM objects WHERE capture = ?1)",
            [id.0.as_bytes()],
        )?;
        self.changed_one("capture", id, n, || Ok(()))?;
        self.touch(Table::Captures, id.0);
        Ok(())
    }

    /// Erases the manifest of a capture, which names people and chats, when its last record is destroyed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn erase_manifest(&self, id: CaptureId) -> Result<(), StoreError> {
        let n = self.run(
            "erase the manifest of a capture",
            "UPDATE captures SET manifest = NULL WHERE id = ?1",
            [id.0.as_bytes()],
        )?;
        self.changed_one("capture", id, n, || self.capture(id).map(drop))?;
        self.touch(Table::Captures, id.0);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Capture, StoreError> {
    Ok(Capture {
        id: CaptureId(view::id(row, "id")?),
        owner: view::text(row, "owner")?,
        state: view::json(row, "state")?,
        manifest: view::json_or_none(row, "manifest")?,
    })
}
