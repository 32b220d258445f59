//! A transaction that writes: it can look as a [`View`] can, change rows, and is committed with its ledger leaf.
//!
//! It remembers every row it changed; their digests go into the leaf by themselves. It does not commit: the store
//! does, after the closure returned an entry. Invariant: no change without a digest in the leaf of the same
//! transaction.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Mutex;

use rusqlite::{ErrorCode, Params};
use uuid::Uuid;
use zegel_ledger::Frontier;
use zegel_seal::Key32;

use crate::StoreError;
use crate::audit::{RowDigest, RowKey, Table, digest_of};
use crate::error::Doing;
use crate::object::{ObjectId, Pending};
use crate::search::bound::IndexWatch;
use crate::store::{Random, lock};
use crate::view::View;

/// A transaction that writes.
pub struct Tx<'s> {
    view: View<'s>,
    random: &'s Mutex<Random>,
    pub(crate) index: &'s IndexWatch,
    pub(crate) frontier: RefCell<Frontier>,
    touched: RefCell<BTreeSet<(Table, RowKey)>>,
    /// Objects that become visible with the commit.
    pub(crate) inserted: RefCell<Vec<Pending>>,
    /// Objects whose files are removed after the commit.
    pub(crate) removed: RefCell<Vec<ObjectId>>,
}

impl<'s> Deref for Tx<'s> {
    type Target = View<'s>;
    fn deref(&self) -> &View<'s> {
        &self.view
    }
}

impl<'s> Tx<'s> {
    pub(crate) fn new(
        view: View<'s>,
        random: &'s Mutex<Random>,
        frontier: Frontier,
        index: &'s IndexWatch,
    ) -> Self {
        Self {
            view,
            random,
            index,
            frontier: RefCell::new(frontier),
            touched: RefCell::default(),
            inserted: RefCell::default(),
            removed: RefCell::default(),
        }
    }

    /// Gives away what the commit needs.
    pub(crate) fn into_parts(self) -> (Frontier, Vec<Pending>, Vec<ObjectId>) {
        (self.frontier.into_inner(), self.inserted.into_inner(), self.removed.into_inner())
    }

    /// Notes that a row was changed, so that its digest goes into the leaf.
    pub(crate) fn touch(&self, table: Table, key: impl Into<RowKey>) {
        self.touched.borrow_mut().insert((table, key.into()));
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        lock(self.random)(&mut bytes);
        bytes
    }

    pub(crate) fn random_key(&self) -> Key32 {
        self.with_random(|random| Key32::generate(random))
    }

    /// Returns a random identifier (RFC 9562 version 4).
    pub(crate) fn random_uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    pub(crate) fn with_random<T>(&self, act: impl FnOnce(&mut zegel_seal::Random<'_>) -> T) -> T {
        act(&mut **lock(self.random))
    }

    /// Runs a statement and returns how many rows it changed.
    pub(crate) fn run(
        &self,
        doing: &'static str,
        sql: &str,
        params: impl Params,
    ) -> Result<usize, StoreError> {
        self.db.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).doing(doing)
    }

    /// Adds a row, or says that there is one already.
    pub(crate) fn insert(
        &self,
        what: &'static str,
        id: impl ToString,
        sql: &str,
        params: impl Params,
    ) -> Result<(), StoreError> {
        match self.db.prepare_cached(sql).and_then(|mut statement| statement.execute(params)) {
            Ok(_) => Ok(()),
            Err(error) if is_taken(&error) => Err(StoreError::Exists { what, id: id.to_string() }),
            Err(source) => Err(StoreError::Sql { doing: "add a row", source }),
        }
    }

    /// Decides why an update that compares with the old value changed nothing.
    pub(crate) fn changed_one(
        &self,
        what: &'static str,
        id: impl ToString,
        n: usize,
        look: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if n == 1 {
            return Ok(());
        }
        look()?;
        Err(StoreError::Conflict { what, id: id.to_string() })
    }

    /// Returns the digests of all rows that were changed, in order of table and key.
    pub(crate) fn row_digests(&self) -> Result<Vec<RowDigest>, StoreError> {
        let touched = self.touched.take();
        let mut digests = Vec::with_capacity(touched.len());
        for (table, key) in touched {
            let digest = digest_of(self, table, &key, self.random())?;
            let id = self.ledger_id(table, &key)?;
            digests.push(RowDigest { table: table.name().to_owned(), id, digest });
        }
        Ok(digests)
    }

    /// The ledger knows people by their pseudonym only.
    fn ledger_id(&self, table: Table, key: &RowKey) -> Result<String, StoreError> {
        match (table, key) {
            (Table::People, RowKey::Text(id)) => {
                let sql = "SELECT pseudonym FROM people WHERE id = ?1";
                let bytes = self.one("look up a person", sql, [id], |row| row.get::<_, [u8; 16]>(0))?;
                bytes
                    .map(|bytes| Uuid::from_bytes(bytes).to_string())
                    .ok_or_else(|| StoreError::not_found("person", id))
            }
            (_, RowKey::Text(id)) => Ok(id.clone()),
            (_, RowKey::Id(id)) => Ok(id.to_string()),
        }
    }
}

fn is_taken(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    let Some(failure) = error.sqlite_error() else { return false };
    failure.code == ErrorCode::ConstraintViolation
        && matches!(failure.extended_code, SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE)
}
