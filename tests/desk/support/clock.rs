//! A clock that stands still until a test moves it.

use std::sync::Mutex;

use adda::server::domain::clock::Clock;
use chrono::{DateTime, Duration, Utc};

/// A clock of one test, which starts on a Sunday at noon in Dhaka.
pub struct TestClock(Mutex<Times>);

struct Times {
    now: DateTime<Utc>,
    running: std::time::Duration,
}

impl TestClock {
    /// Returns a clock at noon in Dhaka, on 22 November 2026.
    pub fn at_noon() -> Self {
        Self(Mutex::new(Times {
            now: "2026-11-22T06:00:00Z".parse().unwrap(),
            running: std::time::Duration::from_secs(1_000),
        }))
    }

    /// Lets time pass. A negative duration sets the time of day back.
    pub fn advance(&self, by: Duration) {
        let mut times = self.0.lock().unwrap();
        times.now += by;
        times.running += by.to_std().unwrap_or_default();
    }

    /// Lets time pass until a later moment.
    pub fn set(&self, moment: &str) {
        let moment: DateTime<Utc> = moment.parse().unwrap();
        self.advance(moment - self.now());
    }

    /// Sets the time of day back, as an operator or NTP does. No time passes.
    pub fn set_back(&self, by: Duration) {
        self.0.lock().unwrap().now -= by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap().now
    }

    fn running(&self) -> std::time::Duration {
        self.0.lock().unwrap().running
    }
}
