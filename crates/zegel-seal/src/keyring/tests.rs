use proptest::prelude::*;

use super::{Keyring, KeyringError};
use crate::testing::seeded;
use crate::{HandOverError, Identity};

const NAME: &str = "archief.gemeente.example";

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn ring() -> Keyring {
    Keyring::generate(NAME, &mut seeded(1), at("2026-11-21T20:00:00Z"))
}

fn rotating() -> Keyring {
    let mut ring = ring();
    ring.start_rotation(&mut seeded(2), at("2027-01-02T03:04:05Z")).unwrap();
    ring
}

/// The golden file of version 1; a program that cannot read it loses archives.
const GOLDEN: &str = include_str!("golden-1.json");

#[test]
fn the_form_of_a_key_ring_stays_as_it_is() {
    assert_eq!(std::str::from_utf8(&rotating().to_json()).unwrap(), GOLDEN.trim_end());
    assert_eq!(Keyring::from_json(GOLDEN.as_bytes()).unwrap(), rotating());
}

#[test]
fn operator_and_recovery_both_open_it_and_a_stranger_does_not() {
    let [operator, recovery, stranger] = [1, 2, 3].map(|seed| Identity::generate(&mut seeded(seed)));
    let sealed = ring().seal(&[operator.recipient(), recovery.recipient()]).unwrap();
    assert_eq!(Keyring::open(&operator, &sealed).unwrap(), ring());
    assert_eq!(Keyring::open(&recovery, &sealed).unwrap(), ring());
    let refusal = Keyring::open(&stranger, &sealed);
    assert!(matches!(refusal, Err(KeyringError::HandOver(HandOverError::WrongKey))));
}

#[test]
fn every_secret_is_another() {
    let ring = rotating();
    let next = ring.next().unwrap();
    let secrets = [
        &ring.current().kek,
        &ring.current().database_key,
        &next.kek,
        &next.database_key,
        &ring.ledger_seed,
        &ring.ledger_salt,
    ];
    for (i, a) in secrets.iter().enumerate() {
        assert!(secrets[..i].iter().all(|b| a != b), "secret {i}");
    }
}

#[test]
fn a_rotation_makes_new_wraps_under_the_next_epoch_and_ends_without_the_old() {
    let mut ring = ring();
    let old = ring.current().clone();
    assert_eq!(ring.for_new_wraps(), &old);
    ring.start_rotation(&mut seeded(2), at("2027-01-02T03:04:05Z")).unwrap();
    let next = ring.next().unwrap().clone();
    assert_eq!((next.number, ring.for_new_wraps(), ring.current()), (2, &next, &old));
    assert_eq!((ring.epoch(1), ring.epoch(2), ring.epoch(3)), (Some(&old), Some(&next), None));
    let again = ring.start_rotation(&mut seeded(3), at("2027-01-02T03:04:05Z"));
    assert!(matches!(again, Err(KeyringError::AlreadyRotating { number: 2 })));

    ring.finish_rotation().unwrap();
    assert_eq!((ring.current(), ring.next(), ring.epoch(1)), (&next, None, None));
    let json = ring.to_json();
    let text = std::str::from_utf8(&json).unwrap();
    assert!(!text.contains(&*old.kek.to_hex()) && !text.contains(&*old.database_key.to_hex()));
    assert!(matches!(ring.finish_rotation(), Err(KeyringError::NotRotating)));
}

#[test]
fn what_stays_stays_over_a_rotation() {
    let (before, mut after) = (ring(), rotating());
    after.finish_rotation().unwrap();
    assert_eq!(after.ledger_seed, before.ledger_seed);
    assert_eq!(after.ledger_salt, before.ledger_salt);
    assert_eq!(after.submission_identity().recipient(), before.submission_identity().recipient());
}

#[test]
fn debug_shows_no_secret() {
    let ring = rotating();
    let shown = format!("{ring:?}");
    let secret = ring.submission_identity().to_secret_text();
    for hidden in [&*ring.ledger_seed.to_hex(), &*ring.current().kek.to_hex(), &secret[16..]] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

#[test]
fn a_newer_version_an_unknown_field_and_a_wrong_number_are_named() {
    let read = |text: &str| Keyring::from_json(text.as_bytes()).unwrap_err();
    assert!(matches!(
        read(&GOLDEN.replace("\"version\": 1", "\"version\": 2")),
        KeyringError::Version { version: 2 }
    ));
    assert!(matches!(
        read(&GOLDEN.replace("zegel-keyring", "other")),
        KeyringError::Field { field: "format" }
    ));
    assert!(matches!(
        read(&GOLDEN.replace("\"number\": 2", "\"number\": 7")),
        KeyringError::Field { field: "next.number" }
    ));
    assert!(matches!(
        read(&GOLDEN.replace("\"archive\"", "\"new\": 1, \"archive\"")),
        KeyringError::Malformed { line: 4, .. }
    ));
    let short = GOLDEN.replacen("\"kek\": \"", "\"kek\": \"0", 1);
    assert!(matches!(read(&short), KeyringError::Field { field: "kek" }));
    let large = " ".repeat(64 * 1024) + GOLDEN;
    assert!(matches!(read(&large), KeyringError::TooLarge));
}

#[test]
fn an_error_never_quotes_a_secret() {
    let secret = ring().ledger_seed.to_hex();
    for broken in [GOLDEN.replace(',', ""), GOLDEN.replace(&*secret, "secret-secret")] {
        let error = Keyring::from_json(broken.as_bytes()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret-"), "{error:?}");
    }
}

#[test]
fn every_flipped_bit_of_a_sealed_ring_is_found() {
    let identity = Identity::generate(&mut seeded(1));
    let sealed = ring().seal(&[identity.recipient()]).unwrap();
    for at in 0..sealed.len() {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(Keyring::open(&identity, &flipped).is_err(), "byte {at}");
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), at: prop::sample::Index, byte: u8) {
        prop_assert!(Keyring::from_json(&bytes).is_err());
        let mut changed = GOLDEN.as_bytes().to_vec();
        let at = at.index(changed.len());
        changed[at] = byte;
        drop(Keyring::from_json(&changed));
    }
}
