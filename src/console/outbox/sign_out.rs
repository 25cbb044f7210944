//! Signs out: asks for confirmation while messages are unsent, and deletes the
//! agent's data.

use leptos::prelude::*;

use super::{stored, texts::OutboxTexts};
use crate::{
    console::{form::ConfirmDialog, locale::use_locale, own_storage},
    model::ids::AgentId,
};

/// Deletes all data of an agent who has signed out from this browser.
pub fn forget(agent: AgentId) {
    own_storage::forget(agent);
    stored::forget(agent);
}

/// Shows the confirmation before unsent messages are deleted.
#[component]
pub fn SignOutQuestion(
    /// Whether the dialog is open.
    is_open: RwSignal<bool>,
    /// Called to sign out.
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
