//! Icons as views.

use leptos::prelude::*;

use super::Glyph;

/// Shows an icon of the size of the text around it (see `.adda-icon`).
#[component]
pub fn Icon(
    /// The icon's drawing.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path()></path>
        </svg>
    }
}
