//! Sealed drafts: opaque bytes of an owner, one for each.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{Draft, PersonId};

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A draft as it is kept, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its identifier.
    pub id: Uuid,
    /// Whose it is.
    pub owner: PersonId,
    /// What is known of it.
    pub draft: Draft,
}

const SELECT: &str = "SELECT id, owner, draft FROM drafts";

impl View<'_> {
    /// Returns the draft of this owner.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn draft_of(&self, owner: &PersonId) -> Result<Option<KeptDraft>, StoreError> {
        let sql = format!("{SELECT} WHERE owner = ?1");
        Ok(self.many("look up a draft", &sql, [owner.as_str()], read)?.into_iter().next())
    }

    /// Returns all drafts.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        self.many("list the drafts", &format!("{SELECT} ORDER BY id"), [], read)
    }

    /// Returns the sealed bytes of a draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn draft_bytes(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT bytes FROM drafts WHERE id = ?1";
        let found = self.one("read a draft", sql, [id.as_bytes()], |row| row.get("bytes"))?;
        found.ok_or_else(|| StoreError::not_found("draft", id))
    }
}

impl Tx<'_> {
    /// Adds a draft.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when this owner has one.
    pub fn insert_draft(&self, kept: &KeptDraft, bytes: &[u8]) -> Result<(), StoreError> {
        self.insert(
            "draft",
            kept.id,
            "INSERT INTO drafts (id, owner, draft, bytes, salt) VALUES (?1, ?2, ?3, ?4, x'')",
            (kept.id.as_bytes(), kept.owner.as_str(), to_json(&kept.draft), bytes),
        )?;
        self.touch(Table::Drafts, kept.id);
        Ok(())
    }

    /// Changes what is known of a draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when it is not `old` any more.
    pub fn set_draft(&self, id: Uuid, old: &Draft, new: &Draft) -> Result<(), StoreError> {
        let n = self.run(
            "change a draft",
            "UPDATE drafts SET draft = ?1 WHERE id = ?2 AND draft = ?3",
            (to_json(new), id.as_bytes(), to_json(old)),
        )?;
        self.changed_one("draft", id, n, || self.draft_bytes(id).map(drop))?;
        self.touch(Table::Drafts, id);
        Ok(())
    }

    /// Destroys a draft with its bytes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete_draft(&self, id: Uuid) -> Result<(), StoreError> {
        let n = self.run("destroy a draft", "DELETE FROM drafts WHERE id = ?1", [id.as_bytes()])?;
        self.changed_one("draft", id, n, || self.draft_bytes(id).map(drop))?;
        self.touch(Table::Drafts, id);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<KeptDraft, StoreError> {
    Ok(KeptDraft {
        id: view::id(row, "id")?,
        owner: view::text(row, "owner")?,
        draft: view::json(row, "draft")?,
    })
}
