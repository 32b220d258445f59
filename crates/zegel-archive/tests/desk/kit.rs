//! A real archive with the people whom the desk needs, and a clock that the test turns.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use zegel_archive::create::{Created, NewArchive, Safe, create};
use zegel_archive::{Archive, Config, Desk, Outside, Typesetter, people};
use zegel_model::{Person, PersonId, Role};
use zegel_seal::Quorum;

/// The people: short name, role.
const PEOPLE: [(&str, Role); 6] = [
    ("anna", Role::ChatOwner),
    ("carla", Role::DataOwner),
    ("elif", Role::Lawyer),
    ("fatima", Role::PrivacyOfficer),
    ("inez", Role::Inspector),
    ("sam", Role::Supporter),
];

/// An archive of a test.
pub struct Office {
    /// The archive.
    pub archive: Archive,
    /// The moment of now.
    pub now: Timestamp,
    _dir: TempDir,
}

impl Office {
    /// Makes an archive on a Saturday: 2026-11-21 10:00 UTC.
    pub fn new() -> Self {
        Self::with(|config| config)
    }

    /// Makes one whose configuration was changed by hand.
    pub fn with(change: impl FnOnce(Config) -> Config) -> Self {
        let dir = TempDir::new().unwrap();
        let now: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let day = jiff::civil::date(2026, 1, 1);
        let new = NewArchive {
            config: change(Config::new(
                "Archief Waterveen",
                "archief.waterveen.example",
                "Gemeente Waterveen",
                day,
            )),
            operator: Person { id: id("beheer"), name: "Beheer".into(), roles: vec![] },
            safe: Safe::KeyFile(dir.path().join("operator.key")),
            quorum: Quorum::new(2, 3).unwrap(),
        };
        let Created { mut archive, .. } = create(&dir.path().join("archive"), new, now, outside()).unwrap();
        let mut desk = archive.desk(&id("beheer"), now).unwrap();
        for (short, role) in PEOPLE {
            people::add(&mut desk, &Person { id: id(short), name: short.into(), roles: vec![role] }).unwrap();
        }
        Self { archive, now, _dir: dir }
    }

    /// Sits down as somebody, now.
    pub fn desk(&mut self, short: &str) -> Desk<'_> {
        self.archive.desk(&id(short), self.now).unwrap()
    }

    /// Turns the clock forward.
    pub fn wait(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }
}

/// Returns the identifier of a person.
pub fn id(short: &str) -> PersonId {
    short.parse().unwrap()
}

/// Returns the zone of the Netherlands by its rule, for a machine without the data of zones.
pub fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

/// Chance that is the same in every run, and a typesetter that nobody starts.
fn outside() -> Outside {
    let counter = AtomicU64::new(1);
    Outside {
        random: Arc::new(move |bytes| {
            for byte in bytes {
                let n = counter.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                *byte = n.to_be_bytes()[1];
            }
        }),
        typesetter: Typesetter { program: PathBuf::from("/nonexistent"), arguments: vec![] },
    }
}
