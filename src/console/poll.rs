//! Polls of the console.

use leptos::prelude::*;

use crate::{
    model::error::ApiError,
    ui::{
        pace::{self, Poll},
        page::Listener,
    },
};

/// Polls with `ask` until the current owner is disposed of. Whatever the agent
/// types on the page ends what keeps the poll from an answer.
pub fn poll<Ask, Answer>(ask: Ask) -> Poll
where
    Ask: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<(), ApiError>> + 'static,
{
    let poll = pace::poll(|| true, || false, ask);
    // Removed together with the poll.
    StoredValue::new_local(Listener::new(window().into(), "input", move |_| poll.revive()));
    poll
}
