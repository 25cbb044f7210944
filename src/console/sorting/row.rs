//! A row that can be dragged.

use leptos::{ev::DragEvent, prelude::*};

use super::{Sorting, buttons::MoveButtons};
use crate::console::icons::GripIcon;

/// Shows the grip, the content, and the buttons that move the row.
#[component]
pub fn SortedRow(
    /// The row's id.
    id: i64,
    /// The content of the row.
    content: AnyView,
) -> impl IntoView {
    let sorting: Sorting = expect_context();
    let is_dragged = move || sorting.dragged.get() == Some(id);
    // Whether a line marks this row as the drop position.
    let is_target = move || sorting.target.get() == Some(id) && !is_dragged();
    let comes_from_above = move || sorting.dragged.get().and_then(|dragged| sorting.place(dragged)) < sorting.place(id);
    let start = move |event: DragEvent| {
        sorting.dragged.set(Some(id));
        if let Some(transfer) = event.data_transfer() {
            transfer.set_effect_allowed("move");
            // Firefox drags only elements that carry data.
            let _ = transfer.set_data("text/plain", "");
        }
    };
    let over = move |event: DragEvent| {
        if sorting.dragged.get_untracked().is_some() {
            event.prevent_default();
            if sorting.target.get_untracked() != Some(id) {
                sorting.target.set(Some(id));
            }
        }
    };
    let end = move || {
        sorting.dragged.set(None);
        sorting.target.set(None);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let place = untrack(|| sorting.place(id));
        if let (Some(dragged), Some(place)) = (sorting.dragged.get_untracked(), place) {
            sorting.move_to(dragged, place);
        }
        end();
    };
    view! {
        <li
            class="sorted-row"
            class:is-dragged=is_dragged
            class:is-before=move || is_target() && !comes_from_above()
            class:is-after=move || is_target() && comes_from_above()
            draggable="true"
            on:dragstart=start
            on:dragover=over
            on:drop=drop
            on:dragend=move |_| end()
        >
            <span class="sorted-grip"><GripIcon /></span>
            {content}
            <MoveButtons id />
        </li>
    }
}
