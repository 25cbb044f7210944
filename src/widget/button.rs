//! The round button in the page's corner: all that the server sends.

use leptos::{html, prelude::*};

use super::{launch::Launch, texts::Texts};
use crate::{
    model::{color::Color, digits},
    ui::icons::{Glyph, Icon},
};

/// Opens and closes the window; shows how many messages are unread.
#[component]
pub fn ChatButton(launch: Launch, color: Color) -> impl IntoView {
    let Launch { spoken, is_open, unread, .. } = launch;
    let texts = move || Texts::of(spoken.get());
    let button = NodeRef::<html::Button>::new();
    let shown = Memo::new(move |_| if is_open.get() { 0 } else { unread.get() });
    let label = move || match (is_open.get(), shown.get()) {
        (true, _) => texts().hide.to_owned(),
        (false, 0) => texts().open.to_owned(),
        (false, count) => [texts().open, ", ", &texts().unread(count)].concat(),
    };
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true)
            && !is_open
            && let Some(button) = button.get_untracked()
        {
            // Where the focus came from.
            let _ = button.focus();
        }
        is_open
    });
    view! {
        <button
            class="adda-button"
            class:adda-button-dark=!color.carries_white_icon()
            type="button"
            aria-label=label
            aria-expanded=move || is_open.get().to_string()
            aria-haspopup="dialog"
            node_ref=button
            on:click=move |_| if is_open.get_untracked() { launch.close() } else { launch.open() }
        >
            // Drawn, not styled: the shop's colour is there before any script,
            // and a strict content security policy has nothing against it.
            <svg class="adda-button-disc" viewBox="0 0 60 60" aria-hidden="true" focusable="false">
                <circle cx="30" cy="30" r="30" fill=color.to_string()></circle>
            </svg>
            <span class="adda-button-icon" class:adda-button-icon-shown=move || !is_open.get()>
                <Icon glyph=Glyph::Chat/>
            </span>
            <span class="adda-button-icon" class:adda-button-icon-shown=move || is_open.get()>
                <Icon glyph=Glyph::ChevronDown/>
            </span>
            <span class="adda-badge" class:adda-badge-shown=move || shown.get() != 0 aria-hidden="true">
                {move || digits::badge(shown.get(), spoken.get())}
            </span>
        </button>
        <span class="adda-spoken" role="status">{move || texts().unread(shown.get())}</span>
    }
}
