//! Replaces the reply field while the conversation is closed. It can be
//! reopened, and colleagues can leave notes.

use leptos::prelude::*;

use super::{composer::REPLY_ID, mode::Mode, state::use_conversation, texts::ToolTexts};
use crate::{
    console::{focus::focus, frame::before_next_frame, locale::use_locale},
    model::conversation::Status,
};

/// Shows that the conversation is closed, with buttons to reopen it and to write a note.
#[component]
pub fn ClosedBar() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let toggle_note = move |_| {
        conversation.mode.update(|mode| *mode = mode.other());
        // Wait until the field is in the document.
        before_next_frame(|| {
            focus(REPLY_ID);
        });
    };
    view! {
        <div class="closed-bar">
            <p>{move || locale.texts().is_closed}</p>
            <button
                type="button"
                class="button"
                aria-keyshortcuts=Mode::Note.key()
                aria-expanded=move || if conversation.is_noting() { "true" } else { "false" }
                on:click=toggle_note
            >
                {move || ToolTexts::of(locale.language()).note}
            </button>
            <button
                type="button"
                class="button button--primary"
                aria-keyshortcuts="o"
                on:click=move |_| {
                    conversation.mode.set(Mode::Reply);
                    conversation.set_status(Status::Open);
                }
            >
                {move || locale.texts().reopen}
            </button>
        </div>
    }
}
