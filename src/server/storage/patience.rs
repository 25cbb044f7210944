//! How long the store of files may take. A store that accepts a request and never
//! answers is given up, so that whoever waits for it gets an answer.

use std::time::Duration;

use tokio::time::timeout;

use super::StorageError;

/// How long the store may take for a request, besides its bytes.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);
/// How many bytes a second a store takes at least.
const SLOWEST: u64 = 500_000;

/// Waits for a request to the store that carries so many bytes.
///
/// # Errors
/// What the request returns, or [`StorageError::Silent`] if it takes too long.
pub(super) async fn within<T, E: Into<StorageError>>(
    bytes: u64,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, StorageError> {
    let limit = ANSWER_WITHIN + Duration::from_millis(bytes.saturating_mul(1_000) / SLOWEST);
    timeout(limit, request).await.map_err(|_| StorageError::Silent)?.map_err(Into::into)
}
