use std::fs;
use std::path::PathBuf;

use zegel_store::{Finding, ObjectId, ObjectOwner, ObjectRole, StoreError};

use crate::support::*;

/// Size of a page of a new database.
pub const PAGE_BYTES: u64 = 8_192;

fn findings(archive: &Archive) -> Vec<Finding> {
    archive.store().verify(&mut |_| ()).unwrap()
}

fn codes(archive: &Archive) -> Vec<&'static str> {
    findings(archive).iter().map(|finding| finding.code).collect()
}

fn file_of(archive: &Archive, id: ObjectId) -> PathBuf {
    let name = id.0.to_string();
    archive.path().join("objects").join(&name[34..]).join(name)
}

/// Changes the database with its own key, as somebody with both could.
pub fn tamper(archive: &mut Archive, sql: &str) {
    open_database(archive).execute_batch(sql).unwrap();
    archive.reopen(50);
}

fn open_database(archive: &mut Archive) -> rusqlite::Connection {
    archive.close();
    let db = rusqlite::Connection::open(archive.path().join("data/archive-1.db")).unwrap();
    let key = database_key(archive);
    db.execute_batch(&format!(
        "PRAGMA key = \"{key}\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256; PRAGMA cipher_page_size = {PAGE_BYTES};
         PRAGMA foreign_keys = OFF;"
    ))
    .unwrap();
    db
}

fn database_key(archive: &Archive) -> String {
    format!("x'{}'", hex::encode(archive.keyring.current().database_key.expose()))
}

/// Gives the archive with a record the tables of layout 5: a row per message, nothing bound of the words.
pub const TO_LAYOUT_5: &str = "CREATE TABLE messages (key INTEGER PRIMARY KEY, record INTEGER NOT NULL, position INTEGER NOT NULL, sender INTEGER,
           part INTEGER NOT NULL, byte_offset INTEGER NOT NULL, n_bytes INTEGER NOT NULL) STRICT;
         INSERT INTO messages
           SELECT id, (SELECT seq FROM records), position, (SELECT id FROM senders WHERE name = said.sender), 0, start, n_bytes
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS position FROM words_docsize)
           JOIN (SELECT 1 AS at, 'Jan Jansen' AS sender, 0 AS start, 34 AS n_bytes UNION ALL SELECT 2, 'Piet', 34, 28
                 UNION ALL SELECT 3, 'Jan Jansen', 62, 31) AS said ON at = position;
         DROP TABLE letters; DROP TABLE tellings; DROP TABLE places; DROP TABLE word_index; DROP TABLE word_rows; DROP TABLE place_groups;
         CREATE TABLE details (seq INTEGER PRIMARY KEY REFERENCES leaves (seq), salt BLOB NOT NULL, detail TEXT NOT NULL) STRICT;
         INSERT INTO details SELECT seq, salt, detail FROM leaves WHERE salt IS NOT NULL;
         ALTER TABLE leaves DROP COLUMN salt; ALTER TABLE leaves DROP COLUMN detail;";

/// What is named then: the digests of the index were bound, and are gone.
pub fn index_unbound() -> [Finding; 2] {
    ["places", "words"].map(|part| Finding { code: "row-missing", place: format!("word_index {part}") })
}

#[test]
fn an_archive_of_an_earlier_build_is_brought_along() {
    for form in ["PRAGMA older.cipher_hmac_algorithm = HMAC_SHA256;", ""] {
        bring_along(form);
    }
}

