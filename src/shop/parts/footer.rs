//! The foot of each page.

use leptos::prelude::*;

use crate::{model::language::Language, shop::texts};

/// Says that this is no real shop.
#[component]
pub fn Footer(
    /// The language to speak.
    language: Language,
) -> impl IntoView {
    view! {
        <footer class="footer">
            <p>{texts::FOOTER.pick(language)}</p>
        </footer>
    }
}
