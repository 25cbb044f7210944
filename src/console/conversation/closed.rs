//! What stands in the place of the reply while the conversation is closed.

use leptos::prelude::*;

use super::state::use_conversation;
use crate::{console::locale::use_locale, model::conversation::Status};

/// Says that it is closed, and offers to reopen it.
#[component]
pub fn ClosedBar() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    view! {
        <div class="closed-bar">
            <p>{move || locale.texts().is_closed}</p>
            <button
                type="button"
                class="button button--primary"
                aria-keyshortcuts="o"
                on:click=move |_| conversation.set_status(Status::Open)
            >
                {move || locale.texts().reopen}
            </button>
        </div>
    }
}
