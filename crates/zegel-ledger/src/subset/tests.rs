use std::convert::Infallible;

use proptest::prelude::*;

use super::{Choice, SubsetError, SubsetProver, SubsetVerifier};
use crate::{Frontier, Hash, leaf_hash};

fn leaf(i: usize) -> Hash {
    leaf_hash(&i.to_be_bytes())
}

/// Returns the gap hashes of a choice and the root that the prover found.
fn prove(chosen: &[bool]) -> (Vec<Hash>, Hash) {
    let mut gaps = Vec::new();
    let mut prover = SubsetProver::new();
    for (i, &is_chosen) in chosen.iter().enumerate() {
        let choice = if is_chosen { Choice::Chosen } else { Choice::Hidden };
        prover.push(leaf(i), choice, |hash| gaps.push(hash));
    }
    let head = prover.finish(|hash| gaps.push(hash));
    assert_eq!(head.size, chosen.len() as u64);
    (gaps, head.root)
}

fn shown(chosen: &[bool]) -> Vec<(u64, Hash)> {
    let places = chosen.iter().enumerate().filter(|(_, is_chosen)| **is_chosen);
    places.map(|(i, _)| (i as u64, leaf(i))).collect()
}

fn verify(shown: &[(u64, Hash)], gaps: &[Hash], size: u64) -> Result<Hash, SubsetError<Infallible>> {
    let mut verifier = SubsetVerifier::new(gaps.iter().copied().map(Ok));
    for &(index, leaf) in shown {
        verifier.leaf(index, leaf)?;
    }
    verifier.finish(size)
}

fn root_of(n: usize) -> Hash {
    let mut frontier = Frontier::new();
    (0..n).for_each(|i| frontier.append(leaf(i)));
    frontier.root()
}

#[test]
fn every_choice_from_up_to_ten_leaves_leads_to_the_root() {
    for n in 0..=10_usize {
        for mask in 0..1_u32 << n {
            let chosen: Vec<bool> = (0..n).map(|i| mask >> i & 1 == 1).collect();
            let (gaps, root) = prove(&chosen);
            assert_eq!(root, root_of(n));
            assert_eq!(verify(&shown(&chosen), &gaps, n as u64), Ok(root), "{mask:b} of {n}");
        }
    }
}

#[test]
fn a_gap_is_covered_by_the_fewest_complete_subtrees() {
    // Leaves 1..7 between two chosen ones: 1, 2-3, 4-5, 6.
    let mut chosen = [false; 8];
    (chosen[0], chosen[7]) = (true, true);
    assert_eq!(prove(&chosen).0.len(), 4);
    // Nothing chosen: one hash for each 1 in the binary form of the size.
    assert_eq!(prove(&[false; 300]).0.len(), 300_usize.count_ones() as usize);
    assert_eq!(prove(&[true; 300]).0.len(), 0);
}

#[test]
fn the_prover_keeps_few_hashes_however_long_the_gap_is() {
    let mut prover = SubsetProver::new();
    prover.chosen(leaf(0), |_| ());
    for i in 1..100_000 {
        prover.hidden(leaf(i));
        assert!(prover.gap.subtrees.len() <= 2 * 17, "at leaf {i}");
    }
}

#[test]
fn missing_and_unused_hashes_are_named() {
    let chosen = [false, false, true, false];
    let (gaps, _) = prove(&chosen);
    let shown = shown(&chosen);
    assert_eq!(verify(&shown, &gaps[..1], 4), Err(SubsetError::MissingHash { position: 3 }));
    assert_eq!(verify(&shown, &[], 4), Err(SubsetError::MissingHash { position: 0 }));
    let more = [&gaps[..], &gaps[..1]].concat();
    assert_eq!(verify(&shown, &more, 4), Err(SubsetError::UnusedHash));
}

#[test]
fn positions_must_ascend_and_stay_within_the_size() {
    let twice = [(2, leaf(2)), (2, leaf(2))];
    let gaps = [leaf(0), leaf(1), leaf(3)];
    assert_eq!(verify(&twice, &gaps, 4), Err(SubsetError::OutOfOrder { index: 2, expected: 3 }));
    assert_eq!(verify(&[(4, leaf(4))], &gaps, 4), Err(SubsetError::BeyondSize { index: 4, size: 4 }));
    let last = [(u64::MAX, leaf(0))];
    assert_eq!(verify(&last, &gaps, u64::MAX), Err(SubsetError::OutOfOrder { index: u64::MAX, expected: 0 }));
}

