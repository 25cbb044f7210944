//! Retries a request until the server answers. For data that a page needs once
//! and cannot work without.

use super::{
    bell::Bell,
    erased::erased,
    pace, page,
    timeout::{self, hurry, within},
};
use crate::model::error::ApiError;

/// Awaits an answer, for at most 30 seconds. A request that hangs is aborted when the page is shown
/// or the network returns.
///
/// # Errors
/// Returns the request's error, or that the server cannot be reached.
pub async fn attempt<T>(request: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let _listeners = page::listen(|| {
        if page::is_visible() {
            hurry(timeout::RETURN_MS);
        }
    });
    erased(request, async |request| within(timeout::REQUEST_MS, request).await).await
}

/// Waits before the next attempt, longer after each of `failures` failures in a
/// row. Ends early when the page is shown or the network returns.
pub async fn pause(failures: u32) {
    let bell = Bell::default();
    let returned = bell.clone();
    let _listeners = page::listen(move || {
        if page::is_visible() {
            returned.ring();
        }
    });
    bell.rings_within(pace::backoff(failures)).await;
}

/// Retries until the server answers.
///
/// # Errors
/// Returns the first error that is not temporary.
pub async fn until_answered<T, Answer>(ask: impl Fn() -> Answer) -> Result<T, ApiError>
where
    Answer: Future<Output = Result<T, ApiError>>,
{
    let mut failures = 0;
    loop {
        match attempt(ask()).await {
            Err(error) if error.code.is_temporary() => failures += 1,
            answer => return answer,
        }
        pause(failures).await;
    }
}
