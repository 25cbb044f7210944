//! Writes that a request does not depend on, such as when an agent was last seen.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, time::timeout};

use super::{Database, changes::note_commit};
use crate::server::{domain::error::DomainError, throttle::Throttle};

/// How long such writes are skipped after one has failed.
const PAUSE: Duration = Duration::from_secs(2);
/// The maximum number of such writes at the same time.
const CONCURRENCY: usize = 16;

/// The state that all incidental writes share.
#[derive(Clone, Debug)]
pub(super) struct Incidental {
    places: Arc<Semaphore>,
    paused_until: Arc<Mutex<Option<Instant>>>,
}

impl Default for Incidental {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(CONCURRENCY)), paused_until: Arc::default() }
    }
}

impl Incidental {
    fn is_paused(&self) -> bool {
        let until = *self.paused_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn pause(&self) {
        *self.paused_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + PAUSE);
    }
}

impl Database {
    /// Makes a write that the request does not depend on; `what` names it in the log. The
    /// request waits for at most [`super::DatabaseTimeouts::incidental`], and does not fail if the
    /// write fails. While the database cannot be written, such writes are skipped. Returns the
    /// result of the write, or none if it has not succeeded in this time.
    pub async fn write_incidentally<T: Send + 'static>(
        &self,
        what: &'static str,
        write: impl Future<Output = Result<T, DomainError>> + Send + 'static,
    ) -> Option<T> {
        static LOG: Throttle = Throttle::new(Duration::from_secs(10));
        let incidental = self.incidental.clone();
        if incidental.is_paused() {
            return None;
        }
        let place = Arc::clone(&incidental.places).try_acquire_owned().ok()?;
        let writing = tokio::spawn(async move {
            let _place = place;
            match write.await {
                Ok(written) => Some(written),
                Err(error) => {
                    incidental.pause();
                    if let Some(suppressed) = LOG.pass() {
                        tracing::warn!(%error, what, suppressed, "not written down, and left out for a moment");
                    }
                    None
                }
            }
        });
        let written = timeout(self.timeouts.incidental, writing).await;
        // The commit happens in another task, so the request's task must be told.
        note_commit();
        written.ok()?.ok()?
    }
}
