//! Answering a query: newest first, page by page, only within what the asker may see.
//!
//! A page costs what it shows, not what matches: FTS5 walks its doclists from the newest rowid down and stops.
//! Invariant: a message outside the scope shows in no page, no count and no cursor.

use std::collections::HashSet;

use zegel_model::{Content, DossierId, Moment, RecordId, Refusal};

use crate::StoreError;
use crate::error::Doing;
use crate::object::{ObjectId, ObjectRole};
use crate::search::index::{KEYS_PER_SECOND, second_of};
use crate::search::memory::Known;
use crate::search::places::{self, Order, Place, PlaceFinder};
use crate::search::query::{Query, expression};
use crate::search::tokens::Tokenizer;
use crate::view::{self, View};

/// What the asker may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every record.
    All,
    /// The records of these dossiers.
    Dossiers(Vec<DossierId>),
    /// Nothing.
    None,
}

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor(i64);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Cursor {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A message that fits the query, and where to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its record.
    pub record: RecordId,
    /// The dossier of the record.
    pub dossier: DossierId,
    /// Its position in the conversation.
    pub position: u64,
    /// Its local time to the second, for the order; the message itself tells more.
    pub at: Moment,
    /// Its sender.
    pub sender: Option<Content>,
    /// The object with messages that holds it.
    pub object: ObjectId,
    /// Which part of the record that object is.
    pub part: u32,
    /// Where the message begins in it.
    pub byte_offset: u64,
    /// How long it is.
    pub n_bytes: u32,
}

/// One page of hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The hits, newest first.
    pub hits: Vec<Hit>,
    /// Where to go on; `None` when this was the last page.
    pub next: Option<Cursor>,
}

/// The most hits that a page may have.
pub const MAX_PAGE: u32 = 1_000;

/// Stems that one prefix may stand for, beside those that begin with it.
const MAX_PREFIX_STEMS: usize = 2_000;

/// A query, ready to be asked.
pub(super) struct Plan {
    /// What FTS5 is asked; `None` for every message.
    expression: Option<String>,
    keys: std::ops::Range<i64>,
    /// The records to look in; `None` for all.
    records: Option<HashSet<i64>>,
    /// The senders to look for; `None` for all.
    senders: Option<HashSet<i64>>,
}

impl Plan {
    fn fits(&self, place: &Place) -> bool {
        self.keys.contains(&place.key)
            && self.records.as_ref().is_none_or(|records| records.contains(&place.record))
            && self
                .senders
                .as_ref()
                .is_none_or(|senders| place.sender.is_some_and(|id| senders.contains(&id)))
    }
}

