//! The trait for setting values.

/// A value that can be set. Everything that has read it is notified. Setting an
/// item that is gone has no effect.
pub trait Write {
    /// The type of the value.
    type Value: 'static;

    /// Changes the value. Returns the result of `change`, or none once the item
    /// is gone.
    fn try_update<U>(&self, change: impl FnOnce(&mut Self::Value) -> U) -> Option<U>;

    /// Changes the value.
    fn update(&self, change: impl FnOnce(&mut Self::Value)) {
        self.try_update(change);
    }

    /// Replaces the value.
    fn set(&self, value: Self::Value) {
        self.try_set(value);
    }

    /// Replaces the value. Returns the new value once the item is gone.
    fn try_set(&self, value: Self::Value) -> Option<Self::Value> {
        let mut value = Some(value);
        self.try_update(|place| put(place, &mut value));
        value
    }
}

/// Moves a value into a place.
pub(super) fn put<T>(place: &mut T, value: &mut Option<T>) {
    if let Some(value) = value.take() {
        *place = value;
    }
}
