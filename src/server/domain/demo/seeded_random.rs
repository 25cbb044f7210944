//! Pseudo-random numbers that are the same each time.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::server::domain::random::Random;

/// A generator of numbers (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>). The
/// same seed gives the same numbers. Not suited to secrets.
pub(super) struct SeededRandom(AtomicU64);

impl SeededRandom {
    pub(super) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut mixed = self.0.fetch_add(STEP, Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 to below `end`, which must not be 0.
    pub(super) fn below(&self, end: usize) -> usize {
        // The remainder is smaller than a `usize`.
        (self.next() % end.max(1) as u64) as usize
    }

    /// Returns one of several things.
    pub(super) fn one<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}
