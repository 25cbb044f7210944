//! Values that nobody depends on, kept for an owner.

use std::marker::PhantomData;

use super::{arena, handle::Handle, read::alive, write::put};

/// How a value is kept; see [`StoredValue`].
pub struct Kept<Storage>(PhantomData<Storage>);

/// Of what any thread may touch.
pub struct SyncStorage;

/// Of what only the thread may touch that made it. Here there is one.
pub struct LocalStorage;

/// A value that lives as long as the current owner.
pub type StoredValue<T, Storage = SyncStorage> = Handle<T, Kept<Storage>>;

impl<T: 'static> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self::of(None, arena::held(value))
    }
}

impl<T: 'static> StoredValue<T, LocalStorage> {
    /// Keeps a value.
    pub fn new_local(value: T) -> Self {
        Self::of(None, arena::held(value))
    }
}

/// What is kept. What says `try` gives none once the value is gone; of the
/// rest, what sets it is then lost, and what reads it panics.
pub trait Keep {
    /// What it is.
    type Value: 'static;

    /// Looks at the value.
    fn try_with_value<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U>;

    /// Changes the value.
    fn try_update_value<U>(&self, change: impl FnOnce(&mut Self::Value) -> U) -> Option<U>;

    /// Looks at the value.
    fn with_value<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        alive(self.try_with_value(read))
    }

    /// Returns the value.
    fn try_get_value(&self) -> Option<Self::Value>
    where
        Self::Value: Clone,
    {
        self.try_with_value(Clone::clone)
    }

    /// Returns the value.
    fn get_value(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        alive(self.try_get_value())
    }

    /// Changes the value.
    fn update_value(&self, change: impl FnOnce(&mut Self::Value)) {
        self.try_update_value(change);
    }

    /// Puts another value in its place.
    fn set_value(&self, value: Self::Value) {
        self.try_set_value(value);
    }

    /// Returns the same; gives the value back if it is gone.
    fn try_set_value(&self, value: Self::Value) -> Option<Self::Value> {
        let mut value = Some(value);
        self.try_update_value(|place| put(place, &mut value));
        value
    }
}

impl<T: 'static, Storage> Keep for StoredValue<T, Storage> {
    type Value = T;

    fn try_with_value<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.look(read)
    }

    fn try_update_value<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.change(change)
    }
}
