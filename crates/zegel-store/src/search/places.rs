//! Where the messages of the index stand, in blocks: a row of `places` holds up to [`MAX_PLACES`] of them, in order of their keys.
//!
//! A row for each message would cost more than the index of its words: a million rows to bind, to step over and to check. A block
//! holds differences to the place before, some eleven bytes a message. The blocks divide the keys: a block answers for the keys
//! from its own first one up to the first one of the next block, so one look-up finds the place of a key. Blocks of an earlier
//! version are longer, up to [`MAX_READ`]; they are cut as places come between.
//! Invariant: keys rise within a block and from block to block; a body that does not read like that is damage, never a panic.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};

use crate::StoreError;
use crate::error::Doing;

/// Places in a block that is written: enough that their rows cost little, few enough that reading one to find one place does.
pub(crate) const MAX_PLACES: usize = 16;
/// Places in a block that is read.
const MAX_READ: usize = 64;

/// Where a message stands, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Rises with the local time; a message is known by it in the index of words.
    pub(crate) key: i64,
    /// The short number of its record.
    pub(crate) record: i64,
    pub(crate) position: u64,
    pub(crate) sender: Option<i64>,
    pub(crate) part: u32,
    pub(crate) byte_offset: u64,
    pub(crate) n_bytes: u32,
}

/// What the first place of a block is written as a difference to.
const BEFORE: Place =
    Place { key: 0, record: 0, position: 0, sender: None, part: 0, byte_offset: 0, n_bytes: 0 };

/// Writes the body of a block; its first key stands in the row.
fn encode(places: &[Place]) -> Vec<u8> {
    let mut body = Vec::with_capacity(places.len() * 12);
    let mut before = BEFORE;
    for (i, place) in places.iter().enumerate() {
        if i != 0 {
            push(&mut body, place.key.wrapping_sub(before.key).cast_unsigned());
        }
        push_signed(&mut body, place.record.wrapping_sub(before.record));
        push_signed(&mut body, place.position.wrapping_sub(before.position).cast_signed());
        push(&mut body, place.sender.map_or(0, |id| id.cast_unsigned().wrapping_add(1)));
        push(&mut body, place.part.into());
        push_signed(&mut body, place.byte_offset.wrapping_sub(end_of(&before)).cast_signed());
        push(&mut body, place.n_bytes.into());
        before = *place;
    }
    body
}

/// Reads the body of the block whose first key is `first` into `places`; `None` when it is none.
fn decode(first: i64, body: &[u8], places: &mut Vec<Place>) -> Option<()> {
    decode_up_to(i64::MAX, first, body, places)?;
    (1..=MAX_READ).contains(&places.len()).then_some(())
}

/// Reads the places up to the first one whose key is not below `key`.
fn decode_up_to(key: i64, first: i64, body: &[u8], places: &mut Vec<Place>) -> Option<()> {
    places.clear();
    let mut reading = Reading { before: Place { key: first, ..BEFORE }, is_first: true, body };
    while let Some(place) = reading.next()? {
        places.push(place);
        if key <= place.key {
            break;
        }
    }
    Some(())
}

/// Reads a body one place at a time.
struct Reading<'b> {
    before: Place,
    is_first: bool,
    body: &'b [u8],
}

impl Reading<'_> {
    /// Returns the next place, `Some(None)` at the end, or `None` when the body is none.
    #[expect(clippy::option_option, reason = "an end and a damage are different answers")]
    fn next(&mut self) -> Option<Option<Place>> {
        let Self { before, is_first, body } = self;
        if body.is_empty() {
            return Some(None);
        }
        let key = match *is_first {
            true => before.key,
            false => before.key.checked_add(pop(body)?.try_into().ok().filter(|&step: &i64| 0 < step)?)?,
        };
        *before = Place {
            key,
            record: before.record.wrapping_add(pop_signed(body)?),
            position: before.position.wrapping_add_signed(pop_signed(body)?),
            sender: pop(body)?.checked_sub(1).map(u64::cast_signed),
            part: pop(body)?.try_into().ok()?,
            byte_offset: end_of(before).wrapping_add_signed(pop_signed(body)?),
            n_bytes: pop(body)?.try_into().ok()?,
        };
        *is_first = false;
        Some(Some(*before))
    }
}

/// In its file a message mostly follows the one before it.
fn end_of(place: &Place) -> u64 {
    place.byte_offset.wrapping_add(place.n_bytes.into())
}

