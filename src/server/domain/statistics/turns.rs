//! Lets one request at a time read for statistics, because that can keep a connection
//! busy for long, and the polls need connections too.

use std::time::Duration;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::server::domain::error::DomainError;

/// How many requests wait for their turn. More are refused.
const MAX_QUEUED: usize = 8;
/// How long each waits.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);

/// The turns of one node.
#[derive(Debug)]
pub(super) struct Turns {
    reading: Semaphore,
    waiting: Semaphore,
    wait_limit: Duration,
}

impl Default for Turns {
    fn default() -> Self {
        Self { reading: Semaphore::new(1), waiting: Semaphore::new(MAX_QUEUED), wait_limit: QUEUE_TIMEOUT }
    }
}

impl Turns {
    /// Waits for a turn, which ends when the returned permit is dropped.
    ///
    /// # Errors
    /// If too many requests wait already, or the timeout is reached.
    pub(super) async fn take(&self) -> Result<SemaphorePermit<'_>, DomainError> {
        let crowded = |_| DomainError::Crowded;
        if let Ok(turn) = self.reading.try_acquire() {
            return Ok(turn);
        }
        let _place = self.waiting.try_acquire().map_err(crowded)?;
        let turn = timeout(self.wait_limit, self.reading.acquire()).await.map_err(|_| DomainError::Crowded)?;
        turn.map_err(|_| DomainError::Crowded)
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    #[tokio::test]
    async fn one_reads_some_wait_and_the_others_are_turned_away() {
        let turns = Turns::default();
        let first = turns.take().await.expect("it is free");
        let waiting = (0..MAX_QUEUED + 3).map(|_| async { turns.take().await.map(drop) });
        let (results, ()) = tokio::join!(join_all(waiting), async {
            // All requests wait in the queue by now, because they were polled first.
            tokio::task::yield_now().await;
            drop(first);
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), MAX_QUEUED);
        assert!(
            results
                .iter()
                .filter_map(|result| result.as_ref().err())
                .all(|error| matches!(error, DomainError::Crowded))
        );
    }

    #[tokio::test]
    async fn a_wait_ends() {
        let turns = Turns { wait_limit: Duration::from_millis(10), ..Turns::default() };
        let _first = turns.take().await.expect("it is free");
        assert!(matches!(turns.take().await, Err(DomainError::Crowded)));
        // The request that timed out has left the queue.
        assert_eq!(turns.waiting.available_permits(), MAX_QUEUED);
    }
}
