//! Answers the requests of a connection, one after the other.
//!
//! While a request waits for its response, hyper's connection is dropped, because its
//! buffers alone take 16 kB. Only the stream is kept, and what the request waits for. A
//! new connection of hyper writes the response, and first reads a substitute for the original
//! request.

use std::{
    convert::Infallible,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, HttpBody},
    http::header,
    response::Response,
};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;
use tower::ServiceExt;

use super::{
    connections::Place,
    listener::Opening,
    parked::{Connection, Parked, Parking, hung_up},
    progress::{ExpectProgress, PROGRESS_TIMEOUT},
    rewound::Rewound,
    stream::Stream,
    substitute::SubstituteRequest,
};
use crate::server::client::Peer;

/// How long a handshake and the head of a request may take, and how long an idle connection is
/// kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum size of a request's head, in bytes.
const MAX_HEAD: usize = 32 * 1024;

type Watched = Rewound<ExpectProgress<Stream>>;

/// The state for answering the requests of a connection.
struct Requests {
    router: Router,
    peer: Peer,
    place: Arc<Place>,
    parking: Parking,
    /// Whether the server is shutting down.
    ending: watch::Receiver<bool>,
}

/// Answers the requests of a connection, until it ends or makes room for another.
pub(super) async fn hold(
    opening: Opening,
    peer: Peer,
    place: Place,
    router: Router,
    mut ending: watch::Receiver<bool>,
) {
    let place = Arc::new(place);
    let stream = tokio::select! {
        stream = opening.open(HEAD_TIMEOUT) => stream,
        () = place.closed() => None,
        () = asked(&mut ending) => None,
    };
    let Some(stream) = stream else { return };
    let stream = ExpectProgress::new(stream, Arc::clone(&place), PROGRESS_TIMEOUT);
    let requests = Requests { router, peer, place: Arc::clone(&place), parking: Parking::default(), ending };
    tokio::select! {
        () = requests.go_on(Rewound { first: Bytes::new(), stream }) => {}
        () = place.closed() => {}
    }
}

impl Requests {
    async fn go_on(mut self, mut stream: Watched) {
        let mut response = None;
        loop {
            // On the heap, so that it takes no memory while a request waits.
            let connection = Box::new(
                http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT)
                    .max_buf_size(MAX_HEAD)
                    .serve_connection(TokioIo::new(stream), self.service(response)),
            );
            let Some((Parked { substitute, answer }, kept)) = self.until_parked(connection).await else { return };
            stream = kept;
            response = tokio::select! {
                response = answer => Some(response),
                // Like hyper: a client that has already sent its next request may
                // disconnect.
                () = hung_up(&mut stream) => return,
            };
            let substitute = if *self.ending.borrow() { substitute.last() } else { substitute };
            stream.first = [substitute.head(), &stream.first].concat().into();
        }
    }

    /// Answers requests until the connection ends, or until one is answered later. Returns
    /// that one and the stream; data that hyper has read ahead will be read from the
    /// stream again.
    async fn until_parked<S>(
        &mut self,
        mut connection: Box<http1::Connection<TokioIo<Watched>, S>>,
    ) -> Option<(Parked, Watched)>
    where
        S: Service<hyper::Request<Incoming>, Response = hyper::Response<Body>, Error = Infallible>,
    {
        let mut is_told_to_end = false;
        let parked = loop {
            let parked = poll_fn(|cx| match Pin::new(&mut *connection).poll(cx) {
                // A client that disconnects or does not read its response is not an error.
                Poll::Ready(_) => Poll::Ready(None),
                // Hyper still holds bytes that the client has not read.
                Poll::Pending if self.place.is_stalled() => Poll::Pending,
                Poll::Pending => self.parking.take().map_or(Poll::Pending, |parked| Poll::Ready(Some(parked))),
            });
            tokio::select! {
                // In this order: hyper closes a connection at once that has read nothing.
                biased;
                parked = parked => break parked?,
                () = asked(&mut self.ending), if !is_told_to_end => {
                    is_told_to_end = true;
                    Pin::new(&mut *connection).graceful_shutdown();
                }
            }
        };
        let parts = connection.into_parts();
        let Rewound { first, stream } = parts.io.into_inner();
        // Copied, because hyper's buffer has the same size with one byte as when full.
        let first = [&parts.read_buf[..], &first].concat().into();
        Some((parked, Rewound { first, stream }))
    }

    /// Returns the service that answers the requests: the first with a response that is
    /// ready, all others by the router.
    fn service(
        &self,
        response: Option<Response>,
    ) -> impl Service<hyper::Request<Incoming>, Response = hyper::Response<Body>, Error = Infallible, Future: Send> + use<>
    {
        let (router, peer, place, parking) =
            (self.router.clone(), self.peer, Arc::clone(&self.place), self.parking.clone());
        let response = Mutex::new(response);
        service_fn(move |request| {
            let busy = Busy::new(Arc::clone(&place));
            let response = response.lock().unwrap_or_else(PoisonError::into_inner).take();
            let (router, connection) =
                (router.clone(), Connection::new(parking.clone(), SubstituteRequest::of(&request)));
            async move {
                let response = match response {
                    Some(response) => with_length(response),
                    None => answer(router, peer, connection, request).await,
                };
                Ok(until_sent(response, busy))
            }
        })
    }
}

/// Waits until the server is shutting down.
async fn asked(ending: &mut watch::Receiver<bool>) {
    drop(ending.wait_for(|is_ending| *is_ending).await);
}

/// Answers one request by the router.
async fn answer(router: Router, peer: Peer, connection: Connection, request: hyper::Request<Incoming>) -> Response {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(peer);
    request.extensions_mut().insert(connection);
    router.oneshot(request).await.unwrap_or_else(|never| match never {})
}

/// Sets the length of a response, as the router does for those that it returns.
fn with_length(mut response: Response) -> Response {
    if let Some(length) = response.body().size_hint().exact() {
        response.headers_mut().entry(header::CONTENT_LENGTH).or_insert_with(|| length.into());
    }
    response
}

/// Counts a request as in progress until its response has been sent.
fn until_sent(response: Response, busy: Busy) -> Response {
    response.map(|body| {
        Body::new(body.map_frame(move |frame| {
            let _under_way = &busy;
            frame
        }))
    })
}

/// Marks a connection as answering a request, until it is dropped.
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
