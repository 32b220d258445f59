//! Randomness for tests that is the same in every run.

use sha2::{Digest as _, Sha256};

/// Returns a source that gives SHA-256 of `seed` and a counter; for tests alone.
pub(crate) fn seeded(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut counter = 0_u64;
    move |bytes| {
        for chunk in bytes.chunks_mut(32) {
            let block =
                Sha256::new().chain_update(seed.to_be_bytes()).chain_update(counter.to_be_bytes()).finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
            counter += 1;
        }
    }
}
