//! Conditions that come true after a while.

use std::{thread, time::Duration};

/// Waits for a condition, for twenty seconds at most.
#[track_caller]
pub fn until(condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("it does not come true");
}
