//! The REST API: a thin interface to the domain functions that the server functions also
//! call, for mobile apps, scripts and other front ends.
//!
//! Addresses end in `/` as in the original. `app` serves them without it too.

mod admin;
mod agent;
mod blocks;
mod context;
mod customer;
mod deleting;
mod description;
mod docs;
mod drafts;
mod editing;
mod exact;
mod inbox;
mod input;
mod labels;
mod mentions;
mod notes;
mod objects;
mod output;
mod panic;
mod password;
mod preferences;
mod quick_replies;
mod recalling;
mod session;
mod sessions;
mod statistics;
mod two_factor;
mod typing;
mod upload;
mod widget;

use axum::{Router, routing::any};
use utoipa_axum::router::OpenApiRouter;

use super::state::AppState;
use crate::{
    api::PREFIX,
    model::error::{ApiError, ErrorCode},
};

/// Returns the routes of the REST API, with its description and the page that shows it.
pub fn router() -> Router<AppState> {
    let (routes, _) = described_routes().split_for_parts();
    routes
        .merge(docs::router(|| description::complete(described_routes().split_for_parts().1)))
        .route(&format!("{PREFIX}/{{*name}}"), any(unknown))
        .method_not_allowed_fallback(wrong_method)
}

fn described_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .nest("/support/api", customers().fallback(unknown))
        .nest("/support/agent/api", agents().fallback(unknown))
        .nest("/support/admin/api", admin::router().fallback(unknown))
}

fn customers() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(session::router())
        .merge(customer::router())
        .merge(typing::customer_router())
        .merge(upload::for_customers())
        .merge(panic::router())
        .merge(recalling::for_customers())
        .merge(widget::router())
}

fn agents() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(agent::router())
        .merge(blocks::router())
        .merge(context::router())
        .merge(deleting::router())
        .merge(drafts::router())
        .merge(editing::router())
        .merge(inbox::router())
        .merge(labels::router())
        .merge(mentions::router())
        .merge(notes::router())
        .merge(password::router())
        .merge(preferences::router())
        .merge(quick_replies::router())
        .merge(recalling::for_agents())
        .merge(sessions::router())
        .merge(statistics::router())
        .merge(two_factor::router())
        .merge(typing::agent_router())
        .merge(upload::for_agents())
}

async fn unknown() -> ApiError {
    ApiError::not_found()
}

async fn wrong_method() -> ApiError {
    ApiError::new(ErrorCode::MethodNotAllowed, "This address doesn't support this method.")
}
