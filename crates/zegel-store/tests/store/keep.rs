use std::io::Read;

use uuid::Uuid;
use zegel_ledger::{leaf_hash, verify_consistency, verify_inclusion};
use zegel_model::{
    CaptureState, CopyId, CopyState, RecordState, ReleaseForm, ReleaseId, ReleaseState, ReleaseTerms,
};
use zegel_seal::Key32;
use zegel_store::{
    Audited, Hold, HoldId, InterimCopy, ObjectOwner, ObjectRole, Pseudonym, Release, Store, StoreError,
    Subject, Target,
};

use crate::support::*;

#[test]
fn what_was_written_is_there_after_opening_again() {
    let (mut archive, kept) = archive_with_record();
    archive.store().publish_checkpoint().unwrap();
    let store = archive.reopen(3);
    assert!(
        !store.recovery().is_needed(),
        "after a clean stop there is nothing to do but {:?}",
        store.recovery()
    );
    store
        .read::<_, StoreError>(|view| {
            assert_eq!(view.person(&"jan".parse().unwrap())?.person, person("jan"));
            assert_eq!(view.dossier(&dossier_id("oost"))?, dossier("oost"));
            assert_eq!(view.capture(kept.capture)?, capture(10));
            assert_eq!(view.record(kept.id)?, kept);
            assert_eq!(view.records_of_dossier(&dossier_id("oost"), None, 10)?, std::slice::from_ref(&kept));
            Ok(())
        })
        .unwrap();
    archive.assert_clean();
}