/// Seven bits a byte, the lowest first.
fn push(body: &mut Vec<u8>, mut n: u64) {
    while 0x80 <= n {
        body.push(n as u8 | 0x80);
        n >>= 7;
    }
    body.push(n as u8);
}

/// Small numbers of either sign are short.
fn push_signed(body: &mut Vec<u8>, n: i64) {
    push(body, ((n << 1) ^ (n >> 63)).cast_unsigned());
}

fn pop(body: &mut &[u8]) -> Option<u64> {
    let (mut n, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = body.split_first()?;
        *body = rest;
        n |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
        shift += 7;
    }
}

fn pop_signed(body: &mut &[u8]) -> Option<i64> {
    pop(body).map(|n| (n >> 1).cast_signed() ^ -(n & 1).cast_signed())
}

/// Reads a row of `first, body`.
fn read(row: &Row<'_>, places: &mut Vec<Place>) -> Result<(), StoreError> {
    let (first, body) = columns(row)?;
    decode(first, body, places).ok_or_else(|| damaged(first))
}

fn columns<'r>(row: &'r Row<'_>) -> Result<(i64, &'r [u8]), StoreError> {
    let read = || Ok::<_, rusqlite::Error>((row.get(0)?, row.get_ref(1)?.as_blob()?));
    read().doing("read a block of the search index")
}

fn damaged(first: i64) -> StoreError {
    StoreError::damaged(format!("the search index (the block of key {first})"))
}

/// Finds the places of keys. A block is read up to the key that was asked for, so a falling row of keys reads each block once.
pub(crate) struct PlaceFinder<'d> {
    statement: CachedStatement<'d>,
    block: Vec<Place>,
}

impl<'d> PlaceFinder<'d> {
    pub(crate) fn new(db: &'d Connection) -> Result<Self, StoreError> {
        let sql = "SELECT first, body FROM places WHERE first <= ?1 ORDER BY first DESC LIMIT 1";
        let statement = db.prepare_cached(sql).doing("look up places")?;
        Ok(Self { statement, block: Vec::with_capacity(MAX_READ) })
    }

    /// Returns the place of a key, or `None` when the index has none.
    pub(crate) fn find(&mut self, key: i64) -> Result<Option<Place>, StoreError> {
        let doing = "look up the place of a message";
        let is_near = matches!(&*self.block, [first, .., last] if (first.key..=last.key).contains(&key));
        if !is_near {
            let mut rows = self.statement.query([key]).doing(doing)?;
            match rows.next().doing(doing)? {
                Some(row) => {
                    let (first, body) = columns(row)?;
                    decode_up_to(key, first, body, &mut self.block).ok_or_else(|| damaged(first))?;
                }
                None => return Ok(None),
            }
        }
        let at = self.block.binary_search_by_key(&key, |place| place.key);
        Ok(at.ok().and_then(|at| self.block.get(at)).copied())
    }
}

/// The direction in which places are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The lowest key first.
    Rising,
    /// The highest key first.
    Falling,
}

/// Returns how many places there are. Each is six numbers, and all but the first of a block a seventh; a number ends with the one byte
/// of it that is below 0x80.
pub(crate) fn count(db: &Connection) -> Result<u64, StoreError> {
    let doing = "count the places of messages";
    let mut statement = db.prepare("SELECT body FROM places").doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    let mut n_places = 0;
    while let Some(row) = rows.next().doing(doing)? {
        let body = row.get_ref(0).doing(doing)?.as_blob().map_err(rusqlite::Error::from).doing(doing)?;
        n_places += count_in(body);
    }
    Ok(n_places)
}

fn count_in(body: &[u8]) -> u64 {
    (body.iter().filter(|byte| **byte < 0x80).count() as u64 + 1) / 7
}

