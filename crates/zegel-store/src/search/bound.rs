//! What the ledger binds of the search index: a digest of the words as FTS5 keeps them, and one of the places of messages.
//!
//! FTS5 can only say that its segments have the right form, and walks through every word of every message to say so. These digests
//! say that every row is bit for bit what was written here, and reads them once. A digest over all of it at every write would read all
//! of it; so the rows lie in groups, the hash of each group is remembered, a write hashes the groups that it changed, and what is bound
//! is the digest of those hashes. The memory is no more trusted than the rows: it must fit what was bound before it is used.
//! Invariant: after every committed change of the index each row of `word_index` is the digest of what lies there.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Statement};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::audit::Table;
use crate::error::Doing;
use crate::store::lock;
use crate::tx::Tx;
use crate::view::View;

/// A part of the index that is bound by a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The segments of FTS5. Each row of some kilobytes is a group.
    Words,
    /// The blocks of places, and the names of the senders that they number. The blocks of some hours are a group.
    Places,
}

/// Keys of a group of places, as a power of two: 2^28 keys are 65,536 seconds.
const GROUP_BITS: u32 = 28;

impl Part {
    const ALL: [Self; 2] = [Self::Words, Self::Places];

    /// The identifier of its row in `word_index`.
    fn id(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Places => "places",
        }
    }

    /// Its rows, in order of what they are known by.
    fn rows(self) -> &'static str {
        match self {
            Self::Words => "SELECT id, block FROM words_data WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            Self::Places => "SELECT first, body FROM places WHERE first BETWEEN ?1 AND ?2 ORDER BY first",
        }
    }

    fn of_table(name: &str) -> Option<Self> {
        match name {
            "words_data" => Some(Self::Words),
            "places" => Some(Self::Places),
            _ => None,
        }
    }

    /// The table that remembers the hash of each of its groups.
    fn memory(self) -> &'static str {
        match self {
            Self::Words => "word_rows",
            Self::Places => "place_groups",
        }
    }

    /// The small tables that its rows cannot be read without. `words_docsize` has a row per message: `verify` counts those.
    fn directory(self) -> &'static [&'static str] {
        match self {
            Self::Words => &[
                "SELECT segid, term, pgno FROM words_idx ORDER BY segid, term",
                "SELECT k, v FROM words_config ORDER BY k",
            ],
            Self::Places => &["SELECT id, name FROM senders ORDER BY id"],
        }
    }

    /// The group of the row that is known by this number.
    fn group_of(self, id: i64) -> i64 {
        match self {
            Self::Words => id,
            Self::Places => id >> GROUP_BITS,
        }
    }

    /// The first and the last number of a group.
    fn span_of(self, group: i64) -> (i64, i64) {
        match self {
            Self::Words => (group, group),
            Self::Places => (group << GROUP_BITS, (group << GROUP_BITS) | ((1 << GROUP_BITS) - 1)),
        }
    }

    fn update(self, hash: &mut Sha256, row: &Row<'_>) -> Result<(), rusqlite::Error> {
        if self == Self::Places {
            update(hash, row.get_ref(0)?);
        }
        update(hash, row.get_ref(1)?);
        Ok(())
    }
}

/// The digest of the rows of a part, and that of its directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartDigest {
    rows: [u8; 32],
    directory: [u8; 32],
}

impl PartDigest {
    /// Whether the remembered hashes are those of these rows.
    pub(crate) fn is_of(&self, remembered: [u8; 32]) -> bool {
        self.rows == remembered
    }
}

/// Remembers which groups the connection that writes has changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct IndexWatch(Arc<Mutex<BTreeSet<(Part, i64)>>>);

impl IndexWatch {
    /// Begins to watch a connection.
    pub(crate) fn begin(db: &mut Connection) -> Result<Self, StoreError> {
        let watch = Self::default();
        let changed = Arc::clone(&watch.0);
        // The database calls this for every row, also for those that FTS5 writes itself.
        let note = move |_, _: &str, table: &str, id: i64| {
            if let Some(part) = Part::of_table(table) {
                lock(&changed).insert((part, part.group_of(id)));
            }
        };
        db.update_hook(Some(note)).doing("watch the search index")?;
        Ok(watch)
    }

    /// Forgets what was changed: a transaction begins.
    pub(crate) fn forget(&self) {
        lock(&self.0).clear();
    }

    fn take(&self) -> BTreeSet<(Part, i64)> {
        std::mem::take(&mut *lock(&self.0))
    }
}

