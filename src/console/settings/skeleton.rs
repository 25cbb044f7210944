//! The skeleton shown while settings are loading.

use leptos::prelude::*;

/// Shows three cards.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="settings-skeleton" aria-hidden="true">
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
}
