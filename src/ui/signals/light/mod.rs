//! Signals, owners and effects in a few kilobytes. They behave like those of
//! Leptos and have the same names: the same tests run on both (`super::tests`).
//!
//! A browser has one thread. So all items are in one thread-local list
//! (`arena`), and handles are only positions in it. Dependencies are stored
//! between [`Link`](link::Link)s, which do not know the types of values, so
//! that each new type of signal adds almost no code to a page.

mod arena;
mod effect;
mod handle;
mod link;
mod memo;
mod observer;
mod owner;
mod read;
mod signal;
mod stored;
mod task;
mod write;

pub use self::{
    effect::{effect_now, effect_soon},
    memo::{Memo, Signal},
    observer::untrack,
    owner::{Owner, on_cleanup},
    read::{Read, Track},
    signal::{ArcRwSignal, ReadSignal, RwSignal, WriteSignal, signal},
    stored::{Keep, LocalStorage, StoredValue},
    task::{spawn_local, spawn_owned},
    write::Write,
};
