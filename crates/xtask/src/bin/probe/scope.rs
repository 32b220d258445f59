//! An archive of a million messages with ten years of work in its ledger, and the scopes that are counted in it.
//!
//! Fifty people work every day: each signs on, opens some records page by page, searches now and then. The archive is made through
//! the door of the store, without the sealing of contents, which a scope does not look at; it is kept for the next run.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;
use zegel_archive::create::{self, NewArchive, Safe};
use zegel_archive::scope::{ScopeQuery, What};
use zegel_archive::{Archive, Config, Outside, Typesetter, people, scope};
use zegel_model::{
    CaptureId, CaptureState, Content, Done, DossierId, Moment, Person, PersonId, RecordId, RecordState, Role,
    SessionId,
};
use zegel_seal::{Identity, Keyring, Quorum};
use zegel_store::{
    Affected, Audited, Capture, Dossier, Entry, Facts, IndexedMessage, Marked, NewObject, ObjectOwner,
    ObjectRole, Pseudonym, Record, Store, StoreError, Suggested,
};
use zegel_testkit::Chance;

use crate::cpu_seconds;

const MESSAGES_OF_RECORD: u64 = 200;
const RECORDS_OF_DOSSIER: u64 = 25;
const PEOPLE_OF_RECORD: usize = 12;
const N_NAMES: usize = 20_000;
const N_STAFF: usize = 50;
const N_DAYS: u64 = 3_650;
/// Entries with one sync while the archive is made.
const BATCH: usize = 20_000;
/// Syncs in one round of appends.
const N_SYNCS: usize = 100;
/// Raised when the archive is made in another way, so that an older one is not measured.
const MADE: &str = "made-1";

pub(crate) struct Size {
    pub(crate) n_messages: u64,
    pub(crate) n_entries: u64,
}

pub(crate) fn measure(folder: &Path, size: Size, rounds: usize) -> Result<()> {
    let town = Town::at(folder, size)?;
    let mut archive = town.open()?;
    let mut questions = serde_json::Map::new();
    for (name, query) in town.questions(&mut archive)? {
        let (mut cpu, mut wall) = (vec![], vec![]);
        for round in 0..=rounds {
            let (start, before) = (Instant::now(), cpu_seconds()?);
            let counted = scope::count(&mut archive.desk(&privacy_officer()?, end())?, &query)?;
            anyhow::ensure!(0 < counted.counted.could.n_messages, "a scope of nothing is no answer");
            // The first round warms the caches up.
            if 0 < round {
                cpu.push(cpu_seconds()? - before);
                wall.push(start.elapsed().as_secs_f64());
            }
        }
        questions.insert(name.to_owned(), json!({ "cpu": cpu, "wall": wall }));
    }
    drop(archive);
    let store = town.store()?;
    let (mut cpu, mut wall) = (vec![], vec![]);
    for _ in 0..rounds.min(3) {
        let (start, before) = (Instant::now(), cpu_seconds()?);
        scan(&store)?;
        cpu.push(cpu_seconds()? - before);
        wall.push(start.elapsed().as_secs_f64());
    }
    // The ratio is taken pair by pair.
    while cpu.len() < rounds {
        cpu.push(cpu[cpu.len() - 3.min(cpu.len())]);
    }
    let mut n_readings = 0_u64;
    store.read::<_, StoreError>(|view| view.each_reading((i64::MIN, i64::MAX), |_, _| n_readings += 1))?;
    let line = json!({
        "questions": questions,
        "scan": { "cpu": cpu, "wall": wall },
        "database_bytes": town.database_bytes()?,
        "n_readings": n_readings,
        "appends": appends(&store, rounds)?,
    });
    println!("{line}");
    Ok(())
}

