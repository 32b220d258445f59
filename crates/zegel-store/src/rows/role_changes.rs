//! Roles that were asked for: open until a second administrator approved or refused.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{PersonId, Role, RoleChangeState};

use crate::StoreError;
use crate::audit::Table;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// Roles that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// Its identifier.
    pub id: Uuid,
    /// For whom.
    pub person: PersonId,
    /// All roles that the person will have.
    pub roles: Vec<Role>,
    /// Proposed, approved or refused.
    pub state: RoleChangeState,
}

const SELECT: &str = "SELECT id, person, roles, state FROM role_changes";

impl View<'_> {
    /// Returns a role change.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn role_change(&self, id: Uuid) -> Result<RoleChange, StoreError> {
        let found =
            self.many("look up a role change", &format!("{SELECT} WHERE id = ?1"), [id.as_bytes()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("role change", id))
    }

    /// Returns the role changes that nobody decided yet, oldest first.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn open_role_changes(&self) -> Result<Vec<RoleChange>, StoreError> {
        let sql = format!("{SELECT} WHERE open = 1 ORDER BY id");
        self.many("list the open role changes", &sql, [], read)
    }
}

impl Tx<'_> {
    /// Adds a role change.
    ///
    /// # Errors
    /// [`StoreError::Exists`].
    pub fn insert_role_change(&self, change: &RoleChange) -> Result<(), StoreError> {
        self.insert(
            "role change",
            change.id,
            "INSERT INTO role_changes (id, person, roles, state, open, salt) VALUES (?1, ?2, ?3, ?4, ?5, x'')",
            (
                change.id.as_bytes(),
                change.person.as_str(),
                to_json(&change.roles),
                to_json(&change.state),
                change.state.is_open(),
            ),
        )?;
        self.touch(Table::RoleChanges, change.id);
        Ok(())
    }

    /// Moves a role change to its next state.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the state is not `old` any more.
    pub fn set_role_change_state(
        &self,
        id: Uuid,
        old: &RoleChangeState,
        new: &RoleChangeState,
    ) -> Result<(), StoreError> {
        let n = self.run(
            "change the state of a role change",
            "UPDATE role_changes SET state = ?1, open = ?2 WHERE id = ?3 AND state = ?4",
            (to_json(new), new.is_open(), id.as_bytes(), to_json(old)),
        )?;
        self.changed_one("role change", id, n, || self.role_change(id).map(drop))?;
        self.touch(Table::RoleChanges, id);
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<RoleChange, StoreError> {
    Ok(RoleChange {
        id: view::id(row, "id")?,
        person: view::text(row, "person")?,
        roles: view::json(row, "roles")?,
        state: view::json(row, "state")?,
    })
}
