//! Manages the focus.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::launch::Launch;
use crate::ui::{
    dom::{Tag, later},
    page,
    signals::*,
};

/// The focusable elements of the window.
const REACHABLE: &str = "button:not(:disabled), input, textarea, [tabindex='0'], a[href]";
/// The style sheet's media query: up to this width or height the window covers the page.
const FULL_SCREEN: &str = "(max-width: 480px), (max-height: 480px)";

/// Keeps Tab within a window that covers the page, because the page below it is
/// not visible. A window in the corner lets the focus leave.
pub fn keep_inside(event: &KeyboardEvent, window: &HtmlElement) {
    if event.key() != "Tab" || !covers_page() {
        return;
    }
    let Ok(reachable) = window.query_selector_all(REACHABLE) else { return };
    let element = |at: u32| reachable.get(at)?.dyn_into::<HtmlElement>().ok();
    let (Some(first), Some(last)) = (element(0), element(reachable.length().saturating_sub(1))) else { return };
    let (from, to) = if event.shift_key() { (first, last) } else { (last, first) };
    if page::active_element().as_ref() == Some(from.as_ref()) {
        event.prevent_default();
        let _ = to.focus();
    }
}

fn covers_page() -> bool {
    page::matches(FULL_SCREEN)
}

/// Focuses an element when the window opens, or when it replaces the focused
/// element. Never takes the focus from the page.
pub fn on_opening(launch: Launch, element: Tag) {
    later(move || {
        if launch.is_open.get() && is_free_or_ours() {
            element.focus();
        }
    });
}

/// Focuses the first invalid field of a form.
pub fn first_invalid(form: &HtmlElement) {
    let field = form.query_selector("[aria-invalid]").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

fn is_free_or_ours() -> bool {
    page::active_element().is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(".adda").is_ok_and(|widget| widget.is_some())
    })
}
