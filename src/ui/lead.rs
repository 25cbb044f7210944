//! Elects one tab that works for all tabs. The leader holds a browser lock ([Web Locks]), and the
//! other tabs wait in its queue, so that the next one takes over as soon as the leader's tab is
//! closed or crashes. Pages without https have no such locks, so no tab takes over.
//!
//! [Web Locks]: https://www.w3.org/TR/web-locks/

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::wire::{Body, Write};

#[wasm_bindgen]
extern "C" {
    /// Requests a lock. `granted` is called with it and returns a promise; the
    /// lock is held until that is settled. The returned promise is settled when
    /// the request ends.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &JsValue, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// The lead, or a place in the queue for it; given up when dropped.
pub struct Lead(Rc<Place>);

struct Place {
    name: String,
    on_lead: Box<dyn Fn()>,
    is_left: Cell<bool>,
    is_held: Cell<bool>,
    is_queued: Cell<bool>,
    /// Settles the promise that holds the lock.
    release: RefCell<Option<Function>>,
}

impl Lead {
    /// Returns a lead of this name that is not held yet. `on_lead` is
    /// called when this tab becomes the leader because the last one is gone.
    pub fn new(name: String, on_lead: impl Fn() + 'static) -> Self {
        Self(Rc::new(Place {
            name,
            on_lead: Box::new(on_lead),
            is_left: Cell::new(false),
            is_held: Cell::new(false),
            is_queued: Cell::new(false),
            release: RefCell::new(None),
        }))
    }

    /// Takes the lead from the tab that has it.
    pub fn take(&self) {
        if !self.0.is_held.replace(true) {
            Rc::clone(&self.0).request(true);
        }
    }

    /// Waits for the lead. Without locks, this tab leads at once, as each other
    /// tab does.
    #[cfg(feature = "console")]
    pub fn wait(&self) {
        if !self.0.is_queued.replace(true) && !Rc::clone(&self.0).request(false) {
            self.0.is_held.set(true);
        }
    }

    /// Returns whether this tab leads. Without locks, a tab that has led once stays the leader.
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
    /// Requests the lock from the browser. Returns `false` if it has no locks.
    fn request(self: Rc<Self>, is_taken: bool) -> bool {
        let place = Rc::clone(&self);
        let granted = Closure::once_into_js(move || place.granted(is_taken));
        let options = Body::new().with("steal", &is_taken).write();
        let Ok(held) = request_lock(&self.name, &options, &granted) else { return false };
        spawn_local(async move {
            let is_taken_away = JsFuture::from(held).await.is_err();
            // Only a held lead can be taken away; otherwise the request was
            // refused.
            if self.is_held.replace(false) && is_taken_away && !self.is_left.get() && !self.is_queued.replace(true) {
                self.request(false);
            }
        });
        true
    }

    /// Returns the promise that holds the lock.
    fn granted(&self, is_taken: bool) -> JsValue {
        if !is_taken {
            self.is_queued.set(false);
        }
        if self.is_left.get() {
            return JsValue::UNDEFINED;
        }
        self.is_held.set(true);
        let held = Promise::new(&mut |release, _| {
            self.release.replace(Some(release));
        });
        if !is_taken {
            (self.on_lead)();
        }
        held.into()
    }
}