/// Hands every block that may hold keys of `first..=last` to `take`, until it answers `false`.
pub(crate) fn each_block(
    db: &Connection,
    (first, last): (i64, i64),
    order: Order,
    mut take: impl FnMut(&mut Vec<Place>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let doing = "walk through the places of messages";
    let order = if order == Order::Rising { "ASC" } else { "DESC" };
    // The block before may reach past its own first key.
    let sql = format!(
        "SELECT first, body FROM places
         WHERE coalesce((SELECT max(first) FROM places WHERE first <= ?1), ?1) <= first AND first <= ?2
         ORDER BY first {order}"
    );
    let mut statement = db.prepare_cached(&sql).doing(doing)?;
    let mut rows = statement.query((first, last)).doing(doing)?;
    let mut block = Vec::with_capacity(MAX_READ);
    while let Some(row) = rows.next().doing(doing)? {
        read(row, &mut block)?;
        if !take(&mut block)? {
            break;
        }
    }
    Ok(())
}

/// Writes a block under its first key, instead of the one that was stored under `stored`.
fn write(db: &Connection, stored: Option<i64>, places: &[Place]) -> Result<(), StoreError> {
    let doing = "write a block of the search index";
    let first = places.first().map(|place| place.key);
    if let Some(stored) = stored.filter(|stored| Some(*stored) != first) {
        let mut delete = db.prepare_cached("DELETE FROM places WHERE first = ?1").doing(doing)?;
        delete.execute([stored]).doing(doing)?;
    }
    let Some(first) = first else { return Ok(()) };
    let sql = "INSERT INTO places (first, body) VALUES (?1, ?2)
               ON CONFLICT (first) DO UPDATE SET body = excluded.body";
    let mut insert = db.prepare_cached(sql).doing(doing)?;
    insert.execute((first, encode(places))).doing(doing)?;
    Ok(())
}

/// Adds places to the blocks, one block open at a time. Nothing is written for sure before [`PlaceWriter::close`].
pub(crate) struct PlaceWriter<'d> {
    db: &'d Connection,
    open: Vec<Place>,
    /// The first key under which the open block is stored; `None` when it is new.
    stored: Option<i64>,
    is_changed: bool,
    /// The keys for which the open block answers; empty before the first one.
    keys: std::ops::Range<i64>,
}

impl<'d> PlaceWriter<'d> {
    pub(crate) fn new(db: &'d Connection) -> Self {
        Self { db, open: Vec::with_capacity(MAX_READ), stored: None, is_changed: false, keys: 0..0 }
    }

    /// Adds a place and returns true, or false when its key is taken.
    pub(crate) fn insert(&mut self, place: Place) -> Result<bool, StoreError> {
        if !self.keys.contains(&place.key) {
            self.turn_to(place.key)?;
        }
        let Err(at) = self.open.binary_search_by_key(&place.key, |place| place.key) else { return Ok(false) };
        match at {
            _ if self.open.len() < MAX_PLACES => self.open.insert(at, place),
            // What comes in order fills its blocks.
            _ if at == self.open.len() => {
                self.close()?;
                self.begin(place.key);
                self.open.push(place);
            }
            _ => self.split(at, place)?,
        }
        self.is_changed = true;
        Ok(true)
    }

    /// Returns the key after the highest one below `end`, where there is one; `end` itself when all are taken.
    pub(crate) fn free_key_below(&mut self, end: i64) -> Result<i64, StoreError> {
        if !self.keys.contains(&(end - 1)) {
            self.turn_to(end - 1)?;
        }
        let n_below = self.open.partition_point(|place| place.key < end);
        let last = n_below.checked_sub(1).and_then(|at| self.open.get(at));
        Ok(last.map_or(end - 1, |place| place.key + 1))
    }

    /// Writes what is open.
    pub(crate) fn close(&mut self) -> Result<(), StoreError> {
        if self.is_changed {
            write(self.db, self.stored, &self.open)?;
            self.stored = self.open.first().map(|place| place.key);
            self.is_changed = false;
        }
        Ok(())
    }

    /// Makes room in a full block by cutting it in two; the half that takes the place stays open.
    fn split(&mut self, at: usize, place: Place) -> Result<(), StoreError> {
        let half = MAX_PLACES / 2;
        let mut upper = self.open.split_off(half);
        let middle = upper.first().map_or(self.keys.end, |place| place.key);
        if at <= half {
            self.open.insert(at, place);
            // The row of the open block may be that of the upper half, when what came before it filled the lower one.
            let stored = self.stored.take_if(|stored| middle <= *stored);
            write(self.db, stored, &upper)?;
            self.keys.end = middle;
        } else {
            write(self.db, self.stored, &self.open)?;
            upper.insert(at - half, place);
            self.begin(middle);
            self.open = upper;
        }
        Ok(())
    }

    /// Opens a new block from this key up to where the open one ended.
    fn begin(&mut self, from: i64) {
        self.open.clear();
        self.stored = None;
        self.keys.start = from;
    }