/// Adds the hash of a group to the digest of all.
fn add(digest: &mut Sha256, group: i64, hash: [u8; 32]) {
    digest.update(group.to_be_bytes());
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

/// Hands the hash of every group between two numbers to `take`, in their order.
fn each_group(
    statement: &mut Statement<'_>,
    part: Part,
    span: (i64, i64),
    mut take: impl FnMut(i64, [u8; 32]),
) -> Result<(), StoreError> {
    let doing = "read the search index";
    let mut rows = statement.query(span).doing(doing)?;
    let mut open: Option<(i64, Sha256)> = None;
    while let Some(row) = rows.next().doing(doing)? {
        let group = part.group_of(row.get(0).doing(doing)?);
        if let Some((ended, hash)) = open.take_if(|(open, _)| *open != group) {
            take(ended, hash.finalize().into());
        }
        let (_, hash) = open.get_or_insert_with(|| (group, Sha256::new()));
        part.update(hash, row).doing(doing)?;
    }
    if let Some((ended, hash)) = open {
        take(ended, hash.finalize().into());
    }
    Ok(())
}

impl View<'_> {
    /// Returns the digest of a part that the ledger binds, or `None` when none was bound as yet.
    pub(crate) fn bound_digest(&self, part: Part) -> Result<Option<PartDigest>, StoreError> {
        let sql = "SELECT segments, directory FROM word_index WHERE id = ?1";
        self.one("look up the digest of the search index", sql, [part.id()], |row| {
            Ok(PartDigest { rows: row.get(0)?, directory: row.get(1)? })
        })
    }

    /// Returns the digest of a part as it lies there.
    pub(crate) fn index_digest(&self, part: Part) -> Result<PartDigest, StoreError> {
        let mut statement = self.db.prepare(part.rows()).doing("read the search index")?;
        let mut digest = Sha256::new();
        each_group(&mut statement, part, (i64::MIN, i64::MAX), |group, hash| add(&mut digest, group, hash))?;
        Ok(PartDigest { rows: digest.finalize().into(), directory: self.directory_digest(part)? })
    }

    /// Returns the digest of the rows of a part as the remembered hashes of its groups give it.
    pub(crate) fn remembered_digest(&self, part: Part) -> Result<[u8; 32], StoreError> {
        let doing = "read what is remembered of the search index";
        let mut digest = Sha256::new();
        let sql = format!("SELECT id, hash FROM {} ORDER BY id", part.memory());
        let mut statement = self.db.prepare_cached(&sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            add(&mut digest, row.get(0).doing(doing)?, row.get(1).doing(doing)?);
        }
        Ok(digest.finalize().into())
    }

    fn directory_digest(&self, part: Part) -> Result<[u8; 32], StoreError> {
        let doing = "read the directory of the search index";
        let mut digest = Sha256::new();
        for sql in part.directory() {
            let mut statement = self.db.prepare_cached(sql).doing(doing)?;
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

impl Tx<'_> {
    /// Binds what this transaction changed in the search index; a part that was never bound, as a whole.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when what is remembered is not what was bound: somebody else wrote there. Faults of the database.
    pub(crate) fn bind_index(&self) -> Result<(), StoreError> {
        // FTS5 keeps words in memory until it is told, or until the commit, which is too late for the ledger.
        self.run("bind the search index", "INSERT INTO words (words) VALUES ('flush')", [])?;
        let changed = self.index.take();
        for part in Part::ALL {
            match self.bound_digest(part)? {
                Some(bound) if bound.is_of(self.remembered_digest(part)?) => {
                    let groups = changed.iter().filter(|(of, _)| *of == part).map(|(_, group)| *group);
                    self.remember(part, groups)?;
                }
                Some(_) => {
                    let what = format!("the search index (what is remembered of its {})", part.id());
                    return Err(StoreError::damaged(what));
                }
                None => self.remember_all(part)?,
            }
            self.bind(part)?;
        }
        Ok(())
    }

    fn bind(&self, part: Part) -> Result<(), StoreError> {
        let digest =
            PartDigest { rows: self.remembered_digest(part)?, directory: self.directory_digest(part)? };
        let sql = "INSERT INTO word_index (id, segments, directory, salt) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (id) DO UPDATE SET segments = excluded.segments, directory = excluded.directory";
        let salt: [u8; 32] = self.random();
        self.run("bind the search index", sql, (part.id(), digest.rows, digest.directory, salt))?;
        self.touch(Table::WordIndex, part.id());
        Ok(())
    }

    /// Remembers the hash of each of these groups, and forgets those in which nothing is left.
    fn remember(&self, part: Part, groups: impl Iterator<Item = i64>) -> Result<(), StoreError> {
        let doing = "remember a part of the search index";
        let mut select = self.db.prepare_cached(part.rows()).doing(doing)?;
        let (mut hashes, mut gone) = (vec![], vec![]);
        for group in groups {
            let n_before = hashes.len();
            each_group(&mut select, part, part.span_of(group), |group, hash| hashes.push((group, hash)))?;
            if hashes.len() == n_before {
                gone.push(group);
            }
        }
        self.write_hashes(part, &hashes)?;
        let sql = format!("DELETE FROM {} WHERE id = ?1", part.memory());
        gone.into_iter().try_for_each(|group| self.run(doing, &sql, [group]).map(drop))
    }

    fn remember_all(&self, part: Part) -> Result<(), StoreError> {
        let doing = "remember a part of the search index";
        self.run(doing, &format!("DELETE FROM {}", part.memory()), [])?;
        let mut select = self.db.prepare_cached(part.rows()).doing(doing)?;
        let mut hashes = vec![];
        each_group(&mut select, part, (i64::MIN, i64::MAX), |group, hash| hashes.push((group, hash)))?;
        self.write_hashes(part, &hashes)
    }

    fn write_hashes(&self, part: Part, hashes: &[(i64, [u8; 32])]) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO {} (id, hash) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash",
            part.memory()
        );
        let doing = "remember a part of the search index";
        hashes.iter().try_for_each(|hash| self.run(doing, &sql, *hash).map(drop))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_lies_in_the_span_of_its_group_and_in_no_other(id: i64) {
            for part in Part::ALL {
                let group = part.group_of(id);
                let (first, last) = part.span_of(group);
                prop_assert!((first..=last).contains(&id));
                prop_assert!(first == i64::MIN || part.group_of(first - 1) == group - 1);
                prop_assert!(last == i64::MAX || part.group_of(last + 1) == group + 1);
            }
        }
    }
}
