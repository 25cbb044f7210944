//! The current observer: the memo or effect that depends on what is read now.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use super::link::Link;

thread_local! {
    static OBSERVER: RefCell<Option<Weak<Link>>> = const { RefCell::new(None) };
}

/// Returns the current observer.
pub fn observer() -> Option<Weak<Link>> {
    OBSERVER.with_borrow(Option::clone)
}

/// Returns whether this is the current observer.
pub fn is_observer(link: &Rc<Link>) -> bool {
    OBSERVER.with_borrow(|observer| observer.as_ref().is_some_and(|observer| observer.as_ptr() == Rc::as_ptr(link)))
}

/// Reads on behalf of `observer`.
pub fn observed_by<T>(observer: Option<Weak<Link>>, read: impl FnOnce() -> T) -> T {
    let before = OBSERVER.replace(observer);
    let value = read();
    OBSERVER.set(before);
    value
}

/// Reads without adding a dependency.
pub fn untrack<T>(read: impl FnOnce() -> T) -> T {
    observed_by(None, read)
}
