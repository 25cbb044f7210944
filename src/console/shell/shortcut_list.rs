//! The list of the keys, and the switch that turns them off.

use leptos::prelude::*;

use super::{shortcut_texts, shortcuts::use_shortcuts};
use crate::console::{dialog::focus_when_drawn, locale::use_locale};

/// Shows the list and the switch.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let locale = use_locale();
    focus_when_drawn();
    let shortcuts = use_shortcuts();
    let keys = move || {
        let all = shortcut_texts::all(locale.language()).iter();
        all.map(|(key, what)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*what}</dd></div> }).collect_view()
    };
    view! {
        <dl class="shortcut-list">{keys}</dl>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || shortcuts.are_on()
                on:change=move |event| shortcuts.turn(event_target_checked(&event))
            />
            <span>{move || locale.texts().shortcuts_on}</span>
        </label>
    }
}
