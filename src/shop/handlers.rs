//! The handlers, one for each page.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use leptos::prelude::*;

use super::{
    catalogue,
    pages::{BookPage, BooksPage, NotFoundPage, OrdersPage, RentPage},
    parts::About,
    response::respond,
    state::ShopState,
    support::Support,
    texts,
    visit::Visit,
};

/// Handles `/`.
pub async fn books(State(state): State<ShopState>, visit: Visit) -> Response {
    let language = visit.language;
    let about = About { title: None, description: texts::DESCRIPTION.pick(language) };
    let console = state.console();
    respond(&state, StatusCode::OK, about, visit, move || view! { <BooksPage language console/> }.into_any()).await
}

/// Handles `/books/{slug}`.
pub async fn book(State(state): State<ShopState>, Path(slug): Path<String>, visit: Visit) -> Response {
    let Some(book) = catalogue::find(&slug) else {
        return not_found(State(state), visit).await;
    };
    let language = visit.language;
    let about = About { title: Some(book.title.pick(language)), description: book.blurb.pick(language) };
    respond(&state, StatusCode::OK, about, visit, move || view! { <BookPage book language/> }.into_any()).await
}

/// Handles `/rent`.
pub async fn rent(State(state): State<ShopState>, visit: Visit) -> Response {
    let language = visit.language;
    let about =
        About { title: Some(texts::RENT_HEADLINE.pick(language)), description: texts::RENT_MORE.pick(language) };
    respond(&state, StatusCode::OK, about, visit, move || view! { <RentPage language/> }.into_any()).await
}

/// Handles `/orders`.
pub async fn orders(State(state): State<ShopState>, visit: Visit) -> Response {
    let language = visit.language;
    let about = About { title: Some(texts::MY_ORDERS.pick(language)), description: texts::DESCRIPTION.pick(language) };
    let looks = visit.clone();
    let past = Support::of(&state.support, &visit).await.and_then(Support::past_conversations);
    respond(&state, StatusCode::OK, about, visit, move || view! { <OrdersPage visit=looks past/> }.into_any()).await
}

/// Handles all other addresses of the shop.
pub async fn not_found(State(state): State<ShopState>, visit: Visit) -> Response {
    let language = visit.language;
    let about =
        About { title: Some(texts::NOT_FOUND.pick(language)), description: texts::NOT_FOUND_MORE.pick(language) };
    respond(&state, StatusCode::NOT_FOUND, about, visit, move || view! { <NotFoundPage language/> }.into_any()).await
}
