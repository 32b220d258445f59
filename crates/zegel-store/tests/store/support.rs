//! Builders for the stories: a throw-away archive with a person, a dossier, a capture and records.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;
use zegel_model::{
    Appraisal, CaptureId, CaptureState, Confidentiality, Done, DossierId, Moment, Person, PersonId, RecordId,
    RecordState, Registration, Retention, Role,
};
use zegel_seal::{Identity, Keyring};
use zegel_store::{
    Audited, Capture, Dossier, Entry, IndexedMessage, NewObject, ObjectId, ObjectOwner, ObjectRole,
    Pseudonym, Random, Record, Store, StoreError, Subject, Tx,
};

pub fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// Chance by a seed, so that a story is the same each time. Each use goes on where the last one ended.
pub fn random(seed: u64) -> Random {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Box::new(move |bytes| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
    })
}

pub struct Archive {
    pub dir: tempfile::TempDir,
    pub keyring: Keyring,
    pub operator: Identity,
    pub store: Option<Store>,
}

impl Archive {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut chance = random(1);
        let keyring = Keyring::generate("archief.example", &mut *chance, now());
        let operator = Identity::generate(&mut *chance);
        let sealed = keyring.seal(&[operator.recipient()]).unwrap();
        let store = Store::create(dir.path(), &keyring, &sealed, random(2), now()).unwrap();
        Self { dir, keyring, operator, store: Some(store) }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    pub fn close(&mut self) {
        self.store = None;
    }

    /// Opens it again as a new process would, with the key ring that lies there.
    pub fn try_open(&mut self, seed: u64) -> Result<&Store, StoreError> {
        self.close();
        self.keyring = Keyring::open(&self.operator, &Store::sealed_keyring(self.path())?).unwrap();
        self.store = Some(Store::open(self.path(), &self.keyring, random(seed))?);
        Ok(self.store())
    }

    pub fn reopen(&mut self, seed: u64) -> &Store {
        self.try_open(seed).unwrap()
    }

    pub fn assert_clean(&self) {
        assert_eq!(self.store().verify(&mut |_| ()).unwrap(), []);
    }
}

pub fn entry(act: &'static str, subjects: Vec<Subject>) -> Entry {
    let detail = serde_json::json!({ "what": act });
    Entry { act, actor: Pseudonym::ARCHIVE, subjects, session: None, at: now(), detail }
}

/// Writes with an entry that says nothing in particular.
pub fn write<T>(store: &Store, act: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
    store.write(|tx| Ok(Audited::new(act(tx)?, entry("test", vec![]))))
}

pub fn person(id: &str) -> Person {
    Person { id: id.parse().unwrap(), name: "Jan Jansen".into(), roles: vec![Role::DataOwner] }
}

pub fn done(by: &str) -> Done {
    Done { by: by.parse::<PersonId>().unwrap(), at: now() }
}

pub fn dossier_id(id: &str) -> DossierId {
    id.parse().unwrap()
}

pub fn dossier(id: &str) -> Dossier {
    Dossier { id: dossier_id(id), title: "Woningbouw Oost".into(), created: done("jan"), closed: None }
}

pub fn capture(n: u128) -> Capture {
    Capture {
        id: CaptureId(Uuid::from_u128(n)),
        owner: "jan".parse().unwrap(),
        state: CaptureState::Accepted { accepted: done("jan") },
        manifest: None,
    }
}

pub fn record(n: u128, capture: CaptureId, dossier: &str) -> Record {
    Record {
        id: RecordId(Uuid::from_u128(n)),
        capture,
        dossier: dossier_id(dossier),
        registration: Some(Registration {
            dossier: dossier_id(dossier),
            title: "Gesprek over Oost".into(),
            positions: vec![(1, 3)],
            confidentiality: Confidentiality::Intern,
            retention: Retention {
                appraisal: Appraisal::V,
                category: "1.1".into(),
                term: Some("P10Y".into()),
            },
            use_limit: "Nader te bepalen".into(),
            activity: None,
            sensitive: None,
        }),
        state: RecordState::Registered,
        n_messages: 3,
        first_at: Some(at(1, 0)),
        last_at: Some(at(3, 0)),
    }
}

pub fn at(day: i8, minute: i8) -> Moment {
    Moment(date(2025, 3, day).at(9, minute, 0, 0))
}

pub fn new_object(owner: ObjectOwner, role: ObjectRole) -> NewObject {
    NewObject { owner, role, part: 0, name: Some("notitie.txt".into()), media_type: "text/plain".into() }
}

/// Puts an object and makes it visible.
pub fn keep_object(store: &Store, new: NewObject, bytes: &[u8]) -> ObjectId {
    let put = store.put_object(new, &mut &bytes[..]).unwrap();
    write(store, |tx| tx.insert_object(&put)).unwrap();
    put.id()
}

/// A message of a story: local time, sender, text.
pub type Said<'a> = (Moment, &'a str, &'a str);

/// Keeps a record with its messages and its index, in one transaction.
pub fn keep_record(store: &Store, record: &Record, said: &[Said<'_>]) {
    keep_record_as(store, record, said, ObjectRole::Messages);
}

/// As [`keep_record`], with the messages in an object of this role.
pub fn keep_record_as(store: &Store, record: &Record, said: &[Said<'_>], role: ObjectRole) {
    let lines: Vec<String> = said.iter().map(|(_, _, text)| format!("{text}\n")).collect();
    let owner = ObjectOwner::Record(record.id, record.dossier.clone());
    let messages = new_object(owner, role);
    // The object is sealed before its record has a row.
    let put = store.put_object(messages, &mut lines.concat().as_bytes()).unwrap();
    write(store, |tx| {
        tx.insert_record(record)?;
        tx.insert_object(&put)?;
        let mut indexer = tx.indexer(record.id)?;
        let mut byte_offset = 0;
        for (position, ((at, sender, text), line)) in (1..).zip(said.iter().zip(&lines)) {
            let n_bytes = line.len() as u32;
            indexer.push(&IndexedMessage {
                position,
                at: *at,
                sender: Some(sender),
                text,
                part: 0,
                byte_offset,
                n_bytes,
            })?;
            byte_offset += u64::from(n_bytes);
        }
        indexer.finish()
    })
    .unwrap();
}

/// An archive with a dossier `oost`, a capture and one record of three messages.
pub fn archive_with_record() -> (Archive, Record) {
    let archive = Archive::new();
    let capture = capture(10);
    let record = record(20, capture.id, "oost");
    write(archive.store(), |tx| {
        tx.insert_person(&person("jan"))?;
        tx.insert_dossier(&dossier("oost"))?;
        tx.insert_capture(&capture)
    })
    .unwrap();
    let said = [
        (at(1, 0), "Jan Jansen", "De woningbouwplannen liggen klaar"),
        (at(2, 0), "Piet", "Akkoord, ik stuur een brief"),
        (at(3, 0), "Jan Jansen", "zeldzaamwoordxyz besluit volgt"),
    ];
    keep_record(archive.store(), &record, &said);
    (archive, record)
}