/// What it costs without the readings: every leaf is read, parsed and looked at.
fn scan(store: &Store) -> Result<usize> {
    let mut shown: std::collections::HashSet<String> = std::collections::HashSet::new();
    let mut next = 0;
    loop {
        let page = store.read(|view| view.ledger_entries(next, 10_000))?;
        let Some(last) = page.last() else { return Ok(shown.len()) };
        next = last.leaf.seq + 1;
        for entry in &page {
            match entry.leaf.act.as_str() {
                "read" => shown.extend(entry.leaf.subjects.iter().map(|one| one.as_str().to_owned())),
                "search" => {
                    let words = entry.detail.as_ref().context("the words are there")?;
                    let words: serde_json::Value = serde_json::from_str(&words.text)?;
                    // Those that an earlier round appended showed nothing.
                    let ids = words["shown"].as_array().into_iter().flatten();
                    shown.extend(ids.filter_map(|id| id.as_str().map(str::to_owned)));
                }
                _ => {}
            }
        }
    }
}

/// Entries per second with one sync each: one that shows nothing and one that shows a record, in turn.
fn appends(store: &Store, rounds: usize) -> Result<[Vec<f64>; 2]> {
    let record = store.read(|view| view.records(None, 1))?.remove(0).id;
    let plain = entry("search", Pseudonym::ARCHIVE, end(), json!({ "query": "begroting", "limit": 20 }));
    let reading =
        Entry { subjects: vec![record.into()], ..entry("read", Pseudonym::ARCHIVE, end(), json!({})) };
    let mut rates = [vec![], vec![]];
    for _ in 0..rounds {
        for (rate, one) in rates.iter_mut().zip([&plain, &reading]) {
            let start = Instant::now();
            for _ in 0..N_SYNCS {
                store.append_entries(std::slice::from_ref(one))?;
            }
            rate.push(N_SYNCS as f64 / start.elapsed().as_secs_f64());
        }
    }
    Ok(rates)
}

fn entry(act: &'static str, actor: Pseudonym, at: Timestamp, detail: serde_json::Value) -> Entry {
    Entry { act, actor, subjects: vec![], session: None, at, detail }
}

/// The first day, and the moment of the questions.
fn begin() -> Timestamp {
    Timestamp::constant(1_451_606_400, 0)
}

fn end() -> Timestamp {
    begin() + SignedDuration::from_hours(24 * (N_DAYS as i64 + 10))
}

fn privacy_officer() -> Result<PersonId> {
    Ok("fatima".parse()?)
}

struct Town {
    folder: PathBuf,
    size: Size,
}

impl Town {
    /// Returns the archive of an earlier run, or makes it.
    fn at(folder: &Path, size: Size) -> Result<Self> {
        let name = format!("scope-{}-{}", size.n_messages, size.n_entries);
        let town = Self { folder: folder.join("archives").join(name), size };
        if !town.folder.join(MADE).exists() {
            if town.folder.exists() {
                std::fs::remove_dir_all(&town.folder)?;
            }
            std::fs::create_dir_all(&town.folder)?;
            town.make()?;
            std::fs::write(town.folder.join(MADE), "")?;
        }
        Ok(town)
    }

    fn outside() -> Outside {
        Outside {
            random: Arc::new(zegel_seal::system_random),
            typesetter: Typesetter { program: "none".into(), arguments: vec![] },
        }
    }

    fn archive(&self) -> PathBuf {
        self.folder.join("archive")
    }

    fn identity(&self) -> Result<Identity> {
        let text = std::fs::read_to_string(self.folder.join("operator.key"))?;
        Ok(create::key_from_file(&text)?)
    }

    fn open(&self) -> Result<Archive> {
        Ok(Archive::open(&self.archive(), &self.identity()?, Self::outside())?)
    }

    fn store(&self) -> Result<Store> {
        let keyring = Keyring::open(&self.identity()?, &Store::sealed_keyring(&self.archive())?)?;
        Ok(Store::open(&self.archive(), &keyring, Box::new(zegel_seal::system_random))?)
    }

    fn database_bytes(&self) -> Result<u64> {
        let mut bytes = 0;
        for file in std::fs::read_dir(self.archive().join("data"))? {
            bytes += file?.metadata()?.len();
        }
        Ok(bytes)
    }

