//! A row of books.

use leptos::prelude::*;

use super::Cover;
use crate::{
    model::language::Language,
    shop::catalogue::{Book, taka},
};

/// Shows books with cover, name and price.
#[component]
pub fn Shelf(
    /// The books, in order.
    books: Vec<&'static Book>,
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <ul class="shelf">
            {books.into_iter().map(|book| view! { <ShelfBook book language/> }).collect_view()}
        </ul>
    }
}

#[component]
fn ShelfBook(book: &'static Book, language: Language) -> impl IntoView {
    view! {
        <li>
            <a class="shelf__book" href=book.address()>
                <Cover book/>
                <span class="shelf__title">{book.title.pick(language)}</span>
                <span class="shelf__author">{book.author.pick(language)}</span>
                <span class="shelf__price">{taka(book.price, language)}</span>
            </a>
        </li>
    }
}
