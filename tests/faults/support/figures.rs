//! How long a test runs, and what it counted.

use std::env;

/// The rounds of a test: `brief` times the factor in `ADDA_FAULT_ROUNDS`.
pub fn rounds(brief: usize) -> usize {
    let factor = env::var("ADDA_FAULT_ROUNDS").ok().map_or(1, |factor| factor.parse().expect("a number of rounds"));
    brief * factor
}

/// What a test counted. `scripts/soak` adds the printed lines up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub rounds: usize,
    pub requests: usize,
    /// Writes that the server answered with 200.
    pub acknowledged: usize,
    /// Acknowledged writes that are not there.
    pub lost: usize,
    /// Writes that are there more than once.
    pub duplicated: usize,
}

impl Figures {
    /// Prints the figures, then fails the test if something was lost or
    /// duplicated, or if the test cannot have shown anything.
    #[track_caller]
    pub fn check(self, test: &str) {
        let Self { rounds, requests, acknowledged, lost, duplicated } = self;
        println!("FIGURES {test} {rounds} {requests} {acknowledged} {lost} {duplicated}");
        assert!(acknowledged > 0, "{test}: no write was acknowledged");
        assert_eq!((lost, duplicated), (0, 0), "{test}: lost and duplicated, of {acknowledged}");
    }
}
