//! Writing the search index of a record, and removing it.
//!
//! A message gets a key that rises with its local time, so that the newest is found without sorting: seconds since
//! 1970 × 4096, plus a number among the messages of that second. A second that is full runs over into the next, which
//! changes the order of equal times only. The batches are sorted, because FTS5 writes a segment whenever a rowid falls.
//! Invariant: a place in `places` has exactly one row in `words`, in the same transaction.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;
use jiff::tz::Offset;
use sha2::{Digest, Sha256};
use zegel_ledger::sha256_in_blocks;
use zegel_model::{Moment, RecordId};

use crate::StoreError;
use crate::audit::Table;
use crate::error::Doing;
use crate::search::places::{self, Order, Place, PlaceWriter};
use crate::search::tokens::Tokenizer;
use crate::tx::Tx;
use crate::view::{self, View};

/// Messages that are sorted and written together. Reading lines and writing words push each other out of the caches of the processor,
/// so they take turns rarely.
const BATCH: usize = 65_536;
/// Token bytes that a batch may hold: long messages make shorter batches.
const BATCH_BYTES: usize = 8 * 1024 * 1024;
/// Keys that one second has.
pub(crate) const KEYS_PER_SECOND: i64 = 4_096;
/// Senders that are remembered; a chat has some hundreds.
const MAX_CACHED_SENDERS: usize = 10_000;

/// A message for the index, with the place where its canonical form stands.
#[derive(Debug, Clone, Copy)]
pub struct IndexedMessage<'m> {
    /// Its position in the conversation.
    pub position: u64,
    /// Its local time.
    pub at: Moment,
    /// Its sender.
    pub sender: Option<&'m str>,
    /// The words to find it by.
    pub text: &'m str,
    /// The part of the messages of the record that holds it.
    pub part: u32,
    /// Where it begins in that part.
    pub byte_offset: u64,
    /// How long it is there.
    pub n_bytes: u32,
}

/// Takes the messages of one record and writes them to the index, in batches. Nothing counts before
/// [`Indexer::finish`].
pub struct Indexer<'t, 's> {
    tx: &'t Tx<'s>,
    record: RecordId,
    seq: i64,
    tokenizer: Tokenizer,
    senders: HashMap<String, Sender, RandomState>,
    batch: Vec<Waiting>,
    /// The tokens of the batch, one after another.
    arena: String,
    fingerprint: Fingerprint,
    first_key: Option<i64>,
    last_key: Option<i64>,
}

/// A message that waits for its batch to be written.
struct Waiting {
    /// Its place, with the least key that it may get.
    place: Place,
    sender: Option<Sender>,
    stems: Range<usize>,
}

/// A sender with the beginning of the digest of the name, which the fingerprint binds.
#[derive(Debug, Clone, Copy)]
struct Sender {
    id: i64,
    name_digest: [u8; 8],
}

impl Sender {
    fn new(id: i64, name: &str) -> Self {
        let digest = Sha256::digest(name);
        let (start, _) = digest.as_slice().split_first_chunk().expect("SHA-256 has 32 bytes");
        Self { id, name_digest: *start }
    }
}

/// Length of a place as its hash takes it.
const PLACE_BYTES: usize = 41;

/// A digest over the places of a record, whatever their order: the sum of their hashes modulo 2^128. It tells whose places differ where
/// the digest over all of them ([`crate::search::bound`]) does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    fn add(&mut self, place: &Place, sender: Option<&Sender>) {
        let mut bytes = [0; PLACE_BYTES];
        bytes[..8].copy_from_slice(&place.key.to_be_bytes());
        bytes[8..16].copy_from_slice(&place.position.to_be_bytes());
        bytes[16..20].copy_from_slice(&place.part.to_be_bytes());
        bytes[20..28].copy_from_slice(&place.byte_offset.to_be_bytes());
        bytes[28..32].copy_from_slice(&place.n_bytes.to_be_bytes());
        if let Some(sender) = sender {
            bytes[32] = 1;
            bytes[33..].copy_from_slice(&sender.name_digest);
        }
        let hash = sha256_in_blocks::<1>(&[&bytes]);
        let (half, _) = hash.split_first_chunk().expect("SHA-256 has 32 bytes");
        self.0 = self.0.wrapping_add(u128::from_be_bytes(*half));
    }

    pub(crate) fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

