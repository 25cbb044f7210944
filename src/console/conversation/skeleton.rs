//! The skeleton shown while messages are loading.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// Shows grey bubbles on both sides.
#[component]
pub fn LogSkeleton() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
        <div class="log-skeleton" aria-hidden="true">
            <b></b><b class="is-own"></b><b></b><b class="is-own"></b>
        </div>
    }
}
