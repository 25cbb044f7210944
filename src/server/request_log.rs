//! Logs each request in one line, and gives it an id.
//!
//! A line has the method, the route, the status, the time until the response began, the id and
//! the client's address. It has neither the path nor the query, because these can contain ids of
//! conversations and tokens. Polls on the fast path (`polls`) are not logged: ten thousand open
//! widgets would write thousands of lines per second. `metrics` counts all of them.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use uuid::Uuid;

use super::{client::Peer, state::AppState};

/// The header of each response with the id of its request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The target of the lines, by which `ADDA_LOG` can select them.
const TARGET: &str = "adda::requests";

/// Routes whose successful requests are logged at the level `debug`: health checks and files.
const FREQUENT: [&str; 4] = ["/healthz", "/readyz", "/assets/{*path}", "/widget.js"];

tokio::task_local! {
    /// The request that the current task answers, or continues to work for.
    static CURRENT: Option<Arc<Current>>;
}

/// A request that is being answered.
struct Current {
    id: Uuid,
    /// Whether its session has been rejected.
    is_rejected: AtomicBool,
}

/// Returns the id of the request that the current task answers, or a new one outside of a request.
pub fn current_id() -> Uuid {
    current().map_or_else(Uuid::new_v4, |request| request.id)
}

/// Returns whether the current task answers a request whose session has not been rejected yet, and
/// notes that it is.
pub fn is_first_rejection() -> bool {
    current().is_some_and(|request| !request.is_rejected.swap(true, Ordering::Relaxed))
}

/// Runs a task on behalf of the request that the current task answers, such as one that continues
/// after the client has disconnected.
pub fn continued<F: Future>(task: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(current(), task)
}

fn current() -> Option<Arc<Current>> {
    CURRENT.try_with(Clone::clone).ok().flatten()
}

/// Logs a request once its response has begun.
pub async fn record(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (id, started) = (Uuid::new_v4(), Instant::now());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let client = client(&state, &request);
    let current = Arc::new(Current { id, is_rejected: AtomicBool::new(false) });
    let mut response = CURRENT.scope(Some(current), next.run(request)).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let (status, elapsed) = (response.status(), started.elapsed());
    state.requests.count(route, &method, status, elapsed);
    let milliseconds = elapsed.as_millis();
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
    let peer = request.extensions().get::<Peer>()?;
    Some(state.config.trusted_proxies.client(*peer, request.headers()))
}
