//! "Boi Bazaar", the demonstration bookshop: an example of a shop that uses
//! Adda. Server-rendered, readable without JavaScript, in English and Bangla.

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

/// Returns the routes of the shop's pages and its two forms. Unknown addresses
/// are also answered by the shop, because customers may mistype them.
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
