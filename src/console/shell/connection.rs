//! Reports a lost connection to the server.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// Shows a bar while the server does not answer. The live region is in the page
/// from the start, so that screen readers announce its text.
#[component]
pub fn ConnectionBar(
    /// Whether the server has not answered for a while.
    is_lost: Signal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div role="status" class="connection-region">
            <Show when=move || is_lost.get()>
                <p class="connection-bar">{move || locale.texts().connection_lost}</p>
            </Show>
        </div>
    }
}
