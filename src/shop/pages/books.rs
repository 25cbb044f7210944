//! The list of books, with an introduction to the demonstration.

use leptos::prelude::*;

use crate::{
    model::language::Language,
    shop::{catalogue::BOOKS, parts::Shelf, texts},
};

/// Shows all books. The introduction is placed where the opened chat covers it,
/// so that the books stay visible.
#[component]
pub fn BooksPage(
    /// The language of the page.
    language: Language,
    /// The address of the console.
    console: String,
) -> impl IntoView {
    view! {
        <div class="storefront">
            <section class="storefront__books">
                <h1>{texts::HEADLINE.pick(language)}</h1>
                <p class="lead">{texts::HEADLINE_MORE.pick(language)}</p>
                <Shelf books=BOOKS.iter().collect() language/>
            </section>
            <About language console/>
        </div>
    }
}

#[component]
fn About(language: Language, console: String) -> impl IntoView {
    view! {
        <aside class="about" aria-labelledby="about-title">
            <h2 id="about-title">{texts::ABOUT.pick(language)}</h2>
            <p>{texts::ABOUT_MORE.pick(language)}</p>
            <ol>
                <li>{texts::TRY_CHAT.pick(language)}</li>
                <li>
                    {texts::TRY_CONSOLE.pick(language)} " "
                    <a href=console>{texts::OPEN_CONSOLE.pick(language)}</a>
                </li>
                <li>{texts::TRY_SIGN_IN.pick(language)}</li>
            </ol>
        </aside>
    }
}
