//! Time that stands still until a test turns it.

use std::sync::Mutex;

use adda::server::domain::clock::Clock;
use chrono::{DateTime, Duration, Utc};

/// A clock of the test's own. It begins on a Sunday at noon in Dhaka.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    /// Noon in Dhaka, on 22 November 2026.
    pub fn at_noon() -> Self {
        Self(Mutex::new("2026-11-22T06:00:00Z".parse().unwrap()))
    }

    /// Turns it forwards.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }

    /// Sets it.
    pub fn set(&self, moment: &str) {
        *self.0.lock().unwrap() = moment.parse().unwrap();
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}
