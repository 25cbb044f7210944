//! The signals of Leptos.

use leptos::prelude::{Effect, RenderEffect};
pub use leptos::{
    prelude::{
        ArcRwSignal, Get, GetUntracked, GetValue, LocalStorage, Memo, Owner, ReadSignal, RwSignal, Set, SetValue,
        Signal, StoredValue, Track, Update, UpdateValue, With, WithUntracked, WithValue, WriteSignal, on_cleanup,
        signal, untrack,
    },
    task::{spawn_local, spawn_local_scoped_with_cancellation},
};

/// Does something now, and again whenever a signal changes that it has read,
/// until the current owner is cleaned up.
pub fn effect_now(mut act: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    // Stopped when it is dropped: together with the owner.
    StoredValue::new_local(effect);
}

/// The same, for the first time after what runs now.
pub fn effect_soon(act: Box<dyn FnMut()>) {
    Effect::new(act);
}
