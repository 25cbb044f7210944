//! Inserts text into a field as if it had been typed.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlTextAreaElement};

#[wasm_bindgen]
extern "C" {
    /// Deprecated, but the only way to change a field so that the browser's
    /// undo works.
    #[wasm_bindgen(catch, js_namespace = document, js_name = execCommand)]
    fn exec_command(name: &str, shows: bool, value: &str) -> Result<bool, JsValue>;
}

/// Replaces the selection in `field` with `text`, focuses the field and
/// notifies its listeners. The browser's undo (Ctrl+Z) reverts it.
pub fn insert(field: &HtmlTextAreaElement, text: &str) {
    let _ = field.focus();
    if exec_command("insertText", false, text) == Ok(true) {
        return;
    }
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    if field.set_range_text(text).is_err() {
        return;
    }
    // The browser counts in UTF-16.
    let end = start + u32::try_from(text.encode_utf16().count()).unwrap_or_default();
    let _ = field.set_selection_range(end, end);
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}
