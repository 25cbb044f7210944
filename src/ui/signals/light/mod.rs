//! Signals, owners and effects that a page downloads in a few kilobytes. They
//! do what those of Leptos do where both have a thing, by the same names: the
//! same tests run on both (`super::tests`).
//!
//! A browser has one thread. So all that lives stands in one list of the
//! thread's (`arena`), and what is passed around is only a place in it. Who
//! depends on whom is kept between [`Link`](link::Link)s, which know nothing of
//! the types of values: a new type of signal costs a page next to nothing.

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
