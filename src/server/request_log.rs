//! Logs each request in one line, and gives it an id.
//!
//! A line has the method, the route, the status, the time until the response began, the id and
//! the client's address. It has neither the path nor the query, because these can contain ids of
//! conversations and tokens. Polls on the fast path (`polls`) are not logged: ten thousand open
//! widgets would write thousands of lines per second.

use std::{
    net::{IpAddr, SocketAddr},
    time::Instant,
};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use uuid::Uuid;

use super::state::AppState;

/// The header of each response with the id of its request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The target of the lines, by which `ADDA_LOG` can select them.
const TARGET: &str = "adda::requests";

/// Routes whose successful requests are logged at the level `debug`: health checks and files.
const FREQUENT: [&str; 4] = ["/healthz", "/readyz", "/assets/{*path}", "/widget.js"];

tokio::task_local! {
    /// The id of the request that the current task answers.
    static CURRENT: Uuid;
}

/// Returns the id of the request that the current task answers, or a new one outside of a request.
pub fn current_id() -> Uuid {
    CURRENT.try_with(|id| *id).unwrap_or_else(|_| Uuid::new_v4())
}

/// Logs a request once its response has begun.
pub async fn record(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (id, started) = (Uuid::new_v4(), Instant::now());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let client = client(&state, &request);
    let mut response = CURRENT.scope(id, next.run(request)).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let (status, milliseconds) = (response.status(), started.elapsed().as_millis());
    let client = client.map(tracing::field::display);
    if status.is_success() && FREQUENT.contains(&route) {
        tracing::debug!(target: TARGET, %method, route, status = status.as_u16(), milliseconds, %id, client, "request");
    } else {
        tracing::info!(target: TARGET, %method, route, status = status.as_u16(), milliseconds, %id, client, "request");
    }
    response
}

/// Returns the client's address, as reported by trusted proxies.
fn client(state: &AppState, request: &Request) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(state.config.trusted_proxies.client(peer.ip(), request.headers()))
}
