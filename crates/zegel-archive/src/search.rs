//! Finding: full-text search over what the role may see, newest first; each query in the ledger with the records that it showed, without their
//! texts (requirement U1).

use serde_json::json;
use zegel_model::{Act, Content, RecordId};
use zegel_store::{Audited, Cursor, Facets, Query, Scope};

use crate::record_file::LightLine;
use crate::{Desk, Error};

/// A message that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: RecordId,
    /// Its title.
    pub title: Content,
    /// Its dossier.
    pub dossier: zegel_model::DossierId,
    /// Place in the export.
    pub position: u64,
    /// Local time, ISO 8601.
    pub at: String,
    /// The sender.
    pub sender: Option<Content>,
    /// The text.
    pub text: Content,
}

/// A page of findings, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The findings.
    pub found: Vec<Found>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// Searches.
///
/// # Errors
/// `not-your-role`; a query that cannot be understood, with what is wrong with it.
pub fn search(desk: &mut Desk<'_>, query: &Query, after: Option<Cursor>, limit: u32) -> Result<Page, Error> {
    desk.authorise(Act::Search)?;
    let hits = desk.archive.store.read(|view| view.search(query, &Scope::All, after, limit))?;
    let found = hits.hits.iter().map(|hit| open(desk, hit)).collect::<Result<Vec<_>, _>>()?;
    // The words of a query are personal ("wie zocht naar wie"): they stand in the erasable detail, never in the leaf.
    // Which records it showed stands beside them: the text of a hit is read when it is shown (requirement B7).
    let mut shown: Vec<RecordId> = found.iter().map(|one| one.record).collect();
    shown.sort_unstable();
    shown.dedup();
    let detail = json!({ "query": words(query), "limit": limit, "shown": shown });
    let entry = desk.entry(Act::Search, vec![], detail);
    desk.archive.store.write(|_| Ok::<_, Error>(Audited::new((), entry)))?;
    Ok(Page { found, next: hits.next })
}

/// How many of the newest hits are counted for the facets.
pub const FACET_LIMIT: u32 = 20_000;

/// Counts what a query finds per dossier, sender and year; not an act of its own, for it goes with [`search`].
///
/// # Errors
/// As [`search`].
pub fn facets(desk: &Desk<'_>, query: &Query) -> Result<Facets, Error> {
    desk.authorise(Act::Search)?;
    Ok(desk.archive.store.read(|view| view.facets(query, &Scope::All, FACET_LIMIT))?)
}

fn open(desk: &Desk<'_>, hit: &zegel_store::Hit) -> Result<Found, Error> {
    let store = &desk.archive.store;
    let record = store.read(|view| view.record(hit.record))?;
    let line = store.read_object_range(hit.object, hit.byte_offset, hit.n_bytes as usize)?;
    let light = LightLine::read(&line)?;
    Ok(Found {
        record: hit.record,
        title: record.registration.map(|registration| registration.title).unwrap_or_default(),
        dossier: hit.dossier.clone(),
        position: hit.position,
        at: hit.at.to_string(),
        sender: hit.sender.clone(),
        text: light.message.text.as_ref().into(),
    })
}

/// What was asked, for the erasable words of the entry.
fn words(query: &Query) -> serde_json::Value {
    json!({ "text": query.text, "sender": query.sender, "from": query.from, "to": query.to, "dossier": query.dossier })
}
