//! Asks before a tab is closed while something is unsent.

use leptos::prelude::*;

use crate::ui::page::Listener;

/// Lets the browser ask, in its own words, while `is_unsent`. It listens only
/// then: pages that always listen are not kept for the way back.
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
