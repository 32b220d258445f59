//! Rotating the epoch: the survivors get new keys and a new database, and what was destroyed has neither.
//!
//! FTS5 keeps deleted words in old segments (even after `secure_delete` and VACUUM), so the index is first merged into
//! one segment, and then every table is copied row by row into a database with another key. The wraps are made anew
//! under the next epoch key. The key ring with that epoch is written last: until then a crash leaves the old epoch,
//! from then on the new one, and the next start removes the other database. Invariant: at every moment exactly one
//! database is the one that the key ring on the disk names, and it is complete.

use std::fs::File;
use std::path::Path;
use std::sync::PoisonError;

use rusqlite::Connection;
use zegel_seal::Keyring;

use crate::audit::Entry;
use crate::error::Doing;
use crate::keys::{self, EpochKeys};
use crate::recover::empty_wal;
use crate::search::bound::IndexWatch;
use crate::store::{Store, Writer, lock};
use crate::tx::Tx;
use crate::{StoreError, db, fail, folder, ledger};

impl Store {
    /// Moves the archive to the epoch of `rotated`, whose sealed form is `sealed`; returns how many keys were wrapped
    /// anew. Everybody else waits meanwhile.
    ///
    /// `rotated` is the key ring after `finish_rotation`: its current epoch is the next one, and the old epoch is no
    /// longer in it.
    ///
    /// # Errors
    /// [`StoreError::WrongEpoch`]; [`StoreError::ReadOnly`], [`StoreError::Stopped`]; faults of the disk, after which
    /// the archive is in one of the two epochs and [`Store::open`] goes on with that one.
    pub fn rotate_epoch(&self, rotated: &Keyring, sealed: &[u8], entry: &Entry) -> Result<u64, StoreError> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let mut writer = self.writer()?;
        let next = EpochKeys::from(rotated.current());
        if Some(next.epoch) != current.epoch.checked_add(1) {
            return Err(StoreError::WrongEpoch { current: current.epoch, found: next.epoch });
        }
        lock(&self.readers).clear();
        fail::point("rotate-begun")?;
        writer.commit(&current, &self.random, |tx| merge_index(tx, entry))?;
        fail::point("rotate-optimized")?;
        let path = self.folder.database(next.epoch);
        copy_into(&writer.db, &path, &next)?;
        fail::point("rotate-copied")?;
        let mut db = db::open_writer(&path, next.epoch, &next.database)?;
        let mut copy = Writer {
            index: IndexWatch::begin(&mut db)?,
            db,
            frontier: writer.frontier.clone(),
            published: writer.published,
            is_stopped: false,
            to_remove: std::mem::take(&mut writer.to_remove),
        };
        let n_wraps = copy.commit(&current, &self.random, |tx| {
            let n_wraps = keys::rewrap_owners(tx, &next)?;
            ledger::append(tx, entry, vec![])?;
            Ok::<_, StoreError>(n_wraps)
        })?;
        empty_wal(&copy.db)?;
        fail::point("rotate-rewrapped")?;
        File::open(&path).and_then(|file| file.sync_all()).doing("sync the new database")?;
        folder::sync_dir(&self.folder.data())?;
        fail::point("rotate-before-switch")?;
        // Should this fail half-way, only the disk knows which epoch it is: the next start looks.
        writer.is_stopped = true;
        self.write_keyring(sealed)?;
        let old_path = self.folder.database(current.epoch);
        *writer = copy;
        *current = next;
        fail::point("rotate-switched")?;
        remove_database(&old_path)?;
        fail::point("rotate-old-removed")?;
        drop((writer, current));
        self.publish_checkpoint()?;
        Ok(n_wraps)
    }
}

/// Merges all segments of the index into one without the words of removed messages. That is an entry of its own: the
/// rotation may stop behind it.
fn merge_index(tx: &Tx<'_>, rotation: &Entry) -> Result<(), StoreError> {
    tx.run("merge the search index", "INSERT INTO words (words) VALUES ('optimize')", [])?;
    tx.bind_index()?;
    let (actor, at) = (rotation.actor, rotation.at);
    let entry = Entry {
        act: "merge-index",
        actor,
        session: None,
        subjects: vec![],
        at,
        detail: serde_json::json!({}),
    };
    ledger::append(tx, &entry, tx.row_digests()?).map(drop)
}

/// Copies every table into a new database under the next key.
fn copy_into(db: &Connection, path: &Path, next: &EpochKeys) -> Result<(), StoreError> {
    remove_database(path)?;
    folder::make_empty(path)?;
    let doing = "copy the database under its next key";
    let path = std::path::absolute(path).doing("find the database")?;
    let key = db::raw_key(&next.database);
    db.execute("ATTACH DATABASE ?1 AS next KEY ?2", (path.to_string_lossy(), key.as_str())).doing(doing)?;
    // Nothing reads the copy before it is synced as a whole, so a sync in between is of no use.
    let copied = db.execute_batch(&format!(
        "{} PRAGMA next.synchronous = OFF; PRAGMA next.journal_mode = MEMORY; SELECT sqlcipher_export('next');
         PRAGMA next.user_version = {}",
        db::PageForm::NEW.pragmas("next."),
        db::SCHEMA_VERSION
    ));
    db.execute_batch("DETACH DATABASE next").doing(doing)?;
    copied.doing(doing)
}

fn remove_database(path: &Path) -> Result<(), StoreError> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        folder::remove(Path::new(&name))?;
    }
    folder::sync_parent(path)
}
