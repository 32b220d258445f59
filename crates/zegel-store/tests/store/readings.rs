//! Stories about who was shown what: noted with each entry, made again from the ledger, compared by `verify`.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use zegel_model::{CaptureId, RecordId, ReleaseId, SessionId};
use zegel_store::{Entry, How, Leaf, Pseudonym, Reading, Shown, Store, StoreError, Subject, day_of};

use crate::support::{Archive, archive_with_record, entry, now};

const SESSION: SessionId = SessionId(Uuid::from_u128(77));

fn by(actor: u128, hours: i64, one: Entry) -> Entry {
    Entry { actor: Pseudonym(Uuid::from_u128(actor)), at: now() + SignedDuration::from_hours(hours), ..one }
}

/// Entries that show content and entries that do not, over three days.
fn entries(record: RecordId) -> Vec<Entry> {
    let release = ReleaseId(Uuid::from_u128(5));
    let capture = CaptureId(Uuid::from_u128(10));
    let found = Entry {
        detail: serde_json::json!({ "query": {}, "shown": [record] }),
        session: Some(SESSION),
        ..entry("search", vec![])
    };
    let asked = vec![release.into(), record.into()];
    let left = vec![release.into(), record.into(), record.into()];
    vec![
        by(1, 0, Entry { session: Some(SESSION), ..entry("read", vec![record.into()]) }),
        by(1, 1, Entry { session: Some(SESSION), ..entry("read", vec![record.into()]) }),
        by(2, 2, entry("read", vec![capture.into()])),
        by(2, 3, entry("search", vec![])),
        by(2, 4, found),
        by(3, 30, entry("propose-release", asked.clone())),
        by(3, 31, entry("approve-release", asked)),
        by(3, 32, entry("propose-release", left)),
        by(3, 60, entry("see-states", vec![record.into()])),
    ]
}

fn rows(store: &Store) -> Vec<(i64, Reading)> {
    let mut rows = vec![];
    store
        .read::<_, StoreError>(|view| {
            view.each_reading((i64::MIN, i64::MAX), |day, reading| rows.push((day, reading)))
        })
        .unwrap();
    rows
}

fn reading(actor: u128, session: Option<SessionId>, how: How, shown: Shown) -> Reading {
    Reading { actor: Pseudonym(Uuid::from_u128(actor)), session, how, shown }
}

fn told() -> (Archive, Vec<(i64, Reading)>) {
    let (archive, record) = archive_with_record();
    archive.store().append_entries(&entries(record.id)).unwrap();
    let records = || Shown::Records(vec![1]);
    let today = day_of(now());
    let expected = vec![
        (today, reading(1, Some(SESSION), How::Read, records())),
        (today, reading(2, None, How::Capture, Shown::Captures(vec![CaptureId(Uuid::from_u128(10))]))),
        (today, reading(2, Some(SESSION), How::Search, records())),
        (today + 1, reading(3, None, How::Release, records())),
    ];
    (archive, expected)
}

#[test]
fn an_entry_that_shows_content_is_noted_and_no_other() {
    let (archive, expected) = told();
    assert_eq!(rows(archive.store()), expected);
    let moments = |day| archive.store().read(|view| view.readings_on(day)).unwrap();
    let hours = |hours| now() + SignedDuration::from_hours(hours);
    let of_today: Vec<Timestamp> = moments(day_of(now())).iter().map(|(at, _)| *at).collect();
    assert_eq!(of_today, [hours(0), hours(1), hours(2), hours(4)]);
    assert_eq!(moments(day_of(now()) + 1), [(hours(32), expected[3].1.clone())]);
    assert_eq!(moments(day_of(now()) + 2), []);
    archive.assert_clean();
}

#[test]
fn an_older_archive_gets_the_same_from_its_ledger() {
    let (mut archive, expected) = told();
    let size = archive.store().read(|view| view.ledger_size()).unwrap();
    assert_eq!(archive.store().read(|view| view.sessions_from()).unwrap(), 0, "it told them from the start");
    let to_layout_4 = "DROP TABLE readings; DROP TABLE facts; DROP INDEX leaves_of_roles;
        DELETE FROM meta WHERE key = 'sessions-from'; PRAGMA user_version = 4;";
    crate::verify::tamper(&mut archive, &format!("{} {to_layout_4}", crate::verify::TO_LAYOUT_5));
    assert_eq!(rows(archive.store()), expected);
    assert_eq!(archive.store().read(|view| view.sessions_from()).unwrap(), size);
    assert_eq!(archive.store().verify(&mut |_| ()).unwrap(), crate::verify::index_unbound());
}

#[test]
fn readings_that_were_edited_lost_or_added_are_named() {
    for sql in [
        "UPDATE readings SET shown = x'00000002' WHERE how = 1",
        "UPDATE readings SET last_seq = last_seq + 1 WHERE how = 2",
        "DELETE FROM readings WHERE how = 3",
        "INSERT INTO readings VALUES (9, zeroblob(16), zeroblob(16), 1, 0, 0, x'00000001')",
    ] {
        let (mut archive, _) = told();
        crate::verify::tamper(&mut archive, sql);
        let findings = archive.store().verify(&mut |_| ()).unwrap();
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["readings-changed"], "{sql}");
    }
}

#[test]
fn a_leaf_without_a_session_has_the_bytes_it_always_had() {
    let old = r#"{"version":1,"seq":0,"at":"2026-11-21T12:00:00Z","act":"read","actor":"00000000-0000-0000-0000-000000000001","subjects":["record:00000000-0000-0000-0000-000000000014"],"detail":"ab"}"#;
    let leaf: Leaf = serde_json::from_str(old).unwrap();
    assert_eq!(leaf.session, None);
    assert_eq!(serde_json::to_string(&leaf).unwrap(), old);
    let new = serde_json::to_string(&Leaf { session: Some(SESSION), ..leaf.clone() }).unwrap();
    assert!(new.contains(r#""session":"00000000-0000-0000-0000-00000000004d","detail""#), "{new}");
    assert_eq!(serde_json::from_str::<Leaf>(&new).unwrap().session, Some(SESSION));
    assert_eq!(Subject::from(SESSION).as_str(), "session:00000000-0000-0000-0000-00000000004d");
}

#[test]
fn the_words_of_a_destroyed_record_go_and_who_read_it_stays() {
    let (archive, expected) = told();
    let record = RecordId(Uuid::from_u128(20));
    crate::support::write(archive.store(), |tx| tx.erase_details(&record.into())).unwrap();
    assert_eq!(rows(archive.store()), expected);
    archive.assert_clean();
}
