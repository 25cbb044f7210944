//! The other language, one click away.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// A button that is named by the language it leads to, in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let locale = use_locale();
    view! {
        <button
            type="button"
            class="language-switch"
            lang=move || locale.other().code()
            on:click=move |_| locale.set(locale.other())
        >
            {move || locale.other().own_name()}
        </button>
    }
}
