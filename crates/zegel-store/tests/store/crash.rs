//! Every named step fails once, before and after it took effect: by an error in this process, and by death of another.
//! Afterwards the archive opens, verifies clean, holds what was acknowledged, and the step can be repeated.

use std::process::Command;

use zegel_seal::{Identity, Keyring};
use zegel_store::{ObjectOwner, ObjectRole, Store, StoreError, fail};

use crate::destroy::{destroy, rotate};
use crate::support::*;

const CHILD: &str = "ZEGEL_TEST_CHILD";

/// A new record with its object and its index, then a checkpoint, then a destruction and a rotation.
fn story(archive: &mut Archive, n: u128) -> Result<(), StoreError> {
    let kept = archive.store().read(|view| view.records(None, 100))?;
    let next = record(100 + n, kept[0].capture, "oost");
    let owner = ObjectOwner::Record(next.id, next.dossier.clone());
    let put = archive.store().put_object(new_object(owner, ObjectRole::Attachment), &mut &b"bijlage"[..])?;
    write(archive.store(), |tx| {
        tx.insert_record(&next)?;
        tx.insert_object(&put)
    })?;
    drop(put);
    archive.store().publish_checkpoint()?;
    destroy_again(archive.store(), &next)?;
    rotate(archive, 1_000 + n as u64)?;
    Ok(())
}

fn destroy_again(store: &Store, record: &zegel_store::Record) -> Result<(), StoreError> {
    write(store, |tx| {
        for object in tx.objects_of(&ObjectOwner::Record(record.id, record.dossier.clone()))? {
            tx.delete_object(object.id)?;
        }
        tx.renew_dossier_key(&record.dossier).map(drop)
    })
}

#[test]
fn an_error_at_any_step_loses_nothing_and_the_step_can_be_repeated() {
    for (n, point) in (1..).zip(fail::POINTS) {
        let (mut archive, kept) = archive_with_record();
        fail::arm(point, 1);
        let result = story(&mut archive, n);
        fail::disarm();
        assert!(matches!(result, Err(StoreError::Failpoint { .. })), "{point} was not passed: {result:?}");
        archive.reopen(n as u64);
        archive.assert_clean();
        archive.store().read(|view| view.record(kept.id)).unwrap();
        story(&mut archive, 500 + n).unwrap();
        archive.assert_clean();
    }
}

#[test]
fn death_at_any_step_loses_nothing_and_the_step_can_be_repeated() {
    for (n, point) in (1..).zip(fail::POINTS) {
        let (mut archive, kept) = archive_with_record();
        archive.store().publish_checkpoint().unwrap();
        archive.close();
        let secret = archive.operator.to_secret_text();
        let died = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child", "--ignored", "--test-threads=1"])
            .env(CHILD, archive.path())
            .env("ZEGEL_TEST_OPERATOR", secret.as_str())
            .env("ZEGEL_FAILPOINT", point)
            .output()
            .unwrap();
        assert!(!died.status.success(), "{point} was not passed");
        archive.reopen(n as u64);
        archive.assert_clean();
        archive.store().read(|view| view.record(kept.id)).unwrap();
        story(&mut archive, 500 + n).unwrap();
        archive.assert_clean();
    }
}

#[test]
#[ignore = "the process that dies in the test above"]
fn child() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let operator: Identity = std::env::var("ZEGEL_TEST_OPERATOR").unwrap().parse().unwrap();
    let keyring = Keyring::open(&operator, &Store::sealed_keyring(path.as_ref()).unwrap()).unwrap();
    let store = Store::open(path.as_ref(), &keyring, random(77_777)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut archive = Archive { dir, keyring, operator, store: Some(store) };
    story(&mut archive, 1).unwrap();
}

#[test]
fn a_rotation_that_stops_after_the_switch_leaves_the_new_key_in_force() {
    let (mut archive, kept) = archive_with_record();
    fail::arm("rotate-switched", 1);
    assert!(rotate(&mut archive, 9).is_err());
    fail::disarm();
    let operator = archive.operator.clone();
    archive.keyring = Keyring::open(&operator, &Store::sealed_keyring(archive.path()).unwrap()).unwrap();
    assert_eq!(archive.keyring.current().number, 2, "the switch took effect");
    archive.reopen(3);
    destroy(archive.store(), &kept);
    archive.assert_clean();
}
