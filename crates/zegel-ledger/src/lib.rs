//! The ledger: a Merkle tree of acts that can only grow, its signed heads, and proofs about both.
//!
//! The tree is that of RFC 9162 §2.1 with SHA-256. Nothing here knows what a leaf means, reads a clock or
//! keeps anything: the store keeps the nodes, hands in a reader, and signs with a key that it holds.
//! Invariant: whatever this crate proves, its `verify_…` counterpart accepts, and nothing else.
//!
//! The bytes of every format are described in `docs/formats/ledger.md`.

mod checkpoint;
mod frontier;
mod hash;
mod note;
mod proof;
mod proven;
mod register;
mod subset;
#[cfg(feature = "timestamp")]
pub mod timestamp;

pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use frontier::{Frontier, FrontierError, Node, Place};
pub use hash::{
    Hash, HashError, SALT_BYTES, empty_root, leaf_hash, node_hash, salted_leaf_hash, sha256_in_blocks,
};
pub use note::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError, NoteSignature, NoteSigner, VerifierKey};
pub use proof::{
    ConsistencyProof, InclusionProof, ProofError, ProveError, nodes_completed_by, prove_consistency,
    prove_inclusion, verify_consistency, verify_inclusion,
};
pub use proven::{ConsistencyFile, LedgerProofs, ProvenEntry, ProvenError, signed_head};
pub use register::{BoundRow, ProvenBreach, ProvenRegister, ProvenVersion, RegisterFault, RowValue};
pub use subset::{Choice, SubsetError, SubsetProver, SubsetVerifier, TreeHead};