fn bring_along(form: &str) {
    let (mut archive, kept) = archive_with_record();
    let path = archive.path().join("data/archive-1.db");
    // As it was: the older tables, the shorter pages, the longer hash.
    let db = open_database(&mut archive);
    db.execute_batch(TO_LAYOUT_5).unwrap();
    let older = path.with_extension("older");
    db.execute("ATTACH DATABASE ?1 AS older KEY ?2", (older.to_str().unwrap(), database_key(&archive)))
        .unwrap();
    db.execute_batch(&format!(
        "{form} SELECT sqlcipher_export('older'); PRAGMA older.user_version = 5; DETACH DATABASE older",
    ))
    .unwrap();
    drop(db);
    fs::rename(older, path).unwrap();

    archive.reopen(51);
    assert_eq!(findings(&archive), index_unbound());
    keep_record(archive.store(), &record(40, kept.capture, "oost"), &[(at(4, 0), "Kees", "een brief erbij")]);
    archive.assert_clean();
    let query = zegel_store::Query { text: "brief".into(), ..Default::default() };
    let found = |archive: &Archive| {
        let page =
            archive.store().read(|view| view.search(&query, &zegel_store::Scope::All, None, 10)).unwrap();
        page.hits.iter().map(|hit| (hit.position, hit.byte_offset, hit.n_bytes)).collect::<Vec<_>>()
    };
    assert_eq!(found(&archive), [(1, 0, 16), (2, 34, 28)]);
    crate::destroy::rotate(&mut archive, 52).unwrap();
    archive.assert_clean();
    assert_eq!(found(&archive), [(1, 0, 16), (2, 34, 28)]);
}

#[test]
fn a_row_that_was_edited_removed_or_added_is_named() {
    for (sql, code, place) in [
        ("UPDATE dossiers SET title = 'anders'", "row-changed", "dossiers oost"),
        ("UPDATE captures SET owner = 'piet'", "row-changed", "captures 0000"),
        (
            "UPDATE records SET registration = replace(registration, 'P10Y', 'P1Y')",
            "row-changed",
            "records 0000",
        ),
        ("UPDATE people SET person = replace(person, 'data-owner', 'archivist')", "row-changed", "people "),
        ("UPDATE objects SET media_type = 'x'", "row-changed", "objects "),
        ("DELETE FROM people", "row-missing", "people "),
        ("INSERT INTO people VALUES ('eve', zeroblob(16), '{}', zeroblob(32))", "row-unknown", "people 0000"),
        (
            "UPDATE places SET body = CAST(substr(body, 1, 4) || X'02' || substr(body, 6) AS BLOB)",
            "index-changed",
            "the search index of record",
        ),
        ("UPDATE places SET first = first + 1", "index-changed", "the search index of record"),
        ("DELETE FROM places", "index-changed", "the search index of record"),
        ("UPDATE places SET body = X'80'", "index-damaged", "the search index ("),
        ("INSERT INTO places SELECT first + 1, body FROM places", "index-damaged", "the search index ("),
        (
            "UPDATE senders SET name = 'Eve' WHERE name = 'Piet'",
            "index-changed",
            "the search index of record",
        ),
        (
            "UPDATE leaves SET leaf = replace(leaf, 'test', 'tset') WHERE seq = 1",
            "ledger-changed",
            "ledger entry 1",
        ),
        ("DELETE FROM words_data WHERE id > 10", "index-damaged", "the words of the search index"),
        // A word became another one: the index is well formed, and only its digest knows.
        (
            "UPDATE words_data SET block = CAST(replace(CAST(block AS TEXT), 'akkoo', 'akkou') AS BLOB) WHERE id > 10",
            "index-damaged",
            "the words of the search index",
        ),
        ("DELETE FROM words_idx", "index-damaged", "the words of the search index"),
        (
            "UPDATE words_config SET v = 4096 WHERE k = 'hashsize'",
            "index-damaged",
            "the words of the search index",
        ),
        ("DELETE FROM words_docsize", "index-changed", "the search index has words without messages"),
        ("UPDATE word_index SET segments = zeroblob(32)", "row-changed", "word_index words"),
        ("DELETE FROM word_index", "row-missing", "word_index words"),
        ("DELETE FROM word_index WHERE id = 'places'", "row-missing", "word_index places"),
        (
            "UPDATE word_index SET directory = zeroblob(32) WHERE id = 'places'",
            "row-changed",
            "word_index places",
        ),
        ("UPDATE place_groups SET hash = zeroblob(32)", "index-damaged", "the places of the search index"),
        ("DELETE FROM place_groups", "index-damaged", "the places of the search index"),
        // Nobody's name is changed, and one more is known: no message says so, and only the digest does.
        ("INSERT INTO senders (name) VALUES ('Eve')", "index-damaged", "the places of the search index"),
        (
            "UPDATE word_rows SET hash = zeroblob(32) WHERE id = 10",
            "index-damaged",
            "the words of the search index",
        ),
        ("UPDATE leaves SET detail = '{}' WHERE seq = 2", "detail-changed", "the words of ledger entry 2"),
        ("UPDATE dossiers SET wrapped_key = zeroblob(61)", "key-damaged", "dossier oost"),
        ("UPDATE leaves SET hash = zeroblob(32) WHERE seq = 1", "ledger-changed", "ledger entry 1"),
    ] {
        let (mut archive, _) = archive_with_record();
        tamper(&mut archive, sql);
        let found = findings(&archive);
        let is_named = found.iter().any(|finding| finding.code == code && finding.place.starts_with(place));
        assert!(is_named, "{sql}: {found:?}");
    }
}

