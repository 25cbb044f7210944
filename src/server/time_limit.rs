//! The timeout of requests.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::model::error::ApiError;

/// The timeout, far more than any request needs. A request that takes longer hangs,
/// on a database or a connection that has failed without an error.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// Gives up a request that takes too long, and frees its resources. An upload
/// takes as long as the connection needs, and is not limited here.
pub(super) async fn limit(request: Request, next: Next) -> Response {
    let brings_file = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().to_ascii_lowercase().starts_with(b"multipart/"));
    if brings_file {
        return next.run(request).await;
    }
    within(async { Ok::<_, Infallible>(next.run(request).await) }).await.unwrap_or_else(|never| match never {})
}

/// Waits for a response, and returns an error after the timeout.
pub(super) async fn within<T: From<Response>, E>(answer: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    timeout(REQUEST_TIMEOUT, answer).await.unwrap_or_else(|_| {
        tracing::warn!(seconds = REQUEST_TIMEOUT.as_secs(), "a request took too long and was given up");
        Ok(ApiError::unavailable().into_response().into())
    })
}
