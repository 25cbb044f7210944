//! Runs the same tests on Leptos' signals and on the widget's own, to show that
//! both behave the same. On the server Leptos runs no effects, so that its
//! effects are tested with the console.

mod effects;
mod memos;
mod owners;
mod tasks;
mod values;

use std::sync::{Arc, Mutex};

use any_spawner::Executor;

/// Generates the tests of each file for both.
macro_rules! on_both {
    ($($file:ident),+) => {
        #[cfg(feature = "console")]
        mod on_leptos {
            $(mod $file { crate::ui::signals::tests::$file::tests!(crate::ui::signals::leptos); })+
        }
        mod on_light {
            $(mod $file { crate::ui::signals::tests::$file::tests!(crate::ui::signals::light); })+
        }
    };
}
on_both!(effects, memos, owners, tasks, values);

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
