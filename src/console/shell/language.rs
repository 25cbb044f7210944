//! The switch to the other language.

use leptos::{prelude::*, task::spawn_local};

use crate::console::{locale::use_locale, preferences::AgentPreferences};

/// Shows a button with the name of the other language, in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let locale = use_locale();
    // None while no agent is signed in.
    let preferences = use_context::<AgentPreferences>();
    let pick = move |_| {
        let language = locale.other();
        locale.set(language);
        if let Some(preferences) = preferences {
            // If the server cannot save it, it remains stored in this browser.
            spawn_local(async move { preferences.keep_language(language).await.unwrap_or_default() });
        }
    };
    view! {
        <button
            type="button"
            class="language-switch"
            lang=move || locale.other().code()
            on:click=pick
        >
            {move || locale.other().own_name()}
        </button>
    }
}
