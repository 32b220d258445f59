//! Proofs that a leaf is in a tree and that a tree only grew, and their verification.
//!
//! Making a proof reads O(log n) complete nodes that [`crate::Frontier::append_with`] reported; verifying one
//! needs nothing but the proof and the roots. Invariant: every algorithm here is that of RFC 9162 §2.1.3-2.1.4.

use serde::{Deserialize, Serialize};

use crate::frontier::{Frontier, Node, Place};
use crate::hash::{Hash, empty_root, node_hash};

/// The hashes that lead from one leaf to the root (RFC 9162 §2.1.3.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Position of the leaf, from 0.
    pub index: u64,
    /// Number of leaves of the tree.
    pub size: u64,
    /// The sibling hashes, from the leaf upwards.
    pub hashes: Vec<Hash>,
}

/// The hashes that show that a tree begins with an older tree (RFC 9162 §2.1.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Number of leaves of the older tree.
    pub old_size: u64,
    /// Number of leaves of the newer tree.
    pub new_size: u64,
    /// The hashes in the order of the RFC; empty when the sizes are equal or the older tree is empty.
    pub hashes: Vec<Hash>,
}

/// Why a proof could not be made; `E` is what the reader of nodes can meet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E: std::error::Error + 'static> {
    /// There is no such leaf.
    #[error("prove leaf {index}: the tree has {size} leaves, numbered from 0")]
    NoSuchLeaf {
        /// The leaf asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    #[error("prove growth from {old_size} to {new_size} leaves: a ledger never shrinks")]
    Shrunk {
        /// The size of the older tree.
        old_size: u64,
        /// The size of the newer tree.
        new_size: u64,
    },
    /// A stored node could not be read.
    #[error("read node {index} of level {level} of the ledger")]
    Read {
        /// The level of the node.
        level: u8,
        /// The number of the node in its level.
        index: u64,
        /// What the reader met.
        source: E,
    },
}

/// Why a proof is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf lies outside the tree.
    #[error("verify the proof: leaf {index} is not in a tree of {size} leaves")]
    NoSuchLeaf {
        /// The leaf that the proof is about.
        index: u64,
        /// The size that the proof states.
        size: u64,
    },
    /// The older tree is larger than the newer one.
    #[error("verify the proof: the ledger shrank from {old_size} to {new_size} leaves")]
    Shrunk {
        /// The size of the older tree.
        old_size: u64,
        /// The size of the newer tree.
        new_size: u64,
    },
    /// Hashes are missing or left over.
    #[error("verify the proof: it has {n_hashes} hashes, which does not belong to these sizes")]
    WrongLength {
        /// Hashes in the proof.
        n_hashes: usize,
    },
    /// The older root differs.
    #[error("verify the proof: it does not lead to the older root; the history was changed")]
    OldRootDiffers,
    /// The root differs.
    #[error("verify the proof: it does not lead to the root; the leaf, the proof or the tree was changed")]
    RootDiffers,
}

/// Returns the nodes that become complete when the leaf with hash `leaf` is appended to `frontier`.
///
/// The same as [`Frontier::append_with`], but the frontier stays as it is.
pub fn nodes_completed_by(leaf: Hash, frontier: &Frontier) -> Vec<Node> {
    let mut nodes = Vec::new();
    frontier.clone().append_with(leaf, |node| nodes.push(node));
    nodes
}

/// Makes the proof that leaf `index` is in the tree of the first `size` leaves; `read` gives stored complete nodes.
pub fn prove_inclusion<E: std::error::Error + 'static>(
    index: u64,
    size: u64,
    read: &mut impl FnMut(Place) -> Result<Hash, E>,
) -> Result<InclusionProof, ProveError<E>> {
    if size <= index {
        return Err(ProveError::NoSuchLeaf { index, size });
    }
    let mut hashes = Vec::new();
    let mut subtree = Span { start: 0, end: size };
    // From the root downwards; the proof lists from the leaf upwards.
    while 1 < subtree.len() {
        let (left, right) = subtree.split();
        let (inside, sibling) = if index < right.start { (left, right) } else { (right, left) };
        hashes.push(sibling.root(read)?);
        subtree = inside;
    }
    hashes.reverse();
    Ok(InclusionProof { index, size, hashes })
}

/// Makes the proof that the tree of `new_size` leaves begins with that of `old_size` leaves.
pub fn prove_consistency<E: std::error::Error + 'static>(
    old_size: u64,
    new_size: u64,
    read: &mut impl FnMut(Place) -> Result<Hash, E>,
) -> Result<ConsistencyProof, ProveError<E>> {
    if new_size < old_size {
        return Err(ProveError::Shrunk { old_size, new_size });
    }
    let mut hashes = Vec::new();
    let mut subtree = Span { start: 0, end: new_size };
    // SUBPROOF of RFC 9162 §2.1.4.1, from the root downwards: `old_size` is where the older tree ends.
    while 0 < old_size && old_size < subtree.end {
        let (left, right) = subtree.split();
        let (inside, sibling) = if old_size <= right.start { (left, right) } else { (right, left) };
        hashes.push(sibling.root(read)?);
        subtree = inside;
    }
    let is_whole_old_tree = subtree.start == 0;
    if !is_whole_old_tree {
        hashes.push(subtree.root(read)?);
    }
    hashes.reverse();
    Ok(ConsistencyProof { old_size, new_size, hashes })
}

