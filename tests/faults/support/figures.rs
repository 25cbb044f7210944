//! How long a test runs, and the figures that it reports.

use std::{env, time::Instant};

/// Returns the rounds of a test: `brief` times the factor in `ADDA_FAULT_ROUNDS`.
pub fn rounds(brief: usize) -> usize {
    let factor = env::var("ADDA_FAULT_ROUNDS").ok().map_or(1, |factor| factor.parse().expect("a number of rounds"));
    brief * factor
}

/// The figures of a test. `scripts/soak` adds up the printed lines.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    began: Instant,
    /// Faults that were injected and survived.
    pub rounds: usize,
    pub requests: usize,
    /// Writes that the server answered with 200.
    pub acknowledged: usize,
    /// Acknowledged writes that are missing.
    pub lost: usize,
    /// Writes that are stored more than once.
    pub duplicated: usize,
}

impl Default for Figures {
    fn default() -> Self {
        Self { began: Instant::now(), rounds: 0, requests: 0, acknowledged: 0, lost: 0, duplicated: 0 }
    }
}

impl Figures {
    /// Prints the figures. Then fails the test if a write was lost or duplicated, or if none was
    /// acknowledged.
    #[track_caller]
    pub fn check(self, test: &str) {
        let Self { began, rounds, requests, acknowledged, lost, duplicated } = self;
        let seconds = began.elapsed().as_secs_f64();
        println!("FIGURES {test} {seconds:.1} {rounds} {requests} {acknowledged} {lost} {duplicated}");
        assert!(acknowledged > 0, "{test}: no write was acknowledged");
        assert_eq!((lost, duplicated), (0, 0), "{test}: lost and duplicated, of {acknowledged}");
    }
}