    fn make(&self) -> Result<()> {
        let operator: PersonId = "beheer".parse()?;
        let new = NewArchive {
            config: Config::new("Bench", "bench.example", "Bench", jiff::civil::date(2016, 1, 1)),
            operator: Person { id: operator.clone(), name: "Beheer".into(), roles: vec![] },
            safe: Safe::KeyFile(self.folder.join("operator.key")),
            quorum: Quorum::new(2, 3)?,
        };
        let mut archive = create::create(&self.archive(), new, begin(), Self::outside())?.archive;
        let mut desk = archive.desk(&operator, begin())?;
        for number in 0..N_STAFF {
            let role = [Role::RecordsAdviser, Role::DataOwner, Role::Archivist, Role::Lawyer][number % 4];
            let name = Content::from(format!("Medewerker {number}"));
            people::add(&mut desk, &Person { id: staff(number)?, name, roles: vec![role] })?;
        }
        let name = Content::from("Fatima");
        people::add(&mut desk, &Person { id: privacy_officer()?, name, roles: vec![Role::PrivacyOfficer] })?;
        drop(archive);
        let store = self.store()?;
        let mut chance = Chance::new(41);
        let records = self.keep(&store, &mut chance)?;
        self.work(&store, &records, &mut chance)?;
        store.publish_checkpoint()?;
        Ok(())
    }

    /// Records with their facts and their messages in the index.
    fn keep(&self, store: &Store, chance: &mut Chance) -> Result<Vec<RecordId>> {
        let n_records = self.size.n_messages / MESSAGES_OF_RECORD;
        let done = Done { by: staff(0)?, at: begin() };
        let mut records = vec![];
        for number in 0..n_records {
            let dossier: DossierId = format!("B-{}", number / RECORDS_OF_DOSSIER).parse()?;
            let capture = CaptureId(Uuid::from_u128(u128::from(number) + 1));
            let id = RecordId(Uuid::from_u128((1 << 64) + u128::from(number)));
            let day = number * N_DAYS / n_records;
            let first =
                jiff::civil::date(2016, 1, 1).at(9, 0, 0, 0) + SignedDuration::from_hours(24 * day as i64);
            let facts = facts(chance, begin() + SignedDuration::from_hours(24 * day as i64));
            let detail = entry("store", Pseudonym::ARCHIVE, begin(), json!({}));
            let owner = ObjectOwner::Record(id, dossier.clone());
            let puts = [ObjectRole::Canonical, ObjectRole::Pdf, ObjectRole::Attachment]
                .into_iter()
                .map(|role| {
                    let (owner, media_type) = (owner.clone(), "text/plain".to_owned());
                    store.put_object(
                        NewObject { owner, role, part: 0, name: None, media_type },
                        &mut &b"bench"[..],
                    )
                })
                .collect::<Result<Vec<_>, _>>()?;
            store.write::<_, anyhow::Error>(|tx| {
                if number % RECORDS_OF_DOSSIER == 0 {
                    let title = Content::from("Bench");
                    tx.insert_dossier(&Dossier {
                        id: dossier.clone(),
                        title,
                        created: done.clone(),
                        closed: None,
                    })?;
                }
                let state = CaptureState::Stored {
                    accepted: done.clone(),
                    registered: done.clone(),
                    stored: done.clone(),
                };
                tx.insert_capture(&Capture { id: capture, owner: staff(0)?, state, manifest: None })?;
                tx.insert_record(&Record {
                    id,
                    capture,
                    dossier: dossier.clone(),
                    registration: None,
                    state: RecordState::Stored,
                    n_messages: MESSAGES_OF_RECORD,
                    first_at: Some(Moment(first)),
                    last_at: Some(Moment(first + SignedDuration::from_mins(MESSAGES_OF_RECORD as i64))),
                })?;
                puts.iter().try_for_each(|put| tx.insert_object(put))?;
                tx.insert_facts(id, &facts)?;
                let mut indexer = tx.indexer(id)?;
                for position in 1..=MESSAGES_OF_RECORD {
                    indexer.push(&IndexedMessage {
                        position,
                        at: Moment(first + SignedDuration::from_mins(position as i64)),
                        sender: Some("Medewerker"),
                        text: "akkoord met het voorstel voor het plein",
                        part: 0,
                        byte_offset: position * 100,
                        n_bytes: 100,
                    })?;
                }
                indexer.finish()?;
                Ok(Audited::new((), detail))
            })?;
            records.push(id);
        }
        Ok(records)
    }

