//! Whether the server answers.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// Shows a quiet bar while it does not. The live region stands there from the
/// start, so that screen readers speak what appears in it.
#[component]
pub fn ConnectionBar(
    /// Whether it has not answered for a while.
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
