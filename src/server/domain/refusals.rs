//! Logs limits that were reached and tokens that were rejected. A flood of requests writes one
//! line a minute for each kind and address, and the lines have the number of requests that
//! were left out.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{desk::Desk, identity::IdentityProblem, limits::Limit};
use crate::server::{
    client::{self, Network},
    request_log,
};

/// How long a line stands for later refusals of the same kind and address.
const PERIOD: Duration = Duration::from_secs(60);
/// How many kinds and addresses are told apart. All further addresses share one line of each
/// kind, so that a flood from many addresses fills neither the memory nor the log.
const MAX_KEYS: usize = 1_000;

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Refusal {
    /// It was over a limit.
    Limit(Limit),
    /// Its session is unknown or has ended.
    Session,
    /// Its identity token is not valid.
    Identity,
}

impl Refusal {
    /// Returns what was refused, in a word for the log.
    fn name(self) -> &'static str {
        match self {
            Self::Limit(limit) => limit.rule().name,
            Self::Session => "session",
            Self::Identity => "identity",
        }
    }
}

/// The kind of a refusal and the network of the client, if it is known and told apart.
type Key = (Refusal, Option<Network>);

/// The lines that were written in the last minute.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<HashMap<Key, Line>>);

/// A line of the log.
#[derive(Clone, Copy, Debug)]
struct Line {
    written: Instant,
    /// How many refusals it stands for besides the one that it was written for.
    suppressed: u64,
}

impl Refusals {
    /// Returns how many refusals have been left out since the last line, if this one is to be
    /// written.
    fn pass(&self, refusal: Refusal, network: Option<Network>, now: Instant) -> Option<u64> {
        let mut lines = self.lines();
        let is_known = lines.contains_key(&(refusal, network));
        let key = if is_known || lines.len() < MAX_KEYS { (refusal, network) } else { (refusal, None) };
        match lines.get_mut(&key) {
            Some(line) if now.saturating_duration_since(line.written) < PERIOD => {
                line.suppressed += 1;
                None
            }
            line => {
                let suppressed = line.map_or(0, |line| line.suppressed);
                lines.insert(key, Line { written: now, suppressed: 0 });
                Some(suppressed)
            }
        }
    }

    /// Forgets the lines that are older than [`PERIOD`]. Returns those that stand for more
    /// than one refusal.
    fn take_old(&self, now: Instant) -> Vec<(Key, u64)> {
        let mut lines = self.lines();
        let is_old = |line: &Line| now.saturating_duration_since(line.written) >= PERIOD;
        lines
            .extract_if(|_, line| is_old(line))
            .map(|(key, line)| (key, line.suppressed))
            .filter(|(_, n)| *n > 0)
            .collect()
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<Key, Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Counts and logs that a limit was reached.
    pub(super) fn note_limit(&self, limit: Limit) {
        self.tally.count_limit(limit);
        if let Some(suppressed) = self.pass(Refusal::Limit(limit)) {
            let (id, client) = (request_log::current_id(), client::current().map(tracing::field::display));
            tracing::warn!(limit = limit.rule().name, client, %id, suppressed, "a limit was reached");
        }
    }

    /// Counts and logs that a request has the token of a session that is unknown or has ended.
    /// A request counts once, although several of its steps may look for the session. The fast
    /// path of polls passes such a request on, so it counts there.
    pub(super) fn note_rejected_session(&self) {
        if !request_log::is_first_rejection() {
            return;
        }
        self.tally.rejected_sessions.add();
        if let Some(suppressed) = self.pass(Refusal::Session) {
            let (id, client) = (request_log::current_id(), client::current().map(tracing::field::display));
            tracing::warn!(client, %id, suppressed, "the token of a session was rejected");
        }
    }

    /// Counts and logs that an identity token was rejected. The shop's log does not show it, and
    /// every customer of the shop may be refused.
    pub(super) fn note_rejected_identity(&self, problem: &IdentityProblem) {
        self.tally.rejected_identities.add();
        if let Some(suppressed) = self.pass(Refusal::Identity) {
            let (id, client) = (request_log::current_id(), client::current().map(tracing::field::display));
            let reason = problem.reason().code();
            tracing::warn!(reason, %problem, client, %id, suppressed, "an identity token was rejected");
        }
    }

    fn pass(&self, refusal: Refusal) -> Option<u64> {
        self.tally.refusals.pass(refusal, client::current(), Instant::now())
    }

    /// Logs how many refusals have been left out of the log, if they ended with their flood. To
    /// be called once a minute.
    pub fn report_refusals(&self) {
        for ((refusal, network), suppressed) in self.tally.refusals.take_old(Instant::now()) {
            let client = network.map(tracing::field::display);
            tracing::warn!(refused = refusal.name(), client, suppressed, "more requests were refused");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn network(number: u32) -> Option<Network> {
        Some(Network::of(IpAddr::from(number.to_be_bytes())))
    }

    #[test]
    fn each_kind_and_address_has_a_line_a_minute_with_a_count() {
        let (refusals, now) = (Refusals::default(), Instant::now());
        let pass = |refusal, address, now| refusals.pass(refusal, network(address), now);
        assert_eq!(pass(Refusal::Session, 1, now), Some(0));
        assert_eq!(pass(Refusal::Session, 1, now), None);
        assert_eq!(pass(Refusal::Session, 2, now), Some(0), "another address");
        assert_eq!(pass(Refusal::Identity, 1, now), Some(0), "another kind");
        assert_eq!(pass(Refusal::Limit(Limit::SignInAddress), 1, now), Some(0), "another kind");
        assert_eq!(pass(Refusal::Session, 1, now + PERIOD), Some(1));
    }

    #[test]
    fn refusals_that_end_are_reported() {
        let (refusals, now) = (Refusals::default(), Instant::now());
        for address in [1, 1, 1, 2] {
            refusals.pass(Refusal::Session, network(address), now);
        }
        assert_eq!(refusals.take_old(now), []);
        assert_eq!(refusals.take_old(now + PERIOD), [((Refusal::Session, network(1)), 2)]);
        assert!(refusals.lines().is_empty());
    }

    #[test]
    fn a_flood_from_many_addresses_writes_so_many_lines() {
        let (refusals, now) = (Refusals::default(), Instant::now());
        let written = (0..20_000).filter(|address| refusals.pass(Refusal::Session, network(*address), now).is_some());
        assert_eq!(written.count(), MAX_KEYS + 1);
        assert_eq!(refusals.lines().len(), MAX_KEYS + 1);
    }
}
