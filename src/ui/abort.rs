//! Aborts requests that are no longer awaited.

use wasm_bindgen::JsValue;
use web_sys::{AbortController, RequestInit};

/// Aborts a `fetch` when it is dropped. A browser opens at most six connections to a server: a
/// request that hangs would keep one of them. After the answer has been read, dropping it has no
/// effect.
pub struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    /// Makes the request that `init` describes abortable.
    ///
    /// # Errors
    /// Returns an error in browsers without `AbortController`.
    pub fn attach(init: &RequestInit) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        init.set_signal(Some(&controller.signal()));
        Ok(Self(controller))
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
