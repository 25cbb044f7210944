//! The views of an address whose conversation does not exist, or no longer.

use leptos::prelude::*;

use super::texts::ToolTexts;
use crate::console::{inbox::use_inbox, locale::use_locale};

/// Shows that the conversation is unknown, and a link back to the inbox.
#[component]
pub fn NoSuchConversation() -> impl IntoView {
    let locale = use_locale();
    let title = move || locale.texts().no_such_conversation;
    view! { <Nothing title hint=move || locale.texts().no_such_conversation_hint /> }
}

/// Shows that the conversation was deleted while it was open, and a link back to the inbox.
#[component]
pub fn DeletedConversation() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    view! { <Nothing title=move || texts().conversation_deleted hint=move || texts().conversation_deleted_hint /> }
}

#[component]
fn Nothing(#[prop(into)] title: Signal<&'static str>, #[prop(into)] hint: Signal<&'static str>) -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    view! {
        <section class="nothing-open">
            <h2>{title}</h2>
            <p>{hint}</p>
            <a class="button" href=move || inbox.address.with(|address| address.path(None))>
                {move || locale.texts().back}
            </a>
        </section>
    }
}
