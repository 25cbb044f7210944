//! The footer of each page.

use leptos::prelude::*;

use crate::{model::language::Language, shop::texts};

/// Says that this is not a real shop.
#[component]
pub fn Footer(
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <footer class="footer">
            <p>{texts::FOOTER.pick(language)}</p>
        </footer>
    }
}
