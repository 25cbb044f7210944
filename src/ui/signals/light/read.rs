//! How values are read.

/// What can be depended on.
pub trait Track {
    /// Whoever reads at the moment depends on it from now on.
    fn track(&self);
}

/// What has a value. Reading it makes whoever reads depend on it, but for what
/// says `untracked`. What says `try` gives none once the thing is gone; the
/// rest panics.
pub trait Read: Track {
    /// What it is.
    type Value: 'static;

    /// Looks at the value.
    fn try_with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U>;

    /// Looks at the value.
    fn try_with<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U> {
        self.track();
        self.try_with_untracked(read)
    }

    /// Looks at the value.
    fn with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        alive(self.try_with_untracked(read))
    }

    /// Looks at the value.
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

/// Returns what was found.
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
