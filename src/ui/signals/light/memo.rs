//! Computed values.

use std::rc::Rc;

use super::{
    arena::{self, Value},
    handle::{Handle, Readable},
    link::Link,
    observer::untrack,
    read::{Read, Track},
};

/// Marks values that are computed when they are read and out of date; see [`Memo`].
pub struct WhenAsked;

/// Marks values that are computed each time they are read; see [`Signal`].
pub struct Anew;

/// A value that is computed from others when it is read, and that notifies only
/// of real changes.
pub type Memo<T> = Handle<T, WhenAsked>;

impl Readable for WhenAsked {}

impl<T: PartialEq + 'static> Memo<T> {
    /// Returns a memo. `work_out` computes it from its last value and from the
    /// signals that it reads.
    pub fn new(work_out: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let value: Value<T> = Value::default();
        let kept = Rc::clone(&value);
        let link = Link::memo(Box::new(move || {
            let before = kept.take();
            let now = work_out(before.as_ref());
            let has_changed = before.as_ref() != Some(&now);
            kept.replace(Some(now));
            has_changed
        }));
        Self::of(Some(link), value)
    }
}

type WorkOut<T> = Box<dyn Fn() -> T>;

/// A value that is computed from others each time it is read.
pub type Signal<T> = Handle<WorkOut<T>, Anew>;

impl<T: 'static> Signal<T> {
    /// Returns a signal that `work_out` computes from what it reads.
    pub fn derive(work_out: impl Fn() -> T + 'static) -> Self {
        let work_out: WorkOut<T> = Box::new(work_out);
        Self::of(None, arena::held(work_out))
    }
}

impl<T: 'static> Track for Signal<T> {
    fn track(&self) {
        self.try_with(|_| ());
    }
}

impl<T: 'static> Read for Signal<T> {
    type Value = T;

    fn try_with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        untrack(|| self.try_with(read))
    }

    fn try_with<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        let work_out = self.value()?;
        let value = work_out.borrow().as_ref()?();
        Some(read(&value))
    }
}
