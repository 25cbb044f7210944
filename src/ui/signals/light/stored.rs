//! Stored values, on which nothing depends, kept for an owner.

use std::marker::PhantomData;

use super::{arena, handle::Handle, read::alive, write::put};

/// The storage of a value; see [`StoredValue`].
pub struct Kept<Storage>(PhantomData<Storage>);

/// Storage for values of any thread.
pub struct SyncStorage;

/// Storage for values of the current thread. Here there is only one thread.
pub struct LocalStorage;

/// A value that lives as long as the current owner.
pub type StoredValue<T, Storage = SyncStorage> = Handle<T, Kept<Storage>>;

impl<T: 'static> StoredValue<T> {
    /// Stores a value.
    pub fn new(value: T) -> Self {
        Self::of(None, arena::held(value))
    }
}

impl<T: 'static> StoredValue<T, LocalStorage> {
    /// Stores a value.
    pub fn new_local(value: T) -> Self {
        Self::of(None, arena::held(value))
    }
}

/// A stored value. The `try` methods return none once the value is gone. Of the
/// others, setting then has no effect and reading panics.
pub trait Keep {
    /// The type of the value.
    type Value: 'static;

    /// Reads the value.
    fn try_with_value<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U>;

    /// Changes the value.
    fn try_update_value<U>(&self, change: impl FnOnce(&mut Self::Value) -> U) -> Option<U>;

    /// Reads the value.
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

    /// Replaces the value.
    fn set_value(&self, value: Self::Value) {
        self.try_set_value(value);
    }

    /// Replaces the value. Returns the new value if the old one is gone.
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
