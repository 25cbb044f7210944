//! Opens dialogs with the focus where the agent goes on.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use super::frame::before_next_frame;

/// A colour is not typed.
const FIELDS: &str = "input:not([type=color], [type=hidden]), select, textarea";

/// Opens a dialog, and focuses its first field if it has one. The browser would focus the button
/// that closes it, and Enter after typing would press that.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    // Fails only if the dialog is open already.
    let _ = dialog.show_modal();
    focus_first_field(dialog);
}

/// Focuses the first field of the open dialog before the next frame: its content is about to be
/// drawn.
pub fn focus_when_drawn() {
    before_next_frame(|| {
        if let Some(dialog) = document().query_selector("dialog[open]").ok().flatten() {
            focus_first_field(&dialog);
        }
    });
}

/// Focuses the first field, unless a field has the focus already.
fn focus_first_field(dialog: &Element) {
    let is_in_field = document().active_element().is_some_and(|element| element.matches(FIELDS).unwrap_or_default());
    let field = dialog.query_selector(FIELDS).ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field.filter(|_| !is_in_field) {
        let _ = field.focus();
    }
}
