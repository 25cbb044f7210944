//! Owners: items created under the current owner live until that owner is
//! cleaned up or dropped.

use std::{
    cell::RefCell,
    fmt,
    mem::take,
    rc::{Rc, Weak},
};

use super::arena::{self, Id};

/// An owner. A clone of it is the same owner.
#[derive(Clone, Default)]
pub struct Owner(Rc<Shared>);

#[derive(Default)]
struct Shared(RefCell<Owned>);

/// The items that are cleaned up together.
#[derive(Default)]
struct Owned {
    children: Vec<Weak<Shared>>,
    cleanups: Vec<Box<dyn FnOnce()>>,
    items: Vec<Id>,
}

thread_local! {
    static CURRENT: RefCell<Option<Weak<Shared>>> = const { RefCell::new(None) };
}

impl Owner {
    /// Returns a new owner, which is cleaned up together with the current one.
    pub fn new() -> Self {
        let new = Self::default();
        if let Some(parent) = Self::current() {
            let children = &mut parent.0.0.borrow_mut().children;
            if children.len() == children.capacity() {
                // Frees space before the list grows: in a long list most have been dropped.
                children.retain(|child| child.strong_count() > 0);
            }
            children.push(Rc::downgrade(&new.0));
        }
        new
    }

    /// Returns the current owner, if there is one.
    pub fn current() -> Option<Self> {
        CURRENT.with_borrow(|current| current.as_ref().and_then(Weak::upgrade)).map(Self)
    }

    /// Returns a handle that does not keep the owner alive.
    pub fn downgrade(&self) -> WeakOwner {
        WeakOwner(Rc::downgrade(&self.0))
    }

    /// Runs a function with this as the current owner.
    pub fn with<T>(&self, act: impl FnOnce() -> T) -> T {
        let before = CURRENT.replace(Some(Rc::downgrade(&self.0)));
        let value = act();
        CURRENT.set(before);
        value
    }

    /// Cleans up all that it owns: children first, then callbacks, then
    /// signals, effects and values.
    pub fn cleanup(&self) {
        self.0.cleanup();
    }
}

/// A handle that does not keep its owner alive.
pub struct WeakOwner(Weak<Shared>);

impl WeakOwner {
    /// Returns the owner, unless it has been dropped.
    pub fn upgrade(&self) -> Option<Owner> {
        self.0.upgrade().map(Owner)
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Owner")
    }
}

impl Shared {
    fn cleanup(&self) {
        // Taken out first, because the callbacks may use this owner.
        let Owned { children, cleanups, items } = take(&mut *self.0.borrow_mut());
        for child in children.iter().filter_map(Weak::upgrade) {
            child.cleanup();
        }
        for cleanup in cleanups {
            cleanup();
        }
        // Dropped once all of them are unreachable.
        drop(items.into_iter().map(arena::remove).collect::<Vec<_>>());
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.cleanup();
    }
}

/// Runs a function when the current owner is cleaned up.
pub fn on_cleanup(act: impl FnOnce() + 'static) {
    if let Some(owner) = Owner::current() {
        owner.0.0.borrow_mut().cleanups.push(Box::new(act));
    }
}

/// Adds an item to the current owner. Without an owner it lives for ever.
pub(super) fn register(id: Id) {
    if let Some(owner) = Owner::current() {
        owner.0.0.borrow_mut().items.push(id);
    }
}
