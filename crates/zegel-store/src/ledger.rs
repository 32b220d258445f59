//! The ledger in its tables: appending leaves, reading entries, proving, and the checkpoint outside the database.
//!
//! The tree itself is `zegel-ledger`; here lie its nodes. A checkpoint is published after the commit, never before,
//! so what lies outside is never larger than what is durable. Invariant: `nodes` holds exactly the complete nodes
//! over the leaves in `leaves`, from [`LEAST_LEVEL`] up.

use rusqlite::Connection;
use zegel_ledger::{
    Checkpoint, ConsistencyProof, Frontier, Hash, InclusionProof, NoteSigner, Place, ProveError,
    SignedCheckpoint, VerifierKey, leaf_hash, prove_consistency, prove_inclusion,
};

use crate::StoreError;
use crate::audit::{Detail, Entry, Leaf, LedgerEntry, Pseudonym, RowDigest, Subject, keyed_digest};
use crate::error::Doing;
use crate::rows::readings;
use crate::tx::Tx;
use crate::view::{self, View, to_json};

/// Nodes below this level are not kept: they follow from the hashes of at most eight leaves, and with them every entry
/// would touch a page for each level.
pub(crate) const LEAST_LEVEL: u8 = 4;
/// The version of [`Leaf`].
const LEAF_VERSION: u32 = 1;

/// Which entries of the ledger to read; what is `None` fits all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// The code of the act.
    pub act: Option<String>,
    /// Who.
    pub actor: Option<Pseudonym>,
    /// Of this day (UTC) or later.
    pub from: Option<jiff::civil::Date>,
    /// Of this day (UTC) or earlier.
    pub to: Option<jiff::civil::Date>,
    /// About this, as in the leaf, e.g. `record:0192…`.
    pub subject: Option<String>,
}

/// Something is wrong between the ledger and the checkpoint outside; the archive is read-only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// The ledger is smaller than it was: an older copy of the database was put back, or the end was lost.
    Shrunk {
        /// The size in the checkpoint.
        seen: u64,
        /// The size now.
        found: u64,
    },
    /// The ledger has another history than the checkpoint.
    Differs {
        /// The size in the checkpoint.
        size: u64,
    },
    /// The checkpoint is damaged, or not signed by this archive.
    CheckpointUnreadable,
    /// The nodes of the tree are incomplete.
    TreeDamaged,
}

impl Alarm {
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shrunk { .. } => "ledger-shrunk",
            Self::Differs { .. } => "ledger-differs",
            Self::CheckpointUnreadable => "checkpoint-unreadable",
            Self::TreeDamaged => "ledger-damaged",
        }
    }
}

impl std::fmt::Display for Alarm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Shrunk { seen, found } => write!(
                f,
                "the ledger has {found} entries and had {seen}: an older copy of the database was put back or its end was lost"
            ),
            Self::Differs { size } => {
                write!(f, "the first {size} entries of the ledger are not those of the last checkpoint")
            }
            Self::CheckpointUnreadable => {
                f.write_str("the last checkpoint is damaged or not signed by this archive")
            }
            Self::TreeDamaged => f.write_str("the tree of the ledger is damaged"),
        }
    }
}

/// Adds an entry with the digests of the rows; returns its place.
pub(crate) fn append(tx: &Tx<'_>, entry: &Entry, rows: Vec<RowDigest>) -> Result<u64, StoreError> {
    let seq = tx.frontier.borrow().size();
    let salt: [u8; 32] = tx.random();
    let detail = entry.detail.to_string();
    let leaf = Leaf {
        version: LEAF_VERSION,
        seq,
        at: entry.at,
        act: entry.act.to_owned(),
        actor: entry.actor,
        subjects: entry.subjects.clone(),
        session: entry.session,
        detail: keyed_digest(&salt, detail.as_bytes()),
        rows,
    };
    let bytes = to_json(&leaf);
    let hash = leaf_hash(bytes.as_bytes());
    let sql = "INSERT INTO leaves (seq, leaf, hash, salt, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.run("add a leaf", sql, (seq, &bytes, hash.as_bytes(), salt, &detail))?;
    for subject in &leaf.subjects {
        let sql = "INSERT OR IGNORE INTO subjects (subject, seq) VALUES (?1, ?2)";
        tx.run("add a subject of an entry", sql, (subject.as_str(), seq))?;
    }
    readings::note(tx, entry, seq)?;
    let mut completed = vec![];
    tx.frontier.borrow_mut().append_with(hash, |node| completed.push(node));
    for node in completed.into_iter().filter(|node| LEAST_LEVEL <= node.place.level) {
        let sql = "INSERT INTO nodes (level, idx, hash) VALUES (?1, ?2, ?3)";
        tx.run("add a node of the ledger", sql, (node.place.level, node.place.index, node.hash.as_bytes()))?;
    }
    Ok(seq)
}

