//! The command palette (Ctrl+K or ⌘K): views, pages, conversations, and the actions of the open
//! conversation, by a few letters of their names.

mod commands;
mod content;
mod conversations;
mod entry;
mod texts;

use leptos::{ev, html::Dialog, prelude::*};
use web_sys::KeyboardEvent;

pub use self::content::PaletteContent;
use self::texts::PaletteTexts;
use super::{
    lazy::{PALETTE, PartPage},
    locale::use_locale,
    shortcut::is_dialog_open,
};

/// The palette, provided to its content in the context.
#[derive(Clone, Copy)]
struct Palette {
    dialog: NodeRef<Dialog>,
    is_open: RwSignal<bool>,
}

impl Palette {
    /// Opens the palette, unless another dialog is open, or closes it.
    fn toggle(self) {
        if self.is_open.get_untracked() {
            return self.close();
        }
        if let Some(dialog) = self.dialog.get_untracked().filter(|_| !is_dialog_open()) {
            self.is_open.set(true);
            // Fails only if the dialog is open already.
            let _ = dialog.show_modal();
        }
    }

    /// Closes the palette. The focus goes back to where it was.
    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }
}

/// Shows the dialog of the palette, and opens it by its key.
#[component]
pub fn CommandPalette() -> impl IntoView {
    let locale = use_locale();
    let palette = Palette { dialog: NodeRef::new(), is_open: RwSignal::new(false) };
    provide_context(palette);
    let handle = window_event_listener(ev::keydown, move |event| {
        if is_key(&event) {
            event.prevent_default();
            palette.toggle();
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <dialog
            class="palette"
            node_ref=palette.dialog
            aria-label=move || PaletteTexts::of(locale.language()).title
            on:close=move |_| palette.is_open.set(false)
        >
            <Show when=move || palette.is_open.get()>
                <PartPage part=PALETTE is_inside=true />
            </Show>
        </dialog>
    }
}

/// Returns whether the key is Ctrl+K or ⌘K. On a layout without Latin letters, the position of
/// the key counts.
fn is_key(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let is_k = key.eq_ignore_ascii_case("k") || (!key.is_ascii() && event.code() == "KeyK");
    is_k && event.ctrl_key() != event.meta_key() && !event.alt_key() && !event.shift_key()
}
