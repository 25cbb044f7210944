//! The REST API: a second, thin door on the functions that the server
//! functions open, for mobile apps, scripts and other front ends.
//!
//! Addresses end in `/` as in the original; `app` serves them without it too.

mod agent;
mod customer;
mod input;
mod output;
mod quick_replies;
mod session;
mod statistics;

use axum::{Router, routing::any};

use super::state::AppState;
use crate::{
    api::PREFIX,
    model::error::{ApiError, ErrorCode},
};

/// All of the REST API.
pub fn router() -> Router<AppState> {
    Router::new()
        .nest("/support/api", session::router().merge(customer::router()).fallback(unknown))
        .nest("/support/agent/api", agents_door().fallback(unknown))
        .route(&format!("{PREFIX}/{{*name}}"), any(unknown))
        .method_not_allowed_fallback(wrong_method)
}

/// What agents may do.
fn agents_door() -> Router<AppState> {
    agent::router().merge(quick_replies::router()).merge(statistics::router())
}

async fn unknown() -> ApiError {
    ApiError::not_found()
}

async fn wrong_method() -> ApiError {
    ApiError::new(ErrorCode::MethodNotAllowed, "This address does not take this method.")
}
