//! `zegel-commitment-2`: the keyed leaves over which an owner commits to a whole export (requirement S3).
//!
//! The leaf of a message is the hash of a salt of its own and the message, as in RFC 9901 (SD-JWT), and the salt is a keyed
//! hash under a secret that only the owner's receipt holds. Who knows one salt can check one message; without the secret a
//! short text such as "ja" cannot be guessed from its leaf, however short it is. The tree is that of RFC 9162 §2.1.1.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zegel_ledger::{Hash, SALT_BYTES, salted_leaf_hash};
use zeroize::Zeroizing;

/// The name of the algorithm in manifests and receipts.
pub const COMMITMENT_ALGORITHM: &str = "zegel-commitment-2";

const SALT_LABEL: &[u8] = b"zegel leaf salt";
const HUNT_LABEL: &[u8] = b"zegel hunt key";
const TRACE_LABEL: &[u8] = b"zegel trace key";

/// The secret of a commitment: 32 random bytes, wiped when dropped, shown by nothing but the receipt.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// Takes 32 bytes that were drawn at random for this one submission.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(*self.0))
    }

    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, &mut *bytes).ok()?;
        Some(Self(bytes))
    }

    /// Returns the key of the marks of interim copies.
    pub(crate) fn hunt_key(&self) -> Zeroizing<[u8; 32]> {
        self.derived(HUNT_LABEL)
    }

    /// Returns the key of the trace in the receipt.
    pub(crate) fn trace_key(&self) -> Zeroizing<[u8; 32]> {
        self.derived(TRACE_LABEL)
    }

    fn derived(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(mac(&self.0, label))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Makes the salts of one commitment.
pub(crate) struct Salts(Hmac<Sha256>);

impl Salts {
    pub fn new(secret: &Secret) -> Self {
        Self(keyed(&secret.0))
    }

    /// Returns the first 16 bytes of `HMAC-SHA-256(secret, "zegel leaf salt" || position as u64 BE)`.
    pub fn salt(&self, position: u64) -> Salt {
        let mac = self.0.clone().chain_update(SALT_LABEL).chain_update(position.to_be_bytes());
        let mac: [u8; 32] = mac.finalize().into_bytes().into();
        let (salt, _) = mac.split_first_chunk().expect("a hash is longer than a salt");
        *salt
    }

    /// Returns the leaf of the message at this position.
    pub fn leaf(&self, position: u64, canonical_message: &[u8]) -> Hash {
        leaf(&self.salt(position), canonical_message)
    }
}

/// What hides one message in its leaf.
pub type Salt = [u8; SALT_BYTES];

/// Returns the leaf of a message: `SHA-256(0x00 || salt || canonical bytes of the message)`, the leaf of RFC 9162 §2.1.1 over the
/// salt and the message.
pub fn leaf(salt: &Salt, canonical_message: &[u8]) -> Hash {
    salted_leaf_hash(salt, canonical_message)
}

/// Returns `HMAC-SHA-256(key, message)`.
pub(crate) fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(message).finalize().into_bytes().into()
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length (RFC 2104)")
}

/// Makes the trace: 16 bits for each message that do not depend on where it stands.
///
/// They let a later comparison say *which* messages of a changed export differ. Two bytes are enough to find a
/// place and too few to confirm a guess: a guess must also hit the minute and the sender, and for one day alone
/// that gives more false hits than true ones. They stand in the receipt only.
pub(crate) struct Tracer(Hmac<Sha256>);

impl Tracer {
    pub fn new(secret: &Secret) -> Self {
        Self(keyed(&secret.trace_key()))
    }

    pub fn tag(&self, canonical_message: &[u8]) -> [u8; 2] {
        let tag: [u8; 32] =
            self.0.clone().chain_update(without_place(canonical_message)).finalize().into_bytes().into();
        [tag[0], tag[1]]
    }
}

/// Returns the canonical bytes from the field `at` on: before it stand only `position` and `line`, two numbers.
pub(crate) fn without_place(canonical_message: &[u8]) -> &[u8] {
    let at = memchr::memmem::find(canonical_message, b"\"at\":").unwrap_or(0);
    canonical_message.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_algorithm_gives_the_golden_leaf() {
        // Recomputed with Python's hmac and hashlib; the steps are in docs/formats/submission.md.
        let secret = Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let salt = Salts::new(&secret).salt(1);
        let leaf = leaf(&salt, br#"{"position":1,"text":"ja"}"#);
        assert_eq!(hex::encode(salt), "85fe5960ad825c99049ab01fab4ca593");
        assert_eq!(leaf.to_string(), "4a9b9c3f70006933b527629f53a49581e63860c61c8b2f195cbc8b4bbe29a2aa");
        assert_eq!(
            hex::encode(*secret.hunt_key()),
            "4ab0d28c472681302d70b18e03c93e48a68c273bfa94ab94cb58cdd0cf3ecc41"
        );
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(format!("{:?}", Secret::new([7; 32])), "Secret(hidden)");
    }

    #[test]
    fn a_tag_does_not_depend_on_the_place() {
        let tracer = Tracer::new(&Secret::new([1; 32]));
        let one = br#"{"position":1,"line":1,"at":"2022-03-23T13:31:05","text":"ja"}"#;
        let two = br#"{"position":12,"line":99,"at":"2022-03-23T13:31:05","text":"ja"}"#;
        let other = br#"{"position":1,"line":1,"at":"2022-03-23T13:31:05","text":"nee"}"#;
        assert_eq!(tracer.tag(one), tracer.tag(two));
        assert_ne!(tracer.tag(one), tracer.tag(other));
    }
}