    /// Opens the block that answers for a key.
    fn turn_to(&mut self, key: i64) -> Result<(), StoreError> {
        let doing = "open a block of the search index";
        self.close()?;
        self.begin(i64::MIN);
        let mut block = |sql: &str| {
            let mut statement = self.db.prepare_cached(sql).doing(doing)?;
            let mut rows = statement.query([key]).doing(doing)?;
            let row = rows.next().doing(doing)?;
            row.map(|row| read(row, &mut self.open)).transpose()
        };
        if block("SELECT first, body FROM places WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?.is_some() {
            self.keys.start = self.open.first().map_or(key, |place| place.key);
        } else {
            // Before all others: the first block takes it.
            block("SELECT first, body FROM places WHERE first > ?1 ORDER BY first LIMIT 1")?;
        }
        self.stored = self.open.first().map(|place| place.key);
        let mut next =
            self.db.prepare_cached("SELECT min(first) FROM places WHERE first > ?1").doing(doing)?;
        let after = self.stored.unwrap_or(key);
        let next: Option<i64> = next.query_row([after], |row| row.get(0)).optional().doing(doing)?.flatten();
        self.keys.end = next.unwrap_or(i64::MAX);
        Ok(())
    }
}

/// Takes the places of a record out of the blocks that may hold keys of `first..=last`; returns their keys, rising.
pub(crate) fn remove(db: &Connection, record: i64, span: (i64, i64)) -> Result<Vec<i64>, StoreError> {
    let (mut keys, mut changed) = (vec![], vec![]);
    each_block(db, span, Order::Rising, |block| {
        let (first, n_before) = (block.first().map(|place| place.key), block.len());
        keys.extend(block.iter().filter(|place| place.record == record).map(|place| place.key));
        block.retain(|place| place.record != record);
        if block.len() != n_before {
            changed.push((first, block.clone()));
        }
        Ok(true)
    })?;
    changed.into_iter().try_for_each(|(first, places)| write(db, first, &places))?;
    Ok(keys)
}

