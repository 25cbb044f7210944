//! Tests of what this module adds to Leptos' signals.

mod effects;
mod tasks;

use std::sync::{Arc, Mutex};

use any_spawner::Executor;

/// A log of events. A clone of it is the same log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, what: impl ToString) {
        self.0.lock().expect("one thread").push(what.to_string());
    }

    /// Returns the events since the last call.
    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().expect("one thread")).join(" ")
    }
}

/// Logs when it is dropped.
struct Dropped(Log, &'static str);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.add(self.1);
    }
}

/// Sets up the executor for tasks and effects.
fn begin() {
    // Only the first test succeeds.
    let _ = Executor::init_futures_executor();
}

/// Runs tasks and effects until all of them wait.
fn tick() {
    Executor::poll_local();
}
