//! What outsiders hand to the verifier, in any bytes: notes, frontiers, proofs. Nothing panics, what is taken in is
//! written out again as it was, and a proof that nobody made proves nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zegel_ledger::{
    ConsistencyProof, Frontier, InclusionProof, SignedCheckpoint, leaf_hash, verify_consistency, verify_inclusion,
};

fuzz_target!(|data: &[u8]| {
    if let Ok(checkpoint) = SignedCheckpoint::parse(data) {
        assert!(checkpoint.claimed().to_text().len() <= data.len());
    }
    if let Ok(frontier) = Frontier::from_bytes(data) {
        assert_eq!(frontier.to_bytes(), data);
        let _ = frontier.root();
    }
    // The roots are hashes of words that are in no tree; only a tree of one leaf is its own root.
    let (leaf, root) = (leaf_hash(b"a leaf"), leaf_hash(b"another"));
    if let Ok(proof) = serde_json::from_slice::<InclusionProof>(data) {
        assert!(verify_inclusion(leaf, &proof, root).is_err());
    }
    if let Ok(proof) = serde_json::from_slice::<ConsistencyProof>(data) {
        assert!(verify_consistency(&proof, leaf, root).is_err());
    }
});
