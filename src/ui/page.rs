//! The page: whether it is visible, and when that changes.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Document, Element, Event, EventTarget, VisibilityState, Window};

use super::signals::*;
use crate::model::{digits::decimal, ids::ClientId};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Window;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

/// Returns the browser's window.
pub fn window() -> Window {
    WINDOW.with(Clone::clone)
}

/// Returns the window's document.
pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Runs a function before the next frame is drawn.
pub fn request_animation_frame(act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    // Requesting a frame cannot throw.
    let _ = window().request_animation_frame(Closure::once_into_js(act).unchecked_ref());
}

/// Returns a CSS length in whole pixels; fractions are not visible.
pub fn pixels(length: f64) -> String {
    [&decimal(length as u64), "px"].concat()
}

/// Returns whether the page is in a visible tab.
pub fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Returns the element with the focus. On a page of another site the widget is in a shadow root,
/// and the document returns only the root's host.
pub fn active_element() -> Option<Element> {
    let active = document().active_element()?;
    match active.shadow_root().and_then(|root| root.active_element()) {
        Some(inner) => Some(inner),
        None => Some(active),
    }
}

/// Calls `changed` whenever the page is shown or hidden, and when the network
/// returns, until the current owner is disposed of.
pub fn on_change(changed: impl Fn() + 'static) {
    keep(listen(changed));
}

/// Like [`on_change`], until the listeners are dropped.
pub fn listen(changed: impl Fn() + 'static) -> Vec<Listener> {
    listen_for(Rc::new(changed))
}

fn listen_for(changed: Rc<dyn Fn()>) -> Vec<Listener> {
    let page: EventTarget = document().into();
    let window: EventTarget = window().into();
    let places = [(page, "visibilitychange"), (window.clone(), "pageshow"), (window, "online")];
    let listen = |(target, event)| {
        let changed = Rc::clone(&changed);
        Listener::new(target, event, move |_| changed())
    };
    places.into_iter().map(listen).collect()
}

/// Keeps listeners until the current owner is disposed of.
pub fn keep(listeners: Vec<Listener>) {
    StoredValue::new_local(listeners);
}

/// Returns a message id from the clock and the browser's cryptographic random source.
pub fn new_client_id() -> ClientId {
    let mut random = [0; 10];
    // Not `randomUUID`: that exists on https pages only. Without random bytes, the time alone
    // distinguishes the messages of a sender.
    let _ = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random));
    ClientId::new(js_sys::Date::now() as u64, random)
}

/// An event listener that is removed when it is dropped.
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens to `event` on `target`.
    pub fn new(target: EventTarget, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        Self::boxed(target, event, Box::new(callback))
    }

    fn boxed(target: EventTarget, event: &'static str, callback: Box<dyn FnMut(Event)>) -> Self {
        let callback = Closure::wrap(callback);
        // Adding a function as a listener cannot throw.
        let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        Self { target, event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.callback.as_ref().unchecked_ref());
    }
}

/// Returns whether a media query of style sheets applies.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
}
