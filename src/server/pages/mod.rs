//! Pages that are not the shop's.

mod console;
mod history;
mod oidc;

use axum::Router;

use super::state::AppState;

/// What a server has at `/` and at unknown addresses when it serves no shop.
pub fn without_shop() -> Router<AppState> {
    history::without_shop()
}

/// The console's shell, the way to the OpenID provider and back, and a customer's
/// own conversations.
pub fn router() -> Router<AppState> {
    console::router().merge(oidc::router()).merge(history::router())
}
