//! Entries of a ledger with their proofs, as files for outsiders (`docs/formats/ledger.md`).
//!
//! The types are what stands in the files; [`LedgerProofs::verify`] believes nothing in them but what follows from the
//! key that the outsider brings. It does not judge what an entry says.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    ConsistencyProof, Hash, InclusionProof, SignedCheckpoint, VerifierKey, leaf_hash, verify_consistency,
    verify_inclusion,
};

/// Entries of the ledger with their proofs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerProofs {
    /// `zegel-ledger-proofs`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The key that signs checkpoints; compare it with the one that the body publishes.
    pub verifier_key: String,
    /// The entries.
    pub entries: Vec<ProvenEntry>,
    /// The signed checkpoint that the proofs lead to.
    pub checkpoint: String,
}

/// One entry with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenEntry {
    /// The canonical JSON of the leaf; its hash stands in the tree.
    pub leaf: String,
    /// The words of the entry: JSON; `None` once erased.
    pub detail: Option<String>,
    /// The salt of their digest, hexadecimal.
    pub detail_salt: Option<String>,
    /// The proof that the leaf is in the tree (RFC 9162 §2.1.3).
    pub proof: InclusionProof,
}

/// A consistency proof (RFC 9162 §2.1.4) in a file, with the checkpoint it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsistencyFile {
    /// `zegel-consistency-proof`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The proof.
    pub proof: ConsistencyProof,
    /// The signed checkpoint of the newer tree.
    pub checkpoint: String,
}

/// Why a file of proofs does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProvenError {
    /// Another format, or a later version.
    #[error("this is not a file of proofs of version 1")]
    Format,
    /// The checkpoint is not signed by the key.
    #[error("the checkpoint does not hold: {0}")]
    Checkpoint(String),
    /// The leaf is not in the tree of the checkpoint.
    #[error("entry {index} is not in the ledger of the checkpoint")]
    NotIncluded {
        /// Its place.
        index: u64,
    },
    /// The words do not belong to the leaf.
    #[error("the words of entry {index} are not those of its leaf")]
    OtherWords {
        /// Its place.
        index: u64,
    },
    /// The older tree is not the beginning of the newer one.
    #[error("the newer ledger does not begin with the older one: history was changed")]
    OtherHistory,
}

impl LedgerProofs {
    /// The name of the format.
    pub const FORMAT: &'static str = "zegel-ledger-proofs";

    /// Verifies signature, inclusion and words of every entry; returns the size of the ledger in the checkpoint.
    ///
    /// # Errors
    /// [`ProvenError`], for the first thing that does not hold.
    pub fn verify(&self, key: &VerifierKey) -> Result<u64, ProvenError> {
        if self.format != Self::FORMAT || self.version != 1 {
            return Err(ProvenError::Format);
        }
        let (size, root) = signed_head(&self.checkpoint, key)?;
        for entry in &self.entries {
            entry.verify(size, root)?;
        }
        Ok(size)
    }
}

impl ProvenEntry {
    pub(crate) fn verify(&self, size: u64, root: Hash) -> Result<(), ProvenError> {
        let index = self.proof.index;
        if self.proof.size != size
            || verify_inclusion(leaf_hash(self.leaf.as_bytes()), &self.proof, root).is_err()
        {
            return Err(ProvenError::NotIncluded { index });
        }
        match (&self.detail, &self.detail_salt) {
            (None, _) => Ok(()),
            (Some(detail), Some(salt)) if self.words_fit(detail, salt) => Ok(()),
            _ => Err(ProvenError::OtherWords { index }),
        }
    }

    /// The leaf holds HMAC-SHA-256(salt, words).
    fn words_fit(&self, detail: &str, salt: &str) -> bool {
        #[derive(Deserialize)]
        struct LeafDigest {
            detail: String,
        }
        let Ok(leaf) = serde_json::from_str::<LeafDigest>(&self.leaf) else { return false };
        let (Ok(salt), Ok(digest)) = (hex::decode(salt), hex::decode(&leaf.detail)) else { return false };
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&salt) else { return false };
        mac.chain_update(detail.as_bytes()).verify_slice(&digest).is_ok()
    }
}

impl ConsistencyFile {
    /// The name of the format.
    pub const FORMAT: &'static str = "zegel-consistency-proof";

    /// Puts a proof beside the checkpoint it leads to.
    pub fn new(proof: ConsistencyProof, checkpoint: String) -> Self {
        Self { format: Self::FORMAT.to_owned(), version: 1, proof, checkpoint }
    }

    /// Verifies that the ledger of this file begins with that of an older checkpoint; returns both sizes.
    ///
    /// # Errors
    /// [`ProvenError`].
    pub fn verify(&self, older: &str, key: &VerifierKey) -> Result<(u64, u64), ProvenError> {
        if self.format != Self::FORMAT || self.version != 1 {
            return Err(ProvenError::Format);
        }
        let (old_size, old_root) = signed_head(older, key)?;
        let (new_size, new_root) = signed_head(&self.checkpoint, key)?;
        if self.proof.old_size != old_size || self.proof.new_size != new_size {
            return Err(ProvenError::OtherHistory);
        }
        verify_consistency(&self.proof, old_root, new_root).map_err(|_| ProvenError::OtherHistory)?;
        Ok((old_size, new_size))
    }
}

/// Returns size and root of a checkpoint that this key signed.
///
/// # Errors
/// [`ProvenError::Checkpoint`].
pub fn signed_head(note: &str, key: &VerifierKey) -> Result<(u64, Hash), ProvenError> {
    let failed = |error: crate::CheckpointError| ProvenError::Checkpoint(error.to_string());
    let signed = SignedCheckpoint::parse(note.as_bytes()).map_err(failed)?;
    let checkpoint = signed.verify(key.name(), key).map_err(failed)?;
    Ok((checkpoint.size(), checkpoint.root()))
}
