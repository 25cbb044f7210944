//! Caches a value from the database for a moment, because every poll needs it and
//! another process may change it.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::MutexGuard;

/// How long a value is cached.
const PERIOD: Duration = Duration::from_secs(1);

/// Caches the latest value that was read. It never keeps a value that was read before a
/// change and arrives after it.
#[derive(Debug)]
pub(super) struct ShortCache<T> {
    state: Mutex<State<T>>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State<T> {
    /// How often the value was invalidated.
    changes: u64,
    /// When the reading of the value began, and the value.
    value: Option<(Duration, T)>,
    /// When a reading last failed.
    failed: Option<Duration>,
}

/// A query of the database that has begun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    changes: u64,
    began: Duration,
}

impl<T> Default for ShortCache<T> {
    fn default() -> Self {
        Self { state: Mutex::new(State { changes: 0, value: None, failed: None }), turn: tokio::sync::Mutex::default() }
    }
}

impl<T: Clone> ShortCache<T> {
    /// Returns the value, if it is still valid: its reading began less than a second ago,
    /// or after the moment `asked`. Both moments are of a monotonic clock.
    ///
    /// # Errors
    /// Returns what [`Self::keep`] needs if the value must be read first.
    pub fn get(&self, asked: Duration, now: Duration, is_good: impl Fn(&T) -> bool) -> Result<T, Reading> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = |began: Duration| began >= asked || now.saturating_sub(began) < PERIOD;
        match &state.value {
            Some((began, value)) if is_new(*began) && is_good(value) => Ok(value.clone()),
            _ => Err(Reading { changes: state.changes, began: now }),
        }
    }

    /// Waits for the turn to read. One reading serves all requests that have waited for
    /// it, so that a slow database does not get the same query from every request.
    pub async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Records that a reading failed at this moment.
    pub fn note_failure(&self, now: Duration) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).failed = Some(now);
    }

    /// Returns whether a reading has failed since a moment. A request that has waited for it
    /// would only wait once more.
    pub fn has_failed_since(&self, asked: Duration) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).failed.is_some_and(|failed| failed >= asked)
    }

    /// Keeps a value, unless it was invalidated after the reading began or a later
    /// reading was faster.
    pub fn keep(&self, reading: Reading, value: &T) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newest = state.value.as_ref().is_none_or(|(began, _)| *began <= reading.began);
        if state.changes == reading.changes && is_newest {
            state.value = Some((reading.began, value.clone()));
        }
    }

    /// Invalidates the value, because it has changed in the database.
    pub fn forget(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.changes += 1;
        state.value = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn get(cache: &ShortCache<&'static str>, now: Duration) -> Result<&'static str, Reading> {
        cache.get(now, now, |_| true)
    }

    #[test]
    fn a_value_is_remembered_for_a_second() {
        let cache = ShortCache::default();
        let reading = get(&cache, SECOND).expect_err("nothing is cache");
        cache.keep(reading, &"old");
        assert_eq!(get(&cache, SECOND * 2 - Duration::from_millis(1)).ok(), Some("old"));
        assert!(get(&cache, SECOND * 2).is_err());
    }

    #[test]
    fn a_value_read_before_a_change_is_not_cached_after_it() {
        let cache = ShortCache::default();
        let before = get(&cache, SECOND).expect_err("nothing is cache");
        cache.forget();
        cache.keep(before, &"old");
        let after = get(&cache, SECOND).expect_err("the old value is not kept");
        cache.keep(after, &"new");
        cache.keep(before, &"old");
        assert_eq!(get(&cache, SECOND).ok(), Some("new"));
    }

    #[test]
    fn a_slow_reading_serves_all_who_asked_before_it_began() {
        let cache = ShortCache::default();
        let reading = get(&cache, SECOND * 2).expect_err("nothing is cache");
        cache.keep(reading, &"read");
        let late = SECOND * 9;
        assert_eq!(cache.get(SECOND, late, |_| true).ok(), Some("read"));
        assert_eq!(cache.get(SECOND * 2, late, |_| true).ok(), Some("read"));
        assert!(cache.get(SECOND * 3, late, |_| true).is_err());
        assert!(cache.get(SECOND, late, |_| false).is_err());
    }

    #[test]
    fn a_slow_reading_does_not_replace_a_later_one() {
        let cache = ShortCache::default();
        let first = get(&cache, SECOND).expect_err("nothing is cache");
        let second = get(&cache, SECOND * 3).expect_err("nothing is cache");
        cache.keep(second, &"second");
        cache.keep(first, &"first");
        assert_eq!(get(&cache, SECOND * 3).ok(), Some("second"));
    }
}