impl View<'_> {
    /// Returns the newest messages that fit, at most `limit`, older than `after`.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a query that cannot be asked; faults of the database.
    pub fn search(
        &self,
        query: &Query,
        scope: &Scope,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page, StoreError> {
        let limit = limit.clamp(1, MAX_PAGE);
        let Some(plan) = self.plan(query, scope, after)? else {
            return Ok(Page { hits: vec![], next: None });
        };
        let n_rows = limit as usize + 1;
        let mut rows = Vec::with_capacity(n_rows);
        self.with_known(|known| {
            self.each_fit(&plan, "search", known, |place| {
                rows.push(*place);
                rows.len() < n_rows
            })?;
            let has_more = rows.len() == n_rows;
            rows.truncate(limit as usize);
            let next = rows.last().filter(|_| has_more).map(|row| Cursor(row.key));
            self.learn_senders(rows.iter().filter_map(|row| row.sender), known)?;
            let hits = rows.into_iter().map(|row| self.hit(row, known)).collect::<Result<_, _>>()?;
            Ok(Page { hits, next })
        })
    }

    /// Counts the messages that fit, but no further than `at_most`.
    ///
    /// # Errors
    /// As [`View::search`].
    pub fn count_hits(&self, query: &Query, scope: &Scope, at_most: u32) -> Result<u64, StoreError> {
        let Some(plan) = self.plan(query, scope, None)? else { return Ok(0) };
        let mut n_hits = 0;
        if 0 < at_most {
            self.with_known(|known| {
                self.each_fit(&plan, "count what a search finds", known, |_| {
                    n_hits += 1;
                    n_hits < u64::from(at_most)
                })
            })?;
        }
        Ok(n_hits)
    }

    /// Hands the place of every message that fits to `take`, the newest first, until it answers `false`.
    pub(super) fn each_fit(
        &self,
        plan: &Plan,
        doing: &'static str,
        known: &mut Known,
        mut take: impl FnMut(&Place) -> bool,
    ) -> Result<(), StoreError> {
        let Some(expression) = &plan.expression else {
            let span = (plan.keys.start, plan.keys.end.saturating_sub(1));
            return places::each_block(self.db, span, Order::Falling, |block| {
                Ok(block.iter().rev().filter(|place| plan.fits(place)).all(&mut take))
            });
        };
        let sql =
            "SELECT rowid FROM words WHERE rowid < ?1 AND rowid >= ?2 AND words MATCH ?3 ORDER BY rowid DESC";
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        let mut rows = statement.query((plan.keys.end, plan.keys.start, expression)).doing(doing)?;
        let mut finder = PlaceFinder::new(self.db)?;
        while let Some(row) = rows.next().doing(doing)? {
            let key = row.get(0).doing(doing)?;
            // A word without a place finds nothing; `verify` names it.
            let place = known.place(key, || finder.find(key))?;
            if let Some(place) = place.filter(|place| plan.fits(place))
                && !take(&place)
            {
                break;
            }
        }
        Ok(())
    }

    /// Returns `None` when nothing can fit.
    pub(super) fn plan(
        &self,
        query: &Query,
        scope: &Scope,
        after: Option<Cursor>,
    ) -> Result<Option<Plan>, StoreError> {
        let expression = expression(query.text.as_str(), &mut |start| self.stems_of_prefix(start))?;
        let Some(dossiers) = allowed(query, scope) else { return Ok(None) };
        let mut below = after.map_or(i64::MAX, |cursor| cursor.0);
        let mut least = query.from.map_or(i64::MIN, key_of_day);
        if let Some(end) = query.to.and_then(|day| day.tomorrow().ok()) {
            below = below.min(key_of_day(end));
        }
        let mut records = None;
        if let Some(dossiers) = dossiers {
            let Some(found) = self.records_to_search(&dossiers)? else { return Ok(None) };
            // The span of the records spares walking through all that matches elsewhere in time.
            least = least.max(found.first_key);
            below = below.min(found.last_key.saturating_add(1));
            records = Some(found.seqs);
        }
        let senders = query.sender.as_ref().map(|name| self.senders_like(name)).transpose()?;
        if senders.as_ref().is_some_and(Vec::is_empty) {
            return Ok(None);
        }
        let senders = senders.map(|ids| ids.into_iter().collect());
        Ok(Some(Plan { expression, keys: least..below, records, senders }))
    }

    /// Returns the indexed records of some dossiers, or `None` when there are none.
    fn records_to_search(&self, dossiers: &[DossierId]) -> Result<Option<Records>, StoreError> {
        let doing = "list the records to search";
        let sql = "SELECT seq, first_key, last_key FROM records
                   WHERE dossier IN (SELECT value FROM json_each(?1)) AND first_key IS NOT NULL";
        let spans = self.many(doing, sql, [view::to_json(&dossiers)], |row| {
            Ok((
                row.get::<_, i64>(0).doing(doing)?,
                row.get::<_, i64>(1).doing(doing)?,
                row.get::<_, i64>(2).doing(doing)?,
            ))
        })?;
        let first_key = spans.iter().map(|span| span.1).min();
        let last_key = spans.iter().map(|span| span.2).max();
        let seqs = spans.iter().map(|span| span.0).collect();
        Ok(first_key.zip(last_key).map(|(first_key, last_key)| Records { seqs, first_key, last_key }))
    }

    /// Returns the stems that a prefix does not find by itself: *lopen* is kept as *loop*, so `lop*` must ask for that.
    fn stems_of_prefix(&self, start: &str) -> Result<Vec<String>, StoreError> {
        let doing = "look up the words of a prefix";
        // No word goes on with this character: it is no letter and ends the range of the prefix.
        let end = format!("{start}\u{10FFFF}");
        let sql = "SELECT DISTINCT stem FROM vocabulary
                   WHERE word >= ?1 AND word < ?2 AND substr(stem, 1, ?3) <> ?1 LIMIT ?4";
        let params = (start, end, start.chars().count(), MAX_PREFIX_STEMS + 1);
        let stems = self.many(doing, sql, params, |row| row.get::<_, String>(0).doing(doing))?;
        if MAX_PREFIX_STEMS < stems.len() {
            return Err(StoreError::Refused(Refusal::new(
                "prefix-too-short",
                "too many words begin like that",
                "write more letters before the '*'",
            )));
        }
        Ok(stems)
    }

    /// Returns the senders in whose name every given word begins a word.
    fn senders_like(&self, name: &Content) -> Result<Vec<i64>, StoreError> {
        let wanted = Tokenizer::fold(name.as_str());
        let mut found = vec![];
        let senders = self.many("look for a sender", "SELECT id, name FROM senders", [], |row| {
            Ok((view::get::<i64>(row, "id")?, view::get::<String>(row, "name")?))
        })?;
        for (id, name) in senders {
            let words = Tokenizer::fold(&name);
            if wanted.iter().all(|start| words.iter().any(|word| word.starts_with(start.as_str()))) {
                found.push(id);
            }
        }
        Ok(found)
    }

    fn hit(&self, row: Place, known: &mut Known) -> Result<Hit, StoreError> {
        let missing = || StoreError::damaged(format!("the search index (key {})", row.key));
        let (record, dossier) = match known.records.get(&row.record) {
            Some(record) => record.clone(),
            None => {
                let record = self.record_of(row.record)?.ok_or_else(missing)?;
                known.records.insert(row.record, record.clone());
                record
            }
        };
        let object = match known.objects.get(&(row.record, row.part)) {
            Some(object) => *object,
            None => {
                let object = self.object_of(record, row.part)?.ok_or_else(missing)?;
                known.objects.insert((row.record, row.part), object);
                object
            }
        };
        let name = |id| known.senders.get(&id).cloned().ok_or_else(missing);
        let sender = row.sender.map(name).transpose()?;
        Ok(Hit {
            record,
            dossier,
            position: row.position,
            at: moment_of(row.key),
            sender,
            object,
            part: row.part,
            byte_offset: row.byte_offset,
            n_bytes: row.n_bytes,
        })
    }

    /// Looks up the names of senders that are not known yet.
    pub(super) fn learn_senders(
        &self,
        ids: impl Iterator<Item = i64>,
        known: &mut Known,
    ) -> Result<(), StoreError> {
        let unknown: HashSet<i64> = ids.filter(|id| !known.senders.contains_key(id)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let sql = "SELECT id, name FROM senders WHERE id IN (SELECT value FROM json_each(?1))";
        let names = self.many(DOING_HIT, sql, [view::to_json(&unknown)], |row| {
            Ok((view::get(row, "id")?, Content::new(view::get::<String>(row, "name")?)))
        })?;
        known.senders.extend(names);
        Ok(())
    }

    /// Returns the record with a short number, and its dossier.
    fn record_of(&self, seq: i64) -> Result<Option<(RecordId, DossierId)>, StoreError> {
        let sql = "SELECT id, dossier FROM records WHERE seq = ?1";
        let found = self.many(DOING_HIT, sql, [seq], |row| {
            Ok((RecordId(view::id(row, "id")?), view::text::<DossierId>(row, "dossier")?))
        })?;
        Ok(found.into_iter().next())
    }

    /// Returns the messages of a part of a record; before layout 10 they stood in its canonical JSON.
    fn object_of(&self, record: RecordId, part: u32) -> Result<Option<ObjectId>, StoreError> {
        let messages = self.object_of_record(record, ObjectRole::Messages, part)?;
        let found = match messages {
            None => self.object_of_record(record, ObjectRole::Canonical, part)?,
            found => found,
        };
        Ok(found.map(|object| object.id))
    }
}

const DOING_HIT: &str = "look up what a search found";

/// The records that a search may look into, and their span of keys.
struct Records {
    seqs: HashSet<i64>,
    first_key: i64,
    last_key: i64,
}

/// Returns the dossiers to look in, `Some(None)` for all of them, or `None` when nothing is allowed.
#[expect(clippy::option_option, reason = "nothing allowed and everything allowed are different answers")]
fn allowed(query: &Query, scope: &Scope) -> Option<Option<Vec<DossierId>>> {
    match (&query.dossier, scope) {
        (_, Scope::None) => None,
        (None, Scope::All) => Some(None),
        (Some(id), Scope::All) => Some(Some(vec![id.clone()])),
        (None, Scope::Dossiers(ids)) => Some(Some(ids.clone())),
        (Some(id), Scope::Dossiers(ids)) => ids.contains(id).then(|| Some(vec![id.clone()])),
    }
}

fn key_of_day(day: jiff::civil::Date) -> i64 {
    second_of(Moment(day.at(0, 0, 0, 0))) * KEYS_PER_SECOND
}

pub(super) fn moment_of(key: i64) -> Moment {
    let second = key.div_euclid(KEYS_PER_SECOND);
    let timestamp = jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::MAX);
    Moment(jiff::tz::Offset::UTC.to_datetime(timestamp))
}