/// Returns the right edge of the tree of the first `size` leaves.
pub(crate) fn frontier_at(db: &Connection, size: u64) -> Result<Frontier, StoreError> {
    let mut bytes = size.to_be_bytes().to_vec();
    let mut index = 0;
    for level in (0..64_u8).rev().filter(|level| size >> level & 1 == 1) {
        let place = Place { level, index: index >> level };
        bytes.extend_from_slice(read_node(db, place)?.as_bytes());
        index += 1 << level;
    }
    Frontier::from_bytes(&bytes).map_err(|_| StoreError::damaged("the tree of the ledger"))
}

/// Returns the number of leaves.
pub(crate) fn size(db: &Connection) -> Result<u64, StoreError> {
    let sql = "SELECT coalesce(max(seq) + 1, 0) FROM leaves";
    db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs).doing("count the ledger")
}

fn read_node(db: &Connection, place: Place) -> Result<Hash, StoreError> {
    if place.level < LEAST_LEVEL {
        return node_of_leaves(db, place);
    }
    let sql = "SELECT hash FROM nodes WHERE level = ?1 AND idx = ?2";
    let read = |row: &rusqlite::Row<'_>| row.get::<_, [u8; 32]>(0);
    let found = db.prepare_cached(sql).and_then(|mut s| s.query_row((place.level, place.index), read));
    match found {
        Ok(hash) => Ok(Hash(hash)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Err(StoreError::damaged("the tree of the ledger")),
        Err(source) => Err(StoreError::Sql { doing: "read a node of the ledger", source }),
    }
}

/// Makes a low node anew from the leaves under it.
fn node_of_leaves(db: &Connection, place: Place) -> Result<Hash, StoreError> {
    let doing = "read the leaves under a node";
    let (first, n_leaves) = (place.index << place.level, 1_u64 << place.level);
    let sql = "SELECT hash FROM leaves WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";
    let mut statement = db.prepare_cached(sql).doing(doing)?;
    let mut rows = statement.query((first, first + n_leaves)).doing(doing)?;
    let mut tree = Frontier::new();
    while let Some(row) = rows.next().doing(doing)? {
        tree.append(Hash(row.get(0).doing(doing)?));
    }
    if tree.size() == n_leaves { Ok(tree.root()) } else { Err(StoreError::damaged("the tree of the ledger")) }
}

/// Signs the head of the tree.
pub(crate) fn sign(
    origin: &str,
    frontier: &Frontier,
    signer: &NoteSigner,
) -> Result<SignedCheckpoint, StoreError> {
    let head = Checkpoint::new(origin, frontier.size(), frontier.root()).doing("make a checkpoint")?;
    Ok(head.sign(signer))
}

/// Compares the tree with the checkpoint that lies outside.
pub(crate) fn compare(
    db: &Connection,
    note: &[u8],
    origin: &str,
    key: &VerifierKey,
) -> Result<Option<Alarm>, StoreError> {
    let Ok(signed) = SignedCheckpoint::parse(note) else { return Ok(Some(Alarm::CheckpointUnreadable)) };
    let Ok(seen) = signed.verify(origin, key) else { return Ok(Some(Alarm::CheckpointUnreadable)) };
    let found = size(db)?;
    if found < seen.size() {
        return Ok(Some(Alarm::Shrunk { seen: seen.size(), found }));
    }
    match frontier_at(db, seen.size()) {
        Ok(then) if then.root() == seen.root() => Ok(None),
        Ok(_) => Ok(Some(Alarm::Differs { size: seen.size() })),
        Err(StoreError::Damaged { .. }) => Ok(Some(Alarm::TreeDamaged)),
        Err(other) => Err(other),
    }
}

impl View<'_> {
    /// Returns the number of entries.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn ledger_size(&self) -> Result<u64, StoreError> {
        size(self.db)
    }

    /// Returns the root of the tree over the first `size` entries.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the ledger is smaller.
    pub fn ledger_root(&self, size: u64) -> Result<Hash, StoreError> {
        if self.ledger_size()? < size {
            return Err(StoreError::not_found("tree of size", size));
        }
        frontier_at(self.db, size).map(|frontier| frontier.root())
    }

    /// Returns entries in order, at most `limit`, beginning with `from`.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn ledger_entries(&self, from: u64, limit: u32) -> Result<Vec<LedgerEntry>, StoreError> {
        let sql = "SELECT leaf, salt, detail FROM leaves
                   WHERE leaves.seq >= ?1 ORDER BY leaves.seq LIMIT ?2";
        self.many("read the ledger", sql, (from, limit), read_entry)
    }

    /// Returns entries newest first, at most `limit`, older than `before`, that fit the filter.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn ledger_newest(
        &self,
        filter: &LedgerFilter,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LedgerEntry>, StoreError> {
        // Days compare as text, because a leaf writes its time as ISO 8601 in UTC.
        let sql = "SELECT leaf, salt, detail FROM leaves
                   WHERE leaves.seq < ?1
                   AND (?2 IS NULL OR json_extract(leaf, '$.act') = ?2)
                   AND (?3 IS NULL OR json_extract(leaf, '$.actor') = ?3)
                   AND (?4 IS NULL OR substr(json_extract(leaf, '$.at'), 1, 10) >= ?4)
                   AND (?5 IS NULL OR substr(json_extract(leaf, '$.at'), 1, 10) <= ?5)
                   AND (?6 IS NULL OR leaves.seq IN (SELECT seq FROM subjects WHERE subject = ?6))
                   ORDER BY leaves.seq DESC LIMIT ?7";
        let params = (
            before.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX)),
            &filter.act,
            filter.actor.map(|actor| actor.to_string()),
            filter.from.map(|day| day.to_string()),
            filter.to.map(|day| day.to_string()),
            &filter.subject,
            limit,
        );
        self.many("read the ledger", sql, params, read_entry)
    }

    /// Returns the entries about a subject, in order.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn ledger_of(&self, subject: &Subject) -> Result<Vec<LedgerEntry>, StoreError> {
        let sql = "SELECT leaf, salt, detail FROM subjects JOIN leaves USING (seq)
                   WHERE subject = ?1 ORDER BY subjects.seq";
        self.many("read the ledger of a subject", sql, [subject.as_str()], read_entry)
    }

    /// Proves that entry `index` is in the tree of the first `size` entries.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such entry or tree; damage of the tree.
    pub fn prove_inclusion(&self, index: u64, size: u64) -> Result<InclusionProof, StoreError> {
        self.refuse_larger(size)?;
        prove_inclusion(index, size, &mut |place| read_node(self.db, place)).map_err(of_prove)
    }

    /// Proves that the tree of `new_size` entries begins with that of `old_size`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such tree; damage of the tree.
    pub fn prove_consistency(&self, old_size: u64, new_size: u64) -> Result<ConsistencyProof, StoreError> {
        self.refuse_larger(new_size)?;
        prove_consistency(old_size, new_size, &mut |place| read_node(self.db, place)).map_err(of_prove)
    }

    fn refuse_larger(&self, size: u64) -> Result<(), StoreError> {
        if self.ledger_size()? < size {
            return Err(StoreError::not_found("tree of size", size));
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// Erases the words of all entries about a subject; the leaves, which hold codes and digests, stay. Returns how
    /// many entries lost their words.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn erase_details(&self, subject: &Subject) -> Result<u64, StoreError> {
        let sql = "UPDATE leaves SET salt = NULL, detail = NULL
                   WHERE salt IS NOT NULL AND seq IN (SELECT seq FROM subjects WHERE subject = ?1)";
        self.run("erase the words of entries", sql, [subject.as_str()]).map(|n| n as u64)
    }
}

fn of_prove(error: ProveError<StoreError>) -> StoreError {
    match error {
        ProveError::NoSuchLeaf { index, .. } => StoreError::not_found("ledger entry", index),
        ProveError::Shrunk { old_size, .. } => StoreError::not_found("tree of size", old_size),
        ProveError::Read { source, .. } => source,
    }
}

pub(crate) fn read_entry(row: &rusqlite::Row<'_>) -> Result<LedgerEntry, StoreError> {
    let bytes: String = view::get(row, "leaf")?;
    let salt: Option<[u8; 32]> = view::get(row, "salt")?;
    let detail: Option<String> = view::get(row, "detail")?;
    Ok(LedgerEntry {
        leaf: view::json(row, "leaf")?,
        leaf_bytes: bytes.into_bytes(),
        detail: salt.zip(detail).map(|(salt, text)| Detail { text, salt }),
    })
}
