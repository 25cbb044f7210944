//! Answers connections, each with bounds of time and number, so that no client
//! keeps others out and none keeps the server from ending.

mod connections;
mod descriptors;
mod of_one_address;
mod progress;
mod waiting;

use std::{fmt::Display, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, sleep_until},
};
use tower::ServiceExt;

pub use self::{
    connections::Connection, descriptors::raise_limit, of_one_address::OfOneAddress, waiting::wait_for_database,
};
use self::{
    connections::{Connections, Place},
    progress::{ExpectProgress, bound_kept_answers},
};
use super::{signals::Stop, throttle::Throttle};

/// How long the head of a request may take, and how long a connection is kept that
/// waits for one.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 32 * 1024;
/// How long new connections are still taken after the server was asked to end, so
/// that a load balancer sees that it is not ready.
const NOTICE: Duration = Duration::from_millis(500);
/// How long requests that are under way may take after that. What is cut off then
/// was not acknowledged, and is sent again.
const GRACE: Duration = Duration::from_secs(8);
/// How long to wait after a connection could not be taken, such as for want of
/// descriptors.
const PAUSE: Duration = Duration::from_millis(20);

/// Serves until the process is asked to end, and then until the requests under way
/// are answered or have taken too long.
pub async fn serve_until_asked(listener: TcpListener, router: Router, of_one: OfOneAddress, stop: Stop) {
    bound_kept_answers(&listener);
    let connections = Connections::new(descriptors::room_for_connections());
    let router = router.layer(middleware::from_fn_with_state(stop.clone(), refuse_readiness));
    let graceful = GracefulShutdown::new();
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
            Ok((stream, peer)) => match connections.admit(peer.ip(), of_one.most(peer.ip())) {
                Some(place) => take(stream, peer, place, &router, &graceful),
                None => refused("all connections of the client, or of the server, are in use"),
            },
            Err(error) => {
                refused(&error);
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(GRACE) => tracing::warn!("requests that took too long were cut off"),
    }
}

async fn until(end: Option<Instant>) {
    match end {
        Some(end) => sleep_until(end).await,
        None => std::future::pending().await,
    }
}

/// Logs that a connection could not be taken, at most once a second.
fn refused(error: impl Display) {
    static LOG: Throttle = Throttle::new(Duration::from_secs(1));
    if let Some(unsaid) = LOG.pass() {
        tracing::warn!(%error, unsaid, "a connection could not be taken");
    }
}

/// Answers the requests of a connection, in a task of its own.
fn take(stream: TcpStream, peer: SocketAddr, place: Place, router: &Router, graceful: &GracefulShutdown) {
    // Answers are whole: there is nothing to collect before they are sent.
    drop(stream.set_nodelay(true));
    let place = Arc::new(place);
    let stream = ExpectProgress::new(stream, Arc::clone(&place), progress::PATIENCE);
    let (router, busy) = (router.clone(), Arc::clone(&place));
    let service = service_fn(move |request| answer(router.clone(), peer, request, Busy::new(Arc::clone(&busy))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        tokio::select! {
            // A client that hangs up, or does not take its answer, is not an error.
            ended = connection => drop(ended),
            () = place.closed() => {}
        }
    });
}

/// Answers one request. It is under way until its answer has been sent.
async fn answer(
    router: Router,
    peer: SocketAddr,
    request: hyper::Request<Incoming>,
    busy: Busy,
) -> Result<hyper::Response<Body>, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(Connection::of(&busy.0));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let _under_way = &busy;
            frame
        }))
    }))
}

/// Marks a connection as one that answers a request, until it is dropped.
struct Busy(Arc<Place>);

impl Busy {
    fn new(place: Arc<Place>) -> Self {
        place.set_busy(true);
        Self(place)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set_busy(false);
    }
}

/// Says that the server is not ready once it has been asked to end.
async fn refuse_readiness(State(stop): State<Stop>, request: Request, next: Next) -> Response {
    if stop.is_asked() && request.uri().path().trim_end_matches('/') == "/readyz" {
        return (StatusCode::SERVICE_UNAVAILABLE, "the server is about to end").into_response();
    }
    next.run(request).await
}
