//! Makes inputs for tests: well-formed ones from a pattern, and any bytes that a client may send
//! from a corpus (`any_bytes`).

mod any_bytes;
mod corpus;
mod maker;
mod random;

pub(crate) use self::any_bytes::any_bytes;
use proptest::string::{RegexGeneratorStrategy, string_regex};

/// Makes texts up that match a regular expression. Written as a plain text, an
/// expression would be compiled once more for each input, which takes a hundred times
/// as long as what is tested.
pub(crate) fn pattern(expression: &str) -> RegexGeneratorStrategy<String> {
    string_regex(expression).expect("an expression that can be made up")
}

/// Waits for something that needs a runtime. All inputs share one: to make one takes
/// longer than most of what is tested.
#[cfg(feature = "ssr")]
pub(crate) fn block_on<F: Future>(work: F) -> F::Output {
    use std::sync::LazyLock;

    use tokio::runtime::{Builder, Runtime};

    static RUNTIME: LazyLock<Runtime> =
        LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));
    RUNTIME.block_on(work)
}
