//! Compares stored times with a clock that may have been set back since.

use chrono::{DateTime, TimeDelta, Utc};

/// Returns whether a stored time is less than `period` old. A time that is further in
/// the future than that was written before a clock was set back: it counts as old, so
/// that values which depend on it are written again and do not stay unchanged until the
/// clock has caught up.
pub fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>, period: TimeDelta) -> bool {
    (now - at).abs() < period
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_recent_unless_it_is_far_behind_or_far_ahead() {
        let now = Utc::now();
        let is_recent = |seconds| is_recent(now + TimeDelta::seconds(seconds), now, TimeDelta::seconds(20));
        assert_eq!([-3_600, -20, -19, 0, 19, 20, 3_600].map(is_recent), [false, false, true, true, true, false, false]);
    }
}
