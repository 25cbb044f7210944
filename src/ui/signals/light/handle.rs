//! Handles: copyable references to signals, memos and stored values.

use std::{fmt, marker::PhantomData, rc::Rc};

use super::{
    arena::{self, Id, Value},
    link::Link,
    read::{Read, Track},
    write::Write,
};

/// The position of an item with a value of type `T`. `Kind` says what the item
/// is.
pub struct Handle<T, Kind> {
    id: Id,
    what: PhantomData<fn() -> (T, Kind)>,
}

/// Marks kinds that can be read.
pub trait Readable {}

/// Marks kinds that can be set.
pub trait Writable {}

impl<T: 'static, Kind> Handle<T, Kind> {
    /// Adds a new item to the list.
    pub(super) fn of(link: Option<Rc<Link>>, value: Value<T>) -> Self {
        Self { id: arena::insert(link, value), what: PhantomData }
    }

    /// Returns the value, brought up to date, if the item still exists.
    pub(super) fn value(self) -> Option<Value<T>> {
        arena::value(self.id)
    }

    /// Returns a handle of another kind to the same item.
    pub(super) fn seen_as<Other>(self) -> Handle<T, Other> {
        Handle { id: self.id, what: PhantomData }
    }

    pub(super) fn link(self) -> Option<Rc<Link>> {
        arena::link(self.id)
    }

    /// Reads the value.
    pub(super) fn look<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        let value = self.value()?;
        let value = value.borrow();
        value.as_ref().map(read)
    }

    /// Changes the value without notifying its dependents.
    pub(super) fn change<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let value = self.value()?;
        let mut value = value.borrow_mut();
        value.as_mut().map(change)
    }
}

impl<T, Kind> Copy for Handle<T, Kind> {}

impl<T, Kind> Clone for Handle<T, Kind> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, Kind> fmt::Debug for Handle<T, Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(formatter)
    }
}

impl<T: 'static, Kind: Readable> Track for Handle<T, Kind> {
    fn track(&self) {
        if let Some(link) = self.link() {
            link.track();
        }
    }
}

impl<T: 'static, Kind: Readable> Read for Handle<T, Kind> {
    type Value = T;

    fn try_with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.look(read)
    }
}

impl<T: 'static, Kind: Writable> Write for Handle<T, Kind> {
    type Value = T;

    fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let link = self.link()?;
        let outcome = self.change(change)?;
        link.notify();
        Some(outcome)
    }
}
