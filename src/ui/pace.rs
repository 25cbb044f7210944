//! The pace of what repeats: a loop asks, waits, and asks again. It waits after
//! each answer, so that it never overlaps itself, and ends with its owner.

use futures::{StreamExt, channel::mpsc, future::select};
use gloo_timers::future::TimeoutFuture;

use super::{page, signals::*};
use crate::model::{
    error::ApiError,
    retry::{POLL_HIDDEN_MS, POLL_MS, backoff_ms},
};

/// Ends the wait of a loop before its time.
#[derive(Clone, Copy)]
pub struct Waker(StoredValue<mpsc::Sender<()>>);

impl Waker {
    /// Lets the loop go on at once. A loop that is not waiting goes on at once
    /// after what it is doing.
    pub fn wake(self) {
        // A full channel means that the loop is already told.
        self.0.try_update_value(|sender| sender.try_send(()));
    }
}

/// The waiting side of a [`Waker`].
pub struct Sleeper(mpsc::Receiver<()>);

/// A waker and its sleeper, which live as long as the current owner.
pub fn sleeper() -> (Waker, Sleeper) {
    let (sender, receiver) = mpsc::channel(0);
    (Waker(StoredValue::new(sender)), Sleeper(receiver))
}

impl Sleeper {
    /// Waits for a time or until woken.
    pub async fn sleep(&mut self, milliseconds: u32) {
        select(TimeoutFuture::new(milliseconds), self.0.next()).await;
    }

    /// Waits until woken.
    pub async fn until_woken(&mut self) {
        self.0.next().await;
    }
}

/// The wait after `failures` failures in a row, spread by chance.
pub fn backoff(failures: u32) -> u32 {
    backoff_ms(failures, js_sys::Math::random())
}

/// How the last polls went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Failures in a row since the last answer.
    pub failures: u32,
}

impl Health {
    /// Whether it has failed so often that the user should know.
    pub const fn is_lost(self) -> bool {
        self.failures >= 2
    }
}

/// A poll that repeats until its owner is disposed of.
#[derive(Clone, Copy)]
pub struct Poll {
    /// Asks at once.
    pub waker: Waker,
    /// How the last polls went.
    pub health: ReadSignal<Health>,
}

/// Polls with `ask`: every [`POLL_MS`] while the page is visible and
/// `is_watched` says that somebody looks, else every [`POLL_HIDDEN_MS`]; slower
/// and slower on errors; at once when the page or the network comes back.
pub fn poll<Ask, Answer>(is_watched: impl Fn() -> bool + 'static, ask: Ask) -> Poll
where
    Ask: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<(), ApiError>> + 'static,
{
    let (waker, mut sleeper) = sleeper();
    let (health, set_health) = signal(Health::default());
    page::on_change(move || {
        // Not when the page was hidden: nobody waits for that answer.
        if page::is_visible() {
            waker.wake();
        }
    });
    spawn_local_scoped_with_cancellation(async move {
        loop {
            let failures = match ask().await {
                Ok(()) => 0,
                Err(_) => health.get_untracked().failures.saturating_add(1),
            };
            if health.get_untracked().failures != failures {
                set_health.set(Health { failures });
            }
            let wait = match failures {
                0 if page::is_visible() && is_watched() => POLL_MS,
                0 => POLL_HIDDEN_MS,
                _ => backoff(failures),
            };
            sleeper.sleep(wait).await;
        }
    });
    Poll { waker, health }
}
