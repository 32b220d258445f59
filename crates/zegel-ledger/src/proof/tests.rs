use std::collections::HashMap;
use std::convert::Infallible;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;

use super::{
    ProofError, ProveError, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion,
};
use crate::{Frontier, Hash, Place, leaf_hash};

/// A log as a store keeps it: complete nodes by place, and the root at each size.
struct Log {
    nodes: HashMap<(u8, u64), Hash>,
    roots: Vec<Hash>,
    oracle: MemoryBackedTree<Sha256, Vec<u8>>,
    n_reads: usize,
}

impl Log {
    fn of(n: u64) -> Self {
        let mut frontier = Frontier::new();
        let mut log = Self {
            nodes: HashMap::new(),
            roots: vec![frontier.root()],
            oracle: MemoryBackedTree::new(),
            n_reads: 0,
        };
        for i in 0..n {
            frontier.append_with(leaf_hash(&i.to_be_bytes()), |node| {
                log.nodes.insert((node.place.level, node.place.index), node.hash);
            });
            log.oracle.push(i.to_be_bytes().to_vec());
            log.roots.push(frontier.root());
        }
        log
    }

    fn leaf(&self, index: u64) -> Hash {
        self.nodes[&(0, index)]
    }

    fn read(&mut self) -> impl FnMut(Place) -> Result<Hash, Infallible> + '_ {
        |place| {
            self.n_reads += 1;
            Ok(self.nodes[&(place.level, place.index)])
        }
    }
}

