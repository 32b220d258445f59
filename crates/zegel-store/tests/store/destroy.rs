use std::io::Read;

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes256, Block};
use zegel_seal::Keyring;
use zegel_store::{ObjectOwner, Query, Record, Scope, Store, StoreError, Subject};

use crate::keep::files;
use crate::support::*;

/// Destroys a record as the use case will: index, objects, words of the ledger, and a new key for the dossier.
pub fn destroy(store: &Store, record: &Record) {
    write(store, |tx| {
        tx.remove_record_index(record.id)?;
        tx.remove_unreferenced_senders()?;
        for object in tx.objects_of(&ObjectOwner::Record(record.id, record.dossier.clone()))? {
            tx.delete_object(object.id)?;
        }
        tx.erase_registration(record.id)?;
        tx.erase_details(&Subject::from(record.id))?;
        tx.renew_dossier_key(&record.dossier).map(drop)
    })
    .unwrap();
}

pub fn rotate(archive: &mut Archive, seed: u64) -> Result<u64, StoreError> {
    let mut rotated: Keyring = archive.keyring.clone();
    rotated.start_rotation(&mut *random(seed), now()).unwrap();
    rotated.finish_rotation().unwrap();
    let sealed = rotated.seal(&[archive.operator.recipient()]).unwrap();
    let n_keys = archive.store().rotate_epoch(&rotated, &sealed, &entry("rotate-epoch", vec![]))?;
    archive.keyring = rotated;
    Ok(n_keys)
}

/// Returns the database page by page, decrypted as SQLCipher 4 describes (AES-256-CBC, the last 48 bytes of a page are
/// IV and HMAC-SHA-256): free pages and slack are in it, as a thief with the key would see them.
fn plain_pages(archive: &Archive, epoch: u32) -> Vec<u8> {
    const PAGE: usize = crate::verify::PAGE_BYTES as usize;
    let cipher = Aes256::new(archive.keyring.current().database_key.expose().into());
    let sealed = std::fs::read(archive.path().join(format!("data/archive-{epoch}.db"))).unwrap();
    let mut plain = vec![];
    for (i, page) in sealed.chunks(PAGE).enumerate() {
        let (body, tail) = page.split_at(PAGE - 48);
        let mut before: [u8; 16] = tail[..16].try_into().unwrap();
        // The first page begins with the salt of the file.
        for block in body[if i == 0 { 16 } else { 0 }..].chunks_exact(16) {
            let mut opened = Block::try_from(block).unwrap();
            cipher.decrypt_block(&mut opened);
            plain.extend(opened.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = block.try_into().unwrap();
        }
    }
    plain
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn a_destroyed_word_is_nowhere_in_the_files_after_the_rotation() {
    let (mut archive, kept) = archive_with_record();
    let mut survivor = record(30, kept.capture, "oost");
    survivor.registration.as_mut().unwrap().title = "Wat blijft".into();
    keep_record(archive.store(), &survivor, &[(at(4, 0), "Kees", "dit blijft bestaan")]);
    archive.close();
    let before = plain_pages(&archive, 1);
    assert!(
        holds(&before, "zeldzaamwoordxyz"),
        "the canary must be visible before, or this test proves nothing"
    );
    assert!(holds(&before, "Gesprek over Oost"));

    archive.reopen(3);
    destroy(archive.store(), &kept);
    assert_eq!(rotate(&mut archive, 11).unwrap(), 2, "one dossier and one capture");
    let query = Query { text: "zeldzaamwoordxyz".into(), ..Query::default() };
    let page = archive.store().read(|view| view.search(&query, &Scope::All, None, 10)).unwrap();
    assert!(page.hits.is_empty());
    archive.assert_clean();
    archive.close();

    let after = plain_pages(&archive, 2);
    for word in ["zeldzaamwoordxyz", "zeldzaam", "Piet", "woningbouwplan", "Gesprek over Oost"] {
        assert!(!holds(&after, word), "'{word}' is still in the database");
    }
    assert!(holds(&after, "blijft"), "the survivor is still in the index");
    assert!(!archive.path().join("data/archive-1.db").exists());
    assert!(!archive.path().join("data/archive-1.db-wal").exists());
    let n_objects = files(&archive.path().join("objects")).len();
    assert_eq!(n_objects, 1, "the sealed bytes of the destroyed record are gone");

    archive.reopen(4);
    let hits = archive
        .store()
        .read(|view| view.search(&Query { text: "blijft".into(), ..Query::default() }, &Scope::All, None, 10))
        .unwrap()
        .hits;
    let mut text = String::new();
    archive.store().open_object(hits[0].object).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "dit blijft bestaan\n");
    let residue = archive.store().read(|view| view.record(kept.id)).unwrap();
    assert_eq!((residue.registration, residue.n_messages), (None, 3));
    archive.assert_clean();
}

#[test]
fn the_old_key_ring_opens_nothing_after_the_rotation() {
    let (mut archive, _) = archive_with_record();
    let old = archive.keyring.clone();
    rotate(&mut archive, 12).unwrap();
    assert_eq!(archive.store().epoch(), 2);
    archive.close();
    let error = Store::open(archive.path(), &old, random(3)).unwrap_err();
    assert!(matches!(error, StoreError::EpochMissing { epoch: 1 }));
    archive.reopen(4);
    archive.assert_clean();
}

#[test]
fn a_rotation_to_any_other_epoch_is_refused() {
    let (mut archive, _) = archive_with_record();
    rotate(&mut archive, 13).unwrap();
    archive.keyring = Keyring::generate("archief.example", &mut *random(1), now());
    let error = rotate(&mut archive, 14).unwrap_err();
    assert!(matches!(error, StoreError::WrongEpoch { current: 2, found: 2 }));
}
