//! Who was shown what: a row per day, person, session and way, so that a scope over millions of entries is one short walk.
//!
//! It holds nothing that the ledger does not say. A row is widened with each entry that shows content; the upgrade of
//! an older archive makes all of them from the ledger, and `verify` makes them again and compares. What happened
//! within a day is read from the ledger itself ([`View::readings_on`]).
//! Invariant: a row has an entry for each number in it, and every entry that shows content is in exactly one row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use serde_json::Value;
use uuid::Uuid;
use zegel_model::{Act, CaptureId, RecordId, SessionId};

use crate::StoreError;
use crate::audit::{Entry, Leaf, Pseudonym, Subject};
use crate::error::Doing;
use crate::tx::Tx;
use crate::view::{self, View};

const SECONDS_PER_DAY: i64 = 86_400;

/// In which way content was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A record was opened: its messages, or one of its files.
    Read,
    /// Messages of a record were among the hits of a search.
    Search,
    /// A package with the record left the archive.
    Release,
    /// A capture was opened before it became records.
    Capture,
}

impl How {
    const ALL: [Self; 4] = [Self::Read, Self::Search, Self::Release, Self::Capture];

    fn number(self) -> i64 {
        match self {
            Self::Read => 1,
            Self::Search => 2,
            Self::Release => 3,
            Self::Capture => 4,
        }
    }

    /// The bytes of one item: a short number of a record, or the identifier of a capture.
    fn width(self) -> usize {
        match self {
            Self::Capture => 16,
            Self::Read | Self::Search | Self::Release => 4,
        }
    }
}

/// What was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The short numbers of records ([`crate::RecordOutline::number`]).
    Records(Vec<u32>),
    /// Captures.
    Captures(Vec<CaptureId>),
}

/// What somebody was shown, in one way and one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// To whom.
    pub actor: Pseudonym,
    /// In which session; `None` on the command line, and before the ledger told it.
    pub session: Option<SessionId>,
    /// In which way.
    pub how: How,
    /// What.
    pub shown: Shown,
}

/// Returns the day of a moment, in days since 1970 (UTC).
pub fn day_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(SECONDS_PER_DAY)
}

/// Decides what an entry showed; the words are asked for where the leaf does not tell.
fn shown_by(
    act: &str,
    subjects: &[Subject],
    words: impl FnOnce() -> Option<Value>,
) -> Option<(How, Vec<Uuid>)> {
    let of_kind = |kind: &str| -> Vec<Uuid> {
        subjects.iter().filter_map(|one| one.as_str().strip_prefix(kind)?.parse().ok()).collect()
    };
    let found = if act == Act::Read.code() {
        match of_kind("record:") {
            records if records.is_empty() => (How::Capture, of_kind("capture:")),
            records => (How::Read, records),
        }
    } else if act == Act::Search.code() {
        let shown = words()?;
        let ids = shown["shown"].as_array()?.iter().filter_map(|id| id.as_str()?.parse().ok());
        (How::Search, ids.collect())
    } else if act == Act::ProposeRelease.code() || act == Act::ApproveRelease.code() {
        // Asking and approving name the release and its target; an entry that names records besides is of a package
        // that left. The words tell the same, and they can be erased.
        let is_out = 2 < subjects.len();
        (How::Release, if is_out { of_kind("record:") } else { vec![] })
    } else {
        return None;
    };
    let (how, mut ids) = found;
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then_some((how, ids))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    day: i64,
    actor: Pseudonym,
    session: Uuid,
    how: How,
}

/// The entries of a row, from the first to the last, and what they showed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    first_seq: u64,
    last_seq: u64,
    shown: BTreeSet<u128>,
}

impl Line {
    fn at(seq: u64) -> Self {
        Self { first_seq: seq, last_seq: seq, shown: BTreeSet::new() }
    }

    fn to_bytes(&self, how: How) -> Vec<u8> {
        let skip = 16 - how.width();
        self.shown.iter().flat_map(|item| item.to_be_bytes()[skip..].to_vec()).collect()
    }
}

fn items_of(bytes: &[u8], how: How) -> impl Iterator<Item = u128> + '_ {
    bytes.chunks_exact(how.width()).map(|chunk| chunk.iter().fold(0, |n, byte| n << 8 | u128::from(*byte)))
}

fn to_shown(how: How, items: impl Iterator<Item = u128>) -> Shown {
    match how {
        How::Capture => Shown::Captures(items.map(|id| CaptureId(Uuid::from_u128(id))).collect()),
        // Four bytes hold no more.
        How::Read | How::Search | How::Release => Shown::Records(items.map(|number| number as u32).collect()),
    }
}