fn flat(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn every_inclusion_proof_verifies_and_is_the_one_of_an_independent_implementation() {
    for n in 1..70_u64 {
        let mut log = Log::of(n);
        for index in 0..n {
            let proof = prove_inclusion(index, n, &mut log.read()).unwrap();
            assert_eq!(flat(&proof.hashes), log.oracle.prove_inclusion(index as usize).as_bytes());
            assert_eq!(verify_inclusion(log.leaf(index), &proof, log.roots[n as usize]), Ok(()));
        }
    }
}

#[test]
fn every_consistency_proof_verifies_and_is_the_one_of_an_independent_implementation() {
    for n in 1..70_u64 {
        let mut log = Log::of(n);
        for old in 0..=n {
            let proof = prove_consistency(old, n, &mut log.read()).unwrap();
            if 0 < old {
                let oracle = log.oracle.prove_consistency((n - old) as usize);
                assert_eq!(flat(&proof.hashes), oracle.as_bytes(), "{old} to {n}");
            }
            assert_eq!(verify_consistency(&proof, log.roots[old as usize], log.roots[n as usize]), Ok(()));
        }
    }
}

#[test]
fn an_old_tree_is_proven_from_the_nodes_of_a_newer_one() {
    let mut log = Log::of(300);
    let proof = prove_inclusion(98, 99, &mut log.read()).unwrap();
    assert_eq!(verify_inclusion(log.leaf(98), &proof, log.roots[99]), Ok(()));
}

#[test]
fn a_proof_in_ten_million_leaves_reads_few_nodes() {
    let size = 10_000_000;
    let mut n_reads = 0;
    let mut read = |_: Place| {
        n_reads += 1;
        Ok::<_, Infallible>(Hash([0; 32]))
    };
    prove_inclusion(0, size, &mut read).unwrap();
    prove_inclusion(size - 1, size, &mut read).unwrap();
    prove_consistency(size / 3, size, &mut read).unwrap();
    assert!(n_reads <= 3 * 2 * 24, "{n_reads} reads");
}

#[test]
fn a_leaf_outside_the_tree_and_a_shrunk_ledger_are_refused() {
    let mut log = Log::of(5);
    let refusal = prove_inclusion(5, 5, &mut log.read()).unwrap_err();
    assert_eq!(refusal, ProveError::NoSuchLeaf { index: 5, size: 5 });
    let refusal = prove_consistency(5, 4, &mut log.read()).unwrap_err();
    assert_eq!(refusal, ProveError::Shrunk { old_size: 5, new_size: 4 });
    let mut proof = prove_consistency(4, 5, &mut log.read()).unwrap();
    (proof.old_size, proof.new_size) = (5, 4);
    let refusal = verify_consistency(&proof, log.roots[5], log.roots[4]);
    assert_eq!(refusal, Err(ProofError::Shrunk { old_size: 5, new_size: 4 }));
}

#[test]
fn what_the_reader_meets_is_named_with_its_place() {
    let mut read = |_: Place| Err::<Hash, _>(std::fmt::Error);
    let error = prove_inclusion(2, 4, &mut read).unwrap_err();
    assert_eq!(error, ProveError::Read { level: 1, index: 0, source: std::fmt::Error });
    assert_eq!(error.to_string(), "read node 0 of level 1 of the ledger");
}

#[test]
fn a_proof_has_one_form_in_json() {
    let proof = prove_inclusion(0, 2, &mut Log::of(2).read()).unwrap();
    assert_eq!(
        serde_json::to_string(&proof).unwrap(),
        format!(r#"{{"index":0,"size":2,"hashes":["{}"]}}"#, leaf_hash(&1_u64.to_be_bytes()))
    );
    let read: super::InclusionProof = serde_json::from_str(&serde_json::to_string(&proof).unwrap()).unwrap();
    assert_eq!(read, proof);
}

proptest! {
    #[test]
    fn any_change_to_an_inclusion_proof_is_found(n in 1_u64..300, at: u64, how in 0..5, bit in 0_usize..256, pick: usize) {
        let mut log = Log::of(n);
        let index = at % n;
        let mut proof = prove_inclusion(index, n, &mut log.read()).unwrap();
        let (mut leaf, mut root) = (log.leaf(index), log.roots[n as usize]);
        let n_hashes = proof.hashes.len();
        match how {
            0 => leaf.0[bit / 8] ^= 1 << (bit % 8),
            1 => root.0[bit / 8] ^= 1 << (bit % 8),
            2 if 0 < n_hashes => proof.hashes[pick % n_hashes].0[bit / 8] ^= 1 << (bit % 8),
            3 if 0 < n_hashes => drop(proof.hashes.remove(pick % n_hashes)),
            _ => proof.hashes.push(root),
        }
        prop_assert!(verify_inclusion(leaf, &proof, root).is_err());
    }

    #[test]
    fn a_leaf_is_not_proven_at_another_position(n in 2_u64..300, at: u64, by: u64) {
        let mut log = Log::of(n);
        let index = at % n;
        let mut proof = prove_inclusion(index, n, &mut log.read()).unwrap();
        proof.index = (index + 1 + by % (n - 1)) % n;
        prop_assert!(verify_inclusion(log.leaf(index), &proof, log.roots[n as usize]).is_err());
    }

    #[test]
    fn a_changed_history_is_not_consistent(n in 2_u64..300, cut: u64, changed: u64, bit in 0_usize..256) {
        let old = 1 + cut % (n - 1);
        let mut log = Log::of(n);
        let proof = prove_consistency(old, n, &mut log.read()).unwrap();
        // The same number of leaves, but one of the old ones differs.
        let mut other = Frontier::new();
        for i in 0..n {
            let mut leaf = log.leaf(i);
            if i == changed % old {
                leaf.0[bit / 8] ^= 1 << (bit % 8);
            }
            other.append(leaf);
        }
        prop_assert!(verify_consistency(&proof, log.roots[old as usize], other.root()).is_err());
        prop_assert!(verify_consistency(&proof, other.root(), log.roots[n as usize]).is_err());
    }

    #[test]
    fn any_change_to_a_consistency_proof_is_found(n in 2_u64..300, cut: u64, how in 0..3, bit in 0_usize..256, pick: usize) {
        let old = 1 + cut % (n - 1);
        let mut log = Log::of(n);
        let mut proof = prove_consistency(old, n, &mut log.read()).unwrap();
        let n_hashes = proof.hashes.len();
        match how {
            0 => proof.hashes[pick % n_hashes].0[bit / 8] ^= 1 << (bit % 8),
            1 => drop(proof.hashes.remove(pick % n_hashes)),
            _ => proof.hashes.push(log.roots[0]),
        }
        prop_assert!(verify_consistency(&proof, log.roots[old as usize], log.roots[n as usize]).is_err());
    }

    #[test]
    fn no_sizes_break_the_verifier(index: u64, size: u64, hashes in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70)) {
        let root = Hash([0; 32]);
        let inclusion = super::InclusionProof { index, size, hashes: hashes.clone() };
        prop_assert!(verify_inclusion(root, &inclusion, root).is_err());
        let consistency = super::ConsistencyProof { old_size: index, new_size: size, hashes };
        prop_assert!(verify_consistency(&consistency, root, root).is_err() || index == size || index == 0);
    }
}