#[test]
fn a_node_over_many_entries_that_was_edited_or_lost_is_named() {
    for sql in ["UPDATE nodes SET hash = zeroblob(32) WHERE level = 4", "DELETE FROM nodes WHERE level = 5"] {
        let (mut archive, _) = archive_with_record();
        let entry = zegel_store::Entry {
            act: "test",
            actor: zegel_store::Pseudonym::ARCHIVE,
            subjects: vec![],
            session: None,
            at: "2026-11-21T12:00:00Z".parse().unwrap(),
            detail: serde_json::json!({}),
        };
        archive.store().append_entries(&vec![entry; 40]).unwrap();
        assert_eq!(codes(&archive), [""; 0]);
        tamper(&mut archive, sql);
        assert!(codes(&archive).contains(&"ledger-changed"), "{sql}: {:?}", findings(&archive));
    }
}

#[test]
fn objects_that_were_swapped_or_lost_or_added_are_named() {
    let (archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    let one = keep_object(archive.store(), new_object(owner.clone(), ObjectRole::Attachment), b"een");
    let two = keep_object(archive.store(), new_object(owner, ObjectRole::Attachment), b"twe");
    let (first, second) = (file_of(&archive, one), file_of(&archive, two));
    let (bytes_one, bytes_two) = (fs::read(&first).unwrap(), fs::read(&second).unwrap());
    fs::write(&first, &bytes_two).unwrap();
    fs::write(&second, &bytes_one).unwrap();
    let found = findings(&archive);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|finding| finding.code == "object-damaged"), "{found:?}");
    let names = [format!("object {one}"), format!("object {two}")];
    assert!(names.iter().all(|name| found.iter().any(|finding| finding.place.starts_with(name))));

    fs::write(&first, &bytes_one).unwrap();
    fs::remove_file(&second).unwrap();
    assert_eq!(findings(&archive), [Finding { code: "object-missing", place: names[1].clone() }]);
    fs::write(&second, &bytes_two).unwrap();
    let extra = ObjectId(uuid::Uuid::from_u128(0xff));
    fs::create_dir_all(archive.path().join("objects/ff")).unwrap();
    fs::write(file_of(&archive, extra), b"x").unwrap();
    fs::write(archive.path().join("objects/ff/vreemd"), b"x").unwrap();
    assert_eq!(codes(&archive), ["object-extra", "file-unknown"]);
}

