//! The check of everything at rest: what is not as it was written is found and named.
//!
//! It repairs nothing. Rows are compared with their last digest in the ledger, the ledger with its tree and with the checkpoint
//! outside, objects with their rows, pages and digests, the words and the places of the search index with the digests that the ledger
//! binds, and the database with itself. Invariant: a finding names the place and never quotes content.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use sha2::{Digest, Sha256};
use zegel_ledger::{Frontier, Hash, leaf_hash};
use zegel_model::{CaptureId, DossierId, RecordId};

use crate::audit::{Leaf, Table, digest_row, keyed_digest, ledger_id_of, tables};
use crate::error::Doing;
use crate::object::{ObjectId, ObjectReader, Stored};
use crate::rows::readings::Readings;
use crate::search::bound::Part;
use crate::search::places;
use crate::store::{MAX_KEYRING_BYTES, Store, lock};
use crate::view::{self, View};
use crate::{StoreError, db, folder, keys, ledger};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// Where: a table and an identifier, a file, an entry of the ledger.
    pub place: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.place)
    }
}

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being checked.
    pub step: &'static str,
    /// How many of it are done.
    pub n_done: u64,
    /// How many there are.
    pub n_total: u64,
}

/// More findings of one kind than this are not listed by SQLite.
const MAX_DATABASE_FINDINGS: u32 = 100;
/// Pages of the database that are kept in memory while everything is checked.
const CACHE_KIB: i64 = 128 * 1024;

/// The digest that the ledger last gave for a row; `None` once the row was removed.
type LastDigests = HashMap<(String, String), Option<String>>;

/// Collects what is found.
struct Check<'p> {
    findings: Vec<Finding>,
    progress: &'p mut dyn FnMut(Progress),
}

impl Check<'_> {
    fn found(&mut self, code: &'static str, place: impl Into<String>) {
        self.findings.push(Finding { code, place: place.into() });
    }

    fn report(&mut self, step: &'static str, n_done: u64, n_total: u64) {
        (self.progress)(Progress { step, n_done, n_total });
    }
}

impl Store {
    /// Checks everything that lies in the folder of the archive; an empty answer means that all is as it was written.
    ///
    /// # Errors
    /// Faults that keep it from looking at all. Damage is a finding, not an error.
    pub fn verify(&self, progress: &mut dyn FnMut(Progress)) -> Result<Vec<Finding>, StoreError> {
        let mut check = Check { findings: vec![], progress };
        if let Some(alarm) = self.alarm() {
            check.found(alarm.code(), alarm.to_string());
        }
        self.verify_files(&mut check)?;
        // What was committed then stands in the database itself; what others still read stays in the log, and is looked at there.
        let _ = lock(&self.writer).db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        // A page is authenticated when it is read, a free one too; what fits in the cache is read once for all that follows.
        let seen = self.read_afresh::<_, StoreError>(|view| {
            db::set(view.db, "cache_size", -CACHE_KIB)?;
            check.report("pages and search index", 0, 1);
            view.many("read every page", "SELECT sum(length(data)) FROM sqlite_dbpage", [], |_| Ok(()))?;
            Ok(db::is_sound(view.db).then(|| verify_inside(view, self, &mut check)))
        });
        let seen = match seen {
            Ok(Some(seen)) => seen,
            // One that met a damaged page answers nothing any more: the pages are named, and another looks at what is left.
            Ok(None) | Err(_) => {
                let n_before = check.findings.len();
                self.name_pages(&mut check);
                match self.read_afresh::<_, StoreError>(|view| Ok(verify_inside(view, self, &mut check))) {
                    Ok(seen) => seen,
                    Err(error) if check.findings.len() == n_before => return Err(error),
                    // Not even its first pages can be read any more.
                    Err(error) => {
                        check.found("database-unreadable", describe(&error));
                        None
                    }
                }
            }
        };
        if let Some(seen) = seen {
            self.verify_extra_objects(&seen, &mut check)?;
        }
        Ok(check.findings)
    }