#[test]
fn a_refused_change_leaves_neither_row_nor_leaf() {
    let archive = Archive::new();
    let size = archive.store().read(|view| view.ledger_size()).unwrap();
    let refused = archive.store().write::<(), StoreError>(|tx| {
        tx.insert_dossier(&dossier("oost"))?;
        Err(StoreError::Stopped)
    });
    assert!(matches!(refused, Err(StoreError::Stopped)));
    archive
        .store()
        .read::<_, StoreError>(|view| {
            assert!(view.dossier(&dossier_id("oost")).is_err());
            assert_eq!(view.ledger_size()?, size);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_second_row_with_the_same_name_is_refused() {
    let archive = Archive::new();
    write(archive.store(), |tx| tx.insert_dossier(&dossier("oost"))).unwrap();
    let error = write(archive.store(), |tx| tx.insert_dossier(&dossier("oost"))).unwrap_err();
    assert_eq!(error.to_string(), "there is already a dossier oost");
}

#[test]
fn a_lost_update_is_a_conflict() {
    let (archive, kept) = archive_with_record();
    let stored = RecordState::Stored;
    write(archive.store(), |tx| tx.set_record_state(kept.id, &kept.state, &stored)).unwrap();
    let error = write(archive.store(), |tx| tx.set_record_state(kept.id, &kept.state, &stored)).unwrap_err();
    assert!(matches!(error, StoreError::Conflict { what: "record", .. }));
    let unknown = zegel_model::RecordId(Uuid::from_u128(99));
    let error = write(archive.store(), |tx| tx.set_record_state(unknown, &kept.state, &stored)).unwrap_err();
    assert!(matches!(error, StoreError::NotFound { what: "record", .. }));
}

#[test]
fn a_ledger_entry_proves_itself_and_erasing_its_words_leaves_the_tree() {
    let archive = Archive::new();
    let subject = Subject::from(&dossier_id("oost"));
    let secret = zegel_store::Entry {
        detail: serde_json::json!({ "title": "geheim plan" }),
        ..entry("keep-dossier", vec![subject.clone()])
    };
    archive
        .store()
        .write::<_, StoreError>(|tx| Ok(Audited::new(tx.insert_dossier(&dossier("oost"))?, secret)))
        .unwrap();
    let before = archive.store().read(|view| view.ledger_of(&subject)).unwrap();
    assert_eq!(before[0].leaf.rows[0].table, "dossiers");
    assert!(before[0].detail.as_ref().unwrap().text.contains("geheim plan"));
    let text = String::from_utf8(before[0].leaf_bytes.clone()).unwrap();
    assert!(!text.contains("geheim") && !text.contains("Woningbouw"), "a leaf holds codes and digests only");

    assert_eq!(write(archive.store(), |tx| tx.erase_details(&subject)).unwrap(), 1);
    archive
        .store()
        .read::<_, StoreError>(|view| {
            let after = view.ledger_of(&subject)?;
            assert!(after[0].detail.is_none());
            let size = view.ledger_size()?;
            let root = view.ledger_root(size)?;
            let proof = view.prove_inclusion(after[0].leaf.seq, size)?;
            verify_inclusion(leaf_hash(&after[0].leaf_bytes), &proof, root).unwrap();
            let growth = view.prove_consistency(1, size)?;
            verify_consistency(&growth, view.ledger_root(1)?, root).unwrap();
            Ok(())
        })
        .unwrap();
    archive.assert_clean();
}

#[test]
fn many_entries_are_appended_with_one_sync() {
    let archive = Archive::new();
    let batch = vec![entry("search", vec![]); 100];
    assert_eq!(archive.store().append_entries(&batch).unwrap(), 1);
    assert_eq!(archive.store().read(|view| view.ledger_size()).unwrap(), 101);
    let signed = archive.store().publish_checkpoint().unwrap();
    let seen = signed.verify("archief.example", &archive.store().verifier_key()).unwrap();
    assert_eq!(seen.size(), 101);
    archive.assert_clean();
}

#[test]
fn the_ledger_knows_people_by_pseudonym_only() {
    let archive = Archive::new();
    let pseudonym = write(archive.store(), |tx| tx.insert_person(&person("jan.jansen"))).unwrap();
    assert_ne!(pseudonym, Pseudonym::ARCHIVE);
    let entries = archive.store().read(|view| view.ledger_entries(1, 10)).unwrap();
    assert_eq!(entries[0].leaf.rows[0].id, pseudonym.to_string());
    let mut richer = person("jan.jansen");
    richer.roles.push(zegel_model::Role::Lawyer);
    write(archive.store(), |tx| tx.update_person(&person("jan.jansen"), &richer)).unwrap();
    let known = archive.store().read(|view| view.person(&richer.id)).unwrap();
    assert_eq!((known.person, known.pseudonym), (richer, pseudonym));
    archive.assert_clean();
}

#[test]
fn objects_of_every_length_come_back_whole_and_in_parts() {
    let (archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    for n_bytes in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let bytes: Vec<u8> = (0..n_bytes).map(|i| (i % 251) as u8).collect();
        let id = keep_object(archive.store(), new_object(owner.clone(), ObjectRole::Attachment), &bytes);
        let mut whole = vec![];
        archive.store().open_object(id).unwrap().read_to_end(&mut whole).unwrap();
        assert_eq!(whole, bytes);
        let middle = archive.store().read_object_range(id, n_bytes as u64 / 2, 100).unwrap();
        assert_eq!(middle, bytes[n_bytes / 2..].iter().copied().take(100).collect::<Vec<_>>());
    }
    archive.assert_clean();
}

#[test]
fn an_object_that_nobody_made_visible_leaves_no_file() {
    let (archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    let put = archive.store().put_object(new_object(owner, ObjectRole::Attachment), &mut &b"x"[..]).unwrap();
    let refused = archive.store().write::<(), StoreError>(|tx| {
        tx.insert_object(&put)?;
        Err(StoreError::Stopped)
    });
    assert!(refused.is_err());
    drop(put);
    archive.assert_clean();
}

#[test]
fn the_key_of_a_capture_goes_only_after_its_objects() {
    let (archive, kept) = archive_with_record();
    let owner = ObjectOwner::Capture(kept.capture);
    let id =
        keep_object(archive.store(), new_object(owner.clone(), ObjectRole::SubmissionMessages), b"alles");
    let error = write(archive.store(), |tx| tx.destroy_capture_key(kept.capture)).unwrap_err();
    assert!(matches!(error, StoreError::Conflict { .. }));
    write(archive.store(), |tx| {
        tx.delete_object(id)?;
        tx.destroy_capture_key(kept.capture)
    })
    .unwrap();
    let put = archive.store().put_object(new_object(owner, ObjectRole::Package), &mut &b"x"[..]).unwrap();
    let error = write(archive.store(), |tx| tx.insert_object(&put)).unwrap_err();
    assert!(matches!(error, StoreError::KeyDestroyed { what: "capture", .. }));
    drop(put);
    archive.assert_clean();
}

#[test]
fn what_a_capture_hands_over_is_the_records_and_outlives_the_key_of_the_capture() {
    let (archive, kept) = archive_with_record();
    let store = archive.store();
    let capture = ObjectOwner::Capture(kept.capture);
    let owner = ObjectOwner::Record(kept.id, kept.dossier.clone());
    let bytes: Vec<u8> = (0..150_000).map(|i| (i % 251) as u8).collect();
    let id = keep_object(store, new_object(capture.clone(), ObjectRole::SubmissionMessages), &bytes);
    let stored =
        archive.path().join("objects").join(format!("{:02x}", id.0.as_bytes()[15])).join(id.to_string());
    let sealed = std::fs::read(&stored).unwrap();
    let new = new_object(owner.clone(), ObjectRole::Source);
    write(store, |tx| {
        tx.hand_over(id, &new)?;
        tx.destroy_capture_key(kept.capture)
    })
    .unwrap();
    assert_eq!(std::fs::read(&stored).unwrap(), sealed, "its bytes stay as they were sealed");
    let object = store.read(|view| view.object(id)).unwrap();
    assert_eq!(
        (object.owner, object.sealed_for, object.role),
        (owner.clone(), capture.clone(), ObjectRole::Source)
    );
    assert!(store.read(|view| view.objects_of(&capture)).unwrap().is_empty());
    assert!(store.read(|view| view.objects_of(&owner)).unwrap().iter().any(|object| object.id == id));
    assert_eq!(store.read_object_range(id, 70_000, 5).unwrap(), bytes[70_000..70_005]);
    let counts = store.read(|view| view.count_objects_of_owners()).unwrap();
    assert!(!counts.contains_key(&kept.capture.0));
    // A dossier gives its objects another key now and then, and keys of dossiers follow the epoch.
    write(store, |tx| tx.renew_dossier_key(&kept.dossier).map(drop)).unwrap();
    let mut whole = vec![];
    store.open_object(id).unwrap().read_to_end(&mut whole).unwrap();
    assert_eq!(whole, bytes);
    archive.assert_clean();
    let again = write(store, |tx| tx.hand_over(id, &new)).unwrap_err();
    assert!(matches!(again, StoreError::Conflict { .. }));
}

#[test]
fn nothing_is_handed_over_to_another_dossier_or_another_capture() {
    let (archive, kept) = archive_with_record();
    let store = archive.store();
    let id =
        keep_object(store, new_object(ObjectOwner::Capture(kept.capture), ObjectRole::Attachment), b"foto");
    write(store, |tx| tx.insert_dossier(&dossier("west"))).unwrap();
    for (owner, is_conflict) in [
        (ObjectOwner::Record(kept.id, dossier_id("west")), false),
        (ObjectOwner::Capture(kept.capture), true),
    ] {
        let error =
            write(store, |tx| tx.hand_over(id, &new_object(owner, ObjectRole::Attachment))).unwrap_err();
        assert_eq!(matches!(error, StoreError::Conflict { .. }), is_conflict);
    }
    let object = store.read(|view| view.object(id)).unwrap();
    assert_eq!(object.owner, ObjectOwner::Capture(kept.capture));
    archive.assert_clean();
}

#[test]
fn holds_on_a_record_and_on_its_dossier_both_count() {
    let (archive, kept) = archive_with_record();
    let hold = |n, target| Hold {
        id: HoldId(Uuid::from_u128(n)),
        target,
        ground: "Woo-verzoek".into(),
        placed: done("fg"),
        lifted: None,
    };
    let on_record = hold(1, Target::Record(kept.id));
    let on_dossier = hold(2, Target::Dossier(kept.dossier));
    write(archive.store(), |tx| {
        tx.place_hold(&on_record)?;
        tx.place_hold(&on_dossier)
    })
    .unwrap();
    let count = || archive.store().read(|view| view.count_holds(kept.id)).unwrap();
    assert_eq!(count(), 2);
    write(archive.store(), |tx| tx.lift_hold(on_record.id, &done("fg"))).unwrap();
    assert_eq!(count(), 1);
    assert!(write(archive.store(), |tx| tx.lift_hold(on_record.id, &done("fg"))).is_err());
    let listed = archive.store().read(|view| view.holds(&on_dossier.target)).unwrap();
    assert_eq!(listed, [on_dossier]);
}

#[test]
fn copies_stay_in_the_list_after_their_end() {
    let (archive, kept) = archive_with_record();
    let copy = InterimCopy {
        id: CopyId(Uuid::from_u128(5)),
        capture: kept.capture,
        kind: "export-zip".into(),
        place: "/home/jan/export.zip".into(),
        parent: None,
        purpose: "capture".into(),
        made_at: now(),
        expires_at: Some(now()),
        mark: Some("ab12".into()),
        size_bytes: Some(12),
        state: CopyState::Open,
    };
    write(archive.store(), |tx| tx.insert_copy(&copy)).unwrap();
    let open = || archive.store().read(|view| view.count_open_copies(kept.capture)).unwrap();
    assert_eq!(open(), 1);
    assert_eq!(
        archive.store().read(|view| view.copies_by_mark("ab12")).unwrap(),
        std::slice::from_ref(&copy)
    );
    let end = CopyState::Destroyed { done: done("jan"), how: "removed".into() };
    write(archive.store(), |tx| tx.set_copy_state(copy.id, &copy.state, &end)).unwrap();
    assert_eq!(open(), 0);
    assert!(archive.store().read(|view| view.open_copies()).unwrap().is_empty());
    assert_eq!(archive.store().read(|view| view.all_copies()).unwrap()[0].state, end);
    archive.assert_clean();
}

#[test]
fn a_release_goes_from_proposed_to_written() {
    let (archive, kept) = archive_with_record();
    let release = Release {
        id: ReleaseId(Uuid::from_u128(6)),
        target: Target::Record(kept.id),
        form: ReleaseForm::Bagit,
        state: ReleaseState::Proposed {
            terms: ReleaseTerms {
                purpose: "Woo-verzoek".into(),
                recipient: "verzoeker".into(),
                expires_at: None,
            },
            proposed: done("jan"),
        },
    };
    write(archive.store(), |tx| tx.insert_release(&release)).unwrap();
    let written = release.state.clone().write(done("piet"), "00".repeat(32)).unwrap();
    write(archive.store(), |tx| tx.set_release_state(release.id, &release.state, &written)).unwrap();
    assert_eq!(archive.store().read(|view| view.release(release.id)).unwrap().state, written);
}

#[test]
fn captures_are_listed_page_by_page() {
    let archive = Archive::new();
    for n in 1..=3 {
        write(archive.store(), |tx| tx.insert_capture(&capture(n))).unwrap();
    }
    let page = archive.store().read(|view| view.captures(None, 2)).unwrap();
    let rest = archive.store().read(|view| view.captures(Some(page[1].id), 2)).unwrap();
    assert_eq!((page.len(), rest.len()), (2, 1));
    let registered = CaptureState::Registered { accepted: done("jan"), registered: done("piet") };
    write(archive.store(), |tx| tx.set_capture_state(rest[0].id, &rest[0].state, &registered)).unwrap();
    assert_eq!(archive.store().read(|view| view.capture(rest[0].id)).unwrap().state, registered);
}

#[test]
fn a_second_process_is_told_that_the_archive_is_open() {
    let archive = Archive::new();
    let error = Store::open(archive.path(), &archive.keyring, random(9)).unwrap_err();
    assert!(matches!(error, StoreError::Locked));
}

#[test]
fn a_wrong_key_is_told_and_changes_nothing() {
    let (mut archive, kept) = archive_with_record();
    archive.close();
    let other = zegel_seal::Keyring::generate("archief.example", &mut *random(77), now());
    let error = Store::open(archive.path(), &other, random(9)).unwrap_err();
    assert!(matches!(error, StoreError::WrongKey { epoch: 1 }));
    archive.reopen(4).read(|view| view.record(kept.id)).unwrap();
    archive.assert_clean();
}

#[test]
fn a_folder_without_an_archive_and_one_with_an_archive_are_told_apart() {
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Store::sealed_keyring(empty.path()), Err(StoreError::NoArchive)));
    let mut archive = Archive::new();
    archive.close();
    let error = Store::create(archive.path(), &archive.keyring, b"", random(9), now()).unwrap_err();
    assert!(matches!(error, StoreError::ArchiveExists));
}

#[test]
fn nothing_lies_in_plain_in_the_folder() {
    let (mut archive, kept) = archive_with_record();
    let owner = ObjectOwner::Record(kept.id, kept.dossier);
    keep_object(archive.store(), new_object(owner, ObjectRole::Attachment), b"een geheime bijlage");
    archive.close();
    let words =
        ["zeldzaamwoordxyz", "Jan Jansen", "geheime bijlage", "Woningbouw", "notitie.txt", "SQLite format 3"];
    for (path, bytes) in files(archive.path()) {
        for word in words {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "'{word}' lies in {}", path.display());
        }
    }
    let plain_key = Key32::from_bytes([0; 32]);
    assert_ne!(archive.keyring.current().kek, plain_key);
}

/// Returns every file of a folder with its bytes.
pub fn files(root: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = vec![];
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}
