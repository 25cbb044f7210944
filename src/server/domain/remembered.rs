//! A value from the database that is remembered for a moment, because every poll
//! needs it and another process may change it.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long a value is remembered.
const PERIOD: Duration = Duration::from_secs(1);

/// Remembers the latest value that was read. It never keeps a value that was read
/// before a change and arrives after it.
#[derive(Debug)]
pub(super) struct Remembered<T>(Mutex<State<T>>);

#[derive(Debug)]
struct State<T> {
    /// How often the value was forgotten.
    changes: u64,
    /// When the reading of the value began, and the value.
    value: Option<(Duration, T)>,
}

/// A reading of the database that has begun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    changes: u64,
    began: Duration,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Mutex::new(State { changes: 0, value: None }))
    }
}

impl<T: Clone> Remembered<T> {
    /// Returns the value. `now` is a moment of a clock that only runs forwards.
    ///
    /// # Errors
    /// Returns what [`Self::keep`] needs if the value has to be read first.
    pub fn get(&self, now: Duration) -> Result<T, Reading> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.value {
            Some((began, value)) if now.saturating_sub(*began) < PERIOD => Ok(value.clone()),
            _ => Err(Reading { changes: state.changes, began: now }),
        }
    }

    /// Keeps a value, unless it was forgotten after the reading began or a later
    /// reading was faster.
    pub fn keep(&self, reading: Reading, value: &T) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newest = state.value.as_ref().is_none_or(|(began, _)| *began <= reading.began);
        if state.changes == reading.changes && is_newest {
            state.value = Some((reading.began, value.clone()));
        }
    }

    /// Forgets the value, because it has changed in the database.
    pub fn forget(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.changes += 1;
        state.value = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_value_is_remembered_for_a_second() {
        let remembered = Remembered::default();
        let reading = remembered.get(SECOND).expect_err("nothing is remembered");
        remembered.keep(reading, &"old");
        assert_eq!(remembered.get(SECOND * 2 - Duration::from_millis(1)).ok(), Some("old"));
        assert!(remembered.get(SECOND * 2).is_err());
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let remembered = Remembered::default();
        let before = remembered.get(SECOND).expect_err("nothing is remembered");
        remembered.forget();
        remembered.keep(before, &"old");
        let after = remembered.get(SECOND).expect_err("the old value is not kept");
        remembered.keep(after, &"new");
        remembered.keep(before, &"old");
        assert_eq!(remembered.get(SECOND).ok(), Some("new"));
    }

    #[test]
    fn a_slow_reading_does_not_replace_a_later_one() {
        let remembered = Remembered::default();
        let first = remembered.get(SECOND).expect_err("nothing is remembered");
        let second = remembered.get(SECOND * 3).expect_err("nothing is remembered");
        remembered.keep(second, &"second");
        remembered.keep(first, &"first");
        assert_eq!(remembered.get(SECOND * 3).ok(), Some("second"));
    }
}
