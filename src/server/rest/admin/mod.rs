//! What only admins may do.

mod agents;
mod merge;
mod quick_replies;
mod settings;

use axum::Router;

use crate::server::state::AppState;

pub(super) fn router() -> Router<AppState> {
    Router::new().merge(quick_replies::router()).merge(agents::router()).merge(settings::router())
}
