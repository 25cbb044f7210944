//! Pages of the server that are not the shop's.

mod console;
mod history;
mod oidc;
mod preview;

use axum::Router;

use super::state::AppState;

/// Returns the pages at `/` and at unknown addresses of a server that serves no shop.
pub fn without_shop() -> Router<AppState> {
    history::without_shop()
}

/// Returns the routes of the console's page, of the preview of the widget in it, of the way to the
/// OpenID provider and back, and of a customer's own conversations.
pub fn router() -> Router<AppState> {
    console::router().merge(preview::router()).merge(oidc::router()).merge(history::router())
}
