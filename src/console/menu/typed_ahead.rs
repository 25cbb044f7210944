//! Keeps what is typed while the program of the menus is still being fetched.

use leptos::{html::Dialog, prelude::*};
use web_sys::Element;

/// The text, provided to the menu in the context. The menu begins with it.
#[derive(Clone, Copy, Default)]
pub struct TypedAhead(RwSignal<String>);

impl TypedAhead {
    /// Returns the text, which is then empty.
    pub(super) fn take(self) -> String {
        self.0.try_update(std::mem::take).unwrap_or_default()
    }
}

/// Shows the field of a menu without choices. Without it, the letters that are typed would be
/// shortcuts.
#[component]
pub fn MenuPlaceholder(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let TypedAhead(text) = expect_context();
    let dialog = NodeRef::<Dialog>::new();
    dialog.on_load(|dialog| {
        // Fails only if the dialog is not in the document.
        let _ = dialog.show_modal();
    });
    on_cleanup(move || {
        // The browser gives the focus back, for the menu to return it later.
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });
    let closed = move |event: web_sys::Event| {
        // The event comes late if the dialog has been removed.
        if event_target::<Element>(&event).is_connected() {
            on_close.run(());
        }
    };
    view! {
        <dialog class="menu" node_ref=dialog aria-busy="true" on:close=closed>
            <input
                class="menu-query"
                type="text"
                dir="auto"
                autocomplete="off"
                on:input=move |event| text.set(event_target_value(&event))
            />
        </dialog>
    }
}
