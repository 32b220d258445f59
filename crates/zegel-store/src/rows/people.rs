//! People and the pseudonyms under which the ledger knows them.

use rusqlite::Row;
use uuid::Uuid;
use zegel_model::{Person, PersonId};

use crate::StoreError;
use crate::audit::{Pseudonym, Table};
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// A person with the pseudonym of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Who.
    pub person: Person,
    /// How the ledger calls this person.
    pub pseudonym: Pseudonym,
}

const SELECT: &str = "SELECT id, pseudonym, person FROM people";

impl View<'_> {
    /// Returns a person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn person(&self, id: &PersonId) -> Result<KnownPerson, StoreError> {
        let found = self.many("look up a person", &format!("{SELECT} WHERE id = ?1"), [id.as_str()], read)?;
        found.into_iter().next().ok_or_else(|| StoreError::not_found("person", id))
    }

    /// Returns everybody, in order of their short names.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn people(&self) -> Result<Vec<KnownPerson>, StoreError> {
        self.many("list the people", &format!("{SELECT} ORDER BY id"), [], read)
    }
}

impl Tx<'_> {
    /// Adds a person under a new random pseudonym, and returns it.
    ///
    /// # Errors
    /// [`StoreError::Exists`].
    pub fn insert_person(&self, person: &Person) -> Result<Pseudonym, StoreError> {
        let pseudonym = Pseudonym(self.random_uuid());
        self.insert(
            "person",
            person.id.as_str(),
            "INSERT INTO people (id, pseudonym, person, salt) VALUES (?1, ?2, ?3, x'')",
            (person.id.as_str(), pseudonym.0.as_bytes(), to_json(person)),
        )?;
        self.touch(Table::People, person.id.as_str());
        Ok(pseudonym)
    }

    /// Changes the name or the roles of a person; the pseudonym stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the person is not as `old` any more.
    pub fn update_person(&self, old: &Person, new: &Person) -> Result<(), StoreError> {
        let n = self.run(
            "change a person",
            "UPDATE people SET person = ?1 WHERE id = ?2 AND person = ?3",
            (to_json(new), new.id.as_str(), to_json(old)),
        )?;
        self.changed_one("person", &new.id, n, || self.person(&new.id).map(drop))?;
        self.touch(Table::People, new.id.as_str());
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<KnownPerson, StoreError> {
    Ok(KnownPerson {
        person: view::json(row, "person")?,
        pseudonym: Pseudonym(Uuid::from_bytes(view::get(row, "pseudonym")?)),
    })
}
