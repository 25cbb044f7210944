//! Answers connections, with limits of time and number, so that a client can
//! neither keep others out nor keep the server from shutting down.

mod address_limit;
mod connections;
mod descriptors;
mod listener;
mod parked;
mod progress;
mod requests;
mod rewound;
#[cfg(unix)]
mod socket_file;
mod stream;
mod substitute;
#[cfg(test)]
mod tests;
mod tls;
mod waiting;

use std::{fmt::Display, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until},
};

pub use self::{
    address_limit::AddressLimit,
    descriptors::raise_limit,
    listener::Listener,
    parked::Connection,
    tls::{CannotSecure, Tls},
    waiting::wait_for_database,
};
use self::{
    connections::{Connections, Place},
    listener::Opening,
};
use super::{client::Peer, signals::Stop, throttle::Throttle};

/// How long new connections are still accepted after the server was asked to shut down,
/// so that a load balancer sees that it is not ready.
const NOTICE: Duration = Duration::from_millis(500);
/// How long requests in progress may take after that. A request that is cut off then
/// was not acknowledged, and the client sends it again.
const GRACE: Duration = Duration::from_secs(8);
/// How long to wait after a connection could not be accepted, such as without
/// free descriptors.
const PAUSE: Duration = Duration::from_millis(20);

/// Serves until the process is asked to shut down, and then until the requests in
/// progress are answered or the timeout is reached.
pub async fn serve_until_asked(listener: Listener, router: Router, of_one: AddressLimit, stop: Stop) {
    let connections = Connections::new(descriptors::room_for_connections());
    let router = router.layer(middleware::from_fn_with_state(stop.clone(), refuse_readiness));
    let ending = watch::Sender::new(false);
    let mut end: Option<Instant> = None;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.clone().asked(), if end.is_none() => {
                end = Some(Instant::now() + NOTICE);
                continue;
            }
            () = until(end) => break,
        };
        match accepted {
            Ok((stream, peer)) => match connections.admit(peer.address(), of_one.max_connections(peer)) {
                Some(place) => take(listener.secure(stream), peer, place, &router, &ending),
                None => refused("all connections of the client, or of the server, are in use"),
            },
            Err(error) => {
                refused(&error);
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    ending.send_replace(true);
    tokio::select! {
        // Completes once all connections have ended, because each of them holds a receiver.
        () = ending.closed() => {}
        () = sleep(GRACE) => tracing::warn!("requests that took too long were cut off"),
    }
}

async fn until(end: Option<Instant>) {
    match end {
        Some(end) => sleep_until(end).await,
        None => std::future::pending().await,
    }
}

/// Logs that a connection could not be accepted, at most once a second.
fn refused(error: impl Display) {
    static LOG: Throttle = Throttle::new(Duration::from_secs(1));
    if let Some(suppressed) = LOG.pass() {
        tracing::warn!(%error, suppressed, "a connection could not be taken");
    }
}

/// Answers the requests of a connection, in its own task.
fn take(stream: Opening, peer: Peer, place: Place, router: &Router, ending: &watch::Sender<bool>) {
    tokio::spawn(requests::hold(stream, peer, place, router.clone(), ending.subscribe()));
}

/// Answers that the server is not ready once it has been asked to shut down.
async fn refuse_readiness(State(stop): State<Stop>, request: Request, next: Next) -> Response {
    if stop.is_asked() && request.uri().path().trim_end_matches('/') == "/readyz" {
        return (StatusCode::SERVICE_UNAVAILABLE, "the server is about to end").into_response();
    }
    next.run(request).await
}
