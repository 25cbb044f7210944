//! Where the keyboard is.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::launch::Launch;

/// Gives an element the focus when the window opens, or when the element
/// appears in place of the one that had it. Never takes it from the page.
pub fn on_opening(launch: Launch, element: impl Fn() -> Option<HtmlElement> + 'static) {
    Effect::new(move || {
        if launch.is_open.get()
            && let Some(element) = element()
            && is_free_or_ours()
        {
            let _ = element.focus();
        }
    });
}

fn is_free_or_ours() -> bool {
    document().active_element().is_none_or(|element| {
        element.tag_name() == "BODY" || element.closest(".adda").is_ok_and(|widget| widget.is_some())
    })
}
