//! Status, priority and labels as small chips: colour, a sign and a word.

use leptos::{either::Either, prelude::*};

use super::{icons::PrioritySign, locale::use_locale};
use crate::model::{
    conversation::{Priority, Status},
    label::Label,
};

/// Shows a conversation's status.
#[component]
pub fn StatusChip(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <span class=move || ["chip chip--", status.get().code()].concat()>
            <span class="dot" aria-hidden="true"></span>
            {move || locale.texts().status(status.get())}
        </span>
    }
}

/// Shows a conversation's priority.
#[component]
pub fn PriorityChip(
    /// The priority.
    #[prop(into)]
    priority: Signal<Priority>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <span class=move || ["chip chip--", priority.get().code()].concat()>
            {move || match priority.get() {
                Priority::Normal => Either::Left(()),
                other => Either::Right(view! { <PrioritySign priority=other /> }),
            }}
            {move || locale.texts().priority(priority.get())}
        </span>
    }
}

/// Shows a label with a dot of its colour.
#[component]
pub fn LabelChip(
    /// The label.
    label: Label,
) -> impl IntoView {
    view! {
        <span class="chip chip--label">
            <span class="dot" aria-hidden="true" style:background-color=label.color.to_string()></span>
            <bdi class="chip-text">{label.name}</bdi>
        </span>
    }
}
