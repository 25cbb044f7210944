//! Wraps requests, for example in timeouts and retries, without the type of the
//! answer: the code is compiled once, not once for each kind of request.

use futures::future::LocalBoxFuture;

use super::timeout::TimedOut;
use crate::model::error::ApiError;

/// A request whose answer is stored elsewhere. Dropping it aborts the request.
pub type Erased<'a> = LocalBoxFuture<'a, Result<(), ApiError>>;

/// Awaits the future that `surround` returns for `request`, and returns the
/// request's answer.
///
/// # Errors
/// Returns the error of the future from `surround`.
pub async fn erased<T>(
    request: impl Future<Output = Result<T, ApiError>>,
    surround: impl AsyncFnOnce(Erased<'_>) -> Result<(), ApiError>,
) -> Result<T, ApiError> {
    let mut answer = None;
    let put_aside = async {
        answer = Some(request.await?);
        Ok::<_, ApiError>(())
    };
    surround(Box::pin(put_aside)).await?;
    // Without an answer, the request was aborted.
    answer.ok_or_else(|| TimedOut.into())
}