#[test]
fn a_bit_that_flipped_anywhere_is_found_and_named() {
    let (mut archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    let bytes = vec![7; 150_000];
    let object = keep_object(archive.store(), new_object(owner, ObjectRole::Attachment), &bytes);
    archive.close();
    let database = archive.path().join("data/archive-1.db");
    let n_pages = fs::metadata(&database).unwrap().len() / PAGE_BYTES;
    let mut places = vec![(file_of(&archive, object), 3_u64), (file_of(&archive, object), 100_000)];
    places.extend([
        (archive.path().join("checkpoints/latest"), 30),
        (archive.path().join("checkpoints/latest"), 2),
    ]);
    // One bit in every ninth page, the last one included.
    places.extend(
        (1..n_pages)
            .step_by(9)
            .chain([n_pages - 1])
            .map(|page| (database.clone(), page * PAGE_BYTES + page * 37 % PAGE_BYTES)),
    );
    for (path, at) in places {
        let whole = fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        damaged[at as usize] ^= 1 << (at % 8);
        fs::write(&path, &damaged).unwrap();
        let page = format!("page {}", at / PAGE_BYTES + 1);
        let is_named = |found: &Finding| {
            path != database || found.code == "page-damaged" && found.place.ends_with(&page)
        };
        let is_found = match archive.try_open(60) {
            Ok(store) => store.verify(&mut |_| ()).unwrap().iter().any(is_named),
            Err(StoreError::WrongKey { .. } | StoreError::Sql { .. } | StoreError::Damaged { .. }) => true,
            Err(other) => panic!("{other}"),
        };
        assert!(is_found, "bit {at} of {}", path.display());
        archive.close();
        fs::write(&path, &whole).unwrap();
    }
    archive.reopen(61);
    archive.assert_clean();
}

/// A connection remembers pages that it read; what lies on the disk may have changed since.
#[test]
fn a_bit_that_flipped_while_the_archive_is_open_is_named() {
    let (archive, _) = archive_with_record();
    archive.assert_clean();
    let database = archive.path().join("data/archive-1.db");
    let whole = fs::read(&database).unwrap();
    let store = archive.store();
    for page in 1..whole.len() / PAGE_BYTES as usize {
        store.read(|view| view.count_objects()).unwrap();
        let mut damaged = whole.clone();
        damaged[page * PAGE_BYTES as usize + 1_234] ^= 1;
        fs::write(&database, &damaged).unwrap();
        let found = store.verify(&mut |_| ()).unwrap();
        let name = format!("page {}", page + 1);
        let is_named = |found: &Finding| found.code == "page-damaged" && found.place.ends_with(&name);
        assert!(found.iter().any(is_named), "{name}: {found:?}");
        fs::write(&database, &whole).unwrap();
    }
    archive.assert_clean();
}

#[test]
fn a_bit_that_flipped_in_the_write_ahead_log_is_found() {
    let (mut archive, _) = archive_with_record();
    archive.store().publish_checkpoint().unwrap();
    // A copy of the running archive: its last commits lie in the log.
    let frozen = tempfile::tempdir().unwrap();
    for name in ["data/archive-1.db", "data/archive-1.db-wal"] {
        fs::copy(archive.path().join(name), frozen.path().join(&name[5..])).unwrap();
    }
    archive.close();
    let log = fs::read(frozen.path().join("archive-1.db-wal")).unwrap();
    for at in (40..log.len()).step_by(log.len() / 7) {
        let mut damaged = log.clone();
        damaged[at] ^= 4;
        fs::copy(frozen.path().join("archive-1.db"), archive.path().join("data/archive-1.db")).unwrap();
        fs::write(archive.path().join("data/archive-1.db-wal"), &damaged).unwrap();
        let is_found = match archive.try_open(70) {
            Ok(store) => store.alarm().is_some() || !store.verify(&mut |_| ()).unwrap().is_empty(),
            Err(_) => true,
        };
        assert!(is_found, "bit {at} of the write-ahead log");
        archive.close();
    }
}

#[test]
fn a_key_ring_that_changed_on_disk_is_named() {
    let (archive, _) = archive_with_record();
    let path = archive.path().join("keys/keyring.age");
    let mut bytes = fs::read(&path).unwrap();
    bytes[9] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_eq!(codes(&archive), ["keyring-changed"]);
}
