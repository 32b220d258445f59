//! What a connection remembers of what its searches found, for as long as nobody writes.
//!
//! A page of hits, their count and their facets ask for the same places one after another, and so does the next page of somebody who
//! reads on. Invariant: what is remembered was read in the state that this reading sees. Every commit of another connection changes
//! `PRAGMA data_version`, and then all of it is forgotten; a connection that writes remembers nothing, for its own changes do not
//! show there.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use rusqlite::Connection;
use zegel_model::{Content, DossierId, RecordId};

use crate::StoreError;
use crate::error::Doing;
use crate::object::ObjectId;
use crate::search::places::Place;
use crate::view::View;

/// Places that are remembered, some hundred bytes each; a full memory begins anew.
const MAX_PLACES: usize = 50_000;

/// The memory of one connection.
#[derive(Debug, Default)]
pub(crate) struct Memory(RefCell<Known>);

/// What is known of one state of the database.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The state, as this connection numbers them.
    version: i64,
    places: HashMap<i64, Option<Place>, RandomState>,
    pub(super) records: HashMap<i64, (RecordId, DossierId), RandomState>,
    pub(super) objects: HashMap<(i64, u32), ObjectId, RandomState>,
    pub(super) senders: HashMap<i64, Content, RandomState>,
}

impl Known {
    /// Returns the place of a key, or else asks `find` for it; that there is none is remembered as well.
    pub(super) fn place(
        &mut self,
        key: i64,
        find: impl FnOnce() -> Result<Option<Place>, StoreError>,
    ) -> Result<Option<Place>, StoreError> {
        if let Some(place) = self.places.get(&key) {
            return Ok(*place);
        }
        let place = find()?;
        if self.places.len() == MAX_PLACES {
            self.places.clear();
        }
        self.places.insert(key, place);
        Ok(place)
    }

    fn keep_to(&mut self, version: i64) {
        if self.version != version {
            *self = Self { version, ..Self::default() };
        }
    }
}

impl View<'_> {
    /// Runs a closure with what is known of the state that this reading sees.
    pub(super) fn with_known<T>(
        &self,
        look: impl FnOnce(&mut Known) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.memory {
            Some(Memory(known)) => {
                let mut known = known.borrow_mut();
                known.keep_to(version(self.db)?);
                look(&mut known)
            }
            None => look(&mut Known::default()),
        }
    }
}

fn version(db: &Connection) -> Result<i64, StoreError> {
    let doing = "ask whether the database changed";
    let mut statement = db.prepare_cached("PRAGMA data_version").doing(doing)?;
    statement.query_row([], |row| row.get(0)).doing(doing)
}