impl<'s> Tx<'s> {
    /// Begins the index of a record that has none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Exists`] when the record is in the index already.
    pub fn indexer<'t>(&'t self, record: RecordId) -> Result<Indexer<'t, 's>, StoreError> {
        let place = self.index_place(record)?;
        if place.fingerprint.is_some() {
            return Err(StoreError::Exists { what: "index of record", id: record.to_string() });
        }
        Ok(Indexer {
            tx: self,
            record,
            seq: place.seq,
            tokenizer: Tokenizer::new(),
            senders: HashMap::default(),
            batch: Vec::with_capacity(BATCH),
            arena: String::new(),
            fingerprint: Fingerprint::default(),
            first_key: None,
            last_key: None,
        })
    }

    /// Takes a record out of the index; returns how many messages that were. Its words stay readable in old segments
    /// of FTS5 until the next rotation of the epoch writes the index anew.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; faults of the database.
    pub fn remove_record_index(&self, record: RecordId) -> Result<u64, StoreError> {
        let place = self.index_place(record)?;
        let doing = "take a record out of the index";
        let span = place.first_key.zip(place.last_key);
        let keys = span.map_or(Ok(vec![]), |span| places::remove(self.db, place.seq, span))?;
        let mut words = self.db.prepare_cached("DELETE FROM words WHERE rowid = ?1").doing(doing)?;
        for key in &keys {
            words.execute([key]).doing(doing)?;
        }
        self.run(doing, "DELETE FROM record_vocabulary WHERE record = ?1", [place.seq])?;
        self.run(doing, "DELETE FROM vocabulary WHERE id NOT IN (SELECT word FROM record_vocabulary)", [])?;
        let sql =
            "UPDATE records SET first_key = NULL, last_key = NULL, index_fingerprint = NULL WHERE id = ?1";
        self.run(doing, sql, [record.0.as_bytes()])?;
        self.touch(Table::Records, record.0);
        self.bind_index()?;
        Ok(keys.len() as u64)
    }

    /// Removes the senders that no message names any more; returns how many.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn remove_unreferenced_senders(&self) -> Result<u64, StoreError> {
        let mut named = HashSet::new();
        places::each_block(self.db, (i64::MIN, i64::MAX), Order::Rising, |block| {
            named.extend(block.iter().filter_map(|place| place.sender));
            Ok(true)
        })?;
        let named: Vec<i64> = named.into_iter().collect();
        let sql = "DELETE FROM senders WHERE id NOT IN (SELECT value FROM json_each(?1))";
        let n_removed = self.run("remove senders without messages", sql, [view::to_json(&named)])?;
        self.bind_index()?;
        Ok(n_removed as u64)
    }
}

/// What the row of a record says about its index.
pub(crate) struct IndexPlace {
    pub(crate) seq: i64,
    pub(crate) first_key: Option<i64>,
    pub(crate) last_key: Option<i64>,
    pub(crate) fingerprint: Option<[u8; 16]>,
}

impl View<'_> {
    pub(crate) fn index_place(&self, record: RecordId) -> Result<IndexPlace, StoreError> {
        let sql = "SELECT seq, first_key, last_key, index_fingerprint FROM records WHERE id = ?1";
        let found = self.one("look up the index of a record", sql, [record.0.as_bytes()], |row| {
            Ok(IndexPlace {
                seq: row.get(0)?,
                first_key: row.get(1)?,
                last_key: row.get(2)?,
                fingerprint: row.get(3)?,
            })
        })?;
        found.ok_or_else(|| StoreError::not_found("record", record))
    }

    /// Walks through all places once and returns what the index holds now of each record.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the blocks do not divide the keys; faults of the database.
    pub(crate) fn indexed_records(&self) -> Result<HashMap<i64, IndexedRecord, RandomState>, StoreError> {
        let doing = "read the senders of the index";
        let senders = self.many(doing, "SELECT id, name FROM senders", [], |row| {
            let id = row.get(0).doing(doing)?;
            Ok((id, Sender::new(id, &row.get::<_, String>(1).doing(doing)?)))
        })?;
        // Both are asked for every message; nobody from outside chooses these numbers.
        let senders: HashMap<i64, Sender, RandomState> = senders.into_iter().collect();
        let mut records: HashMap<i64, IndexedRecord, RandomState> = HashMap::default();
        let mut last = None;
        places::each_block(self.db, (i64::MIN, i64::MAX), Order::Rising, |block| {
            // A block that reaches into the next one hides what lies there from every look-up.
            if last >= block.first().map(|place| place.key) {
                return Err(StoreError::damaged("the search index (two blocks answer for one key)"));
            }
            last = block.last().map(|place| place.key);
            for place in block.iter() {
                let record = records.entry(place.record).or_default();
                record.fingerprint.add(place, place.sender.and_then(|id| senders.get(&id)));
                record.n_messages += 1;
            }
            Ok(true)
        })?;
        Ok(records)
    }
}

