//! The text field for replies and notes.

use leptos::prelude::*;

use super::{foot::HINT_ID, writing::Writing};
use crate::console::{
    conversation::{state::use_conversation, texts::ToolTexts},
    locale::use_locale,
};

/// The `id` of the field, for the keyboard shortcuts.
pub const REPLY_ID: &str = "reply";

/// Shows the field. Its label is different for replies and notes.
#[component]
pub fn Field(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let label = move || if conversation.is_noting() { texts().note } else { locale.texts().reply };
    let placeholder =
        move || if conversation.is_noting() { texts().write_a_note } else { locale.texts().write_a_reply };
    view! {
        <textarea
            id=REPLY_ID
            node_ref=writing.field
            rows="1"
            dir="auto"
            aria-label=label
            placeholder=placeholder
            aria-invalid=move || writing.is_too_long().then_some("true")
            aria-describedby=HINT_ID
            aria-autocomplete="list"
            on:input=move |_| writing.typed()
            on:keydown=move |event| writing.key(&event)
        ></textarea>
    }
}
