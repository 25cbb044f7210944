//! The switch between a reply and a note.

use leptos::prelude::*;

use super::{composer::REPLY_ID, mode::Mode, texts::ToolTexts};
use crate::console::{focus::focus, locale::use_locale};

/// Shows the switch between the two modes. The pressed button is the current
/// mode.
#[component]
pub fn ModeSwitch(mode: RwSignal<Mode>) -> impl IntoView {
    let locale = use_locale();
    let button = move |own: Mode| {
        view! {
            <button
                type="button"
                class="mode"
                aria-pressed=move || if mode.get() == own { "true" } else { "false" }
                aria-keyshortcuts=own.key()
                on:click=move |_| {
                    mode.set(own);
                    focus(REPLY_ID);
                }
            >
                {move || own.label(ToolTexts::of(locale.language()))}
            </button>
        }
    };
    view! {
        <div class="modes" role="group" aria-label=move || ToolTexts::of(locale.language()).write_to>
            {Mode::ALL.map(button)}
        </div>
    }
}
