//! Counting what a query finds per dossier, per sender and per year, only within what the asker may see.
//!
//! Invariant: a message outside the scope is in no count, and a dossier outside it is in no list. The newest hits are counted, up to a
//! bound, so that a question that finds everything costs no more than one that finds much.

use std::collections::BTreeMap;

use zegel_model::{Content, DossierId};

use crate::StoreError;
use crate::search::find::{Scope, moment_of};
use crate::search::query::Query;
use crate::view::{self, View};

/// What a query finds, counted three ways; the highest counts first, years from new to old.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many messages were counted.
    pub n: u64,
    /// True when there are more than were counted: then every count is a lower bound.
    pub is_bound: bool,
    /// Per dossier.
    pub dossiers: Vec<(DossierId, u64)>,
    /// Per sender.
    pub senders: Vec<(Content, u64)>,
    /// Per year.
    pub years: Vec<(i16, u64)>,
}

impl View<'_> {
    /// Counts what a query finds, over the newest `at_most` messages.
    ///
    /// # Errors
    /// As [`View::search`].
    pub fn facets(&self, query: &Query, scope: &Scope, at_most: u32) -> Result<Facets, StoreError> {
        let doing = "count what a search finds";
        let Some(plan) = self.plan(query, scope, None)? else { return Ok(Facets::default()) };
        let mut rows = vec![];
        self.with_known(|known| {
            self.each_fit(&plan, doing, known, |place| {
                rows.push((place.key, place.record, place.sender));
                rows.len() <= at_most as usize
            })
        })?;
        let is_bound = rows.len() > at_most as usize;
        rows.truncate(at_most as usize);
        let (mut records, mut senders, mut years) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (key, record, sender) in &rows {
            *records.entry(*record).or_default() += 1;
            *years.entry(moment_of(*key).0.year()).or_default() += 1;
            if let Some(sender) = *sender {
                *senders.entry(sender).or_default() += 1;
            }
        }
        Ok(Facets {
            n: rows.len() as u64,
            is_bound,
            dossiers: self.dossiers_of(&records)?,
            senders: self.names_of(&senders)?,
            years: years.into_iter().rev().collect(),
        })
    }

    fn dossiers_of(&self, records: &BTreeMap<i64, u64>) -> Result<Vec<(DossierId, u64)>, StoreError> {
        let doing = "look up the dossiers that a search found";
        let sql = "SELECT seq, dossier FROM records WHERE seq IN (SELECT value FROM json_each(?1))";
        let seqs: Vec<i64> = records.keys().copied().collect();
        let mut counts: BTreeMap<DossierId, u64> = BTreeMap::new();
        for (seq, dossier) in self.many(doing, sql, [view::to_json(&seqs)], |row| {
            Ok((view::get::<i64>(row, "seq")?, view::text::<DossierId>(row, "dossier")?))
        })? {
            *counts.entry(dossier).or_default() += records.get(&seq).copied().unwrap_or(0);
        }
        Ok(highest_first(counts.into_iter().collect()))
    }

    fn names_of(&self, senders: &BTreeMap<i64, u64>) -> Result<Vec<(Content, u64)>, StoreError> {
        self.with_known(|known| {
            self.learn_senders(senders.keys().copied(), known)?;
            let named = senders.iter().filter_map(|(id, n)| Some((known.senders.get(id)?.clone(), *n)));
            Ok(highest_first(named.collect()))
        })
    }
}

fn highest_first<T: Ord>(mut counts: Vec<(T, u64)>) -> Vec<(T, u64)> {
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts
}
