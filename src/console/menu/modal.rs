//! What the menu and its placeholder have in common.

use leptos::{html::Dialog, prelude::*};
use web_sys::{Element, Event};

/// Opens a dialog over the page as long as it is mounted. When it is removed, the focus returns to
/// the element that had it before. Returns the handler of its `close` event, which calls
/// `on_close`.
pub fn open_modal(dialog: NodeRef<Dialog>, on_close: Callback<()>) -> impl Fn(Event) + Copy {
    dialog.on_load(|dialog| {
        // Fails only if the dialog is not in the document.
        let _ = dialog.show_modal();
    });
    on_cleanup(move || {
        // The browser gives the focus back only when the dialog is closed while it is in the page.
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });
    move |event| {
        // The event comes late if the dialog has been removed.
        if event_target::<Element>(&event).is_connected() {
            on_close.run(());
        }
    }
}
