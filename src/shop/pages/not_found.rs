//! The page for unknown addresses.

use leptos::prelude::*;

use crate::{model::language::Language, shop::texts};

/// Says that the page does not exist, and links to the books.
#[component]
pub fn NotFoundPage(
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <div class="page">
            <h1>{texts::NOT_FOUND.pick(language)}</h1>
            <p class="lead">{texts::NOT_FOUND_MORE.pick(language)}</p>
            <p><a class="button" href="/">{texts::TO_THE_BOOKS.pick(language)}</a></p>
        </div>
    }
}
