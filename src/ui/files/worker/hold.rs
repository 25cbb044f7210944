//! Decides which tab sends a file: it holds a browser lock ([Web Locks]) named
//! after the file. When a tab is closed or crashes its lock is released, and
//! another tab sends the file. Pages without https have no such locks. There,
//! two tabs may send the same file, which still arrives only once.
//!
//! [Web Locks]: https://www.w3.org/TR/web-locks/

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    model::ids::ClientId,
    ui::bell::Bell,
    wire::{Body, Write},
};

#[wasm_bindgen]
extern "C" {
    /// Calls `granted` with the lock, or with null if it is not available at
    /// once. Holds it until the promise that `granted` returns is settled.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &JsValue, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// The lock on a file; released when it is dropped.
#[derive(Default)]
pub(super) struct Hold(RefCell<Option<Function>>);

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// How a request for a lock ended.
#[derive(Default)]
struct Asked {
    hold: Hold,
    is_refused: RefCell<bool>,
    is_over: Bell,
}

/// Locks a file. While another tab holds the lock, waits for it, or returns
/// none if `waits` is false.
pub(super) async fn hold(client_id: &ClientId, waits: bool) -> Option<Hold> {
    let asked = Rc::new(Asked::default());
    // Weak: a lock that is granted once the request is dropped is released at
    // once.
    let answer = Rc::downgrade(&asked);
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let Some(asked) = answer.upgrade() else { return JsValue::UNDEFINED };
        asked.is_over.ring();
        if lock.is_null() {
            asked.is_refused.replace(true);
            return JsValue::UNDEFINED;
        }
        Promise::new(&mut |release, _| {
            asked.hold.0.replace(Some(release));
        })
        .into()
    });
    let options = Body::new().with("ifAvailable", &!waits).write();
    let name = ["adda.file.", client_id.as_str()].concat();
    let Ok(held) = request_lock(&name, &options, &granted) else { return Some(Hold::default()) };
    let failed = Rc::downgrade(&asked);
    spawn_local(async move {
        // Settled when the lock is released, or at once where locks are
        // forbidden.
        let _ = JsFuture::from(held).await;
        failed.upgrade().iter().for_each(|asked| asked.is_over.ring());
    });
    asked.is_over.rings().await;
    let is_refused = asked.is_refused.take();
    (!is_refused).then(|| Hold(RefCell::new(asked.hold.0.take())))
}
