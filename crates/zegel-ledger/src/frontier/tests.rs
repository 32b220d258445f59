use std::collections::BTreeMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;

use super::{Frontier, FrontierError, Place};
use crate::{Hash, empty_root, leaf_hash, node_hash, nodes_completed_by};

fn grown(n: u64) -> Frontier {
    let mut frontier = Frontier::new();
    (0..n).for_each(|i| frontier.append(leaf_hash(&i.to_be_bytes())));
    frontier
}

#[test]
fn the_empty_tree_has_the_root_of_the_rfc() {
    assert_eq!(Frontier::new().root(), empty_root());
    assert_eq!(Frontier::new().to_bytes(), [0; 8]);
}

#[test]
fn every_root_is_that_of_an_independent_implementation() {
    let mut frontier = Frontier::new();
    let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for i in 0..600_u64 {
        assert_eq!(frontier.root().as_bytes()[..], oracle.root().as_bytes()[..], "{i} leaves");
        let data = i.to_be_bytes().repeat((i % 5) as usize);
        frontier.append(leaf_hash(&data));
        oracle.push(data);
    }
}

#[test]
fn every_complete_node_is_reported_once_and_is_the_hash_of_its_children() {
    let mut nodes = BTreeMap::new();
    let mut frontier = Frontier::new();
    for i in 0..300_u64 {
        let leaf = leaf_hash(&i.to_be_bytes());
        let announced = nodes_completed_by(leaf, &frontier);
        let mut reported = Vec::new();
        frontier.append_with(leaf, |node| reported.push(node));
        assert_eq!(announced, reported);
        for node in reported {
            assert_eq!(nodes.insert(node.place, node.hash), None, "{:?} came twice", node.place);
        }
    }
    assert_eq!(nodes.len(), (0..9).map(|level| 300 >> level).sum::<usize>());
    for (place, hash) in nodes.iter().filter(|(place, _)| 0 < place.level) {
        let child = |index| nodes[&Place { level: place.level - 1, index }];
        assert_eq!(*hash, node_hash(child(place.index * 2), child(place.index * 2 + 1)));
    }
}

#[test]
fn a_stored_edge_of_another_length_is_refused() {
    let bytes = grown(7).to_bytes();
    assert_eq!(Frontier::from_bytes(&bytes[..7]), Err(FrontierError::TooShort { n_bytes: 7 }));
    let refusal = |n_bytes| Err(FrontierError::WrongLength { size: 7, n_needed: 104, n_bytes });
    assert_eq!(Frontier::from_bytes(&bytes[..103]), refusal(103));
    assert_eq!(Frontier::from_bytes(&[&bytes[..], &[0]].concat()), refusal(105));
}

#[test]
fn a_full_edge_reports_and_never_overflows() {
    let bytes = [&(u64::MAX - 1).to_be_bytes()[..], &[7; 32 * 63]].concat();
    let mut frontier = Frontier::from_bytes(&bytes).unwrap();
    frontier.append(Hash([1; 32]));
    assert_eq!(frontier.size(), u64::MAX);
}

proptest! {
    #[test]
    fn a_stored_edge_grows_on_as_if_it_had_stayed(n in 0_u64..200, more in 0_u64..40) {
        let mut stored = Frontier::from_bytes(&grown(n).to_bytes()).unwrap();
        (n..n + more).for_each(|i| stored.append(leaf_hash(&i.to_be_bytes())));
        prop_assert_eq!(stored, grown(n + more));
    }

    #[test]
    fn any_flipped_bit_gives_another_root_or_a_refusal(n in 0_u64..200, at in any::<prop::sample::Index>()) {
        let frontier = grown(n);
        let mut bytes = frontier.to_bytes();
        let bit = at.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        // The size is not in the root: a checkpoint states both.
        let head = |f: Frontier| (f.size(), f.root());
        prop_assert!(!Frontier::from_bytes(&bytes).is_ok_and(|f| head(f) == head(frontier)));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(frontier) = Frontier::from_bytes(&bytes) {
            prop_assert_eq!(frontier.to_bytes(), bytes);
        }
    }
}
