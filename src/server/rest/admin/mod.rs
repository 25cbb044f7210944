//! Addresses for admins only.

mod agents;
mod conversations;
mod customers;
mod log;
mod order;
mod patch;
mod picture;
mod quick_replies;
mod settings;

use utoipa_axum::router::OpenApiRouter;

use crate::server::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(quick_replies::router())
        .merge(agents::router())
        .merge(settings::router())
        .merge(log::router())
        .merge(customers::router())
        .merge(conversations::router())
}
