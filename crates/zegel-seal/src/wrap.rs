//! Wraps: a key sealed under another key, bound to what it is for.
//!
//! AES-256-GCM-SIV (RFC 8452) with a random nonce: even a repeated nonce shows only that two wraps hold the same
//! key. The context says which key of what this is; a wrap that is moved to another place does not open there.

use aes_gcm_siv::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use zeroize::Zeroizing;

use crate::key::{Key32, Random};

/// Version byte, nonce, the key, tag.
pub const WRAPPED_BYTES: usize = 1 + NONCE_BYTES + 32 + 16;

const NONCE_BYTES: usize = 12;

/// Version 1: AES-256-GCM-SIV, context as associated data.
const VERSION: u8 = 1;

/// Stands before the context, so that a wrap is never mistaken for another use of the same key.
const DOMAIN: &[u8] = b"zegel wrap 1\0";

/// Why a wrapped key cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
    /// The length is wrong.
    #[error(
        "open the wrapped key: it has {n_bytes} bytes instead of {WRAPPED_BYTES}; restore it from a backup"
    )]
    Length {
        /// Length of what was given.
        n_bytes: usize,
    },
    /// A newer version made it.
    #[error(
        "open the wrapped key: it is of version {version}, this program knows version {VERSION}; use a newer one"
    )]
    Version {
        /// The version byte.
        version: u8,
    },
    /// It does not authenticate.
    #[error("open the wrapped key: it was changed, moved from another place, or wrapped under another key")]
    Refused,
}

/// Wraps `key` under `kek` for the place and purpose that `context` names.
pub fn wrap_key(kek: &Key32, context: &[u8], key: &Key32, random: &mut Random<'_>) -> Vec<u8> {
    let mut nonce = [0_u8; NONCE_BYTES];
    random(&mut nonce);
    let sealed = Aes256GcmSiv::new(kek.expose().into())
        .encrypt(&Nonce::from(nonce), Payload { msg: key.expose(), aad: &associated_data(context) })
        .expect("a key is far below the 64 GiB that GCM-SIV can take");
    [&[VERSION], &nonce[..], &sealed].concat()
}

/// Opens what [`wrap_key`] made with the same `kek` and `context`.
pub fn unwrap_key(kek: &Key32, context: &[u8], wrapped: &[u8]) -> Result<Key32, WrapError> {
    let Ok(wrapped) = <&[u8; WRAPPED_BYTES]>::try_from(wrapped) else {
        return Err(WrapError::Length { n_bytes: wrapped.len() });
    };
    let [version, rest @ ..] = wrapped;
    if *version != VERSION {
        return Err(WrapError::Version { version: *version });
    }
    let (nonce, sealed) = rest.split_at(NONCE_BYTES);
    let nonce = Nonce::try_from(nonce).map_err(|_| WrapError::Refused)?;
    let opened = Aes256GcmSiv::new(kek.expose().into())
        .decrypt(&nonce, Payload { msg: sealed, aad: &associated_data(context) })
        .map(Zeroizing::new)
        .map_err(|_| WrapError::Refused)?;
    let bytes = opened[..].try_into().map_err(|_| WrapError::Refused)?;
    Ok(Key32::from_bytes(bytes))
}

fn associated_data(context: &[u8]) -> Vec<u8> {
    [DOMAIN, context].concat()
}

#[cfg(test)]
mod tests;
