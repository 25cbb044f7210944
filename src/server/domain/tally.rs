//! Counts what this node has done since its start, for `/metrics`.
//!
//! Each count is one relaxed atomic, because polls and messages are counted on their fastest
//! paths.

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use super::{limits::Limit, refusals::Refusals};

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// Adds one.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The counts of a node.
#[derive(Debug, Default)]
pub struct Tally {
    /// Polls that were answered without the database.
    pub polls_from_memory: Count,
    /// Polls for which the database was used.
    pub polls_from_database: Count,
    /// Customers' messages that were stored.
    pub customer_messages: Count,
    /// Agents' messages that were stored. Notes do not count.
    pub agent_messages: Count,
    /// Requests with the token of a session that is unknown or has ended.
    pub rejected_sessions: Count,
    /// Identity tokens that were rejected.
    pub rejected_identities: Count,
    limits: [Count; Limit::ALL.len()],
    attachment_bytes: AtomicU64,
    storage_is_up: OnceLock<AtomicBool>,
    /// The lines of the log about refusals.
    pub(super) refusals: Refusals,
}

/// The value of [`Tally::attachment_bytes`] until it is known.
const UNKNOWN: u64 = 0;

impl Tally {
    /// Counts a poll by whether the database was used for it.
    pub fn count_poll(&self, has_read: bool) {
        if has_read { &self.polls_from_database } else { &self.polls_from_memory }.add();
    }

    /// Counts a message of an agent or a customer.
    pub(super) fn count_message(&self, is_agent: bool) {
        if is_agent { &self.agent_messages } else { &self.customer_messages }.add();
    }

    /// Counts that a limit was reached.
    pub(super) fn count_limit(&self, limit: Limit) {
        if let Some(count) = self.limits.get(limit as usize) {
            count.add();
        }
    }

    /// Returns how often each limit was reached.
    pub fn limits(&self) -> impl Iterator<Item = (Limit, u64)> {
        Limit::ALL.into_iter().zip(self.limits.iter().map(Count::get))
    }

    /// Keeps whether the store of files can be used.
    pub(super) fn keep_storage_is_up(&self, is_up: bool) {
        self.storage_is_up.get_or_init(AtomicBool::default).store(is_up, Ordering::Relaxed);
    }

    /// Returns whether the store of files could be used when it was last checked; none before
    /// the first check.
    pub fn storage_is_up(&self) -> Option<bool> {
        self.storage_is_up.get().map(|is_up| is_up.load(Ordering::Relaxed))
    }

    /// Keeps the size of all attachments, in bytes.
    pub(super) fn keep_attachment_bytes(&self, bytes: u64) {
        // One more, so that an empty store differs from an unknown one.
        self.attachment_bytes.store(bytes.saturating_add(1), Ordering::Relaxed);
    }

    /// Returns the size of all attachments in bytes, as of the last sweep; none before the first.
    pub fn attachment_bytes(&self) -> Option<u64> {
        match self.attachment_bytes.load(Ordering::Relaxed) {
            UNKNOWN => None,
            bytes => Some(bytes - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_has_its_own_count() {
        let tally = Tally::default();
        for (place, limit) in Limit::ALL.into_iter().enumerate() {
            (0..=place).for_each(|_| tally.count_limit(limit));
        }
        let counted: Vec<_> = tally.limits().collect();
        let expected: Vec<_> = Limit::ALL.into_iter().zip(1..).collect();
        assert_eq!(counted, expected);
    }

    #[test]
    fn the_size_of_an_empty_store_is_known() {
        let tally = Tally::default();
        assert_eq!(tally.attachment_bytes(), None);
        tally.keep_attachment_bytes(0);
        assert_eq!(tally.attachment_bytes(), Some(0));
    }
}
