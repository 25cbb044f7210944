//! Tells the other tabs of a shop that something was read here, so that their
//! badges need not wait for their own poll.

use js_sys::Reflect;

use crate::{
    model::ids::MessageId,
    ui::{
        page::{Listener, window},
        signals::*,
        storage,
    },
};

const KEY: &str = "adda.read";

/// The customer has read up to `message` in this tab.
pub fn set(message: MessageId) {
    storage::set(KEY, &message.0.to_string());
}

/// Calls `changed` when another tab has read something, until the current
/// owner is disposed of.
pub fn on_change(changed: impl Fn() + 'static) {
    let listener = Listener::new(window().into(), "storage", move |event| {
        let key = Reflect::get(&event, &"key".into()).ok().and_then(|key| key.as_string());
        if key.as_deref() == Some(KEY) {
            changed();
        }
    });
    StoredValue::new_local(listener);
}
