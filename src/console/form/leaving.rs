//! Asks for confirmation before the agent leaves a page with unsaved changes.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::{confirm::ConfirmDialog, texts::FormTexts};
use crate::console::{locale::use_locale, place};

/// Asks before leaving. The browser asks when the tab is closed. The console asks when one of its
/// links is followed.
#[component]
pub(super) fn LeaveGuard(is_dirty: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let navigate = use_navigate();
    let is_asking = RwSignal::new(false);
    let destination = RwSignal::new(String::new());
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if is_dirty.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || unload.remove());
    on_link(move |event, place| {
        if is_dirty.get_untracked() {
            event.prevent_default();
            destination.set(place);
            is_asking.set(true);
        }
    });
    let leave = move |()| {
        navigate(&destination.get_untracked(), NavigateOptions { resolve: false, ..NavigateOptions::default() });
    };
    let texts = move || FormTexts::of(locale.language());
    view! {
        <ConfirmDialog
            is_open=is_asking
            title=move || texts().leave_title.to_owned()
            text=move || texts().leave_hint.to_owned()
            confirm=move || texts().leave.to_owned()
            on_confirm=leave
        />
    }
}

/// Calls `ask` for each link to another page of the console, before the router
/// follows it: the router listens further up, on the window.
fn on_link(ask: impl Fn(&MouseEvent, String) + 'static) {
    let listener = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(place) = destination_of(&event) {
            ask(&event, place);
        }
    });
    // A function is always accepted as a listener.
    let _ = document().add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        listener.with_value(|listener| {
            let _ = document().remove_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
        });
    });
}

/// Returns the page that a click opens in this tab.
fn destination_of(event: &MouseEvent) -> Option<String> {
    let with_keys = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_here = link.target().is_empty() && link.pathname().starts_with(place::BASE);
    (event.button() == 0 && !with_keys && is_here).then(|| [link.pathname(), link.search()].concat())
}
