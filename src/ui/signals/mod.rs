//! The signals, owners, effects and tasks of Leptos that the widget, the
//! console and their shared code use.

// On the server Leptos runs no effects.
#[cfg(all(test, not(feature = "ssr")))]
mod tests;

use std::{future::poll_fn, task::Poll};

use any_spawner::Executor;
use futures::future::{AbortHandle, Abortable};
use reactive_graph::effect::{Effect, RenderEffect};
pub use reactive_graph::{
    computed::Memo,
    graph::untrack,
    owner::{LocalStorage, Owner, StoredValue, on_cleanup},
    signal::{ArcRwSignal, RwSignal},
    traits::{
        Get, GetUntracked, GetValue, Set, SetValue, Track, Update, UpdateUntracked, UpdateValue, With, WithUntracked,
        WithValue,
    },
};

/// Prepares the browser's executor, on which tasks and effects run. Only the
/// first call has an effect. Leptos does this itself when it mounts a view.
///
/// Without it, the optimiser finds that every task panics, and removes most of
/// the program.
pub fn prepare_executor() {
    let _ = Executor::init_wasm_bindgen();
}

/// Runs a task, starting after the code that runs now. Nothing ends it early.
pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
    Executor::spawn_local(task);
}

/// Runs a task until the current owner is cleaned up or dropped. Without an
/// owner nothing ends the task early.
///
/// Leptos' `spawn_local_scoped_with_cancellation` keeps its owner alive, so an
/// owner that is dropped without being cleaned up, as the router drops that of
/// a page, never ends the task. This task holds the owner only while it runs.
pub fn spawn_owned(task: impl Future<Output = ()> + 'static) {
    let Some(owner) = Owner::current().map(|owner| owner.downgrade()) else { return spawn_local(task) };
    let (handle, registration) = AbortHandle::new_pair();
    on_cleanup(move || handle.abort());
    let mut task = Box::pin(Abortable::new(task, registration));
    spawn_local(poll_fn(move |context| match owner.upgrade() {
        Some(owner) => owner.with(|| untrack(|| task.as_mut().poll(context))).map(drop),
        None => Poll::Ready(()),
    }));
}

/// Returns a value that is computed from others, and that notifies only of real
/// changes. Boxed, so that the code of a memo is made once for each type of
/// value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    boxed_memo(Box::new(compute))
}

fn boxed_memo<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| compute())
}

/// Runs a function now, and again whenever a signal that it has read changes,
/// until the current owner is cleaned up.
pub fn effect_now(mut act: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    // Stopped when it is dropped: together with the owner.
    StoredValue::new_local(effect);
}

/// Like [`effect_now`], but runs for the first time after the current code.
pub fn effect_soon(act: Box<dyn FnMut()>) {
    Effect::new(act);
}
