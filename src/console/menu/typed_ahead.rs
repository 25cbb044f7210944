//! Keeps what is typed while the program of the menus is still being fetched.

use leptos::{html::Dialog, prelude::*};
use web_sys::KeyboardEvent;

use super::modal::open_modal;
use crate::ui::composing::is_composing;

/// What was typed into the placeholder of a menu.
#[derive(Clone, Default)]
pub(super) struct Typed {
    /// The text of the field.
    pub text: String,
    /// Whether Enter was pressed after it.
    pub is_entered: bool,
}

/// What was typed, provided to the menu in the context. The menu begins with it.
#[derive(Clone, Copy, Default)]
pub struct TypedAhead(RwSignal<Typed>);

impl TypedAhead {
    /// Returns what was typed, and forgets it.
    pub(super) fn take(self) -> Typed {
        self.0.try_update(std::mem::take).unwrap_or_default()
    }
}

/// Shows the field of a menu without choices. Without it, the letters that are typed would be
/// shortcuts.
#[component]
pub fn MenuPlaceholder(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let TypedAhead(typed) = expect_context();
    let dialog = NodeRef::<Dialog>::new();
    let closed = open_modal(dialog, on_close);
    let steer = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !is_composing(&event) {
            typed.update(|typed| typed.is_entered = true);
        }
    };
    let input = move |event| typed.set(Typed { text: event_target_value(&event), is_entered: false });
    view! {
        <dialog class="menu" node_ref=dialog aria-busy="true" on:close=closed>
            <input class="menu-query" type="text" dir="auto" autocomplete="off" on:input=input on:keydown=steer />
        </dialog>
    }
}
