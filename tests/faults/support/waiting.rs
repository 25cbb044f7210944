//! Conditions that come true after a while.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

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

/// Sets the sign for other threads to end, at the latest when its own thread panics:
/// a scope waits for all of its threads, and would wait forever.
pub struct EndOnDrop<'a>(pub &'a AtomicBool);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
