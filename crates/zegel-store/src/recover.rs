//! What every start does: finish or undo what was interrupted. After a clean stop there is nothing to do.
//!
//! Order matters. First the ledger is compared with the checkpoint outside; only without an alarm is anything swept,
//! because in an older copy of a database the newer objects have no row, and they are what a restore needs.
//! Invariant: nothing that a committed row points at is ever removed.

use std::collections::HashSet;

use crate::error::Doing;
use crate::object::{ObjectId, Stored};
use crate::store::{Store, lock};
use crate::view::{self, View};
use crate::{StoreError, folder, ledger};

/// What a start found to finish or to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Unfinished files that were removed.
    pub n_parts: u64,
    /// Sealed objects without a row that were removed.
    pub n_objects: u64,
    /// Databases of other epochs that were removed.
    pub n_databases: u64,
    /// The ledger was ahead of the checkpoint, or there was none; it was published.
    pub is_checkpoint_published: bool,
}

impl Recovery {
    /// Returns true when an earlier run ended in the middle of something.
    pub fn is_needed(&self) -> bool {
        *self != Self::default()
    }
}

pub(crate) fn run(store: &mut Store) -> Result<(), StoreError> {
    let mut recovery = Recovery::default();
    let alarm = load_ledger(store)?;
    if alarm.is_none() {
        recovery.n_databases = sweep_databases(store)?;
        recovery.n_parts = store.folder.sweep_parts()?;
        let (n_parts, n_objects) = sweep_objects(store)?;
        recovery.n_parts += n_parts;
        recovery.n_objects = n_objects;
        let before = store.writer()?.published;
        store.publish_checkpoint()?;
        recovery.is_checkpoint_published = before < store.writer()?.published;
    }
    store.set_start(recovery, alarm);
    Ok(())
}

fn load_ledger(store: &Store) -> Result<Option<ledger::Alarm>, StoreError> {
    let note = store.checkpoint_file()?;
    let mut writer = lock(&store.writer);
    let size = ledger::size(&writer.db)?;
    match ledger::frontier_at(&writer.db, size) {
        Ok(frontier) => writer.frontier = frontier,
        Err(StoreError::Damaged { .. }) => return Ok(Some(ledger::Alarm::TreeDamaged)),
        Err(other) => return Err(other),
    }
    let Some(note) = note else { return Ok(None) };
    let alarm = ledger::compare(&writer.db, &note, &store.origin, &store.verifier_key())?;
    if alarm.is_none() {
        writer.published =
            zegel_ledger::SignedCheckpoint::parse(&note).map_or(0, |seen| seen.claimed().size());
    }
    Ok(alarm)
}

/// The key ring decided which epoch is current, and that database opened: the others are leftovers of a rotation.
fn sweep_databases(store: &Store) -> Result<u64, StoreError> {
    let current = store.folder.database(store.epoch());
    let prefix = current.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut n_removed = 0;
    for path in folder::list(&store.folder.data())? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("archive-") && !name.starts_with(&prefix) {
            folder::remove(&path)?;
            n_removed += u64::from(name.ends_with(".db"));
        }
    }
    folder::sync_dir(&store.folder.data())?;
    Ok(n_removed)
}

fn sweep_objects(store: &Store) -> Result<(u64, u64), StoreError> {
    let known: HashSet<ObjectId> = store.read(known_objects)?.into_iter().collect();
    let (mut n_parts, mut n_objects) = (0, 0);
    let mut removed = vec![];
    for stored in store.objects.list()? {
        match stored {
            Stored::Object(id) if !known.contains(&id) => {
                store.objects.remove(id)?;
                removed.push(id);
                n_objects += 1;
            }
            Stored::Other(path) if path.extension().is_some_and(|end| end == "part") => {
                folder::remove(&path)?;
                n_parts += 1;
            }
            // What we did not write is not ours to remove; `verify` names it.
            Stored::Object(_) | Stored::Other(_) => {}
        }
    }
    store.objects.sync(&removed)?;
    Ok((n_parts, n_objects))
}

fn known_objects(view: &View<'_>) -> Result<Vec<ObjectId>, StoreError> {
    view.many("list the objects", "SELECT id FROM objects", [], |row| Ok(ObjectId(view::id(row, "id")?)))
}

/// Copies the write-ahead log back and empties it, so that the database is one file.
pub(crate) fn empty_wal(db: &rusqlite::Connection) -> Result<(), StoreError> {
    let read = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
    let is_busy =
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], read).doing("empty the write-ahead log")?;
    if is_busy == 0 {
        return Ok(());
    }
    Err(StoreError::Sql { doing: "empty the write-ahead log", source: busy() })
}

fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)
}
