//! The timeouts of the store. A request that the store accepts but never answers is
//! given up, so that the client gets a response.

use std::time::Duration;

use tokio::time::timeout;

use super::StorageError;

/// How long the store may take for a request, apart from the transfer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(4);
/// The minimum speed of a store, in bytes a second.
const SLOWEST: u64 = 500_000;

/// Waits for a request to the store that transfers a number of bytes.
///
/// # Errors
/// The error of the request, or [`StorageError::Silent`] after the timeout.
pub(super) async fn within<T, E: Into<StorageError>>(
    bytes: u64,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, StorageError> {
    let limit = ANSWER_TIMEOUT + Duration::from_millis(bytes.saturating_mul(1_000) / SLOWEST);
    timeout(limit, request).await.map_err(|_| StorageError::Silent)?.map_err(Into::into)
}
