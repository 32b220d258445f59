//! Dossiers, each with a random key of its own that wraps the keys of its objects.

use rusqlite::Row;
use zegel_model::{Content, Done, DossierId};

use crate::StoreError;
use crate::audit::Table;
use crate::keys;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Its name.
    pub id: DossierId,
    /// Its title.
    pub title: Content,
    /// Who opened it, and when.
    pub created: Done,
    /// Who closed it, and when; nothing enters a closed dossier.
    pub closed: Option<Done>,
}

const SELECT: &str = "SELECT id, title, created, closed FROM dossiers";

impl View<'_> {
    /// Returns a dossier.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn dossier(&self, id: &DossierId) -> Result<Dossier, StoreError> {
        let found =
            self.many("look up a dossier", &format!("{SELECT} WHERE id = ?1"), [id.as_str()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("dossier", id))
    }

    /// Returns dossiers in order of name, at most `limit`, beginning after `after`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn dossiers(&self, after: Option<&DossierId>, limit: u32) -> Result<Vec<Dossier>, StoreError> {
        let sql = format!("{SELECT} WHERE id > ?1 ORDER BY id LIMIT ?2");
        self.many("list the dossiers", &sql, (after.map_or("", DossierId::as_str), limit), read)
    }
}

impl Tx<'_> {
    /// Opens a dossier with a fresh key.
    ///
    /// # Errors
    /// [`StoreError::Exists`].
    pub fn insert_dossier(&self, dossier: &Dossier) -> Result<(), StoreError> {
        let key_version = 1;
        let wrapped = keys::wrap_dossier(self, &dossier.id, key_version, &self.random_key());
        self.insert(
            "dossier",
            dossier.id.as_str(),
            "INSERT INTO dossiers (id, title, created, closed, key_version, wrapped_key, salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, x'')",
            (
                dossier.id.as_str(),
                dossier.title.as_str(),
                to_json(&dossier.created),
                dossier.closed.as_ref().map(to_json),
                key_version,
                wrapped,
            ),
        )?;
        self.touch(Table::Dossiers, dossier.id.as_str());
        Ok(())
    }

    /// Changes title and closing of a dossier.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the dossier is not as `old` any more.
    pub fn update_dossier(&self, old: &Dossier, new: &Dossier) -> Result<(), StoreError> {
        let n = self.run(
            "change a dossier",
            "UPDATE dossiers SET title = ?1, closed = ?2 WHERE id = ?3 AND title = ?4 AND closed IS ?5",
            (
                new.title.as_str(),
                new.closed.as_ref().map(to_json),
                old.id.as_str(),
                old.title.as_str(),
                old.closed.as_ref().map(to_json),
            ),
        )?;
        self.changed_one("dossier", &old.id, n, || self.dossier(&old.id).map(drop))?;
        self.touch(Table::Dossiers, old.id.as_str());
        Ok(())
    }

    /// Gives a dossier a new key and wraps the keys of its surviving objects under it, so that the old key opens
    /// nothing any more that the archive still has; returns how many objects that were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; a wrap that does not open.
    pub fn renew_dossier_key(&self, id: &DossierId) -> Result<u64, StoreError> {
        let (old, version) = keys::dossier_key(self, id)?;
        let new = self.random_key();
        let n_objects = keys::rewrap_objects(self, id, &old, &new)?;
        let wrapped = keys::wrap_dossier(self, id, version + 1, &new);
        self.run(
            "renew the key of a dossier",
            "UPDATE dossiers SET key_version = ?1, wrapped_key = ?2 WHERE id = ?3",
            (version + 1, wrapped, id.as_str()),
        )?;
        self.touch(Table::Dossiers, id.as_str());
        Ok(n_objects)
    }
}

fn read(row: &Row<'_>) -> Result<Dossier, StoreError> {
    Ok(Dossier {
        id: view::text(row, "id")?,
        title: Content::new(view::get::<String>(row, "title")?),
        created: view::json(row, "created")?,
        closed: view::json_or_none(row, "closed")?,
    })
}
