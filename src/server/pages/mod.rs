//! Pages that are not the shop's.

mod console;

use axum::Router;

use super::state::AppState;

/// The console's shell.
pub fn router() -> Router<AppState> {
    console::router()
}
