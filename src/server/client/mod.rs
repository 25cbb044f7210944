//! Finds the network that a request comes from. Limits, blocks and assignment
//! need it deep in the domain, so it is kept with the request's task.

mod forwarded;
mod network;
mod peer;
#[cfg(test)]
mod properties;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

pub use self::{
    forwarded::{FORWARDED, TrustedProxies, X_FORWARDED_FOR},
    network::Network,
    peer::Peer,
};
use super::{advice, auth, request_log, state::AppState};
use crate::model::error::ApiError;

tokio::task_local! {
    /// The network that the request of this task comes from.
    static CLIENT: Option<Network>;
}

/// Returns the network that the request of this task comes from. None outside of
/// a request, and in tests without a connection.
pub fn current() -> Option<Network> {
    CLIENT.try_with(|client| *client).ok().flatten()
}

/// Runs a task on behalf of a client, such as one that continues after the
/// client has disconnected.
pub fn on_behalf_of<F: Future>(client: Option<Network>, task: F) -> impl Future<Output = F::Output> {
    request_log::continued(CLIENT.scope(client, task))
}

/// Finds the network that a request comes from.
pub async fn identify(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    if let Some(peer) = peer {
        advice::warn_of_settings(&state.config, peer, &request);
    }
    let client = peer.map(|peer| Network::of(state.config.trusted_proxies.client(peer, request.headers())));
    on_behalf_of(client, next.run(request)).await
}

/// Limits the rate of a session's requests. The limit is far above what people
/// need.
///
/// # Errors
/// Returns the refusal, with the seconds to wait.
pub async fn limit_requests(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, ApiError> {
    let headers = request.headers();
    let is_limited = request.uri().path().starts_with("/support/");
    if let Some(token) = auth::agent_token(headers).or_else(|| auth::customer_token(headers)).filter(|_| is_limited) {
        state.desk.limits().charge_request(&token)?;
    }
    Ok(next.run(request).await)
}
