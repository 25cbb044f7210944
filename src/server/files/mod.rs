//! Files that were sent, as browsers fetch them.

mod avatar;

use axum::Router;

use super::state::AppState;

/// Agents' pictures.
pub fn router() -> Router<AppState> {
    avatar::router()
}
