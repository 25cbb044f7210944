//! The traits for reading values.

/// A value that observers can depend on.
pub trait Track {
    /// Makes the current observer depend on it from now on.
    fn track(&self);
}

/// A value that can be read. Reading makes the current observer depend on it,
/// except with `untracked` methods. The `try` methods return none once the item
/// is gone; the others panic.
pub trait Read: Track {
    /// The type of the value.
    type Value: 'static;

    /// Reads the value.
    fn try_with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U>;

    /// Reads the value.
    fn try_with<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U> {
        self.track();
        self.try_with_untracked(read)
    }

    /// Reads the value.
    fn with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        alive(self.try_with_untracked(read))
    }

    /// Reads the value.
    fn with<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        alive(self.try_with(read))
    }

    /// Returns the value.
    fn try_get_untracked(&self) -> Option<Self::Value>
    where
        Self::Value: Clone,
    {
        self.try_with_untracked(Clone::clone)
    }

    /// Returns the value.
    fn get_untracked(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        alive(self.try_get_untracked())
    }

    /// Returns the value.
    fn try_get(&self) -> Option<Self::Value>
    where
        Self::Value: Clone,
    {
        self.try_with(Clone::clone)
    }

    /// Returns the value.
    fn get(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        alive(self.try_get())
    }
}

/// Returns the value, or panics if the item is gone.
pub(super) fn alive<T>(found: Option<T>) -> T {
    match found {
        Some(found) => found,
        None => gone(),
    }
}

#[cold]
fn gone() -> ! {
    panic!("a signal, memo or value was read after its owner had been cleaned up")
}
