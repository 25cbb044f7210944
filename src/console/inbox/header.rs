//! The header of the list: the tabs, and whether the agent takes conversations.

use leptos::prelude::*;

use super::tabs::Tabs;
use crate::console::{locale::use_locale, notice::use_notices, scope::Scope, session::use_session};

/// Shows the header.
#[component]
pub fn ListHeader() -> impl IntoView {
    let locale = use_locale();
    view! {
        <header class="list-header">
            <h1 class="visually-hidden">{move || locale.texts().inbox}</h1>
            <Tabs />
            <OnlineSwitch />
        </header>
    }
}

#[component]
fn OnlineSwitch() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let notices = use_notices();
    let scope = Scope::here();
    let toggle = move |_| {
        let is_online = !session.is_online_untracked();
        scope.spawn(async move {
            if let Err(error) = session.set_online(is_online).await {
                notices.tell(&error);
            }
        });
    };
    let state = move || match (session.is_online(), session.is_within_business_hours()) {
        (true, true) => locale.texts().online,
        (true, false) => locale.texts().online_outside_hours,
        (false, _) => locale.texts().offline,
    };
    view! {
        <button
            type="button"
            class="online-switch"
            role="switch"
            aria-checked=move || if session.is_online() { "true" } else { "false" }
            title=move || locale.texts().take_conversations
            on:click=toggle
        >
            <span class="switch-track" aria-hidden="true"></span>
            <span class="switch-text">{state}</span>
        </button>
    }
}
