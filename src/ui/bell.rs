//! A notification that a task waits for.

use std::{
    cell::{Cell, RefCell},
    fmt,
    future::poll_fn,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use gloo_timers::callback::Timeout;

/// A bell. A clone of it is the same bell; only one task waits for it.
#[derive(Clone, Default)]
pub struct Bell(Rc<State>);

#[derive(Default)]
struct State {
    has_rung: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Bell {
    /// Rings the bell. If no task is waiting, the next wait returns at once.
    pub fn ring(&self) {
        self.0.has_rung.set(true);
        if let Some(waiting) = self.0.waiting.take() {
            waiting.wake();
        }
    }

    /// Waits until the bell rings.
    pub async fn rings(&self) {
        poll_fn(|context| self.poll_ring(context)).await;
    }

    /// Returns whether the bell has rung; if not, wakes the task when it rings.
    pub fn poll_ring(&self, context: &Context<'_>) -> Poll<()> {
        if self.0.has_rung.take() {
            return Poll::Ready(());
        }
        self.0.waiting.replace(Some(context.waker().clone()));
        Poll::Pending
    }

    /// Waits until the bell rings, for at most `milliseconds`.
    pub async fn rings_within(&self, milliseconds: u32) {
        let late = self.clone();
        // Dropping it cancels the timeout.
        let _timeout = Timeout::new(milliseconds, move || late.ring());
        self.rings().await;
    }
}

impl fmt::Debug for Bell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bell")
    }
}

/// Waits for `milliseconds`.
pub async fn wait(milliseconds: u32) {
    Bell::default().rings_within(milliseconds).await;
}
