//! Limits the time between pieces of a request body. Otherwise a client that
//! disappears without closing its connection would occupy the connection, and
//! the received part of its file, for ever.

use std::{error::Error, time::Duration};

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use futures::{StreamExt, stream};
use tokio::time::timeout;

/// The idle timeout of a body: 30 seconds, unless a request's extension sets
/// another.
#[derive(Clone, Copy, Debug)]
pub struct BodyTimeout(pub Duration);

impl Default for BodyTimeout {
    fn default() -> Self {
        Self(Duration::from_secs(30))
    }
}

/// The error of a body that has reached the idle timeout.
#[derive(Debug, thiserror::Error)]
#[error("nothing of the body has come for {} seconds", .0.as_secs())]
struct Stalled(Duration);

/// Ends the body of a request with an error once nothing has been received for
/// as long as [`BodyTimeout`] states.
pub async fn expect_progress(request: Request, next: Next) -> Response {
    let BodyTimeout(limit) = request.extensions().get().copied().unwrap_or_default();
    next.run(request.map(|body| paced(body, limit))).await
}

fn paced(body: Body, limit: Duration) -> Body {
    let pieces = stream::unfold(Some(body.into_data_stream()), move |pieces| async move {
        let mut pieces = pieces?;
        match timeout(limit, pieces.next()).await {
            Ok(piece) => piece.map(|piece| (piece, Some(pieces))),
            Err(_) => Some((Err(axum::Error::new(Stalled(limit))), None)),
        }
    });
    Body::from_stream(pieces)
}

/// Returns whether an error was caused by the idle timeout of a body.
pub fn is_stalled(error: &(dyn Error + 'static)) -> bool {
    error.is::<Stalled>() || error.source().is_some_and(is_stalled)
}
