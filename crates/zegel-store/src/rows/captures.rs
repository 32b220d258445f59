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

    /// Returns captures newest first, at most `limit`, older than `before`; only of this state and of this owner, where given.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn captures_newest(
        &self,
        (state, owner): (Option<&str>, Option<&PersonId>),
        before: Option<CaptureId>,
        limit: u32,
    ) -> Result<Vec<Capture>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE id < ?1 AND (?2 IS NULL OR json_extract(state, '$.state') = ?2)
             AND (?3 IS NULL OR owner = ?3) ORDER BY id DESC LIMIT ?4"
        );
        let before = before.map_or(Uuid::max(), |id| id.0);
        let params = (before.as_bytes(), state, owner.map(PersonId::as_str), limit);
        self.many("list the captures", &sql, params, read)
    }

    /// Returns when this owner's newest capture was accepted; one that was withdrawn does not count.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn last_accepted(&self, owner: &PersonId) -> Result<Option<jiff::Timestamp>, StoreError> {
        let sql = "SELECT max(json_extract(state, '$.accepted.at')) FROM captures
                   WHERE owner = ?1 AND json_extract(state, '$.state') <> 'withdrawn'";
        let doing = "look up the last capture of an owner";
        let text = self.one(doing, sql, [owner.as_str()], |row| row.get::<_, Option<String>>(0))?.flatten();
        let parse = |text: String| text.parse().map_err(|_| StoreError::damaged("the state of a capture"));
        text.map(parse).transpose()
    }

    /// Counts the captures per state, of one owner or of all.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn count_captures(&self, owner: Option<&PersonId>) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT json_extract(state, '$.state') AS name, count(*) AS n FROM captures
                   WHERE ?1 IS NULL OR owner = ?1 GROUP BY name";
        self.many("count the captures", sql, [owner.map(PersonId::as_str)], |row| {
            Ok((view::get(row, "name")?, view::number(row, "n")?))
        })
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
             WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM objects WHERE capture = ?1 AND record IS NULL)",
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
