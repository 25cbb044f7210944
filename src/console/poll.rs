//! Polling in the console.

use leptos::prelude::*;

use crate::{
    model::error::ApiError,
    ui::{
        pace::{self, Pace, Poll},
        page::Listener,
    },
};

/// Polls with `ask` at the intervals of `pace`, until the current owner is disposed of. Input on
/// the page retries at once if a request hangs or the poll waits after failures.
pub fn poll<Ask, Answer>(pace: impl Fn() -> Pace + 'static, ask: Ask) -> Poll
where
    Ask: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<(), ApiError>> + 'static,
{
    let poll = pace::poll(pace, || false, ask);
    // Disposed of together with the poll.
    StoredValue::new_local(Listener::new(window().into(), "input", move |_| poll.retry_now()));
    poll
}
