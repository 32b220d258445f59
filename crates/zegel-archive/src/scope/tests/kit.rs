//! A municipality in a temporary folder, with chats whose every message is known.

use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tempfile::TempDir;
use zegel_model::{
    Appraisal, CaptureId, Confidentiality, Ground, Person, PersonId, RecordId, Registration, Retention, Role,
    Sensitive,
};
use zegel_seal::Quorum;
use zegel_sift::{ExportFile, Order, Plan, Secret, make_submission};
use zegel_testkit::Chance;
use zegel_testkit::hostile::{RawZip, RawZipEntry};

use crate::create::{Created, NewArchive, Safe, create};
use crate::store::{Rendition, store};
use crate::{Archive, Config, Desk, Outside, Typesetter, accept, dossiers, people, register};

/// Short name, full name as it stands in chats too, role.
pub const PEOPLE: [(&str, &str, Role); 9] = [
    ("anna", "Anna de Boer", Role::ChatOwner),
    ("joris", "Joris Maas", Role::ChatOwner),
    ("bram", "Bram Visser", Role::RecordsAdviser),
    ("carla", "Carla Smit", Role::DataOwner),
    ("dirk", "Dirk Mulder", Role::Archivist),
    ("elif", "Elif Kaya", Role::Lawyer),
    ("fatima", "Fatima El Amrani", Role::PrivacyOfficer),
    ("inez", "Inez Peeters", Role::Inspector),
    ("sam", "Sam de Wit", Role::Supporter),
];

/// A message of a chat: who, what, and whether a picture goes with it.
pub type Said = (&'static str, &'static str, bool);

pub struct Body {
    pub archive: Archive,
    dir: TempDir,
    n_packages: u32,
}

pub fn id(short: &str) -> PersonId {
    short.parse().unwrap()
}

/// The moment `hours` after the archive was made.
pub fn at(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    start + jiff::SignedDuration::from_hours(hours)
}

impl Body {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let source = Arc::new(Mutex::new(Chance::new(7)));
        let outside = Outside {
            random: Arc::new(move |bytes| source.lock().unwrap().fill(bytes)),
            typesetter: Typesetter { program: "none".into(), arguments: vec![] },
        };
        let new = NewArchive {
            config: Config::new("Archief", "archief.example", "Gemeente", jiff::civil::date(2026, 1, 1)),
            operator: Person { id: id("beheer"), name: "Beheer".into(), roles: vec![] },
            safe: Safe::KeyFile(dir.path().join("operator.key")),
            quorum: Quorum::new(2, 3).unwrap(),
        };
        let Created { archive, .. } = create(&dir.path().join("archive"), new, at(0), outside).unwrap();
        let mut body = Self { archive, dir, n_packages: 0 };
        for (short, name, role) in PEOPLE {
            let person = Person { id: id(short), name: name.into(), roles: vec![role] };
            people::add(&mut body.desk("beheer", 0), &person).unwrap();
        }
        for dossier in ["W-1", "W-2"] {
            dossiers::open(&mut body.desk("carla", 0), &dossier.parse().unwrap(), &"Plein".into()).unwrap();
        }
        body
    }

    pub fn desk(&mut self, who: &str, hours: i64) -> Desk<'_> {
        self.archive.desk(&id(who), at(hours)).unwrap()
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    /// Anybody hands in a whole chat, of which each message is a minute later than the one before.
    pub fn accept(&mut self, owner: &str, hours: i64, said: &[Said]) -> CaptureId {
        let zip = export(said);
        let day = jiff::civil::date(2026, 3, 2);
        let selection = serde_json::json!({
            "format": zegel_sift::SELECTION_FORMAT, "version": 1,
            "regime": { "kind": "select-out", "policy": "Beleid", "policy_date": day },
            "rules": [{ "keep": { "positions": format!("1-{}", said.len()) } }],
            "not_kept": "private",
        });
        let grounds = [Ground { code: "private".into(), label: "Privé".into() }];
        let plan = Plan::new(&serde_json::from_value(selection).unwrap(), &grounds).unwrap();
        let options = zegel_import::Options::new(day);
        let mut zip = Cursor::new(zip);
        let source = ExportFile { bytes: &mut zip, file_name: Some("chat.zip"), options: &options };
        self.n_packages += 1;
        let number = u128::from(self.n_packages);
        let recipient = self.archive.recipient().parse().unwrap();
        let person = id(owner);
        let order = Order {
            secret: Secret::new([self.n_packages as u8; 32]),
            id: uuid::Uuid::from_u128(number << 96 | 0x7000 << 64 | 0x8000_0000_0000_0000),
            now: at(hours),
            owner: &person,
            archive: "Archief",
            recipient: &recipient,
        };
        let mut package = Cursor::new(vec![]);
        make_submission(source, &plan, order, &mut package, &mut |_| ControlFlow::Continue(())).unwrap();
        let path = self.path(&format!("{number}.zegel"));
        std::fs::File::create_new(&path).unwrap().write_all(&package.into_inner()).unwrap();
        accept::accept(&mut self.desk(owner, hours), &path, &mut |_, _| {}).unwrap().capture
    }

    /// Carla registers and stores everything of a capture, split over dossiers.
    pub fn keep(&mut self, capture: CaptureId, hours: i64, parts: Vec<Registration>) -> Vec<RecordId> {
        let is_sensitive = parts.iter().any(|part| part.sensitive.is_some());
        let records = match is_sensitive {
            true => {
                register::propose(&mut self.desk("carla", hours), capture, parts).unwrap();
                register::approve(&mut self.desk("bram", hours), capture).unwrap()
            }
            false => register::register(&mut self.desk("carla", hours), capture, parts).unwrap(),
        };
        store(&mut self.desk("carla", hours), capture, Rendition::Later).unwrap();
        records
    }
}

/// What is registered of the positions in a dossier.
pub fn part(dossier: &str, positions: (u64, u64), sensitive: Option<Sensitive>) -> Registration {
    Registration {
        dossier: dossier.parse().unwrap(),
        title: "Appgroep".into(),
        positions: vec![positions],
        confidentiality: Confidentiality::Intern,
        retention: Retention { appraisal: Appraisal::V, category: "1.1".into(), term: Some("P10Y".into()) },
        use_limit: "Nader te bepalen".into(),
        activity: None,
        sensitive,
    }
}

/// An export of WhatsApp on Android with its pictures.
fn export(said: &[Said]) -> Vec<u8> {
    let mut text = String::new();
    let mut zip = RawZip::new();
    for (number, (who, what, has_picture)) in said.iter().enumerate() {
        let when = format!("02-03-2026 10:{number:02} - {who}: ");
        text += &match has_picture {
            true => format!("{when}IMG-20260302-WA{number:04}.jpg (bestand bijgevoegd)\n{what}\n"),
            false => format!("{when}{what}\n"),
        };
        if *has_picture {
            let bytes = zegel_testkit::media::site_photo(number as u64);
            zip = zip.with(RawZipEntry::stored(format!("IMG-20260302-WA{number:04}.jpg"), bytes));
        }
    }
    zip.with(RawZipEntry::stored("WhatsApp-chat met Plein.txt", text)).finish()
}
