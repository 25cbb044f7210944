//! Finds the network that a request comes from. Limits, blocks and assignment
//! need it deep in the domain, so it is kept with the request's task.

mod forwarded;
mod network;
#[cfg(test)]
mod properties;

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

pub use self::{forwarded::TrustedProxies, network::Network};
use super::{auth, state::AppState, throttle::Throttle};
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
    CLIENT.scope(client, task)
}

/// Finds the network that a request comes from.
pub async fn identify(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let client = peer.map(|peer| {
        let proxies = &state.config.trusted_proxies;
        if !proxies.contains(peer) {
            tell_of_unknown_proxy(peer, request.headers());
        }
        Network::of(proxies.client(peer, request.headers()))
    });
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

/// Logs that a proxy in the server's own network is not among the trusted ones:
/// its clients would share one limit.
fn tell_of_unknown_proxy(peer: IpAddr, headers: &HeaderMap) {
    static LOG: Throttle = Throttle::new(Duration::from_secs(60 * 60));
    let is_near = match peer.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    let names_client = headers.contains_key(forwarded::X_FORWARDED_FOR) || headers.contains_key(forwarded::FORWARDED);
    if is_near && names_client && LOG.pass().is_some() {
        tracing::warn!(
            %peer,
            "X-Forwarded-For and Forwarded of this address are ignored, so its clients share one limit. If it is \
             your proxy, add it to ADDA_TRUSTED_PROXIES"
        );
    }
}
