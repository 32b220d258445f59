//! What the ledger binds of the index of words: a digest of every row in which FTS5 keeps it.
//!
//! FTS5 can only say that its segments have the right form, and walks through every word of every message to say so. This says
//! that they are bit for bit what was written here, and reads them once. A digest over all of it at every write would read all of
//! it; so the hash of each large row is remembered in `word_rows`, a write hashes the rows that it changed, and what is bound is
//! the digest of those hashes. The memory is no more trusted than the rows: it must fit what was bound before it is used.
//! Invariant: after every committed change of the index the row `words` of `word_index` is the digest of what lies there.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::audit::Table;
use crate::error::Doing;
use crate::store::lock;
use crate::tx::Tx;
use crate::view::View;

/// The one row of `word_index`.
const ROW: &str = "words";
/// The table of FTS5 with the large rows.
const SEGMENTS: &str = "words_data";
/// The small tables of FTS5 that say where to look in the segments. `words_docsize` has a row per message: `verify` counts those.
const DIRECTORY: [&str; 2] = [
    "SELECT segid, term, pgno FROM words_idx ORDER BY segid, term",
    "SELECT k, v FROM words_config ORDER BY k",
];

/// The digest of the segments, and that of their directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordsDigest {
    segments: [u8; 32],
    directory: [u8; 32],
}

/// Remembers which rows of the segments the connection that writes has changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordsWatch(Arc<Mutex<BTreeSet<i64>>>);

impl WordsWatch {
    /// Begins to watch a connection.
    pub(crate) fn begin(db: &mut Connection) -> Result<Self, StoreError> {
        let watch = Self::default();
        let changed = Arc::clone(&watch.0);
        // The database calls this for every row, also for those that FTS5 writes itself.
        let note = move |_, _: &str, table: &str, id: i64| {
            if table == SEGMENTS {
                lock(&changed).insert(id);
            }
        };
        db.update_hook(Some(note)).doing("watch the index of words")?;
        Ok(watch)
    }

    /// Forgets what was changed: a transaction begins.
    pub(crate) fn forget(&self) {
        lock(&self.0).clear();
    }

    fn take(&self) -> BTreeSet<i64> {
        std::mem::take(&mut *lock(&self.0))
    }
}

/// Adds the hash of a row of the segments to the digest of all.
fn add(digest: &mut Sha256, id: i64, hash: [u8; 32]) {
    digest.update(id.to_be_bytes());
    digest.update(hash);
}

/// The kind of a value counts, so that no other value reads alike.
fn update(digest: &mut Sha256, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (b'n', &[]),
        ValueRef::Integer(n) => (b'i', &n.to_be_bytes()),
        ValueRef::Real(n) => (b'r', &n.to_be_bytes()),
        ValueRef::Text(text) => (b't', text),
        ValueRef::Blob(bytes) => (b'b', bytes),
    };
    digest.update([kind]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}

fn hash_of(block: ValueRef<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    update(&mut hash, block);
    hash.finalize().into()
}

impl View<'_> {
    /// Returns the digest of the index of words that the ledger binds, or `None` when none was bound as yet.
    pub(crate) fn bound_words(&self) -> Result<Option<WordsDigest>, StoreError> {
        let sql = "SELECT segments, directory FROM word_index WHERE id = ?1";
        self.one("look up the digest of the words", sql, [ROW], |row| {
            Ok(WordsDigest { segments: row.get(0)?, directory: row.get(1)? })
        })
    }

    /// Returns the digest of the index of words as it lies there.
    pub(crate) fn words_digest(&self) -> Result<WordsDigest, StoreError> {
        let doing = "read the index of words";
        let mut digest = Sha256::new();
        let mut statement = self.db.prepare("SELECT id, block FROM words_data ORDER BY id").doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            add(&mut digest, row.get(0).doing(doing)?, hash_of(row.get_ref(1).doing(doing)?));
        }
        Ok(WordsDigest { segments: digest.finalize().into(), directory: self.directory_digest()? })
    }

    /// Returns the digest of the segments as their remembered hashes give it.
    pub(crate) fn remembered_digest(&self) -> Result<[u8; 32], StoreError> {
        let doing = "read what is remembered of the index of words";
        let mut digest = Sha256::new();
        let mut statement = self.db.prepare("SELECT id, hash FROM word_rows ORDER BY id").doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            add(&mut digest, row.get(0).doing(doing)?, row.get(1).doing(doing)?);
        }
        Ok(digest.finalize().into())
    }

    fn directory_digest(&self) -> Result<[u8; 32], StoreError> {
        let doing = "read the directory of the index of words";
        let mut digest = Sha256::new();
        for sql in DIRECTORY {
            let mut statement = self.db.prepare(sql).doing(doing)?;
            let n_columns = statement.column_count();
            let mut rows = statement.query([]).doing(doing)?;
            while let Some(row) = rows.next().doing(doing)? {
                for i in 0..n_columns {
                    update(&mut digest, row.get_ref(i).doing(doing)?);
                }
            }
            digest.update(b".");
        }
        Ok(digest.finalize().into())
    }
}

impl WordsDigest {
    /// Whether the remembered hashes are those of these segments.
    pub(crate) fn is_of(&self, remembered: [u8; 32]) -> bool {
        self.segments == remembered
    }
}

impl Tx<'_> {
    /// Binds what this transaction changed in the index of words; the first time, all of it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when what is remembered is not what was bound: somebody else wrote there. Faults of the database.
    pub(crate) fn bind_words(&self) -> Result<(), StoreError> {
        let doing = "bind the index of words";
        // FTS5 keeps words in memory until it is told, or until the commit, which is too late for the ledger.
        self.run(doing, "INSERT INTO words (words) VALUES ('flush')", [])?;
        let mut changed = self.words.take();
        match self.bound_words()? {
            Some(bound) if bound.is_of(self.remembered_digest()?) => {}
            Some(_) => return Err(StoreError::damaged("the search index (what is remembered of its words)")),
            None => {
                self.run(doing, "DELETE FROM word_rows", [])?;
                let ids = self
                    .many(doing, "SELECT id FROM words_data", [], |row| row.get::<_, i64>(0).doing(doing))?;
                changed.extend(ids);
            }
        }
        for id in changed {
            self.remember(id)?;
        }
        let digest = WordsDigest { segments: self.remembered_digest()?, directory: self.directory_digest()? };
        let sql = "INSERT INTO word_index (id, segments, directory, salt) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (id) DO UPDATE SET segments = excluded.segments, directory = excluded.directory";
        let salt: [u8; 32] = self.random();
        self.run(doing, sql, (ROW, digest.segments, digest.directory, salt))?;
        self.touch(Table::WordIndex, ROW);
        Ok(())
    }

    /// Remembers the hash of a row of the segments, or forgets it when the row is gone.
    fn remember(&self, id: i64) -> Result<(), StoreError> {
        let doing = "bind a row of the index of words";
        let mut select = self.db.prepare_cached("SELECT block FROM words_data WHERE id = ?1").doing(doing)?;
        let hash = select.query_row([id], |row| Ok(hash_of(row.get_ref(0)?))).optional().doing(doing)?;
        match hash {
            Some(hash) => {
                let sql = "INSERT INTO word_rows (id, hash) VALUES (?1, ?2)
                           ON CONFLICT (id) DO UPDATE SET hash = excluded.hash";
                self.run(doing, sql, (id, hash)).map(drop)
            }
            None => self.run(doing, "DELETE FROM word_rows WHERE id = ?1", [id]).map(drop),
        }
    }
}