/// Widens the row of an entry that shows content; all other entries cost nothing here.
pub(crate) fn note(tx: &Tx<'_>, entry: &Entry, seq: u64) -> Result<(), StoreError> {
    let doing = "note who was shown what";
    let Some((how, ids)) = shown_by(entry.act, &entry.subjects, || Some(entry.detail.clone())) else {
        return Ok(());
    };
    let session = entry.session.map_or(Uuid::nil(), |session| session.0);
    let key = (day_of(entry.at), entry.actor.0.as_bytes(), session.as_bytes(), how.number());
    let sql =
        "SELECT first_seq, shown FROM readings WHERE day = ?1 AND actor = ?2 AND session = ?3 AND how = ?4";
    let old = tx.one(doing, sql, key, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let mut line = Line::at(seq);
    if let Some((first_seq, bytes)) = old {
        line.first_seq = first_seq.unsigned_abs();
        line.shown.extend(items_of(&bytes, how));
    }
    for id in ids {
        let item = match how {
            How::Capture => Some(id.as_u128()),
            How::Read | How::Search | How::Release => tx.record_number(RecordId(id))?.map(u128::from),
        };
        line.shown.extend(item);
    }
    let sql = "INSERT INTO readings (day, actor, session, how, first_seq, last_seq, shown)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
               ON CONFLICT (day, actor, session, how)
               DO UPDATE SET last_seq = excluded.last_seq, shown = excluded.shown";
    let (day, actor, session, number) = key;
    let params = (day, actor, session, number, line.first_seq, line.last_seq, line.to_bytes(how));
    tx.run(doing, sql, params).map(drop)
}

/// The rows as the ledger makes them.
pub(crate) struct Readings {
    numbers: HashMap<Uuid, u32>,
    lines: BTreeMap<Key, Line>,
}

impl Readings {
    pub(crate) fn begin(db: &Connection) -> Result<Self, StoreError> {
        let doing = "list the short numbers of records";
        let mut statement = db.prepare("SELECT id, seq FROM records").doing(doing)?;
        let rows = statement
            .query_map([], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get::<_, u32>(1)?)))
            .doing(doing)?;
        let numbers = rows.collect::<Result<_, _>>().doing(doing)?;
        Ok(Self { numbers, lines: BTreeMap::new() })
    }

    /// Takes the next entry.
    pub(crate) fn add(&mut self, leaf: &Leaf, words: Option<&str>) {
        let words = || words.and_then(|text| serde_json::from_str(text).ok());
        let Some((how, ids)) = shown_by(&leaf.act, &leaf.subjects, words) else { return };
        let session = leaf.session.map_or(Uuid::nil(), |session| session.0);
        let key = Key { day: day_of(leaf.at), actor: leaf.actor, session, how };
        let line = self.lines.entry(key).or_insert_with(|| Line::at(leaf.seq));
        line.last_seq = leaf.seq;
        match how {
            How::Capture => line.shown.extend(ids.iter().map(Uuid::as_u128)),
            How::Read | How::Search | How::Release => {
                line.shown.extend(ids.iter().filter_map(|id| self.numbers.get(id).copied()).map(u128::from));
            }
        }
    }

    /// Returns the days on which the stored rows are not these.
    pub(crate) fn differences(&self, view: &View<'_>) -> Result<BTreeSet<i64>, StoreError> {
        let sql = "SELECT day, actor, session, how, first_seq, last_seq, shown FROM readings";
        let stored = view.many("read who was shown what", sql, [], read_line)?;
        let mut days: BTreeSet<i64> = BTreeSet::new();
        let mut n_same = 0;
        for (key, line) in &stored {
            match self.lines.get(key) {
                Some(made) if made == line => n_same += 1,
                _ => drop(days.insert(key.day)),
            }
        }
        if n_same != self.lines.len() {
            let stored: BTreeMap<Key, Line> = stored.into_iter().collect();
            days.extend(self.lines.keys().filter(|key| !stored.contains_key(key)).map(|key| key.day));
        }
        Ok(days)
    }
}