/// Moves the rows that an older layout had for each message into blocks.
pub(crate) fn move_rows(db: &Connection) -> Result<(), StoreError> {
    let doing = "move the places of messages into blocks";
    let sql = "SELECT key, record, position, sender, part, byte_offset, n_bytes FROM messages ORDER BY key";
    let mut writer = PlaceWriter::new(db);
    {
        let mut statement = db.prepare(sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            let place = || {
                Ok::<_, rusqlite::Error>(Place {
                    key: row.get(0)?,
                    record: row.get(1)?,
                    position: row.get(2)?,
                    sender: row.get(3)?,
                    part: row.get(4)?,
                    byte_offset: row.get(5)?,
                    n_bytes: row.get(6)?,
                })
            };
            writer.insert(place().doing(doing)?)?;
        }
    }
    writer.close()?;
    db.execute_batch("DROP TABLE messages").doing(doing)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn database() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("../schema-6.sql")).unwrap();
        db
    }

    fn place(key: i64, record: i64) -> Place {
        let position = key.unsigned_abs() / 2;
        Place { key, record, position, sender: Some(1), part: 0, byte_offset: position * 300, n_bytes: 298 }
    }

    fn all(db: &Connection) -> Vec<Place> {
        let mut found = vec![];
        each_block(db, (i64::MIN, i64::MAX), Order::Rising, |block| {
            found.append(block);
            Ok(true)
        })
        .unwrap();
        found
    }

    proptest! {
        #[test]
        fn a_block_reads_back_what_was_written(
            first: i64,
            places in prop::collection::vec(
                (1..i64::MAX / 64, any::<(i64, u64, u32, u64, u32)>(), prop::option::of(0..i64::MAX)), 1..=MAX_READ),
        ) {
            let mut key = first.min(0);
            let places: Vec<Place> = places.into_iter().map(|(step, (record, position, part, byte_offset, n_bytes), sender)| {
                let place = Place { key, record, position, sender, part, byte_offset, n_bytes };
                key = key.saturating_add(step / 64);
                place
            }).collect();
            prop_assume!(places.windows(2).all(|pair| pair[0].key < pair[1].key));
            let mut read = vec![];
            prop_assert!(decode(places[0].key, &encode(&places), &mut read).is_some());
            prop_assert_eq!(count_in(&encode(&places)), places.len() as u64);
            prop_assert_eq!(read, places);
        }

        #[test]
        fn any_bytes_are_a_block_or_damage(first: i64, body in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut places = vec![];
            if decode(first, &body, &mut places).is_some() {
                prop_assert!(places.windows(2).all(|pair| pair[0].key < pair[1].key));
            }
        }

        #[test]
        fn places_are_found_walked_and_removed_whatever_the_order_they_came_in(
            batches in prop::collection::vec((0i64..4, prop::collection::vec(-600i64..600, 1..300)), 1..8),
            (from, to) in (-700i64..700, 0i64..700),
        ) {
            let db = database();
            let mut known = BTreeMap::new();
            for (record, keys) in &batches {
                let mut writer = PlaceWriter::new(&db);
                for key in keys {
                    let is_new = writer.insert(place(*key, *record)).unwrap();
                    prop_assert_eq!(is_new, !known.contains_key(key));
                    known.entry(*key).or_insert(place(*key, *record));
                }
                writer.close().unwrap();
            }
            prop_assert_eq!(all(&db), known.values().copied().collect::<Vec<_>>());
            let mut finder = PlaceFinder::new(&db).unwrap();
            for key in (-601..601).rev().chain(-601..601) {
                prop_assert_eq!(finder.find(key).unwrap(), known.get(&key).copied());
            }
            drop(finder);
            let mut walked = vec![];
            each_block(&db, (from, from + to), Order::Falling, |block| {
                walked.extend(block.iter().rev().filter(|place| (from..=from + to).contains(&place.key)).copied());
                Ok(true)
            }).unwrap();
            prop_assert_eq!(walked, known.range(from..=from + to).rev().map(|(_, place)| *place).collect::<Vec<_>>());
            let span: Vec<i64> = known.values().filter(|place| place.record == 1).map(|place| place.key).collect();
            if let (Some(first), Some(last)) = (span.first(), span.last()) {
                prop_assert_eq!(remove(&db, 1, (*first, *last)).unwrap(), span);
                known.retain(|_, place| place.record != 1);
                prop_assert_eq!(all(&db), known.into_values().collect::<Vec<_>>());
            }
        }
    }

    proptest! {
        /// The way of the indexer: a key that is taken moves to the next free one of its second, or of one after it.
        #[test]
        fn every_message_gets_a_place_when_seconds_are_crowded(
            batches in prop::collection::vec((0i64..60, prop::collection::vec(0i64..20, 1..200)), 1..6),
        ) {
            let db = database();
            let mut known = BTreeMap::new();
            for (record, (from, seconds)) in (0..).zip(&batches) {
                let mut seconds: Vec<i64> = seconds.iter().map(|second| from + second).collect();
                seconds.sort_unstable();
                let mut writer = PlaceWriter::new(&db);
                let mut next = i64::MIN;
                for second in seconds {
                    let mut key = next.max(second * 16);
                    while !writer.insert(place(key, record)).unwrap() {
                        key = writer.free_key_below((key.div_euclid(16) + 1) * 16).unwrap();
                    }
                    prop_assert!(known.insert(key, place(key, record)).is_none());
                    next = key + 1;
                }
                writer.close().unwrap();
                prop_assert_eq!(all(&db), known.values().copied().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn an_older_chat_goes_before_a_newer_one() {
        let db = database();
        for keys in [1_000..1_150, 0..312] {
            let mut writer = PlaceWriter::new(&db);
            for key in keys {
                assert!(writer.insert(place(key, key / 1_000)).unwrap());
            }
            writer.close().unwrap();
        }
        let keys: Vec<i64> = all(&db).iter().map(|place| place.key).collect();
        assert_eq!(keys, (0..312).chain(1_000..1_150).collect::<Vec<_>>());
    }

    #[test]
    fn the_longer_blocks_of_an_earlier_version_are_read_and_cut() {
        let db = database();
        let even: Vec<Place> = (0..128).map(|n| place(n * 2, 1)).collect();
        even.chunks(MAX_READ).for_each(|block| write(&db, None, block).unwrap());
        let mut writer = PlaceWriter::new(&db);
        for key in [255, 1, 31, 33, 63, 127, 129, -1, 300] {
            assert!(writer.insert(place(key, 2)).unwrap());
        }
        writer.close().unwrap();
        let keys: Vec<i64> = all(&db).iter().map(|place| place.key).collect();
        assert!(keys.is_sorted());
        assert_eq!(keys.len(), 137);
        let mut finder = PlaceFinder::new(&db).unwrap();
        assert!(keys.iter().all(|key| finder.find(*key).unwrap().is_some()));
    }

    #[test]
    fn what_comes_in_order_fills_its_blocks() {
        let db = database();
        let mut writer = PlaceWriter::new(&db);
        for key in 0..640 {
            assert!(writer.insert(place(key, 1)).unwrap());
        }
        writer.close().unwrap();
        let n_blocks: i64 = db.query_row("SELECT count(*) FROM places", [], |row| row.get(0)).unwrap();
        assert_eq!(n_blocks, 640 / MAX_PLACES as i64);
    }
}
