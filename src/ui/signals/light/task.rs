//! What goes on while other things happen.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Poll, Waker},
};

use super::{
    observer::{observed_by, observer},
    owner::{Owner, on_cleanup},
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Begins a task after what runs now. Nothing ends it before its time.
pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
    #[cfg(not(test))]
    wasm_bindgen_futures::spawn_local(task);
    // There is no browser that would run it.
    #[cfg(test)]
    any_spawner::Executor::spawn_local(task);
}

/// Begins a task for the current owner: it ends when the owner is cleaned up.
pub fn spawn_local_scoped_with_cancellation(task: impl Future<Output = ()> + 'static) {
    spawn_scoped(Box::pin(task));
}

/// How a task learns that it is not wanted any more.
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

fn spawn_scoped(mut task: Task) {
    let end = Rc::new(End::default());
    let ends = Rc::clone(&end);
    on_cleanup(move || ends.come());
    let (owner, observer) = (Owner::current().unwrap_or_default(), observer());
    spawn_local(poll_fn(move |context| {
        if end.has_come.get() {
            return Poll::Ready(());
        }
        end.waker.replace(Some(context.waker().clone()));
        owner.with(|| observed_by(observer.clone(), || task.as_mut().poll(context)))
    }));
}