#[test]
fn what_the_source_of_hashes_meets_is_handed_on() {
    let mut verifier = SubsetVerifier::new(std::iter::once(Err(std::fmt::Error)));
    assert_eq!(verifier.leaf(1, leaf(1)), Err(SubsetError::Source(std::fmt::Error)));
}

/// This is why a size is committed to beside its root: a hidden hash may stand for more than one leaf.
#[test]
fn a_root_alone_does_not_fix_how_many_leaves_are_hidden_behind_the_last_chosen_one() {
    let (gaps, root) = prove(&[true, false, false]);
    assert_eq!(verify(&[(0, leaf(0))], &gaps, 3), Ok(root));
    assert_eq!(verify(&[(0, leaf(0))], &gaps, 4), Ok(root));
}

/// Any tree of up to 300 leaves with any choice, sparse and dense.
fn choices() -> impl Strategy<Value = Vec<bool>> {
    (0.0..1.0_f64).prop_flat_map(|density| prop::collection::vec(prop::bool::weighted(density), 0..300))
}

proptest! {
    #[test]
    fn any_choice_from_any_tree_leads_to_its_root(chosen in choices()) {
        let (gaps, root) = prove(&chosen);
        prop_assert_eq!(root, root_of(chosen.len()));
        prop_assert_eq!(verify(&shown(&chosen), &gaps, chosen.len() as u64), Ok(root));
    }

    #[test]
    fn a_changed_chosen_leaf_or_hidden_hash_is_found(chosen in choices(), at: prop::sample::Index, bit in 0_usize..256) {
        let (mut gaps, root) = prove(&chosen);
        let mut shown = shown(&chosen);
        prop_assume!(!chosen.is_empty());
        let at = at.index(shown.len() + gaps.len());
        let changed = match at.checked_sub(shown.len()) {
            None => &mut shown[at].1,
            Some(at) => &mut gaps[at],
        };
        changed.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert_ne!(verify(&shown, &gaps, chosen.len() as u64), Ok(root));
    }

    #[test]
    fn a_chosen_leaf_at_another_position_is_found(chosen in choices(), at: prop::sample::Index, by in 1_u64..300) {
        let (gaps, root) = prove(&chosen);
        let mut shown = shown(&chosen);
        prop_assume!(!shown.is_empty());
        let at = at.index(shown.len());
        shown[at].0 = (shown[at].0 + by) % 300;
        prop_assume!(shown[at].0 as usize >= chosen.len() || !chosen[shown[at].0 as usize] || by % 300 != 0);
        prop_assert_ne!(verify(&shown, &gaps, chosen.len() as u64), Ok(root));
    }

    #[test]
    fn a_left_out_or_added_leaf_is_found(chosen in choices(), at: prop::sample::Index, index in 0_u64..300) {
        let (gaps, root) = prove(&chosen);
        let mut fewer = shown(&chosen);
        if !fewer.is_empty() {
            fewer.remove(at.index(fewer.len()));
            prop_assert_ne!(verify(&fewer, &gaps, chosen.len() as u64), Ok(root));
        }
        let mut more = shown(&chosen);
        more.push((index, leaf(1000)));
        more.sort();
        prop_assert_ne!(verify(&more, &gaps, chosen.len() as u64), Ok(root));
    }

    #[test]
    fn another_size_is_found_when_the_last_leaf_is_chosen(chosen in choices(), size in 0_u64..400) {
        let chosen = [&chosen[..], &[true]].concat();
        prop_assume!(size != chosen.len() as u64);
        let (gaps, _) = prove(&chosen);
        prop_assert!(verify(&shown(&chosen), &gaps, size).is_err());
    }

    #[test]
    fn no_positions_break_the_verifier(
        mut places in prop::collection::vec(any::<u64>(), 0..6),
        size: u64,
        n_gaps in 0_usize..400,
    ) {
        places.sort_unstable();
        let shown: Vec<_> = places.into_iter().map(|index| (index, leaf(0))).collect();
        // Random input is refused or gives some root; it neither hangs nor overflows.
        drop(verify(&shown, &vec![leaf(1); n_gaps], size));
    }
}
