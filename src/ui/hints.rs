//! Keeps one request waiting at the server, so that a poll runs as soon as something has changed.
//! Where that does not work, such as behind a proxy that ends long requests, polls continue at
//! their usual interval.

use std::{cell::Cell, future::poll_fn, pin::pin, rc::Rc, task::Poll as Readiness};

use super::{
    bell::{self, Bell},
    pace::Poll,
    page, retry,
    signals::*,
    timeout::now,
};
use crate::model::{
    error::ApiError,
    hint::{Hint, HintCursor},
};

/// The average interval between hints of the conversation, in milliseconds. Each message causes
/// three hints on both sides: for typing, the message, and its read receipt.
const CONVERSATION_INTERVAL_MS: f64 = 500.0;
/// The same for hints of the inbox alone: a page must not poll for each of many changes a second.
const INBOX_INTERVAL_MS: f64 = 1_500.0;
/// How much earlier than evenly spread a hint may come, in milliseconds. Five hints of the inbox,
/// or thirteen of the conversation, can come at once.
const BURST_MS: f64 = 6_000.0;
/// A request that took at least this long, in milliseconds, was not cut off early.
const MIN_HELD_MS: f64 = 5_000.0;

/// Waits for changes with the key that `wanted` returns, one request after the other, until the
/// current owner is disposed of. Calls `hear` with each hint. Begins after a poll was answered,
/// because the server is then reachable and has a session. Stores in `works` whether a request that
/// waited was answered.
///
/// `ask` must limit the request with [`within_exactly`](super::timeout::within_exactly).
pub fn listen<Key, Answer>(
    poll: Poll,
    works: StoredValue<bool>,
    wanted: impl Fn() -> Option<Key> + 'static,
    ask: impl Fn(Key, Option<HintCursor>) -> Answer + 'static,
    hear: impl Fn(&Hint) + 'static,
) where
    Key: Clone + PartialEq + 'static,
    Answer: Future<Output = Result<Hint, ApiError>> + 'static,
{
    let returned = Rc::<Cell<bool>>::default();
    let has_returned = Rc::clone(&returned);
    // The connection of the waiting request is probably dead.
    page::on_change(move || has_returned.set(page::is_visible()));
    let wanted = move || if poll.health.get_untracked().failures == 0 { wanted() } else { None };
    let (answered, mut pace) = (poll.answered(), Pace::default());
    spawn_owned(async move {
        let mut seen: Option<(Key, HintCursor)> = None;
        let mut failures = 0;
        answered.rings().await;
        loop {
            let Some(key) = wanted() else {
                answered.rings().await;
                continue;
            };
            returned.set(false);
            let since = seen.take().filter(|(of, _)| *of == key).map(|(_, since)| since);
            let has_waited = since.is_some();
            let began = now();
            let waiting = ask(key.clone(), since);
            let is_over = || returned.get() || wanted().as_ref() != Some(&key);
            let Some(answer) = unless(waiting, &answered, is_over).await else { continue };
            let mut is_told = false;
            if let Ok(hint) = answer {
                // Otherwise the server is shutting down, or cannot read another node's cursor.
                is_told = hint.conversation || hint.inbox || now() - began >= MIN_HELD_MS;
                if is_told {
                    // Without a cursor the answer comes at once, even where later answers never
                    // come.
                    if has_waited {
                        failures = 0;
                        works.set_value(true);
                    }
                    let every = if hint.conversation { CONVERSATION_INTERVAL_MS } else { INBOX_INTERVAL_MS };
                    // Timers of hidden pages fire late.
                    let delay = pace.delay(now(), every);
                    if delay > 0 {
                        bell::wait(delay).await;
                    }
                    hear(&hint);
                }
                seen = Some((key, hint.since));
            }
            if !is_told {
                failures += 1;
                if works.try_update_value(std::mem::take) == Some(true) {
                    // The poll may wait for a long time, and no hint would end its wait.
                    poll.wake();
                }
                retry::pause(failures).await;
            }
        }
    });
}

/// Awaits a request. Calls `is_over` after each answered poll, and returns none once that returns
/// true.
async fn unless<T>(request: impl Future<Output = T>, answered: &Bell, is_over: impl Fn() -> bool) -> Option<T> {
    let mut request = pin!(request);
    poll_fn(|context| {
        if let Readiness::Ready(answer) = request.as_mut().poll(context) {
            return Readiness::Ready(Some(answer));
        }
        while answered.poll_ring(context).is_ready() {
            if is_over() {
                return Readiness::Ready(None);
            }
        }
        Readiness::Pending
    })
    .await
}

/// Spreads hints, by the generic cell rate algorithm (ITU-T I.371, appendix I).
#[derive(Default)]
struct Pace {
    /// The time of the next hint if hints were evenly spread, in milliseconds of [`now`].
    due: f64,
}

impl Pace {
    /// Returns the delay of the next hint, in milliseconds; `every` is the average interval of such
    /// hints, in milliseconds.
    fn delay(&mut self, now: f64, every: f64) -> u32 {
        let at = now.max(self.due - BURST_MS);
        self.due = self.due.max(now) + every;
        (at - now) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_hints_come_at_once_and_many_evenly() {
        let mut pace = Pace::default();
        let delays: Vec<u32> = (0..8).map(|_| pace.delay(100_000.0, INBOX_INTERVAL_MS)).collect();
        assert_eq!(delays, [0, 0, 0, 0, 0, 1_500, 3_000, 4_500]);
        assert_eq!(pace.delay(200_000.0, INBOX_INTERVAL_MS), 0, "after a pause they come at once again");
    }

    #[test]
    fn a_message_every_two_seconds_is_never_late() {
        let mut pace = Pace::default();
        let messages = (0..100).map(|message| 2_000.0 * f64::from(message));
        let hints = messages.flat_map(|sent| [sent - 700.0, sent, sent + 50.0]);
        assert!(hints.map(|now| pace.delay(now, CONVERSATION_INTERVAL_MS)).all(|delay| delay == 0));
    }
}
