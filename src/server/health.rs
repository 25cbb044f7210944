//! For whoever watches the server.

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};

use super::{domain::desk::Desk, state::AppState};

/// `/healthz`: alive. `/readyz`: the database can be reached and is migrated.
pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready))
}

async fn ready(State(desk): State<Desk>) -> impl IntoResponse {
    match desk.database().is_migrated().await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the database is not migrated"),
        Err(error) => {
            tracing::warn!(%error, "the database cannot be reached");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be reached")
        }
    }
}
