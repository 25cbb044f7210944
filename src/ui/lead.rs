//! Chooses one tab that works for all tabs. The leader holds a lock of the
//! browser's ([Web Locks]); the other tabs stand in line for it, so that the next
//! one is told as soon as the leader's tab is gone, whether it was closed or
//! crashed. Pages without https have no such locks: there no tab is told.
//!
//! [Web Locks]: https://www.w3.org/TR/web-locks/

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::ui::wire::{Body, Write};

#[wasm_bindgen]
extern "C" {
    /// Asks for a lock; `granted` is called with it and returns a promise, for
    /// as long as which it is held. What is returned is settled when it ends.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &JsValue, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// The lead, or a place in the line for it; given up when it is dropped.
pub struct Lead(Rc<Place>);

struct Place {
    name: String,
    is_mine_now: Box<dyn Fn()>,
    is_left: Cell<bool>,
    is_held: Cell<bool>,
    is_in_line: Cell<bool>,
    /// Ends the promise for as long as which the lock is held.
    release: RefCell<Option<Function>>,
}

impl Lead {
    /// Makes a lead of this name that is not held yet. `is_mine_now` is called
    /// when it falls to this tab because the leader is gone.
    pub fn new(name: String, is_mine_now: impl Fn() + 'static) -> Self {
        Self(Rc::new(Place {
            name,
            is_mine_now: Box::new(is_mine_now),
            is_left: Cell::new(false),
            is_held: Cell::new(false),
            is_in_line: Cell::new(false),
            release: RefCell::new(None),
        }))
    }

    /// Takes it from the tab that has it.
    pub fn take(&self) {
        if !self.0.is_held.replace(true) {
            Rc::clone(&self.0).request(true);
        }
    }

    /// Stands in line for it. A page without locks leads at once, as each of
    /// its other tabs does.
    #[cfg(feature = "console")]
    pub fn wait(&self) {
        if !self.0.is_in_line.replace(true) && !Rc::clone(&self.0).request(false) {
            self.0.is_held.set(true);
        }
    }

    /// Returns whether this tab leads.
    #[cfg(feature = "console")]
    pub fn is_held(&self) -> bool {
        self.0.is_held.get()
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.0.is_left.set(true);
        if let Some(release) = self.0.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

impl Place {
    /// Asks the browser for the lock. False if it has no locks.
    fn request(self: Rc<Self>, is_taken: bool) -> bool {
        let place = Rc::clone(&self);
        let granted = Closure::once_into_js(move || place.granted(is_taken));
        let options = Body::new().with("steal", &is_taken).write();
        let Ok(held) = request_lock(&self.name, &options, &granted) else { return false };
        spawn_local(async move {
            let is_taken_away = JsFuture::from(held).await.is_err();
            // Nothing else is taken away: it was refused before it was held.
            if self.is_held.replace(false) && is_taken_away && !self.is_left.get() && !self.is_in_line.replace(true) {
                self.request(false);
            }
        });
        true
    }

    /// Returns the promise for as long as which it is held.
    fn granted(&self, is_taken: bool) -> JsValue {
        if !is_taken {
            self.is_in_line.set(false);
        }
        if self.is_left.get() {
            return JsValue::UNDEFINED;
        }
        self.is_held.set(true);
        let held = Promise::new(&mut |release, _| {
            self.release.replace(Some(release));
        });
        if !is_taken {
            (self.is_mine_now)();
        }
        held.into()
    }
}
