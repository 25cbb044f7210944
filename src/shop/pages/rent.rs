//! The page of rental prices.

use leptos::prelude::*;

use crate::{
    model::language::Language,
    shop::{
        catalogue::{BOOKS, Book, RENTAL_DAYS, taka},
        phrases, texts,
    },
};

/// Shows all books with their rental prices.
#[component]
pub fn RentPage(
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <div class="page">
            <h1>{texts::RENT_HEADLINE.pick(language)}</h1>
            <p class="lead">{texts::RENT_MORE.pick(language)}</p>
            <table class="rentals">
                <thead>
                    <tr>
                        <th scope="col">{texts::BOOK.pick(language)}</th>
                        {RENTAL_DAYS
                            .into_iter()
                            .map(|days| view! { <th scope="col">{phrases::rental(days, language)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{BOOKS.iter().map(|book| view! { <Rental book language/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Rental(book: &'static Book, language: Language) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=book.address()>{book.title.pick(language)}</a>
            </th>
            {RENTAL_DAYS
                .into_iter()
                .map(|days| view! { <td>{taka(book.rent(days), language)}</td> })
                .collect_view()}
        </tr>
    }
}
