//! Prefetches the program of a page when a link to it may soon be followed.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlAnchorElement};

use super::routes::part_at;

/// Fetches the program part behind each link that gets the pointer or the
/// focus, as long as the component exists.
pub fn fetch_linked_parts() {
    let pointer = window_event_listener(ev::pointerover, |event| fetch_behind(event.target()));
    let focus = window_event_listener(ev::focusin, |event| fetch_behind(event.target()));
    on_cleanup(move || {
        pointer.remove();
        focus.remove();
    });
}

fn fetch_behind(target: Option<EventTarget>) {
    let link = target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("a[href]").ok().flatten())
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(part) = link.and_then(|link| part_at(&link.pathname())) {
        part.fetch_ahead();
    }
}
