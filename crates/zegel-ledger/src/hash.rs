//! Hashes of the tree: leaves and nodes are hashed apart, so that a node can never pass for a leaf.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

/// A SHA-256 hash: of a leaf, of a node, or the root of a tree. It holds nothing personal by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// Why a text or a row is no hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The text is not 64 lower-case hexadecimal digits.
    #[error("read a hash: 64 lower-case hexadecimal digits are needed, {n_bytes} bytes were given")]
    Text {
        /// Length of what was given.
        n_bytes: usize,
    },
    /// The bytes are not 32.
    #[error("read a hash: 32 bytes are needed, {n_bytes} were given")]
    Bytes {
        /// Length of what was given.
        n_bytes: usize,
    },
}

/// Returns the hash of a leaf: `SHA-256(0x00 || data)` (RFC 9162 §2.1.1).
pub fn leaf_hash(data: &[u8]) -> Hash {
    Hash(match data.len() {
        0..MAX_IN_ONE_BLOCK => sha256_in_blocks::<1>(&[&[0x00], data]),
        _ => Sha256::new().chain_update([0x00]).chain_update(data).finalize().into(),
    })
}

/// Returns the hash of a node: `SHA-256(0x01 || left || right)` (RFC 9162 §2.1.1).
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash(sha256_in_blocks::<2>(&[&[0x01], &left.0, &right.0]))
}

/// The longest input that fills one block with its padding.
const MAX_IN_ONE_BLOCK: usize = 55;

/// The state before the first block (FIPS 180-4 §5.3.3).
const INITIAL_STATE: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// Returns the SHA-256 of parts that fill exactly `N` blocks with their padding, which is laid out here (FIPS 180-4 §5.1.1):
/// with millions of short inputs, what a hash does around its blocks costs as much as the blocks.
///
/// # Panics
/// When the parts need more or fewer blocks.
pub fn sha256_in_blocks<const N: usize>(parts: &[&[u8]]) -> [u8; 32] {
    let mut blocks = [[0_u8; 64]; N];
    let bytes = blocks.as_flattened_mut();
    let mut n_bytes = 0;
    for part in parts {
        bytes[n_bytes..n_bytes + part.len()].copy_from_slice(part);
        n_bytes += part.len();
    }
    assert_eq!((n_bytes + 1 + 8).div_ceil(64), N, "the parts with their padding fill the blocks");
    bytes[n_bytes] = 0x80;
    bytes[N * 64 - 8..].copy_from_slice(&(n_bytes as u64 * 8).to_be_bytes());
    let mut state = INITIAL_STATE;
    compress256(&mut state, &blocks);
    to_bytes(state)
}

/// Length of the salt of a leaf, in bytes: 128 bits, which nobody tries out (RFC 9901).
pub const SALT_BYTES: usize = 16;

/// Returns the hash of a leaf whose data is a salt and what the salt hides: `SHA-256(0x00 || salt || hidden)`
/// (RFC 9162 §2.1.1), with no more around its blocks than [`sha256_in_blocks`] has.
pub fn salted_leaf_hash(salt: &[u8; SALT_BYTES], hidden: &[u8]) -> Hash {
    const BEFORE: usize = 1 + SALT_BYTES;
    let mut first = [0_u8; 64];
    first[1..BEFORE].copy_from_slice(salt);
    let (head, rest) = hidden.split_at(hidden.len().min(64 - BEFORE));
    let filled = BEFORE + head.len();
    first[BEFORE..filled].copy_from_slice(head);
    let mut state = INITIAL_STATE;
    let tail = match filled {
        64 => {
            let (blocks, tail) = rest.as_chunks::<64>();
            compress256(&mut state, &[first]);
            compress256(&mut state, blocks);
            tail
        }
        _ => &first[..filled],
    };
    let mut last = [[0_u8; 64]; 2];
    // The mark and the length take nine bytes; where they do not fit behind the tail there is one block more.
    let last = if tail.len() + 9 <= 64 { &mut last[..1] } else { &mut last[..] };
    let bytes = last.as_flattened_mut();
    bytes[..tail.len()].copy_from_slice(tail);
    bytes[tail.len()] = 0x80;
    let n_bits = (BEFORE + hidden.len()) as u64 * 8;
    let at = bytes.len() - 8;
    bytes[at..].copy_from_slice(&n_bits.to_be_bytes());
    compress256(&mut state, last);
    Hash(to_bytes(state))
}

fn to_bytes(state: [u32; 8]) -> [u8; 32] {
    let mut hash = [0; 32];
    for (bytes, word) in hash.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *bytes = u32::to_be_bytes(word);
    }
    hash
}

/// Returns the root of the tree without leaves: the hash of nothing (RFC 9162 §2.1.1).
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

impl Hash {
    /// Returns the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    /// Only lower case is read, because one hash must have one text.
    fn from_str(text: &str) -> Result<Self, HashError> {
        let refusal = HashError::Text { n_bytes: text.len() };
        if text.len() != 64 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(refusal);
        }
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| refusal)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = HashError;

    fn try_from(bytes: &[u8]) -> Result<Self, HashError> {
        bytes.try_into().map(Self).map_err(|_| HashError::Bytes { n_bytes: bytes.len() })
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
