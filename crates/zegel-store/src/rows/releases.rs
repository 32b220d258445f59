//! Releases: packages that leave the archive after a second person approved.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{ReleaseForm, ReleaseId, ReleaseState};

use crate::StoreError;
use crate::audit::Table;
use crate::rows::holds::Target;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its identifier.
    pub id: ReleaseId,
    /// What leaves.
    pub target: Target,
    /// In which form.
    pub form: ReleaseForm,
    /// Proposed or written.
    pub state: ReleaseState,
}

const SELECT: &str = "SELECT id, record, dossier, form, state FROM releases";

impl View<'_> {
    /// Returns a release.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn release(&self, id: ReleaseId) -> Result<Release, StoreError> {
        let found =
            self.many("look up a release", &format!("{SELECT} WHERE id = ?1"), [id.0.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("release", id))
    }

    /// Returns releases in order of identifier, at most `limit`, beginning after `after`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn releases(&self, after: Option<ReleaseId>, limit: u32) -> Result<Vec<Release>, StoreError> {
        let sql = format!("{SELECT} WHERE id > ?1 ORDER BY id LIMIT ?2");
        self.many("list the releases", &sql, (after.map_or(Uuid::nil(), |id| id.0).as_bytes(), limit), read)
    }
}

impl Tx<'_> {
    /// Adds a release.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown target; [`StoreError::Exists`].
    pub fn insert_release(&self, release: &Release) -> Result<(), StoreError> {
        release.target.check(self)?;
        self.insert(
            "release",
            release.id,
            "INSERT INTO releases (id, record, dossier, form, state, salt) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
            (
                release.id.0.as_bytes(),
                release.target.record(),
                release.target.dossier(),
                to_json(&release.form),
                to_json(&release.state),
            ),
        )?;
        self.touch(Table::Releases, release.id.0);
        Ok(())
    }

    /// Moves a release to its next state.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the state is not `old` any more.
    pub fn set_release_state(
        &self,
        id: ReleaseId,
        old: &ReleaseState,
        new: &ReleaseState,
    ) -> Result<(), StoreError> {
        let n = self.run(
            "change the state of a release",
            "UPDATE releases SET state = ?1 WHERE id = ?2 AND state = ?3",
            (to_json(new), id.0.as_bytes(), to_json(old)),
        )?;
        self.changed_one("release", id, n, || self.release(id).map(drop))?;
        self.touch(Table::Releases, id.0);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<Release, StoreError> {
    Ok(Release {
        id: ReleaseId(view::id(row, "id")?),
        target: Target::read(row)?,
        form: view::json(row, "form")?,
        state: view::json(row, "state")?,
    })
}
