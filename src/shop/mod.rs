//! "Boi Bazaar", the demonstration bookshop: what a shop that uses Adda looks
//! like. Server-rendered, readable without JavaScript, in English and Bangla.

mod account;
mod bilingual;
mod catalogue;
mod cookies;
mod customers;
mod handlers;
mod orders;
mod pages;
mod parts;
mod phrases;
mod response;
mod state;
mod support;
#[cfg(test)]
mod tests;
mod texts;
mod visit;

use axum::{
    Router,
    routing::{get, post},
};

pub use self::{state::ShopState, support::SupportDesk};

/// Returns the shop's pages and its two forms. An address that nobody else
/// answers is the shop's too: a customer has mistyped it.
pub fn router() -> Router<ShopState> {
    Router::new()
        .route("/", get(handlers::books))
        .route("/books/{slug}", get(handlers::book))
        .route("/rent", get(handlers::rent))
        .route("/orders", get(handlers::orders))
        .route("/shop/sign-in", post(account::sign_in))
        .route("/shop/sign-out", post(account::sign_out))
        .fallback(handlers::not_found)
}
