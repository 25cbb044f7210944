//! Conditions that become true after a while.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

/// Waits until a condition is true, for about twenty seconds.
#[track_caller]
pub fn until(condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("the condition did not become true");
}

/// Sets the flag that ends the other threads, even if its own thread panics. Otherwise the scope
/// would wait for these threads forever.
pub struct EndOnDrop<'a>(pub &'a AtomicBool);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