    /// Names every page that is not authentic, by the connection that writes: it is open, whatever became of the file.
    fn name_pages(&self, check: &mut Check<'_>) {
        let (keys, writer) = (self.current(), lock(&self.writer));
        let view = View { db: &writer.db, keys: &keys, memory: None };
        ask_database(&view, check, "page-damaged", "PRAGMA cipher_integrity_check");
    }

    /// The small files beside the database.
    fn verify_files(&self, check: &mut Check<'_>) -> Result<(), StoreError> {
        match folder::read_if_there(&self.folder.keyring(), MAX_KEYRING_BYTES)? {
            None => check.found("keyring-missing", "keys/keyring.age"),
            Some(bytes) if *lock(&self.keyring_sha256) != <[u8; 32]>::from(Sha256::digest(&bytes)) => {
                check.found("keyring-changed", "keys/keyring.age");
            }
            Some(_) => {}
        }
        let writer = lock(&self.writer);
        let alarm = match self.checkpoint_file()? {
            None => {
                check.found("checkpoint-missing", "checkpoints/latest");
                None
            }
            Some(note) => ledger::compare(&writer.db, &note, &self.origin, &self.verifier_key())?,
        };
        // What the start found was said already.
        if let Some(alarm) = alarm.filter(|alarm| self.alarm() != Some(alarm)) {
            check.found(alarm.code(), alarm.to_string());
        }
        Ok(())
    }

    fn verify_extra_objects(
        &self,
        seen: &HashSet<ObjectId>,
        check: &mut Check<'_>,
    ) -> Result<(), StoreError> {
        for stored in self.objects.list()? {
            match stored {
                Stored::Object(id) if !seen.contains(&id) && !self.objects.is_pending(id) => {
                    // It may have become visible since the snapshot was taken.
                    if self.read(|view| view.object(id)).is_err() {
                        check.found("object-extra", format!("object {id} has no row"));
                    }
                }
                Stored::Other(path) if path.extension().is_none_or(|end| end != "part") => {
                    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                    check.found("file-unknown", format!("objects/…/{}", name.unwrap_or_default()));
                }
                Stored::Object(_) | Stored::Other(_) => {}
            }
        }
        Ok(())
    }
}

/// Checks the database and what stands in it; returns the objects that have a row, where those could be read.
fn verify_inside(view: &View<'_>, store: &Store, check: &mut Check<'_>) -> Option<HashSet<ObjectId>> {
    verify_database(view, check);
    match verify_contents(view, store, check) {
        Ok(seen) => Some(seen),
        // The pages were named above; what stands on them cannot be read.
        Err(error) => {
            check.found("database-unreadable", describe(&error));
            None
        }
    }
}

/// The database checks its trees. The words of the search index are compared with what the ledger binds of them:
/// FTS5 would walk through every word to say only that they have the right form.
fn verify_database(view: &View<'_>, check: &mut Check<'_>) {
    match view.bound_digest(Part::Words) {
        Ok(Some(_)) => {
            verify_trees(view, check);
            match is_bound(view, Part::Words) {
                Ok(Some(true)) => {}
                Ok(_) => check.found("index-damaged", INDEX_WORDS),
                Err(error) => check.found("index-damaged", format!("{INDEX_WORDS}: {}", describe(&error))),
            }
        }
        // Nothing was indexed yet, or not since this is bound; or that cannot be read, and then this says why.
        Ok(None) | Err(_) => {
            let whole = format!("PRAGMA integrity_check({MAX_DATABASE_FINDINGS})");
            ask_database(view, check, "database-damaged", &whole);
        }
    }
    ask_database(view, check, "database-damaged", "PRAGMA foreign_key_check");
}

const INDEX_WORDS: &str = "the words of the search index";
const INDEX_PLACES: &str = "the places of the search index";