    /// Ten years of work.
    fn work(&self, store: &Store, records: &[RecordId], chance: &mut Chance) -> Result<()> {
        let known = store.read(|view| view.people())?;
        let actors: Vec<Pseudonym> = known.iter().map(|one| one.pseudonym).take(N_STAFF).collect();
        let of_day = usize::try_from(self.size.n_entries / (N_DAYS * N_STAFF as u64))?.max(1);
        let mut n_left = self.size.n_entries;
        let mut batch = Vec::with_capacity(BATCH);
        'years: for day in 0.. {
            for actor in &actors {
                let session = SessionId(Uuid::from_u128(u128::from(chance.next_u64()) << 64 | 1));
                let mut open = records[chance.skewed(records.len())];
                for step in 0..=of_day {
                    let at = begin() + SignedDuration::from_mins(24 * 60 * day + 480 + step as i64);
                    let mut one = match (step, chance.below(10)) {
                        (0, _) => entry("sign-on", *actor, at, json!({ "with": "passkey" })),
                        (_, 0) => {
                            let shown: Vec<RecordId> =
                                (0..10).map(|_| records[chance.skewed(records.len())]).collect();
                            let detail = json!({ "query": "begroting", "limit": 20, "shown": shown });
                            entry("search", *actor, at, detail)
                        }
                        (_, 1) => entry("see-states", *actor, at, json!({})),
                        (_, n) => {
                            if n < 4 {
                                open = records[chance.skewed(records.len())];
                            }
                            let detail = json!({ "from": step, "limit": 100 });
                            Entry { subjects: vec![open.into()], ..entry("read", *actor, at, detail) }
                        }
                    };
                    one.session = Some(session);
                    batch.push(one);
                    n_left -= 1;
                    if batch.len() == BATCH || n_left == 0 {
                        store.append_entries(&batch)?;
                        batch.clear();
                    }
                    if n_left == 0 {
                        break 'years;
                    }
                }
            }
        }
        Ok(())
    }

    fn questions(&self, archive: &mut Archive) -> Result<Vec<(&'static str, ScopeQuery)>> {
        let desk = archive.desk(&privacy_officer()?, end())?;
        let person = scope::person(&desk, &staff(7)?)?;
        let month = |what: What| ScopeQuery {
            from: Some(begin() + SignedDuration::from_hours(24 * 3_000 + 5)),
            to: Some(begin() + SignedDuration::from_hours(24 * 3_030 + 5)),
            ..ScopeQuery::of(what)
        };
        Ok(vec![
            ("everything", ScopeQuery::of(What::Everything)),
            ("a role", ScopeQuery::of(What::Role(Role::Lawyer))),
            ("a person in a month", month(person)),
            ("everything in a month", month(What::Everything)),
            ("a dossier", ScopeQuery::of(What::Dossier("B-3".parse()?))),
        ])
    }
}

fn staff(number: usize) -> Result<PersonId> {
    Ok(format!("m{number}").parse()?)
}

fn facts(chance: &mut Chance, stored_at: Timestamp) -> Facts {
    let person = |chance: &mut Chance| {
        let number = chance.index(N_NAMES);
        let country = number.is_multiple_of(3).then(|| ["NL", "BE", "DE"][number % 9 / 3].to_owned());
        Affected { name: format!("{number:032x}"), country }
    };
    let by = [("bsn", 1), ("special", 2)].map(|(code, n)| (code.to_owned(), n));
    Facts {
        stored_at,
        marked: Marked { special: 1, criminal: 0, any: 1 },
        suggested: Some(Suggested { set: "zegel-detectors-1".to_owned(), by: by.into() }),
        people: (0..PEOPLE_OF_RECORD).map(|_| person(chance)).collect(),
    }
}
