//! Tries many inputs on one parser of untrusted bytes.
//!
//! Each parser has one test that is called `any_bytes_as_…` and calls [`any_bytes`];
//! these tests are the list of parsers, and `scripts/fuzz` runs them with millions of
//! inputs and optimised code. What each was tried with is in `docs/reliability.md`.

use std::{
    fmt::Display,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    str::FromStr,
    time::{Duration, Instant},
};

use super::{corpus::Corpus, maker::Maker};

/// How many inputs a test without other settings makes.
const DEFAULT_COUNT: u64 = 2_000;
/// How long a parser may take for one input. Thousands of times what the slowest needs,
/// so a busy machine doesn't fail the test.
const INPUT_TIMEOUT: Duration = Duration::from_secs(5);

/// Tries a parser on each input of its corpus, `tests/corpus/NAME.txt`, then on inputs
/// that are made from these and from `words`, which the parser looks for.
///
/// `try_on` panics if a promise of the parser is broken, and returns whether the parser
/// accepted the input: accepted inputs are changed further. An input at fault is added
/// to the corpus, so that every later run begins with it.
///
/// `ADDA_FUZZ_INPUTS` is how many inputs are made (2,000 if it is not set) and
/// `ADDA_FUZZ_SEED` which ones. The line that is printed is what `scripts/fuzz` shows.
pub(crate) fn any_bytes(name: &str, words: &[&str], try_on: impl Fn(&[u8]) -> bool) {
    let corpus = Corpus::open(name);
    for input in &corpus.inputs {
        if let Err(panic) = attempt(&try_on, input) {
            eprintln!("An input of {} is at fault: {}", corpus.path.display(), input.escape_ascii());
            resume_unwind(panic);
        }
    }
    let (count, seed) = (setting("ADDA_FUZZ_INPUTS", DEFAULT_COUNT), setting("ADDA_FUZZ_SEED", 1));
    let mut maker = Maker::new(&corpus.inputs, words, seed);
    let mut accepted: u64 = 0;
    let started = Instant::now();
    for _ in 0..count {
        match attempt(&try_on, maker.make()) {
            Ok(false) => {}
            Ok(true) => {
                accepted += 1;
                maker.keep();
            }
            Err(panic) => {
                corpus.add(maker.input());
                eprintln!("Added to {}: {}", corpus.path.display(), maker.input().escape_ascii());
                resume_unwind(panic);
            }
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let (rate, share) = (count as f64 / seconds, 100.0 * accepted as f64 / count as f64);
    println!("made-up: {name:<12} {count:>12} {seconds:>9.1} {rate:>12.0} {share:>9.1} %  held");
}

/// Returns whether the parser accepts an input, or the panic with which it fails.
fn attempt(try_on: impl Fn(&[u8]) -> bool, input: &[u8]) -> std::thread::Result<bool> {
    catch_unwind(AssertUnwindSafe(|| {
        let started = Instant::now();
        let is_accepted = try_on(input);
        assert!(started.elapsed() < INPUT_TIMEOUT, "the input takes {} seconds", started.elapsed().as_secs());
        is_accepted
    }))
}

fn setting<T: FromStr<Err: Display>>(variable: &str, default: T) -> T {
    let Ok(text) = std::env::var(variable) else { return default };
    text.parse().unwrap_or_else(|error| panic!("{variable}: {error}"))
}
