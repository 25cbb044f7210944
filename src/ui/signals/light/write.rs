//! How values are set.

/// What can be set. Whatever has read it is told. What is gone is left alone.
pub trait Write {
    /// What it is.
    type Value: 'static;

    /// Changes the value; gives what `change` gives, or none once the thing is
    /// gone.
    fn try_update<U>(&self, change: impl FnOnce(&mut Self::Value) -> U) -> Option<U>;

    /// Changes the value.
    fn update(&self, change: impl FnOnce(&mut Self::Value)) {
        self.try_update(change);
    }

    /// Puts another value in its place.
    fn set(&self, value: Self::Value) {
        self.try_set(value);
    }

    /// Returns the same; gives the value back once the thing is gone.
    fn try_set(&self, value: Self::Value) -> Option<Self::Value> {
        let mut value = Some(value);
        self.try_update(|place| put(place, &mut value));
        value
    }
}

/// Moves a value to its place.
pub(super) fn put<T>(place: &mut T, value: &mut Option<T>) {
    if let Some(value) = value.take() {
        *place = value;
    }
}
