//! The longest that a request may take.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::model::error::ApiError;

/// Far more than any request needs: what takes longer hangs, on a database that
/// is gone without a word or on a line that brings nothing.
const LONGEST: Duration = Duration::from_secs(20);

/// Gives up on a request that takes too long, with all that it holds. One that
/// brings a file takes as long as the line does, and is not limited here.
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

/// Waits for an answer, and gives up on it if it takes too long.
pub(super) async fn within<T: From<Response>, E>(answer: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    timeout(LONGEST, answer).await.unwrap_or_else(|_| {
        tracing::warn!(seconds = LONGEST.as_secs(), "a request took too long and was given up");
        Ok(ApiError::unavailable().into_response().into())
    })
}
