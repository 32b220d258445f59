//! Chance that repeats: one seed, one sequence, on every machine and in every version.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014), because a generator of some crate may change its sequence with a
//! version, and truth files must not. Never for keys outside tests.

/// A seeded source of chance.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// Starts the sequence of `seed`.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns the next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number below `bound`, which must not be zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        // Multiply-shift; its bias is below 2^-32 for the bounds of a test.
        ((u128::from(self.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Returns an index into something of `len` elements, which must not be zero.
    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }

    /// Returns one element of `items`, which must not be empty.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.index(items.len())]
    }

    /// Returns one index, the first ones far more often than the last: words are used like that.
    pub fn skewed(&mut self, len: usize) -> usize {
        let fraction = self.fraction();
        ((fraction * fraction * fraction) * len as f64) as usize
    }

    /// Returns a number from 0 up to but not including 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns true `per_mille` times out of a thousand.
    pub fn happens(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// Fills `bytes`; pass `|bytes| chance.fill(bytes)` where a source of randomness is asked for.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next_u64().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn one_seed_gives_one_sequence() {
        // The first value of the published sequence for seed 0.
        assert_eq!(Chance::new(0).next_u64(), 0xE220_A839_7B1D_CDAF);
        let mut first = [0; 21];
        let mut second = [0; 21];
        Chance::new(9).fill(&mut first);
        Chance::new(9).fill(&mut second);
        assert_eq!(first, second);
        assert_ne!(first, [0; 21]);
    }

    #[test]
    fn bounds_hold() {
        let mut chance = Chance::new(1);
        for _ in 0..10_000 {
            assert!(chance.below(7) < 7);
            assert!(chance.skewed(5) < 5);
            assert!((0.0..1.0).contains(&chance.fraction()));
        }
    }
}
