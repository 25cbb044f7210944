//! Health checks for load balancers and monitors.

use std::time::Duration;

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};

use super::{
    domain::{database::NotReady, desk::Desk},
    state::AppState,
    throttle::Throttle,
};

/// Serves `/healthz`, which succeeds while the process runs, and `/readyz`, which
/// succeeds if the database is migrated and a write succeeds. `/readyz` responds
/// within a second.
pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready))
}

async fn ready(State(desk): State<Desk>) -> impl IntoResponse {
    static LOG: Throttle = Throttle::new(Duration::from_secs(10));
    let Err(reason) = desk.database().check_readiness().await else { return (StatusCode::OK, "ready".to_owned()) };
    if let Some(suppressed) = LOG.pass() {
        tracing::warn!(%reason, suppressed, "not ready");
    }
    let body = match reason {
        NotReady::Pending => "the database is not migrated".to_owned(),
        NotReady::Failed(_) | NotReady::Slow => "the database cannot be written".to_owned(),
        NotReady::File(fault) => fault.to_string(),
    };
    (StatusCode::SERVICE_UNAVAILABLE, body)
}
