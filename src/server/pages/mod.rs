//! Pages that are not the shop's.

mod console;
mod history;

use axum::Router;

use super::state::AppState;

/// The console's shell, and a customer's own conversations.
pub fn router() -> Router<AppState> {
    console::router().merge(history::router())
}
