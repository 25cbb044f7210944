//! The page of a book.

use leptos::prelude::*;

use crate::{
    model::{digits::localize, language::Language},
    shop::{
        bilingual::Bilingual,
        catalogue::{self, Book, RENTAL_DAYS, taka},
        parts::{Cover, Shelf},
        phrases, texts,
    },
};

/// The number of other books shown below.
const MORE_BOOKS: usize = 4;

/// Shows a book with all its details.
#[component]
pub fn BookPage(
    /// The book.
    book: &'static Book,
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <article class="book">
            <Cover book/>
            <div class="book__text">
                <h1>{book.title.pick(language)}</h1>
                <p class="lead">{book.author.pick(language)}</p>
                <p class="book__blurb">{book.blurb.pick(language)}</p>
                <Offers book language/>
                <Details book language/>
                <p class="quiet">{texts::DELIVERY.pick(language)}</p>
                <p class="quiet">{texts::ASK.pick(language)}</p>
            </div>
        </article>
        <section class="more" aria-labelledby="more-title">
            <h2 id="more-title">{texts::MORE_BOOKS.pick(language)}</h2>
            <Shelf books=catalogue::neighbours(book, MORE_BOOKS).collect() language/>
        </section>
    }
}

/// Shows the prices for buying and renting.
#[component]
fn Offers(book: &'static Book, language: Language) -> impl IntoView {
    view! {
        <dl class="offers">
            <div class="offers__buy">
                <dt>{texts::BUY.pick(language)}</dt>
                <dd>{taka(book.price, language)}</dd>
            </div>
            {RENTAL_DAYS
                .into_iter()
                .map(|days| {
                    view! {
                        <div>
                            <dt>{phrases::rental(days, language)}</dt>
                            <dd>{taka(book.rent(days), language)}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

#[component]
fn Details(book: &'static Book, language: Language) -> impl IntoView {
    let written_in = match book.written_in {
        Language::En => texts::ENGLISH,
        Language::Bn => texts::BANGLA,
    };
    view! {
        <dl class="details">
            <Detail name=texts::FIRST_PUBLISHED value=localize(&book.year.to_string(), language) language/>
            <Detail name=texts::WRITTEN_IN value=written_in.pick(language).to_owned() language/>
        </dl>
    }
}

#[component]
fn Detail(name: Bilingual, value: String, language: Language) -> impl IntoView {
    view! {
        <div>
            <dt>{name.pick(language)}</dt>
            <dd>{value}</dd>
        </div>
    }
}
