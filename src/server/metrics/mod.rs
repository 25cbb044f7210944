//! The metrics of this server at `/metrics`, in the text format of Prometheus.
//!
//! Counts are relaxed atomics, which the code that does the work increments. Everything else is
//! read when a monitor asks: from memory, or from the database at most every ten seconds.

mod access;
mod process;
mod requests;
mod scrape;
mod text;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus::TEXT_FORMAT;

pub use self::requests::Requests;
use super::state::AppState;

/// The address of the metrics.
const PATH: &str = "/metrics";

/// Notes when the server was started.
pub fn note_start() {
    process::started_at();
}

/// Answers requests for the metrics by callers who may read them. All others get the response
/// of an unknown address, and so does everyone if the metrics have an address of their own.
pub async fn answer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_asked = request.uri().path() == PATH && matches!(*request.method(), Method::GET | Method::HEAD);
    if is_asked && state.config.metrics.addr.is_none() && access::is_permitted(&state.config, &request) {
        return response(&state).await;
    }
    next.run(request).await
}

/// Returns the router of the address that serves nothing but the metrics. Without a token,
/// everyone who can reach it may read them.
pub fn router(state: AppState) -> Router {
    Router::new().route(PATH, get(answer_alone)).with_state(state)
}

async fn answer_alone(State(state): State<AppState>, request: Request) -> Response {
    let token = state.config.metrics.token.as_ref();
    if token.is_none_or(|token| access::has_token(request.headers(), token)) {
        response(&state).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn response(state: &AppState) -> Response {
    match scrape::scrape(&state.desk, &state.requests).await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(TEXT_FORMAT)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            ];
            (headers, text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