/// Makes every row anew from the ledger.
pub(crate) fn make_from_ledger(db: &Connection) -> Result<(), StoreError> {
    let doing = "note from the ledger who was shown what";
    db.execute("DELETE FROM readings", []).doing(doing)?;
    let mut readings = Readings::begin(db)?;
    let mut statement = db
        .prepare(
            "SELECT leaf, detail FROM leaves
             WHERE json_extract(leaf, '$.act') IN ('read', 'search', 'propose-release', 'approve-release')
             ORDER BY leaves.seq",
        )
        .doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    while let Some(row) = rows.next().doing(doing)? {
        let detail: Option<String> = view::get(row, "detail")?;
        readings.add(&view::json(row, "leaf")?, detail.as_deref());
    }
    let mut insert = db
        .prepare(
            "INSERT INTO readings (day, actor, session, how, first_seq, last_seq, shown)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .doing(doing)?;
    for (key, line) in &readings.lines {
        let (actor, session) = (key.actor.0.as_bytes(), key.session.as_bytes());
        let bytes = line.to_bytes(key.how);
        insert
            .execute((key.day, actor, session, key.how.number(), line.first_seq, line.last_seq, bytes))
            .doing(doing)?;
    }
    Ok(())
}

fn read_line(row: &Row<'_>) -> Result<(Key, Line), StoreError> {
    let how = read_how(row)?;
    let key = Key {
        day: view::get(row, "day")?,
        actor: Pseudonym(view::id(row, "actor")?),
        session: view::id(row, "session")?,
        how,
    };
    let bytes: Vec<u8> = view::get(row, "shown")?;
    let line = Line {
        first_seq: view::number(row, "first_seq")?,
        last_seq: view::number(row, "last_seq")?,
        shown: items_of(&bytes, how).collect(),
    };
    Ok((key, line))
}

fn read_how(row: &Row<'_>) -> Result<How, StoreError> {
    let number: i64 = view::get(row, "how")?;
    let found = How::ALL.into_iter().find(|how| how.number() == number);
    found.ok_or_else(|| StoreError::damaged("a row of the database (column 'how')"))
}

impl View<'_> {
    /// Hands every row from day `from` to day `to`, both inclusive, to `take`, with its day.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn each_reading(
        &self,
        (from, to): (i64, i64),
        mut take: impl FnMut(i64, Reading),
    ) -> Result<(), StoreError> {
        let doing = "read who was shown what";
        let sql = "SELECT day, actor, session, how, shown FROM readings WHERE day BETWEEN ?1 AND ?2";
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        let mut rows = statement.query((from, to)).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            let how = read_how(row)?;
            let session = Some(view::id(row, "session")?).filter(|id| !id.is_nil()).map(SessionId);
            let bytes = row.get_ref("shown").doing(doing)?;
            let bytes = bytes.as_blob().map_err(|_| StoreError::damaged("a row of the readings"))?;
            let shown = to_shown(how, items_of(bytes, how));
            let actor = Pseudonym(view::id(row, "actor")?);
            take(view::get(row, "day")?, Reading { actor, session, how, shown });
        }
        Ok(())
    }

    /// Returns what was shown on one day, entry by entry with its moment, from the ledger itself.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn readings_on(&self, day: i64) -> Result<Vec<(Timestamp, Reading)>, StoreError> {
        let doing = "read the ledger of a day";
        let sql = "SELECT min(first_seq), max(last_seq) FROM readings WHERE day = ?1";
        let ends = self.one(doing, sql, [day], |row| {
            Ok(row.get::<_, Option<i64>>(0)?.zip(row.get::<_, Option<i64>>(1)?))
        })?;
        let Some(ends) = ends.flatten() else { return Ok(vec![]) };
        let sql = "SELECT leaf, detail FROM leaves
                   WHERE leaves.seq BETWEEN ?1 AND ?2
                   AND json_extract(leaf, '$.act') IN ('read', 'search', 'propose-release', 'approve-release')
                   ORDER BY leaves.seq";
        let entries = self.many(doing, sql, ends, |row| {
            Ok((view::json::<Leaf>(row, "leaf")?, view::get::<Option<String>>(row, "detail")?))
        })?;
        let mut found = vec![];
        for (leaf, detail) in entries.iter().filter(|(leaf, _)| day_of(leaf.at) == day) {
            let words = || detail.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let Some((how, ids)) = shown_by(&leaf.act, &leaf.subjects, words) else { continue };
            let shown = match how {
                How::Capture => Shown::Captures(ids.into_iter().map(CaptureId).collect()),
                How::Read | How::Search | How::Release => {
                    let numbers = ids.into_iter().map(|id| self.record_number(RecordId(id)));
                    Shown::Records(numbers.filter_map(Result::transpose).collect::<Result<_, _>>()?)
                }
            };
            found.push((leaf.at, Reading { actor: leaf.actor, session: leaf.session, how, shown }));
        }
        Ok(found)
    }

    /// Returns the short number of a record, if it is there.
    pub(crate) fn record_number(&self, id: RecordId) -> Result<Option<u32>, StoreError> {
        let sql = "SELECT seq FROM records WHERE id = ?1";
        self.one("look up the number of a record", sql, [id.0.as_bytes()], |row| row.get(0))
    }

    /// Returns the entry from which on the ledger tells sessions, and what searches showed.
    ///
    /// # Errors
    /// Faults of the database.
    pub fn sessions_from(&self) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'sessions-from'";
        self.count("look up since when sessions are told", sql, [])
    }
}
