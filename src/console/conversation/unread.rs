//! The button that lets the conversation count as unread, or as read.

use leptos::prelude::*;

use super::{state::use_conversation, texts::ToolTexts};
use crate::console::locale::use_locale;

/// Shows the button to the assignee. For others, looking changes nothing.
#[component]
pub fn UnreadButton() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let words = move || {
        let texts = ToolTexts::of(locale.language());
        if conversation.is_unread() { texts.mark_as_read } else { texts.mark_as_unread }
    };
    view! {
        <Show when=move || conversation.is_mine.get()>
            <button
                type="button"
                class="link-button"
                aria-keyshortcuts="u"
                on:click=move |_| conversation.toggle_unread()
            >
                {words}
            </button>
        </Show>
    }
}
