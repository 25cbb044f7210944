//! Requests that wait without keeping hyper's connection in memory.

use std::{
    future::{pending, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
};

use axum::response::Response;
use bytes::Bytes;
use futures::poll;
use tokio::io::{AsyncRead, ReadBuf};

use super::{rewound::Rewound, substitute::SubstituteRequest};

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A request that has been read completely and is answered later.
pub(super) struct Parked {
    pub substitute: SubstituteRequest,
    pub answer: Answer,
}

/// The place for the request of a connection that is answered later. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Parking(Arc<Mutex<Option<Parked>>>);

impl Parking {
    /// Takes the request that was put here.
    pub fn take(&self) -> Option<Parked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn leave(&self, parked: Parked) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(parked);
    }
}

/// The connection of a request, stored in the request's extensions.
#[derive(Clone)]
pub struct Connection {
    parking: Parking,
    substitute: SubstituteRequest,
}

impl Connection {
    pub(super) fn new(parking: Parking, substitute: SubstituteRequest) -> Self {
        Self { parking, substitute }
    }

    /// Returns a response that may take long. If it is not ready at once, the future of
    /// the request ends here: it is dropped with hyper's connection, and the response
    /// is sent as it is. The body of the request must be read before. Meanwhile the
    /// connection may be closed to make room for another, so the client must be able to
    /// repeat the request at any time.
    pub async fn answer_later(&self, answer: impl Future<Output = Response> + Send + 'static) -> Response {
        let mut answer: Answer = Box::pin(answer);
        if let Poll::Ready(response) = poll!(&mut answer) {
            return response;
        }
        self.parking.leave(Parked { substitute: self.substitute, answer });
        pending().await
    }
}

/// Waits until the client has disconnected. A client that has sent more data is not
/// watched any longer: the data is read again after the response.
pub(super) async fn hung_up<S: AsyncRead + Unpin>(stream: &mut Rewound<S>) {
    if !stream.first.is_empty() {
        pending::<()>().await;
    }
    // Reading is the only way to notice it that all kinds of connections have. Few bytes, because
    // the buffer takes memory for each request that waits.
    let mut buffer = [0; 32];
    let read = poll_fn(|cx| {
        let mut read = ReadBuf::new(&mut buffer);
        Pin::new(&mut stream.stream).poll_read(cx, &mut read).map_ok(|()| Bytes::copy_from_slice(read.filled()))
    })
    .await;
    if let Ok(bytes) = read
        && !bytes.is_empty()
    {
        stream.first = bytes;
        pending::<()>().await;
    }
}
