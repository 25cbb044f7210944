//! Icons that only the console needs; the others are in [`crate::ui::icons`].

use leptos::prelude::*;

use crate::model::conversation::Priority;

/// An arrow for a priority above or below the normal one.
#[component]
pub fn PrioritySign(
    /// The priority.
    priority: Priority,
) -> impl IntoView {
    let path = match priority {
        Priority::Low => "M6 2.5v7M3 6.5l3 3 3-3",
        Priority::Normal => "M3 6h6",
        Priority::High => "M6 2L1 10.5h10z",
        Priority::Urgent => "M6 1L1 6.5h3V11h4V6.5h3z",
    };
    view! {
        <svg class="priority-sign" class:priority-sign--line=priority < Priority::High viewBox="0 0 12 12" aria-hidden="true">
            <path d=path />
        </svg>
    }
}

/// A keyboard.
#[component]
pub fn KeyboardIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 6.5h18v11H3zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M7.5 14h9" />
        </svg>
    }
}

/// A page with a column at its side.
#[component]
pub fn DetailsIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3.5 5h17v14h-17zM14.5 5v14" />
        </svg>
    }
}
