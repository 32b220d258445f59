//! Keys and what they seal: hand-over files, pages at rest, wraps, the key ring and recovery shares.
//!
//! It reads and writes bytes that others carry; it opens no file, knows no database and decides nothing about who
//! may open what. Randomness is handed in as [`Random`], with one exception: the age library draws the file key,
//! nonce and ephemeral key of a hand-over file from the operating system itself.
//! Invariant: no secret has a `Display`, a `Debug` that shows it, or a copy that is not wiped when dropped.
//!
//! The bytes of every format are described in `docs/formats/seal.md`.

mod handover;
mod key;
mod keyring;
mod operator;
#[cfg(feature = "pages")]
pub mod pages;
mod passphrase;
mod shares;
#[cfg(test)]
mod testing;
mod wrap;

pub use handover::{HandOverError, Identity, OpenReader, Recipient, SealWriter, open_stream, seal_stream};
pub use key::{Key32, Random, system_random};
pub use keyring::{Epoch, Keyring, KeyringError};
pub use operator::{OperatorFile, OperatorKey, OperatorKeyError};
pub use passphrase::{
    MAX_WORK_FACTOR, Passphrase, WORK_FACTOR, WorkFactor, open_stream_with_passphrase,
    seal_stream_with_passphrase,
};
pub use shares::{MAX_SHARES, Quorum, Share, ShareError, combine_shares, split_identity};
pub use wrap::{WRAPPED_BYTES, WrapError, unwrap_key, wrap_key};
