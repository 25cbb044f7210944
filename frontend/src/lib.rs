//! The WASM bundle's entry points. This crate is only a `cdylib`, so that the
//! link gets fat link-time optimisation; everything else is in `adda`.
#[cfg(any(feature = "widget", feature = "console"))]
use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "widget")]
use web_sys::HtmlElement;

/// Puts the console on its page; called by the page's own script.
#[cfg(feature = "console")]
#[wasm_bindgen]
pub fn start() {
    adda::console::mount();
}

/// Puts the widget in the place of what the server has rendered; called by the
/// page's own script.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn wake(island: &HtmlElement) {
    adda::widget::wake(island);
}

/// Puts the widget into a page of another site; called by `/widget.js`.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn embed(
    place: &HtmlElement,
    server: String,
    config: &wasm_bindgen::JsValue,
    language: &str,
    identity_token: Option<String>,
    sign_in_url: Option<String>,
    tell: js_sys::Function,
) -> bool {
    adda::widget::embed(place, server, config, language, identity_token, sign_in_url, tell)
}

/// Does what the page has asked the widget for; called by `/widget.js`.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn command(name: &str, value: Option<String>) {
    adda::widget::command(name, value);
}

/// Takes the widget out of the page, or ends what it does in an island; called by
/// `/widget.js` and by our own pages' script.
#[cfg(feature = "widget")]
#[wasm_bindgen]
pub fn leave() {
    adda::widget::leave();
}
