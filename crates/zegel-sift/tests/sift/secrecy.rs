//! What the archive cannot find out.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::kit::{SECRET, chat, contains, hand_in, plan, text};

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn hmac(key: &[u8], bytes: &[u8]) -> [u8; 32] {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(bytes).finalize().into_bytes().into()
}

/// The salt of a message, for who has the secret.
fn salt(position: u64) -> [u8; 16] {
    let mac = hmac(&SECRET, &[b"zegel leaf salt".as_slice(), &position.to_be_bytes()].concat());
    *mac.first_chunk().unwrap()
}

/// The canonical bytes of message 5, which says "ja" and is not chosen between two that are.
const HIDDEN: &str =
    r#"{"position":5,"line":5,"at":"2026-03-13T08:05:00","sender":"Jan Jansen","text":"ja"}"#;

#[test]
fn a_short_text_cannot_be_guessed_from_what_the_archive_holds() {
    let mut lines = chat(9);
    lines[4] = "13-03-2026 08:05 - Jan Jansen: ja".into();
    let handed = hand_in(&text(&lines), &plan("keep 4,6\nground private")).unwrap();
    let container = handed.container();
    let everywhere =
        |hash: &[u8; 32]| contains(&container, hash) || contains(&container, hex::encode(hash).as_bytes());

    // The attacker knows everything about the message but its secret, and everything in the package.
    let salts: Vec<Vec<u8>> = handed
        .messages()
        .iter()
        .map(|kept| match &kept.binding {
            zegel_model::Binding::Salt(salt) | zegel_model::Binding::Leaf(salt) => hex::decode(salt).unwrap(),
        })
        .collect();
    let root = hex::decode(&handed.made.manifest.commitment.root).unwrap();
    let id = handed.made.manifest.id;
    let mut keys: Vec<Vec<u8>> = vec![vec![], vec![0; 32], root, id.as_bytes().to_vec()];
    keys.extend(salts.iter().cloned());
    keys.extend(
        salts
            .iter()
            .map(|salt| hmac(salt, &[b"zegel leaf salt".as_slice(), &5u64.to_be_bytes()].concat()).to_vec()),
    );
    for guess in [HIDDEN.as_bytes(), b"ja", b"Jan Jansen: ja", lines[4].as_bytes()] {
        let mut data = vec![sha256(guess)];
        data.extend(keys.iter().map(|key| hmac(key, guess)));
        for data in data {
            assert!(!everywhere(&data) && !everywhere(&zegel_ledger::leaf_hash(&data).0));
        }
        for key in &keys {
            let salts = [key.as_slice(), key.get(..16).unwrap_or(key)];
            assert!(
                salts.iter().all(|salt| !everywhere(&zegel_ledger::leaf_hash(&[salt, guess].concat()).0))
            );
        }
        assert!(!everywhere(&zegel_ledger::leaf_hash(guess).0));
    }

    // With the secret of the receipt the same guess is confirmed at once: the test looks in the right place.
    let leaf = zegel_sift::leaf(&salt(5), HIDDEN.as_bytes());
    assert!(everywhere(&leaf.0));
}

#[test]
fn the_archive_cannot_guess_a_redacted_word() {
    let handed =
        hand_in(&text(&chat(9)), &plan("keep 3\nredact 3 from 0 to 7 ground private\nground private"))
            .unwrap();
    let container = handed.container();
    let salt = salt(3);
    assert!(!contains(&container, &salt) && !contains(&container, hex::encode(salt).as_bytes()));
    assert!(!contains(&container, &SECRET) && !contains(&container, hex::encode(SECRET).as_bytes()));
}

#[test]
fn no_plain_hash_of_the_export_goes_along() {
    let export = text(&chat(9));
    let handed = hand_in(&export, &plan("keep 3\nground private")).unwrap();
    let hash = sha256(&export);
    assert!(!contains(&handed.container(), hex::encode(hash).as_bytes()));
    let hunt_key = hmac(&SECRET, b"zegel hunt key");
    assert_eq!(handed.made.manifest.copies[0].mark, hex::encode(hmac(&hunt_key, &hash)));
}
