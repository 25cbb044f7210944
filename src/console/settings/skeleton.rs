//! The skeleton shown while settings are loading.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// Shows three cards.
#[component]
pub fn Skeleton() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
        <div class="settings-skeleton" aria-hidden="true">
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
}
