//! Moves the keyboard's focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the element with an `id`. Returns `false` if it does not exist.
pub fn focus(element_id: &str) -> bool {
    let element = document().get_element_by_id(element_id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
