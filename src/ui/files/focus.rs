//! Moves the focus to the text field, from which Enter sends the files.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Focuses the text field in an element, if there is one.
pub(super) fn focus_field(place: Option<Element>) {
    let field = place.and_then(|place| place.query_selector("textarea").ok().flatten());
    if let Some(field) = field {
        let _ = field.unchecked_into::<HtmlElement>().focus();
    }
}
