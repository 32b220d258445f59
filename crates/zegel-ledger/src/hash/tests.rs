use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    Hash, HashError, SALT_BYTES, empty_root, leaf_hash, node_hash, salted_leaf_hash, sha256_in_blocks,
};

#[test]
fn the_hashes_are_those_of_the_published_vectors() {
    // The first two leaves of the test tree of Certificate Transparency's reference code.
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(
        leaf_hash(b"").to_string(),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
    assert_eq!(
        node_hash(leaf_hash(b""), leaf_hash(&[0])).to_string(),
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    );
}

#[test]
fn a_node_is_never_the_leaf_with_the_same_bytes() {
    let (left, right) = (leaf_hash(b"a"), leaf_hash(b"b"));
    let joined = [left.0, right.0].concat();
    assert_ne!(node_hash(left, right), leaf_hash(&joined));
}

#[test]
fn one_hash_has_one_text() {
    let text = leaf_hash(b"x").to_string();
    assert_eq!(text.to_uppercase().parse::<Hash>(), Err(HashError::Text { n_bytes: 64 }));
    assert_eq!(text[1..].parse::<Hash>(), Err(HashError::Text { n_bytes: 63 }));
    assert_eq!(Hash::try_from(&[0_u8; 31][..]), Err(HashError::Bytes { n_bytes: 31 }));
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(bytes: [u8; 32]) {
        let hash = Hash(bytes);
        prop_assert_eq!(hash.to_string().parse::<Hash>(), Ok(hash));
        let json = serde_json::to_string(&hash).unwrap();
        prop_assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        let read = text.parse::<Hash>();
        prop_assert!(read.is_err() || read.unwrap().to_string() == text);
    }
}

proptest! {
    #[test]
    fn what_is_hashed_in_blocks_is_what_sha256_gives(bytes in proptest::collection::vec(any::<u8>(), 0..120), at in any::<proptest::sample::Index>()) {
        let (start, end) = bytes.split_at(at.index(bytes.len() + 1));
        let expected: [u8; 32] = Sha256::digest(&bytes).into();
        let hash = if bytes.len() <= 55 { sha256_in_blocks::<1>(&[start, end]) } else { sha256_in_blocks::<2>(&[start, end]) };
        prop_assert_eq!(hash, expected);
    }

    #[test]
    fn a_salted_leaf_is_the_leaf_of_its_salt_and_what_it_hides(salt: [u8; SALT_BYTES], hidden in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(salted_leaf_hash(&salt, &hidden), leaf_hash(&[&salt[..], &hidden].concat()));
    }

    #[test]
    fn a_leaf_is_hashed_as_one_whatever_its_length(bytes in proptest::collection::vec(any::<u8>(), 0..130)) {
        let expected: [u8; 32] = Sha256::digest([&[0_u8][..], &bytes].concat()).into();
        prop_assert_eq!(leaf_hash(&bytes), Hash(expected));
    }
}