/// Verifies that `leaf` is in the tree with this root (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(leaf: Hash, proof: &InclusionProof, root: Hash) -> Result<(), ProofError> {
    let InclusionProof { index, size, ref hashes } = *proof;
    if size <= index {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let wrong_length = ProofError::WrongLength { n_hashes: hashes.len() };
    let (mut at, mut last, mut computed) = (index, size - 1, leaf);
    for &sibling in hashes {
        if last == 0 {
            return Err(wrong_length);
        }
        if at % 2 == 1 || at == last {
            computed = node_hash(sibling, computed);
            // On the right border levels without a sibling are skipped.
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            computed = node_hash(computed, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    match last {
        0 if computed == root => Ok(()),
        0 => Err(ProofError::RootDiffers),
        _ => Err(wrong_length),
    }
}

/// Verifies that the tree with `new_root` begins with the tree with `old_root` (RFC 9162 §2.1.4.2).
pub fn verify_consistency(
    proof: &ConsistencyProof,
    old_root: Hash,
    new_root: Hash,
) -> Result<(), ProofError> {
    let ConsistencyProof { old_size, new_size, ref hashes } = *proof;
    let wrong_length = ProofError::WrongLength { n_hashes: hashes.len() };
    if new_size < old_size {
        return Err(ProofError::Shrunk { old_size, new_size });
    }
    if old_size == 0 || old_size == new_size {
        return verify_without_hashes(proof, old_root, new_root);
    }
    // When the older tree is complete its root is the first hash, and the RFC leaves it out.
    let implied = old_size.is_power_of_two().then_some(old_root);
    let mut path = implied.into_iter().chain(hashes.iter().copied());
    let first = path.next().ok_or(wrong_length)?;
    let levels_shared = (old_size - 1).trailing_ones();
    let (mut at, mut last) = ((old_size - 1) >> levels_shared, (new_size - 1) >> levels_shared);
    let (mut old, mut new) = (first, first);
    for sibling in path {
        if last == 0 {
            return Err(wrong_length);
        }
        if at % 2 == 1 || at == last {
            old = node_hash(sibling, old);
            new = node_hash(sibling, new);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            new = node_hash(new, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    match last {
        0 if old != old_root => Err(ProofError::OldRootDiffers),
        0 if new != new_root => Err(ProofError::RootDiffers),
        0 => Ok(()),
        _ => Err(wrong_length),
    }
}

/// The two cases that the RFC settles without a path: nothing was there before, or nothing was added.
fn verify_without_hashes(proof: &ConsistencyProof, old_root: Hash, new_root: Hash) -> Result<(), ProofError> {
    if !proof.hashes.is_empty() {
        return Err(ProofError::WrongLength { n_hashes: proof.hashes.len() });
    }
    if proof.old_size == 0 && old_root != empty_root() {
        return Err(ProofError::OldRootDiffers);
    }
    if proof.old_size == proof.new_size && old_root != new_root {
        return Err(ProofError::RootDiffers);
    }
    Ok(())
}

/// A subtree on the way down from the root: the leaves `start .. end`.
#[derive(Clone, Copy)]
struct Span {
    start: u64,
    end: u64,
}

impl Span {
    fn len(self) -> u64 {
        self.end - self.start
    }

    /// Splits at the largest power of two below the length (RFC 9162 §2.1.1); the length is at least 2.
    fn split(self) -> (Self, Self) {
        let middle = self.start + (1 << (self.len() - 1).ilog2());
        (Self { start: self.start, end: middle }, Self { start: middle, end: self.end })
    }

    /// Returns the hash of this subtree, folded from the complete nodes below it.
    fn root<E: std::error::Error + 'static>(
        self,
        read: &mut impl FnMut(Place) -> Result<Hash, E>,
    ) -> Result<Hash, ProveError<E>> {
        // A subtree from the split starts at a multiple of its power of two, so its complete nodes are the
        // ones in its length, the largest first.
        let mut complete = Vec::new();
        let mut at = self.start;
        while at < self.end {
            let level = (self.end - at).ilog2();
            let place = Place { level: level as u8, index: at >> level };
            let hash = read(place).map_err(|source| ProveError::Read {
                level: place.level,
                index: place.index,
                source,
            })?;
            complete.push(hash);
            at += 1 << level;
        }
        let last = complete.pop().unwrap_or_else(empty_root);
        Ok(complete.into_iter().rev().fold(last, |right, left| node_hash(left, right)))
    }
}

#[cfg(test)]
mod tests;
