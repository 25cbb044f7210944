//! Lets the values that one request reads share the look at what has changed.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

/// For how long a look serves one request. A poll takes less; a request that waits for
/// its body for longer looks again.
const GOOD_FOR: Duration = Duration::from_millis(100);

tokio::task_local! {
    /// When the request has looked last.
    static LOOKED: Cell<Option<Instant>>;
}

/// Answers a request, all of whose values may be as they were when the first of them
/// was asked for. Its own commits end that.
pub async fn of_one_moment<F: Future>(answering: F) -> F::Output {
    LOOKED.scope(Cell::new(None), answering).await
}

/// Returns whether the request that is being answered has looked a moment ago.
pub(super) fn has_looked() -> bool {
    let looked = LOOKED.try_with(Cell::get).ok().flatten();
    looked.is_some_and(|at| at.elapsed() < GOOD_FOR)
}

/// Notes that the request looked at this moment.
pub(super) fn note_look(at: Instant) {
    note(Some(at));
}

/// Notes that the request has committed something: it looks again before it trusts
/// what is in memory.
pub(in super::super) fn note_commit() {
    note(None);
}

/// Work that belongs to no request has no place for it, and looks each time.
fn note(look: Option<Instant>) {
    LOOKED.try_with(|looked| looked.set(look)).unwrap_or_default();
}
