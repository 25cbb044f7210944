//! Lets all reads of one request share one check of what has changed, and notes whether the
//! request has used the database.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

/// How long a check serves one request. A poll takes less; a request that waits for its
/// body for longer checks again.
const CHECK_VALIDITY: Duration = Duration::from_millis(100);

tokio::task_local! {
    static CURRENT: Reads;
}

/// The reads of a request.
#[derive(Default)]
struct Reads {
    /// When the request last checked.
    looked: Cell<Option<Instant>>,
    /// Whether it has used the database.
    has_read: Cell<bool>,
}

/// Answers a request whose reads share one check of what has changed. After a commit of the
/// request itself, the next read checks again.
pub async fn sharing_one_check<F: Future>(answering: F) -> F::Output {
    CURRENT.scope(Reads::default(), answering).await
}

/// Returns whether the current request has checked within [`CHECK_VALIDITY`].
pub(super) fn has_checked() -> bool {
    let looked = CURRENT.try_with(|reads| reads.looked.get()).ok().flatten();
    looked.is_some_and(|at| at.elapsed() < CHECK_VALIDITY)
}

/// Notes that the request checked at this moment.
pub(super) fn note_check(at: Instant) {
    note(Some(at));
}

/// Notes that the request has committed something: it checks again before it trusts
/// memory.
pub(in super::super) fn note_commit() {
    note(None);
}

/// Stores the check with the request. Work outside of a request has no place for it,
/// and checks each time.
fn note(check: Option<Instant>) {
    CURRENT.try_with(|reads| reads.looked.set(check)).unwrap_or_default();
}

/// Notes that the request uses the database.
pub(in super::super) fn note_read() {
    CURRENT.try_with(|reads| reads.has_read.set(true)).unwrap_or_default();
}

/// Returns whether the current request has used the database, apart from the check of what has
/// changed.
pub fn has_read() -> bool {
    CURRENT.try_with(|reads| reads.has_read.get()).unwrap_or_default()
}
