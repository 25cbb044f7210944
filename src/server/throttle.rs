//! Throttles log lines that would be written with every request while something
//! is out of order.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Lets one line pass in each period, and counts the others.
#[derive(Debug)]
pub struct Throttle {
    period: Duration,
    /// When the last line passed, and how many have been suppressed since.
    last: Mutex<Option<(Instant, u64)>>,
}

impl Throttle {
    /// Makes a throttle that lets one line pass in each period.
    pub const fn new(period: Duration) -> Self {
        Self { period, last: Mutex::new(None) }
    }

    /// Returns how many lines have been suppressed since the last one, if this
    /// line is to be written.
    pub fn pass(&self) -> Option<u64> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *last {
            Some((at, suppressed)) if at.elapsed() < self.period => {
                *suppressed += 1;
                None
            }
            last => {
                let suppressed = last.map_or(0, |(_, suppressed)| suppressed);
                *last = Some((Instant::now(), 0));
                Some(suppressed)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_passes_in_each_period_and_the_others_are_counted() {
        let throttle = Throttle::new(Duration::from_secs(3_600));
        assert_eq!(throttle.pass(), Some(0));
        assert_eq!([throttle.pass(), throttle.pass()], [None, None]);

        let each = Throttle::new(Duration::ZERO);
        assert_eq!([each.pass(), each.pass()], [Some(0), Some(0)]);
    }
}
