use proptest::prelude::*;

use super::{WRAPPED_BYTES, WrapError, unwrap_key, wrap_key};
use crate::Key32;
use crate::testing::seeded;

fn key(byte: u8) -> Key32 {
    Key32::from_bytes([byte; 32])
}

#[test]
fn a_wrap_opens_only_with_its_key_in_its_place() {
    let wrapped = wrap_key(&key(1), b"dossier 1", &key(9), &mut seeded(1));
    assert_eq!(wrapped.len(), WRAPPED_BYTES);
    assert_eq!(unwrap_key(&key(1), b"dossier 1", &wrapped), Ok(key(9)));
    assert_eq!(unwrap_key(&key(2), b"dossier 1", &wrapped), Err(WrapError::Refused));
    assert_eq!(unwrap_key(&key(1), b"dossier 2", &wrapped), Err(WrapError::Refused));
}

/// The expected bytes were computed with another library (AES-GCM-SIV of Python's `cryptography`).
#[test]
fn the_form_of_a_wrap_stays_as_it_is() {
    let wrapped = wrap_key(&key(1), b"dossier 1", &key(9), &mut |bytes: &mut [u8]| bytes.fill(3));
    assert_eq!(
        hex::encode(wrapped),
        "010303030303030303030303039423738e676f75bce98e0fb959bb154caca5b2a10e72fb127a81f5d44ef1be6b719a8af8494a2a667afec69a33b8d665"
    );
}

#[test]
fn two_wraps_of_one_key_differ() {
    let mut random = seeded(1);
    let wrap = |random: &mut _| wrap_key(&key(1), b"", &key(9), random);
    assert_ne!(wrap(&mut random), wrap(&mut random));
}

#[test]
fn every_flipped_bit_is_found() {
    let wrapped = wrap_key(&key(1), b"dossier 1", &key(9), &mut seeded(1));
    for bit in 0..wrapped.len() * 8 {
        let mut flipped = wrapped.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(unwrap_key(&key(1), b"dossier 1", &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn other_lengths_and_versions_are_named() {
    let mut wrapped = wrap_key(&key(1), b"", &key(9), &mut seeded(1));
    assert_eq!(unwrap_key(&key(1), b"", &wrapped[..60]), Err(WrapError::Length { n_bytes: 60 }));
    assert_eq!(unwrap_key(&key(1), b"", &[]), Err(WrapError::Length { n_bytes: 0 }));
    wrapped[0] = 2;
    assert_eq!(unwrap_key(&key(1), b"", &wrapped), Err(WrapError::Version { version: 2 }));
}

proptest! {
    #[test]
    fn any_key_in_any_place_is_unwrapped(kek: [u8; 32], inner: [u8; 32], context: Vec<u8>, seed: u64) {
        let (kek, inner) = (Key32::from_bytes(kek), Key32::from_bytes(inner));
        let wrapped = wrap_key(&kek, &context, &inner, &mut seeded(seed));
        prop_assert_eq!(unwrap_key(&kek, &context, &wrapped), Ok(inner));
    }

    #[test]
    fn no_bytes_break_the_reader(mut bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        prop_assert!(unwrap_key(&key(1), b"", &bytes).is_err());
        bytes.resize(WRAPPED_BYTES, 0);
        bytes[0] = 1;
        prop_assert!(unwrap_key(&key(1), b"", &bytes).is_err());
    }
}
