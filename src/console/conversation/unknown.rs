//! The view of an address whose conversation does not exist.

use leptos::prelude::*;

use crate::console::{inbox::use_inbox, locale::use_locale};

/// Shows that the conversation is unknown, and a link back to the inbox.
#[component]
pub fn NoSuchConversation() -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    view! {
        <section class="nothing-open">
            <h2>{move || locale.texts().no_such_conversation}</h2>
            <p>{move || locale.texts().no_such_conversation_hint}</p>
            <a class="button" href=move || inbox.address.with(|address| address.path(None))>
                {move || locale.texts().back}
            </a>
        </section>
    }
}
