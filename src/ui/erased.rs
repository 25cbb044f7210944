//! What surrounds a request, such as its time limit and its retries, without the
//! type of its answer: compiled once, not once for each kind of request.

use futures::future::LocalBoxFuture;

use super::timeout::TimedOut;
use crate::model::error::ApiError;

/// A request whose answer is put aside. Dropping it aborts the request.
pub type Erased<'a> = LocalBoxFuture<'a, Result<(), ApiError>>;

/// Awaits what `surround` makes of `request`, and returns the request's answer.
///
/// # Errors
/// Returns the error of what `surround` has made.
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
    // Without an answer, the request was given up.
    answer.ok_or_else(|| TimedOut.into())
}