/// Whether a part of the search index is what the ledger binds; `None` when none was bound as yet.
fn is_bound(view: &View<'_>, part: Part) -> Result<Option<bool>, StoreError> {
    let Some(bound) = view.bound_digest(part)? else { return Ok(None) };
    Ok(Some(view.index_digest(part)? == bound && bound.is_of(view.remembered_digest(part)?)))
}

/// Checks every tree and index of the database, and that each page is in one of them or free. That is what `integrity_check` does
/// without the names of tables, but for asking the virtual table; and of the lengths, a row for every message, each is counted
/// instead ([`verify_index`]).
fn verify_trees(view: &View<'_>, check: &mut Check<'_>) {
    let doing = "list the tables to check";
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage <> 0 AND name <> 'words_docsize'
               UNION ALL SELECT 'sqlite_schema'";
    match view.many(doing, sql, [], |row| row.get::<_, String>(0).doing(doing)) {
        Ok(tables) => tables.iter().for_each(|table| {
            let sql = format!("PRAGMA integrity_check('{}')", table.replace('\'', "''"));
            ask_database(view, check, "database-damaged", &sql);
        }),
        Err(error) => check.found("database-damaged", format!("the database: {}", describe(&error))),
    }
    // The page at 1 GiB holds the locks and no data (SQLite, "The Lock-Byte Page").
    let sql = "SELECT format('%d pages are in no tree and not free', n) FROM (
                 SELECT c.page_count - f.freelist_count - (SELECT sum(pageno) FROM dbstat WHERE aggregate = TRUE)
                        - (1073741824 / s.page_size < c.page_count) AS n
                 FROM pragma_page_count c, pragma_freelist_count f, pragma_page_size s)
               WHERE n <> 0";
    ask_database(view, check, "database-damaged", sql);
}

/// Asks the database about itself; every answer but `ok` is a finding.
fn ask_database(view: &View<'_>, check: &mut Check<'_>, code: &'static str, sql: &str) {
    let read = |row: &rusqlite::Row<'_>| row.get::<_, String>(0).doing("check the database");
    match view.many("check the database", sql, [], read) {
        Ok(answers) => answers.into_iter().filter(|answer| answer != "ok").for_each(|answer| {
            match answer.to_ascii_lowercase().contains("fts5") {
                true => check.found("index-damaged", INDEX_WORDS),
                false => check.found(code, format!("the database: {answer}")),
            }
        }),
        Err(error) => check.found(code, format!("the database: {}", describe(&error))),
    }
}

/// Checks ledger, rows, keys, objects and index; returns the objects that have a row.
fn verify_contents(
    view: &View<'_>,
    store: &Store,
    check: &mut Check<'_>,
) -> Result<HashSet<ObjectId>, StoreError> {
    let digests = verify_ledger(view, check)?;
    verify_rows(view, digests, check)?;
    verify_keys(view, check)?;
    verify_index(view, check)?;
    verify_objects(view, store, check)
}

