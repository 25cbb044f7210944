//! Asks for confirmation before a tab with unsent messages is closed.

use leptos::prelude::*;

use crate::ui::page::Listener;

/// Lets the browser ask for confirmation while `is_unsent`. It listens only
/// then, because browsers do not cache pages with such a listener for the back
/// button.
pub fn ask_while(is_unsent: Signal<bool>) {
    let is_unsent = Memo::new(move |_| is_unsent.get());
    let listener = StoredValue::<Option<Listener>, LocalStorage>::new_local(None);
    Effect::new(move |_| {
        let asks = is_unsent.get().then(|| {
            Listener::new(window().into(), "beforeunload", |event| {
                event.prevent_default();
            })
        });
        listener.set_value(asks);
    });
}
