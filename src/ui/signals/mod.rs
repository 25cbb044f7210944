//! Signals, owners and effects: what the widget and the parts that it shares
//! with the console use of them, and nothing else.

#[cfg(feature = "leptos")]
pub use leptos::{
    prelude::{
        ArcRwSignal, Effect, Get, GetUntracked, GetValue, LocalStorage, Memo, Notify, Owner, ReadSignal, RenderEffect,
        RwSignal, Set, SetValue, Signal, StoredValue, Track, Trigger, Update, UpdateValue, With, WithUntracked,
        WithValue, WriteSignal, on_cleanup, signal, untrack,
    },
    task::{spawn_local, spawn_local_scoped_with_cancellation},
};
