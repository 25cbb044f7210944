//! Tasks that end when the widget is removed from the page. Their signals are gone then, and
//! reading one would end the program.

use std::{cell::Cell, future::poll_fn, task::Poll};

use crate::ui::signals::spawn_local;

thread_local! {
    /// How often the widget has been removed from the page.
    static REMOVALS: Cell<u32> = const { Cell::new(0) };
}

/// Runs a task until it is done or the widget is removed. Starts it after the current code.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let started = REMOVALS.get();
    let mut task = Box::pin(task);
    spawn_local(poll_fn(
        move |context| {
            if REMOVALS.get() == started { task.as_mut().poll(context) } else { Poll::Ready(()) }
        },
    ));
}

/// Ends all tasks, because the widget is being removed.
pub fn end_all() {
    REMOVALS.set(REMOVALS.get() + 1);
}