/// Computes every leaf and node again; returns what the ledger says about rows.
fn verify_ledger(view: &View<'_>, check: &mut Check<'_>) -> Result<LastDigests, StoreError> {
    let doing = "read the ledger";
    let n_total = view.ledger_size()?;
    let mut statement =
        view.db.prepare("SELECT seq, leaf, hash, salt, detail FROM leaves ORDER BY seq").doing(doing)?;
    let mut nodes = view.db.prepare("SELECT hash FROM nodes WHERE level = ?1 AND idx = ?2").doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    let mut frontier = Frontier::new();
    let mut last = LastDigests::new();
    let mut n_nodes = 0_u64;
    let mut readings = Readings::begin(view.db)?;
    while let Some(row) = rows.next().doing(doing)? {
        let seq = view::number(row, "seq")?;
        let text: String = view::get(row, "leaf")?;
        if frontier.size() != seq {
            check.found("ledger-gap", format!("ledger entry {}", frontier.size()));
            return Ok(last);
        }
        let hash = leaf_hash(text.as_bytes());
        if view::get::<[u8; 32]>(row, "hash").ok().map(Hash) != Some(hash) {
            check.found("ledger-changed", format!("ledger entry {seq}"));
        }
        frontier.append_with(hash, |node| {
            if node.place.level < ledger::LEAST_LEVEL {
                return;
            }
            n_nodes += 1;
            let stored =
                nodes.query_row((node.place.level, node.place.index), |row| row.get::<_, [u8; 32]>(0));
            if stored.ok().map(Hash) != Some(node.hash) {
                check.found(
                    "ledger-changed",
                    format!("ledger entry {seq}, node of level {}", node.place.level),
                );
            }
        });
        let Ok(leaf) = serde_json::from_str::<Leaf>(&text) else {
            check.found("ledger-changed", format!("ledger entry {seq} is no leaf"));
            continue;
        };
        let salt: Option<[u8; 32]> = view::get(row, "salt")?;
        let detail: Option<String> = view::get(row, "detail")?;
        if let Some((salt, detail)) = salt.zip(detail.as_ref())
            && keyed_digest(&salt, detail.as_bytes()) != leaf.detail
        {
            check.found("detail-changed", format!("the words of ledger entry {seq}"));
        }
        readings.add(&leaf, detail.as_deref());
        last.extend(leaf.rows.into_iter().map(|row| ((row.table, row.id), row.digest)));
        if seq % 1_000 == 0 {
            check.report("ledger", seq, n_total);
        }
    }
    for day in readings.differences(view)? {
        check.found("readings-changed", format!("who was shown what, {day} days after 1970-01-01"));
    }
    let n_stored = view.count(doing, "SELECT count(*) FROM nodes", [])?;
    if n_stored != n_nodes {
        check.found("ledger-changed", format!("{n_stored} nodes are stored for {n_nodes}"));
    }
    Ok(last)
}

/// Compares every row with what the ledger last said about it.
fn verify_rows(view: &View<'_>, mut last: LastDigests, check: &mut Check<'_>) -> Result<(), StoreError> {
    let doing = "read the rows to verify";
    for table in tables() {
        check.report(table.name(), 0, 1);
        let mut statement = view.db.prepare(&format!("SELECT * FROM {}", table.name())).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            let id = ledger_id_of(table, row)?;
            let digest = hex::encode(digest_row(row).doing(doing)?);
            match last.remove(&(table.name().to_owned(), id.clone())) {
                Some(Some(known)) if known == digest => {}
                Some(_) => check.found("row-changed", place(table, &id)),
                None => check.found("row-unknown", place(table, &id)),
            }
        }
    }
    let mut missing: Vec<_> =
        last.into_iter().filter(|(_, digest)| digest.is_some()).map(|(row, _)| row).collect();
    missing.sort();
    for (table, id) in missing {
        check.found("row-missing", format!("{table} {id}"));
    }
    Ok(())
}

fn place(table: Table, id: &str) -> String {
    format!("{} {id}", table.name())
}

/// Opens the wrap of every owner.
fn verify_keys(view: &View<'_>, check: &mut Check<'_>) -> Result<(), StoreError> {
    let doing = "list the keys to verify";
    let dossiers =
        view.many(doing, "SELECT id FROM dossiers", [], |row| view::text::<DossierId>(row, "id"))?;
    for id in dossiers {
        if let Err(error) = keys::dossier_key(view, &id) {
            check.found("key-damaged", format!("dossier {id}: {}", describe(&error)));
        }
    }
    let sql = "SELECT id FROM captures WHERE wrapped_key IS NOT NULL";
    let captures = view.many(doing, sql, [], |row| Ok(CaptureId(view::id(row, "id")?)))?;
    for id in captures {
        if let Err(error) = keys::capture_key(view, id) {
            check.found("key-damaged", format!("capture {id}: {}", describe(&error)));
        }
    }
    Ok(())
}

