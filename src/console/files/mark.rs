//! What marks a conversation in the list that has files on their way.

use leptos::prelude::*;

use super::use_files;
use crate::{
    console::locale::use_locale,
    model::ids::ConversationId,
    ui::icons::{Glyph, Icon},
};

/// An icon and a word; nothing once all has arrived.
#[component]
pub fn FilesMark(
    /// The conversation.
    id: StoredValue<ConversationId>,
) -> impl IntoView {
    let files = use_files();
    let locale = use_locale();
    let has_any = Memo::new(move |_| id.with_value(|id| files.has_any(id)));
    let word = move || locale.language().pick("Unsent", "পাঠানো বাকি");
    view! {
        <Show when=move || has_any.get()>
            <span class="chip chip--unsent">
                <Icon glyph=Glyph::Clock />
                {word}
            </span>
        </Show>
    }
}
