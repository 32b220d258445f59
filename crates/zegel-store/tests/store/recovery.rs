use std::fs;

use zegel_store::{Alarm, ObjectOwner, ObjectRole, StoreError};

use crate::support::*;

fn copy_dir(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn leftovers_of_a_crash_are_swept_at_the_next_start() {
    let (mut archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    let put =
        archive.store().put_object(new_object(owner, ObjectRole::Attachment), &mut &b"weg"[..]).unwrap();
    let id = put.id().0.to_string();
    let file = archive.path().join("objects").join(&id[34..]).join(&id);
    let bytes = fs::read(&file).unwrap();
    drop(put);
    archive.close();
    fs::write(&file, bytes).unwrap();
    fs::write(file.with_extension("part"), b"half").unwrap();
    fs::write(archive.path().join("checkpoints/latest.part"), b"half").unwrap();
    fs::write(archive.path().join("data/archive-7.db"), b"of another epoch").unwrap();
    fs::remove_file(archive.path().join("checkpoints/latest")).unwrap();
    let recovery = *archive.reopen(5).recovery();
    assert_eq!((recovery.n_objects, recovery.n_parts, recovery.n_databases), (1, 2, 1));
    assert!(recovery.is_checkpoint_published);
    assert!(!file.exists());
    archive.assert_clean();
    assert!(!archive.reopen(6).recovery().is_needed());
}

#[test]
fn an_older_database_that_was_put_back_raises_an_alarm_and_loses_nothing() {
    let (mut archive, kept) = archive_with_record();
    archive.close();
    let older = tempfile::tempdir().unwrap();
    copy_dir(&archive.path().join("data"), older.path());
    archive.reopen(3);
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    let newer = keep_object(archive.store(), new_object(owner, ObjectRole::Attachment), b"nieuw");
    archive.store().publish_checkpoint().unwrap();
    archive.close();
    let latest = tempfile::tempdir().unwrap();
    copy_dir(&archive.path().join("data"), latest.path());
    copy_dir(older.path(), &archive.path().join("data"));

    let store = archive.reopen(4);
    assert!(matches!(store.alarm(), Some(Alarm::Shrunk { seen: 4, found: 3 })), "{:?}", store.alarm());
    let error = write(store, |tx| tx.insert_dossier(&dossier("west"))).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { code: "ledger-shrunk" }));
    assert!(store.verify(&mut |_| ()).unwrap().iter().any(|finding| finding.code == "ledger-shrunk"));

    archive.close();
    copy_dir(latest.path(), &archive.path().join("data"));
    archive.reopen(5).open_object(newer).unwrap();
    archive.assert_clean();
}

#[test]
fn another_history_of_the_same_length_raises_an_alarm() {
    let (mut archive, _) = archive_with_record();
    archive.close();
    let older = tempfile::tempdir().unwrap();
    copy_dir(&archive.path().join("data"), older.path());
    write(archive.reopen(3), |tx| tx.insert_dossier(&dossier("west"))).unwrap();
    archive.store().publish_checkpoint().unwrap();
    archive.close();
    copy_dir(older.path(), &archive.path().join("data"));
    // Behind the back of the checkpoint, the older copy goes another way.
    let note = fs::read(archive.path().join("checkpoints/latest")).unwrap();
    fs::remove_file(archive.path().join("checkpoints/latest")).unwrap();
    write(archive.reopen(4), |tx| tx.insert_dossier(&dossier("noord"))).unwrap();
    archive.close();
    fs::write(archive.path().join("checkpoints/latest"), note).unwrap();
    assert!(matches!(archive.reopen(5).alarm(), Some(Alarm::Differs { size: 4 })));
}

#[test]
fn a_damaged_checkpoint_raises_an_alarm() {
    let (mut archive, _) = archive_with_record();
    archive.close();
    let path = archive.path().join("checkpoints/latest");
    let mut note = fs::read(&path).unwrap();
    note[20] ^= 1;
    fs::write(&path, note).unwrap();
    assert_eq!(archive.reopen(4).alarm(), Some(&Alarm::CheckpointUnreadable));
}

#[test]
fn a_key_ring_of_another_epoch_deletes_nothing() {
    let (mut archive, kept) = archive_with_record();
    archive.close();
    let mut rotated = archive.keyring.clone();
    rotated.start_rotation(&mut *random(8), now()).unwrap();
    rotated.finish_rotation().unwrap();
    let error = zegel_store::Store::open(archive.path(), &rotated, random(9)).unwrap_err();
    assert!(matches!(error, StoreError::EpochMissing { epoch: 2 }));
    archive.reopen(4).read(|view| view.record(kept.id)).unwrap();
}
