//! Book covers.

use leptos::prelude::*;

use crate::shop::catalogue::Book;

/// Shows a book's cover: its title and author in the original language, around
/// its motif. Hidden from screen readers, because the same words are beside it.
#[component]
pub fn Cover(
    /// The book.
    book: &'static Book,
) -> impl IntoView {
    view! {
        <span class=format!("cover cover--{}", book.slug) lang=book.written_in.code() aria-hidden="true">
            <span class="cover__title">{book.title.pick(book.written_in)}</span>
            // The drawings are compiled in and contain no data of a request.
            <span class="cover__motif" inner_html=book.motif></span>
            <span class="cover__author">{book.author.pick(book.written_in)}</span>
        </span>
    }
}
