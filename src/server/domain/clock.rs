//! The time of day and a monotonic clock, as dependencies that tests can
//! replace.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns the time of day in UTC, to the microsecond (the precision of
    /// PostgreSQL). It jumps when an operator or NTP sets the machine's clock.
    fn now(&self) -> DateTime<Utc>;

    /// Returns the time since some fixed moment. It never runs backwards, so it
    /// is suited to measuring the age of values in memory.
    fn running(&self) -> Duration;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }

    fn running(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }
}
