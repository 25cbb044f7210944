//! Signals: values that can be set.

use std::{fmt, rc::Rc};

use super::{
    arena::{self, Value},
    handle::{Handle, Readable, Writable},
    link::Link,
    read::{Read, Track},
    write::Write,
};

/// A signal that can be read and set; see [`RwSignal`].
pub struct Both;

/// A signal that can be read; see [`ReadSignal`].
pub struct Reading;

/// A signal that can be set; see [`WriteSignal`].
pub struct Setting;

/// A value that can be read and set.
pub type RwSignal<T> = Handle<T, Both>;

/// A value that can only be read here.
pub type ReadSignal<T> = Handle<T, Reading>;

/// A value that can only be set here.
pub type WriteSignal<T> = Handle<T, Setting>;

impl Readable for Both {}
impl Writable for Both {}
impl Readable for Reading {}
impl Writable for Setting {}

impl<T: 'static> RwSignal<T> {
    /// Returns a signal that lives as long as the current owner.
    pub fn new(value: T) -> Self {
        ArcRwSignal::new(value).into()
    }
}

/// Returns the two sides of a signal, for reading and for setting.
pub fn signal<T: 'static>(value: T) -> (ReadSignal<T>, WriteSignal<T>) {
    let both = RwSignal::new(value);
    (both.seen_as(), both.seen_as())
}

/// A signal without an owner: it lives as long as any clone of it.
pub struct ArcRwSignal<T> {
    link: Rc<Link>,
    value: Value<T>,
}

impl<T: 'static> ArcRwSignal<T> {
    /// Returns a new signal.
    pub fn new(value: T) -> Self {
        Self { link: Link::signal(), value: arena::held(value) }
    }
}

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self { link: Rc::clone(&self.link), value: Rc::clone(&self.value) }
    }
}

impl<T: fmt::Debug> fmt::Debug for ArcRwSignal<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl<T: 'static> From<ArcRwSignal<T>> for RwSignal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        Self::of(Some(signal.link), signal.value)
    }
}

impl<T> Track for ArcRwSignal<T> {
    fn track(&self) {
        self.link.track();
    }
}

impl<T: 'static> Read for ArcRwSignal<T> {
    type Value = T;

    fn try_with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.borrow().as_ref().map(read)
    }
}

impl<T: 'static> Write for ArcRwSignal<T> {
    type Value = T;

    fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let outcome = self.value.borrow_mut().as_mut().map(change);
        self.link.notify();
        outcome
    }
}
