//! Book covers, drawn.

use leptos::prelude::*;

use crate::shop::catalogue::Book;

/// Shows a book's cover: its title and author in the language it was written
/// in, around its motif. A picture of what stands beside it in words, so screen
/// readers pass it by.
#[component]
pub fn Cover(
    /// The book.
    book: &'static Book,
) -> impl IntoView {
    view! {
        <span class=format!("cover cover--{}", book.slug) lang=book.written_in.code() aria-hidden="true">
            <span class="cover__title">{book.title.pick(book.written_in)}</span>
            // Drawings of our own, compiled in: nothing of a request is in them.
            <span class="cover__motif" inner_html=book.motif></span>
            <span class="cover__author">{book.author.pick(book.written_in)}</span>
        </span>
    }
}
