//! Icons that only the console needs; the others are in [`crate::ui::icons`].

use leptos::prelude::*;

use crate::model::conversation::Priority;

/// Shows an arrow for a priority above or below the normal one.
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

/// Shows a keyboard.
#[component]
pub fn KeyboardIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 6.5h18v11H3zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M7.5 14h9" />
        </svg>
    }
}

/// Shows a page with a column at its side.
#[component]
pub fn DetailsIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3.5 5h17v14h-17zM14.5 5v14" />
        </svg>
    }
}

/// Shows a bookmark: saved views.
#[component]
pub fn BookmarkIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6.5 4h11v16L12 15.5 6.5 20z" />
        </svg>
    }
}

/// Shows a padlock.
#[component]
pub fn LockIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M5.5 11h13v9.5h-13zM8 11V8a4 4 0 0 1 8 0v3" />
        </svg>
    }
}

/// Shows three sliders: settings.
#[component]
pub fn SettingsIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 6.5h8M16.5 6.5H20M4 12h2.5M11 12h9M4 17.5h8M16.5 17.5H20" />
            <circle cx="14.2" cy="6.5" r="2.1" />
            <circle cx="8.7" cy="12" r="2.1" />
            <circle cx="14.2" cy="17.5" r="2.1" />
        </svg>
    }
}

/// Shows three bars: statistics.
#[component]
pub fn ChartIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 20h16M7 16.5v-5M12 16.5v-11M17 16.5v-8" />
        </svg>
    }
}

/// Shows six dots: a handle for dragging.
#[component]
pub fn GripIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" />
        </svg>
    }
}

/// Shows an arrow up or down.
#[component]
pub fn ArrowIcon(
    /// Whether the arrow points up; else down.
    up: bool,
) -> impl IntoView {
    let path = if up { "M12 19V5M6 11l6-6 6 6" } else { "M12 5v14M6 13l6 6 6-6" };
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
}

/// Shows a pin, on a note.
#[component]
pub fn PinIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V20" />
        </svg>
    }
}

/// Shows a flash: quick replies.
#[component]
pub fn FlashIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M13 3L5.5 13.5H12L11 21l7.5-10.5H12z" />
        </svg>
    }
}

/// Shows a bell: notifications.
#[component]
pub fn BellIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 18.5a2 2 0 0 0 4 0" />
        </svg>
    }
}

/// Shows three lines that get shorter: filters.
#[component]
pub fn FilterIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 6.5h16M7 12h10M10 17.5h4" />
        </svg>
    }
}

/// Shows an arrow up beside an arrow down: the order.
#[component]
pub fn SortIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M8 19V5M4.5 8.5L8 5l3.5 3.5M16 5v14M12.5 15.5L16 19l3.5-3.5" />
        </svg>
    }
}

/// Shows a ticked box: selecting.
#[component]
pub fn SelectIcon() -> impl IntoView {
    view! {
        <svg class="adda-icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4.5 4.5h15v15h-15zM8 12l3 3 5-6" />
        </svg>
    }
}
