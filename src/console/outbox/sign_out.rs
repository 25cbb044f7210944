//! Signing out: asks first while something is unsent, and leaves nothing behind.

use leptos::prelude::*;

use super::{kept, texts::OutboxTexts};
use crate::{
    console::{form::ConfirmDialog, locale::use_locale, own_storage},
    model::ids::AgentId,
};

/// Forgets all that this browser holds of an agent who has signed out.
pub fn forget(agent: AgentId) {
    own_storage::forget(agent);
    kept::forget(agent);
}

/// Shows the question before unsent messages are deleted.
#[component]
pub fn SignOutQuestion(
    /// Whether it is asked at the moment.
    is_open: RwSignal<bool>,
    /// Signs out.
    #[prop(into)]
    sign_out: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || OutboxTexts::of(locale.language());
    view! {
        <ConfirmDialog
            is_open
            title=move || texts().sign_out_title.to_owned()
            text=move || texts().sign_out_hint.to_owned()
            confirm=move || texts().sign_out.to_owned()
            on_confirm=sign_out
        />
    }
}
