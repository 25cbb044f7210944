//! The signals of Leptos.

use std::{future::poll_fn, task::Poll};

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::{Effect, RenderEffect};
pub use leptos::{
    prelude::{
        ArcRwSignal, Get, GetUntracked, GetValue, LocalStorage, Memo, Owner, ReadSignal, RwSignal, Set, SetValue,
        Signal, StoredValue, Track, Update, UpdateValue, With, WithUntracked, WithValue, WriteSignal, on_cleanup,
        signal, untrack,
    },
    task::spawn_local,
};

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
