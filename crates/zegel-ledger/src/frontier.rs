//! The right edge of a growing tree: all that is needed to append a leaf and to know the root.
//!
//! It holds one hash for each 1 in the binary form of the size (at most 64), so it fits in one row.
//! It keeps no leaves and proves nothing; the completed nodes that it reports go to the store for that.
//! Invariant: `hashes` are the roots of the maximal complete subtrees, left to right, and no others.

use crate::hash::{Hash, empty_root, node_hash};

/// The place of a complete node: it covers the leaves `index << level ..  (index + 1) << level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Height above the leaves; 0 is a leaf.
    pub level: u8,
    /// Number among the nodes of that level, from 0.
    pub index: u64,
}

/// A complete node: once written it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// Its hash.
    pub hash: Hash,
}

/// The frontier of a tree (RFC 9162 §2.1.1; known elsewhere as a compact range from 0).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    hashes: Vec<Hash>,
}

/// Why a stored frontier cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// The bytes are too short to hold a size.
    #[error("read the stored edge of the ledger: it has {n_bytes} bytes, at least 8 are needed")]
    TooShort {
        /// Length of what was given.
        n_bytes: usize,
    },
    /// The number of hashes does not belong to the size.
    #[error(
        "read the stored edge of the ledger: size {size} needs {n_needed} bytes, there are {n_bytes}; \
         rebuild it from the leaves"
    )]
    WrongLength {
        /// The size that the bytes state.
        size: u64,
        /// Bytes that such a frontier has.
        n_needed: usize,
        /// Length of what was given.
        n_bytes: usize,
    },
}

impl Frontier {
    /// Returns the frontier of the tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root of the tree (RFC 9162 §2.1.1).
    pub fn root(&self) -> Hash {
        let mut from_the_right = self.hashes.iter().rev().copied();
        let Some(last) = from_the_right.next() else { return empty_root() };
        from_the_right.fold(last, |right, left| node_hash(left, right))
    }

    /// Appends one leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        self.append_with(leaf, |_| ());
    }

    /// Appends one leaf hash and reports each node that it completes, the leaf itself first, then upwards.
    ///
    /// A store that keeps every reported node needs O(log n) reads for any proof.
    pub fn append_with(&mut self, leaf: Hash, mut completed: impl FnMut(Node)) {
        let mut place = Place { level: 0, index: self.size };
        let mut hash = leaf;
        completed(Node { place, hash });
        while place.index % 2 == 1
            && let Some(left) = self.hashes.pop()
        {
            hash = node_hash(left, hash);
            place = Place { level: place.level + 1, index: place.index / 2 };
            completed(Node { place, hash });
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// Returns the size as 8 bytes, big-endian, then the hashes from left to right.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + 32 * self.hashes.len());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for hash in &self.hashes {
            bytes.extend_from_slice(&hash.0);
        }
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// The hashes cannot be checked here: compare [`Frontier::root`] with the last signed checkpoint.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let too_short = FrontierError::TooShort { n_bytes: bytes.len() };
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(too_short)?;
        let size = u64::from_be_bytes(*size);
        let (hashes, left_over) = rest.as_chunks::<32>();
        if hashes.len() != size.count_ones() as usize || !left_over.is_empty() {
            let n_needed = 8 + 32 * size.count_ones() as usize;
            return Err(FrontierError::WrongLength { size, n_needed, n_bytes: bytes.len() });
        }
        Ok(Self { size, hashes: hashes.iter().copied().map(Hash).collect() })
    }
}

#[cfg(test)]
mod tests;
