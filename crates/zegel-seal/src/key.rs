//! A 256-bit secret and where it comes from: handed-in randomness, or another key.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A source of randomness fit for keys: it fills the whole slice.
pub type Random<'a> = dyn FnMut(&mut [u8]) + 'a;

/// A 256-bit secret, wiped from memory when dropped.
///
/// It has no `Display` and cannot be serialised by itself; only the key ring writes keys down, and only sealed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key32([u8; 32]);

/// Fills `bytes` from the operating system (in a browser: `crypto.getRandomValues`).
///
/// This is the edge where randomness enters; everything else takes it as a parameter.
pub fn system_random(bytes: &mut [u8]) {
    getrandom::getrandom(bytes)
        .expect("without randomness of the system no key can be made, so nothing may go on");
}

impl Key32 {
    /// Draws a fresh key.
    pub fn generate(random: &mut Random<'_>) -> Self {
        let mut key = Self([0; 32]);
        random(&mut key.0);
        key
    }

    /// Takes bytes that are already a uniform secret.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the secret bytes, for a cipher alone.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the key for another purpose: HKDF-SHA-256 (RFC 5869) without salt, `label` as info.
    ///
    /// Labels begin with `zegel ` and name one purpose each, so that no two purposes share a key.
    pub fn derive(&self, label: &str) -> Self {
        let mut key = Self([0; 32]);
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(label.as_bytes(), &mut key.0)
            .expect("32 bytes are less than the 8160 that HKDF-SHA-256 can give");
        key
    }

    /// Returns the secret as hexadecimal digits that are wiped when dropped.
    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut key = Self([0; 32]);
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        (is_lower && hex::decode_to_slice(text, &mut key.0).is_ok()).then_some(key)
    }
}

impl PartialEq for Key32 {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Key32 {}

impl fmt::Debug for Key32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key32(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key32, system_random};

    #[test]
    fn debug_never_shows_a_key() {
        let key = Key32::from_bytes([0xab; 32]);
        assert_eq!(format!("{key:?}"), "Key32(hidden)");
    }

    #[test]
    fn a_derived_key_depends_on_the_key_and_on_the_label() {
        let key = Key32::from_bytes([1; 32]);
        assert_eq!(key.derive("zegel a"), key.derive("zegel a"));
        assert_ne!(key.derive("zegel a"), key.derive("zegel b"));
        assert_ne!(key.derive("zegel a"), Key32::from_bytes([2; 32]).derive("zegel a"));
    }

    #[test]
    fn derivation_is_hkdf_with_sha_256() {
        // Computed with Python's hmac: PRK = HMAC(32 zero bytes, key), T(1) = HMAC(PRK, label || 0x01).
        let derived = Key32::from_bytes([7; 32]).derive("zegel test");
        assert_eq!(*derived.to_hex(), "1cdefa198214853103c165a10caa89a48e174070abf3a8cae2017165ed449294");
    }

    #[test]
    fn the_system_gives_another_key_each_time() {
        assert_ne!(Key32::generate(&mut system_random), Key32::generate(&mut system_random));
    }
}
