//! Proofs that chosen leaves stand at their positions in a tree of which the rest stays hidden.
//!
//! The prover sees every leaf hash once, in order, and gives for each stretch of leaves that were not chosen
//! the hashes of the fewest complete subtrees that cover it, left to right. The verifier puts the chosen leaves
//! and these hashes together again and so finds the root. Both use memory for O(log n) hashes.
//!
//! What it does not do: a Merkle root does not fix the number of leaves (a hash that stands for one hidden
//! leaf may hide a subtree), so the pair (root, size) must be committed to together, as the manifest of a
//! submission and a checkpoint do. Every position, chosen leaf and hidden hash is bound by the root itself.

use crate::hash::{Hash, empty_root, node_hash};

/// The size of a tree with its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeHead {
    /// Number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Makes the proof for a subset while all leaves of the tree stream past.
#[derive(Debug, Clone, Default)]
pub struct SubsetProver {
    tree: Stack,
    gap: Stack,
}

/// Why a subset proof is refused; `E` is what the source of gap hashes can meet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubsetError<E: std::error::Error + 'static> {
    /// A chosen leaf comes before one that was already given.
    #[error("verify the choice: leaf {index} comes after leaf {expected} was due; positions must ascend")]
    OutOfOrder {
        /// The position that was given.
        index: u64,
        /// The lowest position that was possible.
        expected: u64,
    },
    /// A chosen leaf lies beyond the stated size.
    #[error("verify the choice: a leaf at position {index} does not fit in {size} messages")]
    BeyondSize {
        /// The last position that was given.
        index: u64,
        /// The stated number of leaves.
        size: u64,
    },
    /// The proof has too few hashes.
    #[error(
        "verify the choice: the proof ends before position {position}; it is cut off or of another choice"
    )]
    MissingHash {
        /// The first position that is not covered.
        position: u64,
    },
    /// The proof has too many hashes.
    #[error("verify the choice: the proof has hashes left over; it is of another choice")]
    UnusedHash,
    /// The hashes could not be read.
    #[error("read the hashes of the proof")]
    Source(#[source] E),
}

/// Finds the root again from chosen leaves and the hashes of the gaps.
#[derive(Debug, Clone)]
pub struct SubsetVerifier<I> {
    tree: Stack,
    gaps: I,
}

impl SubsetProver {
    /// Starts before the first leaf.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next leaf as chosen; `emit` gets the hashes of the gap that ends here, if any.
    pub fn chosen(&mut self, leaf: Hash, mut emit: impl FnMut(Hash)) {
        self.gap.drain(&mut emit);
        self.tree.push(0, leaf);
        self.gap.end = self.tree.end;
    }

    /// Takes the next leaf as not chosen.
    pub fn hidden(&mut self, leaf: Hash) {
        self.tree.push(0, leaf);
        self.gap.push(0, leaf);
    }

    /// Takes the next leaf, chosen or hidden.
    pub fn push(&mut self, leaf: Hash, choice: Choice, emit: impl FnMut(Hash)) {
        match choice {
            Choice::Chosen => self.chosen(leaf, emit),
            Choice::Hidden => self.hidden(leaf),
        }
    }

    /// Ends the tree: `emit` gets the hashes of the last gap, if any; returns the size and root of the whole.
    pub fn finish(mut self, mut emit: impl FnMut(Hash)) -> TreeHead {
        self.gap.drain(&mut emit);
        TreeHead { size: self.tree.end, root: self.tree.root() }
    }
}

/// Whether a leaf was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is shown.
    Chosen,
    /// It disappears in the hash of a gap.
    Hidden,
}

impl<I, E> SubsetVerifier<I>
where
    I: Iterator<Item = Result<Hash, E>>,
    E: std::error::Error + 'static,
{
    /// Starts before the first leaf; `gaps` gives the hashes in the order in which the prover emitted them.
    pub fn new(gaps: I) -> Self {
        Self { tree: Stack::default(), gaps }
    }

    /// Takes the next chosen leaf at its position in the whole.
    pub fn leaf(&mut self, index: u64, leaf: Hash) -> Result<(), SubsetError<E>> {
        // The last position of all cannot exist, because the size must fit in 64 bits too.
        if index < self.tree.end || index == u64::MAX {
            return Err(SubsetError::OutOfOrder { index, expected: self.tree.end });
        }
        self.fill_until(index)?;
        self.tree.push(0, leaf);
        Ok(())
    }

    /// Ends the tree at `size` leaves and returns the root that was found; compare it with the committed one.
    pub fn finish(mut self, size: u64) -> Result<Hash, SubsetError<E>> {
        if size < self.tree.end {
            return Err(SubsetError::BeyondSize { index: self.tree.end - 1, size });
        }
        self.fill_until(size)?;
        match self.gaps.next() {
            None => Ok(self.tree.root()),
            Some(Ok(_)) => Err(SubsetError::UnusedHash),
            Some(Err(source)) => Err(SubsetError::Source(source)),
        }
    }

    fn fill_until(&mut self, end: u64) -> Result<(), SubsetError<E>> {
        while self.tree.end < end {
            let position = self.tree.end;
            let hash = self.gaps.next().ok_or(SubsetError::MissingHash { position })?;
            let hash = hash.map_err(SubsetError::Source)?;
            self.tree.push(level_of_next_subtree(position, end), hash);
        }
        Ok(())
    }
}

/// Returns the level of the largest complete subtree that starts at `start` and ends at or before `end`.
fn level_of_next_subtree(start: u64, end: u64) -> u32 {
    // `trailing_zeros` of 0 is 64: at the very left every alignment is possible.
    start.trailing_zeros().min((end - start).ilog2())
}

/// Complete subtrees side by side: the compact form of a stretch of leaves that ends at `end`.
#[derive(Debug, Clone, Default)]
struct Stack {
    end: u64,
    subtrees: Vec<(u32, Hash)>,
}

impl Stack {
    /// Adds a complete subtree on the right and joins what has become complete.
    fn push(&mut self, level: u32, hash: Hash) {
        self.end += 1 << level;
        let (mut level, mut hash) = (level, hash);
        while let Some(&(left_level, left)) = self.subtrees.last()
            // Two neighbours of one level are siblings only when the pair ends at a multiple of its size.
            && left_level == level
            && (self.end >> level).is_multiple_of(2)
        {
            self.subtrees.pop();
            hash = node_hash(left, hash);
            level += 1;
        }
        self.subtrees.push((level, hash));
    }

    /// Gives the subtrees from left to right and is empty afterwards.
    fn drain(&mut self, emit: &mut impl FnMut(Hash)) {
        self.subtrees.drain(..).for_each(|(_, hash)| emit(hash));
    }

    /// Returns the root of a stretch that starts at 0.
    fn root(&self) -> Hash {
        let mut from_the_right = self.subtrees.iter().rev().map(|&(_, hash)| hash);
        let Some(last) = from_the_right.next() else { return empty_root() };
        from_the_right.fold(last, |right, left| node_hash(left, right))
    }
}

#[cfg(test)]
mod tests;
