//! Polls of the console.

use leptos::prelude::*;

use crate::{
    model::error::ApiError,
    ui::{
        pace::{self, Pace, Poll},
        page::Listener,
    },
};

/// Polls with `ask`, as often as `pace` says, until the current owner is disposed of. Whatever the agent
/// types on the page ends what keeps the poll from an answer.
pub fn poll<Ask, Answer>(pace: impl Fn() -> Pace + 'static, ask: Ask) -> Poll
where
    Ask: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<(), ApiError>> + 'static,
{
    let poll = pace::poll(pace, || false, ask);
    // Removed together with the poll.
    StoredValue::new_local(Listener::new(window().into(), "input", move |_| poll.revive()));
    poll
}
