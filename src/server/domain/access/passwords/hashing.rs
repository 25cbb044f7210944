//! The threads that hash passwords. Each hash takes 19 MiB and tens of milliseconds on
//! purpose, so the threads are few, and their queue is short.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
};

use tokio::sync::oneshot;

use crate::server::domain::error::DomainError;

/// The minimum and the maximum number of threads that compute hashes. Within these
/// limits, there is one for each processor.
const THREADS: (usize, usize) = (2, 4);
/// The length of the queue: with two threads, half a second's work.
const QUEUE: usize = 32;

type Job = Box<dyn FnOnce() + Send>;

static QUEUED: LazyLock<SyncSender<Job>> = LazyLock::new(start);

fn start() -> SyncSender<Job> {
    let (queue, jobs) = sync_channel::<Job>(QUEUE);
    let jobs = Arc::new(Mutex::new(jobs));
    let processors = thread::available_parallelism().map_or(THREADS.0, NonZeroUsize::get);
    for _ in 0..processors.clamp(THREADS.0, THREADS.1) {
        let jobs = Arc::clone(&jobs);
        let named = thread::Builder::new().name("passwords".to_owned());
        // If no thread can be started, the queue fills up and reports it.
        drop(named.spawn(move || work(&jobs)));
    }
    queue
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(job) => job(),
            Err(_) => return,
        }
    }
}

/// Computes a hash on a separate thread, so that the threads that answer
/// requests are not blocked. Skips the work if the caller has stopped waiting.
///
/// # Errors
/// Returns [`DomainError::Busy`] if the queue is full.
pub(in crate::server::domain::access) async fn on_hashing_thread<T: Send + 'static>(
    hash: impl FnOnce() -> T + Send + 'static,
) -> Result<T, DomainError> {
    let (answer, answered) = oneshot::channel();
    let job: Job = Box::new(move || {
        if !answer.is_closed() {
            drop(answer.send(hash()));
        }
    });
    match QUEUED.try_send(job) {
        Ok(()) => answered.await.map_err(|_| DomainError::Broken("work on a password was cut off")),
        Err(TrySendError::Full(_)) => Err(DomainError::Busy),
        Err(TrySendError::Disconnected(_)) => Err(DomainError::Broken("no thread hashes passwords")),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use futures::future::join_all;

    use super::*;

    #[tokio::test]
    async fn few_hash_at_once_some_wait_and_the_rest_is_refused() {
        static RUNNING: AtomicUsize = AtomicUsize::new(0);
        static PEAK: AtomicUsize = AtomicUsize::new(0);
        let hash = || {
            on_hashing_thread(|| {
                PEAK.fetch_max(RUNNING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(5));
                RUNNING.fetch_sub(1, Ordering::SeqCst);
            })
        };
        let all = join_all((0..200).map(|_| hash())).await;
        let done = all.iter().filter(|answer| answer.is_ok()).count();
        let busy = all.iter().filter(|answer| matches!(answer, Err(DomainError::Busy))).count();
        assert_eq!(done + busy, 200);
        assert!((QUEUE..=QUEUE + THREADS.1).contains(&done), "{done}");
        assert!(PEAK.load(Ordering::SeqCst) <= THREADS.1);
        // Afterwards the queue has room again.
        assert!(hash().await.is_ok());
    }
}
