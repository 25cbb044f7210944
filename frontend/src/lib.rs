//! The entry points of the WASM bundles. This crate is only a `cdylib`, so that
//! it can be linked with fat link-time optimisation; everything else is in
//! `adda`.
#[cfg(any(feature = "widget", feature = "console"))]
use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "widget")]
use {wasm_bindgen::JsValue, web_sys::HtmlElement};

/// Mounts the console on its page; called by the page's own script.
#[cfg(feature = "console")]
#[wasm_bindgen]
pub fn start() {
    adda::console::mount();
}

/// Mounts the widget in place of the server-rendered button; called by the
/// page's own script.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn wake(island: &HtmlElement) {
    adda::widget::wake(island);
}

/// Mounts the widget on a page of another site; called by `/widget.js`.
#[cfg(feature = "widget")]
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "an object would make the loader larger")]
pub fn embed(
    place: &HtmlElement,
    server: String,
    config: &JsValue,
    button: &JsValue,
    line: &HtmlElement,
    language: &str,
    identity_token: Option<String>,
    tell: js_sys::Function,
) -> bool {
    adda::widget::embed(place, server, config, button, line, language, identity_token, tell)
}

/// Executes a command of the page; called by `/widget.js`.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn command(name: &str, value: Option<String>) {
    adda::widget::command(name, value);
}

/// Removes the widget from the page, or ends the work of an island; called by `/widget.js` and
/// by the script of the server's own pages.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn leave() {
    adda::widget::leave();
}