/// Compares the places of the search index with what the ledger binds of them, and counts the messages with words.
fn verify_index(view: &View<'_>, check: &mut Check<'_>) -> Result<(), StoreError> {
    check.report("index", 0, 1);
    let is_bound = is_bound(view, Part::Places);
    if !matches!(is_bound, Ok(Some(true))) {
        let n_before = check.findings.len();
        let is_read = verify_records_index(view, check)?;
        if !is_read {
            return Ok(());
        }
        if check.findings.len() == n_before && !matches!(is_bound, Ok(None)) {
            check.found("index-damaged", INDEX_PLACES);
        }
    }
    let doing = "count the messages with words";
    let n_messages = places::count(view.db)?;
    let n_worded = view.count(doing, "SELECT count(*) FROM words_docsize", [])?;
    if n_worded != n_messages {
        check.found(
            "index-changed",
            format!("the search index has words without messages or messages without words ({n_worded} and {n_messages})"),
        );
    }
    Ok(())
}

/// Compares the index of every record with the fingerprint in its row: it names the record of which something was changed. Returns
/// false when the index cannot be read.
fn verify_records_index(view: &View<'_>, check: &mut Check<'_>) -> Result<bool, StoreError> {
    let doing = "read the search index to verify";
    let mut indexed = match view.indexed_records() {
        Ok(indexed) => indexed,
        Err(error) => {
            check.found("index-damaged", describe(&error));
            return Ok(false);
        }
    };
    let records = view.many(doing, "SELECT id FROM records", [], |row| Ok(RecordId(view::id(row, "id")?)))?;
    for id in records {
        let place = view.index_place(id)?;
        let Some(known) = place.fingerprint else { continue };
        let found = indexed.remove(&place.seq).unwrap_or_default();
        if found.fingerprint.to_bytes() != known {
            check.found("index-changed", format!("the search index of record {id}"));
        }
    }
    let n_stray: u64 = indexed.values().map(|record| record.n_messages).sum();
    if n_stray != 0 {
        check.found("index-changed", format!("{n_stray} messages in the search index belong to no record"));
    }
    Ok(true)
}

/// Reads every object to its end.
fn verify_objects(
    view: &View<'_>,
    store: &Store,
    check: &mut Check<'_>,
) -> Result<HashSet<ObjectId>, StoreError> {
    let doing = "list the objects to verify";
    let ids =
        view.many(doing, "SELECT id FROM objects ORDER BY id", [], |row| Ok(ObjectId(view::id(row, "id")?)))?;
    for (i, id) in ids.iter().enumerate() {
        check.report("objects", i as u64, ids.len() as u64);
        match verify_object(view, store, *id) {
            Ok(None) => {}
            // A write that ran meanwhile may have removed it.
            Ok(Some(_)) | Err(_) if store.read(|now| now.object(*id)).is_err() => {}
            Ok(Some(code)) => check.found(code, format!("object {id}")),
            Err(error) => check.found("object-damaged", format!("object {id}: {}", describe(&error))),
        }
    }
    Ok(ids.into_iter().collect())
}

/// Returns the code of what is wrong with an object.
fn verify_object(view: &View<'_>, store: &Store, id: ObjectId) -> Result<Option<&'static str>, StoreError> {
    let Some(stored_bytes) = store.objects.stored_bytes(id) else { return Ok(Some("object-missing")) };
    let (object, key) = view.object_with_key(id)?;
    if stored_bytes != object.stored_bytes {
        return Ok(Some("object-size"));
    }
    let mut reader = ObjectReader::open(&store.objects, &object, &key)?;
    let mut digest = Sha256::new();
    let mut n_bytes = 0;
    loop {
        let page = reader.fill_buf().doing("read an object")?;
        if page.is_empty() {
            break;
        }
        digest.update(page);
        let n = page.len();
        n_bytes += n as u64;
        reader.consume(n);
    }
    let is_same = n_bytes == object.size_bytes && <[u8; 32]>::from(digest.finalize()) == object.sha256;
    Ok((!is_same).then_some("object-changed"))
}

/// Returns an error with its causes in one line.
fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}