/// What the index holds of a record.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct IndexedRecord {
    pub(crate) fingerprint: Fingerprint,
    pub(crate) n_messages: u64,
}

impl Indexer<'_, '_> {
    /// Takes one message.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn push(&mut self, message: &IndexedMessage<'_>) -> Result<(), StoreError> {
        let sender = message.sender.map(|name| self.sender(name)).transpose()?;
        let start = self.arena.len();
        self.tokenizer.push(message.text, &mut self.arena);
        let place = Place {
            key: second_of(message.at) * KEYS_PER_SECOND,
            record: self.seq,
            position: message.position,
            sender: sender.map(|sender| sender.id),
            part: message.part,
            byte_offset: message.byte_offset,
            n_bytes: message.n_bytes,
        };
        self.batch.push(Waiting { place, sender, stems: start..self.arena.len() });
        if self.batch.len() == BATCH || BATCH_BYTES <= self.arena.len() {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what waits and binds the index to the row of the record.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.flush()?;
        let sql = "UPDATE records SET first_key = ?1, last_key = ?2, index_fingerprint = ?3 WHERE id = ?4";
        let params = (self.first_key, self.last_key, self.fingerprint.to_bytes(), self.record.0.as_bytes());
        self.tx.run("bind the index to its record", sql, params)?;
        self.tx.touch(Table::Records, self.record.0);
        self.tx.bind_index()
    }

    fn sender(&mut self, name: &str) -> Result<Sender, StoreError> {
        if let Some(sender) = self.senders.get(name) {
            return Ok(*sender);
        }
        let doing = "add a sender to the index";
        self.tx.run(doing, "INSERT OR IGNORE INTO senders (name) VALUES (?1)", [name])?;
        let id = self.tx.one(doing, "SELECT id FROM senders WHERE name = ?1", [name], |row| row.get(0))?;
        let sender = Sender::new(id.ok_or_else(|| StoreError::damaged("the table of senders"))?, name);
        if self.senders.len() == MAX_CACHED_SENDERS {
            self.senders.clear();
        }
        self.senders.insert(name.to_owned(), sender);
        Ok(sender)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let doing = "write to the search index";
        self.batch.sort_by_key(|waiting| (waiting.place.key, waiting.place.position));
        let mut places = PlaceWriter::new(self.tx.db);
        let mut next = i64::MIN;
        for Waiting { place, sender, .. } in &mut self.batch {
            place.key = next.max(place.key);
            while !places.insert(*place)? {
                let end = (place.key.div_euclid(KEYS_PER_SECOND) + 1) * KEYS_PER_SECOND;
                place.key = places.free_key_below(end)?;
            }
            self.fingerprint.add(place, sender.as_ref());
            self.first_key = Some(self.first_key.map_or(place.key, |first| first.min(place.key)));
            self.last_key = Some(self.last_key.map_or(place.key, |last| last.max(place.key)));
            next = place.key + 1;
        }
        places.close()?;
        let mut words =
            self.tx.db.prepare_cached("INSERT INTO words (rowid, stem) VALUES (?1, ?2)").doing(doing)?;
        for Waiting { place, stems, .. } in self.batch.drain(..) {
            words.execute((place.key, &self.arena[stems])).doing(doing)?;
        }
        self.arena.clear();
        self.add_vocabulary()
    }

    fn add_vocabulary(&mut self) -> Result<(), StoreError> {
        let doing = "add words to the vocabulary";
        for altered in self.tokenizer.take_altered() {
            let sql = "INSERT OR IGNORE INTO vocabulary (word, stem) VALUES (?1, ?2)";
            self.tx.run(doing, sql, (&*altered.word, &*altered.stem))?;
            let sql = "INSERT OR IGNORE INTO record_vocabulary (record, word)
                       SELECT ?1, id FROM vocabulary WHERE word = ?2";
            self.tx.run(doing, sql, (self.seq, &*altered.word))?;
        }
        Ok(())
    }
}

/// Returns the seconds since 1970 of a local time, as if it were UTC.
pub(crate) fn second_of(at: Moment) -> i64 {
    // Civil years reach a little further than timestamps do, at both ends of time.
    match Offset::UTC.to_timestamp(at.0) {
        Ok(timestamp) => timestamp.as_second(),
        Err(_) if at.0.year() < 0 => jiff::Timestamp::MIN.as_second(),
        Err(_) => jiff::Timestamp::MAX.as_second(),
    }
}
