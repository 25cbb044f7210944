//! The pace of a loop that polls, waits, and polls again. It waits after each
//! answer, so that it never overlaps itself, and ends with its owner.

use std::mem;

use super::{
    bell::Bell,
    page,
    signals::*,
    timeout::{self, hurry},
};
use crate::model::{
    error::{ApiError, ErrorCode},
    retry::{POLL_HIDDEN_MS, POLL_HINTED_MS, POLL_MS, backoff_ms},
};

/// Ends the wait of a loop early.
#[derive(Clone, Copy)]
pub struct Waker(StoredValue<Bell, LocalStorage>);

impl Waker {
    /// Lets the loop continue at once. A loop that is not waiting continues
    /// right after its current work.
    pub fn wake(self) {
        self.0.try_with_value(Bell::ring);
    }
}

/// The waiting side of a [`Waker`].
pub struct Sleeper(Bell);

/// Returns a waker and its sleeper, which live as long as the current owner.
pub fn sleeper() -> (Waker, Sleeper) {
    let bell = Bell::default();
    (Waker(StoredValue::new_local(bell.clone())), Sleeper(bell))
}

impl Sleeper {
    /// Waits for a time or until woken.
    pub async fn sleep(&self, milliseconds: u32) {
        self.0.rings_within(milliseconds).await;
    }

    /// Waits until woken.
    pub async fn until_woken(&self) {
        self.0.rings().await;
    }
}

/// Returns the wait after `failures` failures in a row, in milliseconds, with jitter.
pub fn backoff(failures: u32) -> u32 {
    backoff_ms(failures, js_sys::Math::random())
}

/// Converts the wait that a server has requested from seconds to milliseconds, within bounds.
pub fn asked(seconds: u32) -> u32 {
    seconds.clamp(1, 300) * 1_000
}

/// The health of the last polls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Failures in a row since the last answer.
    pub failures: u32,
    /// The error of the last of them; none after an answer.
    pub error: Option<ErrorCode>,
}

impl Health {
    /// Returns the health after another poll.
    const fn after(self, error: Option<ErrorCode>) -> Self {
        let failures = if error.is_none() { 0 } else { self.failures.saturating_add(1) };
        Self { failures, error }
    }

    /// Returns whether polls have failed so often that the user should know.
    pub const fn is_lost(self) -> bool {
        self.failures >= 2
    }
}

/// The action of a poll after its wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Next {
    /// It polls if the time has run out.
    #[default]
    Wait,
    /// Another poll has asked, and was answered or not: this one waits again.
    OtherPolled(bool),
    /// It polls in any case.
    Ask,
}

/// The interval of a poll of a visible page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Every [`POLL_MS`].
    Steady,
    /// Every [`POLL_HINTED_MS`], because hints wake it.
    Hinted,
    /// Every [`POLL_HIDDEN_MS`], because the user is not looking.
    Idle,
}

/// A poll that repeats until its owner is disposed of.
#[derive(Clone, Copy)]
pub struct Poll {
    /// The health of the last polls.
    pub health: RwSignal<Health>,
    next: StoredValue<Next>,
    /// Whether to retry without a wait if the request under way fails.
    retries: StoredValue<bool>,
    waker: Waker,
    answered: Waker,
}

impl Poll {
    /// Returns the bell that rings after each answer, for one task.
    pub fn answered(self) -> Bell {
        self.answered.0.get_value()
    }

    /// Polls at once.
    pub fn wake(self) {
        self.next.set_value(Next::Ask);
        self.waker.wake();
    }

    /// Retries at once while the user is writing, if a request hangs or the poll waits after
    /// failures. Does not disturb a healthy poll.
    pub fn retry_now(self) {
        hurry(timeout::ACTIVE_MS);
        self.retries.set_value(true);
        if self.health.get_untracked().failures > 0 {
            self.wake();
        }
    }

    /// Records that another poll has just asked; `is_answered` says whether it
    /// got an answer.
    pub fn note_other_poll(self, is_answered: bool) {
        if self.next.get_value() != Next::Ask {
            self.next.set_value(Next::OtherPolled(is_answered));
            self.waker.wake();
        }
    }

    /// Returns the outcome of another tab's poll, unless this one must ask again anyway.
    fn take_other_poll(self) -> Option<bool> {
        match self.next.try_update_value(mem::take) {
            Some(Next::OtherPolled(is_answered)) => Some(is_answered),
            _ => None,
        }
    }
}

/// Polls with `ask`: at the intervals of `pace` while the page is visible, else every
/// [`POLL_HIDDEN_MS`]; with growing waits after errors; at once when the page or the network
/// comes back. A request that hangs is then aborted as well, if `ask` uses [`timeout::within`].
/// It must do so, because a poll that is never answered would end the loop. While it `follows`
/// another poll, it first waits for that one.
pub fn poll<Ask, Answer>(pace: impl Fn() -> Pace + 'static, follows: impl Fn() -> bool + 'static, ask: Ask) -> Poll
where
    Ask: Fn() -> Answer + 'static,
    Answer: Future<Output = Result<(), ApiError>> + 'static,
{
    let (answered, _) = sleeper();
    let (waker, sleeper) = sleeper();
    let health = RwSignal::new(Health::default());
    let poll = Poll { health, next: StoredValue::new(Next::Wait), retries: StoredValue::new(false), waker, answered };
    page::on_change(move || {
        // Not while the page was hidden: the user does not wait for that
        // answer.
        if page::is_visible() {
            hurry(timeout::RETURN_MS);
            poll.wake();
        }
    });
    spawn_owned(async move {
        loop {
            let is_answered = match poll.take_other_poll() {
                Some(is_answered) => is_answered.then_some(()).ok_or(ErrorCode::Unreachable),
                None => {
                    poll.retries.set_value(false);
                    ask().await.map_err(|error| error.code)
                }
            };
            let before = health.get_untracked();
            let now = before.after(is_answered.err());
            if before != now {
                health.set(now);
            }
            if is_answered.is_err() && poll.retries.get_value() {
                continue;
            }
            if is_answered.is_ok() {
                answered.wake();
            }
            let wait = match now.failures {
                0 if page::is_visible() => match pace() {
                    Pace::Steady => POLL_MS,
                    Pace::Hinted => POLL_HINTED_MS,
                    Pace::Idle => POLL_HIDDEN_MS,
                },
                0 => POLL_HIDDEN_MS,
                failures => backoff(failures),
            };
            sleeper.sleep(if follows() { follower_wait(wait) } else { wait }).await;
        }
    });
    poll
}

/// Returns how long to wait for another poll with an interval of `wait`
/// milliseconds, with jitter so that not all followers give up at once.
fn follower_wait(wait: u32) -> u32 {
    wait + wait / 4 + (f64::from(wait / 2) * js_sys::Math::random()) as u32
}
