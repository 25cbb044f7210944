//! The queue of uploads: their order, and the wait after a failed attempt.
//! Plain data, independent of the browser.

use super::{failure::Failure, refusal::Refusal};
use crate::model::retry::backoff_ms;

/// How long an attempt may make no progress, in milliseconds: no byte is sent
/// and no answer arrives.
const STALL_TIMEOUT_MS: u32 = 30_000;
/// The maximum number of doublings of that time, one for each stalled attempt:
/// on a slow connection the browser may report that everything is sent long
/// before it is.
const MAX_DOUBLINGS: u32 = 3;
/// How often a file may fail before later files for the same place overtake it.
const BLOCKING_FAILURES: u32 = 3;
/// How long a file waits for a conversation before it checks again, in
/// milliseconds.
const POSTPONE_MS: f64 = 500.0;

/// The state of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It is in the composer: its sender has not sent it yet.
    Staged,
    /// Its turn has not come.
    Waiting,
    /// This percentage of it has been sent.
    Sending(u8),
    /// An attempt has failed for a temporary reason; it will be retried.
    Again,
    /// It was refused.
    Refused(Refusal),
}

impl Progress {
    /// Returns whether it is still to be sent.
    pub fn is_pending(self) -> bool {
        !matches!(self, Self::Staged | Self::Refused(_))
    }
}

/// The history of attempts to send a file, and when the next one is due.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Attempts {
    failures: u32,
    stalls: u32,
    /// In milliseconds of the page's monotonic clock.
    due: f64,
    /// Whether the server has set the time of the next attempt.
    is_told: bool,
}

impl Attempts {
    /// Returns how long the next attempt may make no progress, in milliseconds.
    pub fn stall_timeout_ms(self) -> u32 {
        STALL_TIMEOUT_MS << self.stalls.min(MAX_DOUBLINGS)
    }

    /// Returns whether no attempt has failed so far.
    pub fn is_first(self) -> bool {
        self.failures == 0
    }

    /// Records a failure at a moment. `jitter` (0 to 1) spreads the wait.
    pub fn fail(&mut self, failure: Failure, now: f64, jitter: f64) {
        self.failures += 1;
        let mut wait = backoff_ms(self.failures, jitter);
        self.is_told = false;
        match failure {
            Failure::Stalled => self.stalls += 1,
            Failure::Passing(Some(asked)) => {
                wait = wait.max(asked);
                self.is_told = true;
            }
            _ => {}
        }
        self.due = now + f64::from(wait);
    }

    /// Makes the next attempt due at once, unless the server has asked to wait.
    pub fn hurry(&mut self) {
        if !self.is_told {
            self.due = 0.0;
        }
    }

    /// Postpones the next attempt a little, because it could not start.
    pub fn postpone(&mut self, now: f64) {
        self.due = now + POSTPONE_MS;
    }
}

/// A file in the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'a> {
    /// The place that it was picked for.
    pub place: &'a str,
    pub progress: Progress,
    pub attempts: Attempts,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send the file at this position.
    Send(usize),
    /// Check again after this many milliseconds.
    Wait(u32),
    /// Check again once something has changed.
    Idle,
}

/// Returns what to do next. Files for one place are sent in the order in which
/// they were picked, unless one fails repeatedly.
pub(super) fn next(line: &[Turn<'_>], now: f64) -> Next {
    let mut earliest = f64::INFINITY;
    for (at, turn) in line.iter().enumerate() {
        let is_held_up = line[..at].iter().any(|before| before.place == turn.place && holds_up(before));
        if is_held_up || !turn.progress.is_pending() {
            continue;
        }
        if turn.attempts.due <= now {
            return Next::Send(at);
        }
        earliest = earliest.min(turn.attempts.due);
    }
    // Waits are at most minutes.
    if earliest < f64::INFINITY { Next::Wait((earliest - now) as u32 + 1) } else { Next::Idle }
}

fn holds_up(turn: &Turn<'_>) -> bool {
    turn.progress.is_pending() && turn.attempts.failures < BLOCKING_FAILURES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::ErrorCode;

    fn turn(place: &str) -> Turn<'_> {
        Turn { place, progress: Progress::Waiting, attempts: Attempts::default() }
    }

    fn failed(place: &str, failures: u32, now: f64) -> Turn<'_> {
        let mut turn = Turn { progress: Progress::Again, ..turn(place) };
        (0..failures).for_each(|_| turn.attempts.fail(Failure::Passing(None), now, 0.0));
        turn
    }

    fn refused(place: &str) -> Turn<'_> {
        Turn { progress: Progress::Refused(Refusal::Answered(ErrorCode::TooLarge)), ..turn(place) }
    }

    #[test]
    fn files_are_sent_in_the_order_of_picking() {
        assert_eq!(next(&[], 0.0), Next::Idle);
        assert_eq!(next(&[turn("a"), turn("a"), turn("b")], 0.0), Next::Send(0));
    }

    #[test]
    fn a_refused_file_waits_for_its_sender_and_lets_the_next_pass() {
        assert_eq!(next(&[refused("a"), turn("a")], 0.0), Next::Send(1));
        assert_eq!(next(&[refused("a")], 0.0), Next::Idle);
    }

    #[test]
    fn a_file_that_failed_is_sent_again_before_those_after_it() {
        let line = [failed("a", 1, 1_000.0), turn("a")];
        assert_eq!(next(&line, 1_000.0), Next::Wait(3_001));
        assert_eq!(next(&line, 4_000.0), Next::Send(0));
    }

    #[test]
    fn it_does_not_hold_up_other_places() {
        assert_eq!(next(&[failed("a", 1, 0.0), turn("a"), turn("b")], 0.0), Next::Send(2));
    }

    #[test]
    fn a_file_that_fails_again_and_again_holds_up_no_other() {
        assert_eq!(next(&[failed("a", 2, 0.0), turn("a")], 0.0), Next::Wait(6_001));
        assert_eq!(next(&[failed("a", 3, 0.0), turn("a")], 0.0), Next::Send(1));
    }

    #[test]
    fn the_network_or_the_page_that_returns_makes_it_due() {
        let mut turn = failed("a", 4, 0.0);
        turn.attempts.hurry();
        assert_eq!(next(&[turn], 0.0), Next::Send(0));
    }

    #[test]
    fn the_wait_that_the_server_requests_is_never_shortened() {
        let mut turn = failed("a", 1, 0.0);
        turn.attempts.fail(Failure::Passing(Some(60_000)), 0.0, 0.0);
        turn.attempts.hurry();
        assert_eq!(next(&[turn], 0.0), Next::Wait(60_001));
        turn.attempts.fail(Failure::Passing(Some(1)), 0.0, 0.0);
        assert_eq!(next(&[turn], 0.0), Next::Wait(12_001), "not less than the other waits");
    }

    #[test]
    fn an_attempt_that_stood_still_gives_the_next_one_more_time() {
        let mut attempts = Attempts::default();
        let mut limits = Vec::new();
        for _ in 0..6 {
            limits.push(attempts.stall_timeout_ms() / 1_000);
            attempts.fail(Failure::Stalled, 0.0, 0.0);
        }
        assert_eq!(limits, [30, 60, 120, 240, 240, 240]);
    }
}
