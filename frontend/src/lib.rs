//! The WASM bundle's entry points. This crate is only a `cdylib`, so that the
//! link gets fat link-time optimisation; everything else is in `adda`.
pub use adda::model;
#[cfg(feature = "widget")]
pub use adda::widget::ChatWidget;
#[cfg(any(feature = "widget", feature = "console"))]
use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the console on its page; called by the page's own script.
#[cfg(feature = "console")]
#[wasm_bindgen]
pub fn start() {
    adda::console::mount();
}

/// Readies the page for its islands; called by the page's own script.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn hydrate() {
    adda::widget::hydrate();
}
