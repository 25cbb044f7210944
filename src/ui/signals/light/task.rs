//! Asynchronous tasks.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Poll, Waker},
};

use super::{
    observer::untrack,
    owner::{Owner, on_cleanup},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs a task, starting after the code that runs now. Nothing ends it early.
pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
    #[cfg(not(test))]
    wasm_bindgen_futures::spawn_local(task);
    // Outside a browser another executor runs it.
    #[cfg(test)]
    any_spawner::Executor::spawn_local(task);
}

/// Runs a task until the current owner is cleaned up or dropped. Without an
/// owner nothing ends the task early.
pub fn spawn_owned(task: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(task));
}

/// Tells a task that its owner has ended.
#[derive(Default)]
struct End {
    has_come: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl End {
    fn come(&self) {
        self.has_come.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

fn spawn_boxed(mut task: Task) {
    // The task holds the owner only while it runs: otherwise dropping the owner
    // would not end it.
    let Some(owner) = Owner::current().map(|owner| owner.downgrade()) else { return spawn_local(task) };
    let end = Rc::new(End::default());
    let ends = Rc::clone(&end);
    on_cleanup(move || ends.come());
    spawn_local(poll_fn(move |context| match owner.upgrade() {
        Some(owner) if !end.has_come.get() => {
            end.waker.replace(Some(context.waker().clone()));
            owner.with(|| untrack(|| task.as_mut().poll(context)))
        }
        _ => Poll::Ready(()),
    }));
}
