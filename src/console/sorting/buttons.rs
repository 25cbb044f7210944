//! Buttons that move a row without dragging.

use leptos::prelude::*;

use super::{Sorting, texts::SortingTexts};
use crate::console::{icons::ArrowIcon, locale::use_locale};

/// Shows the buttons that move the row up and down.
#[component]
pub fn MoveButtons(
    /// The row's id.
    id: i64,
) -> impl IntoView {
    view! {
        <span class="sorted-moves">
            <MoveButton id up=true />
            <MoveButton id up=false />
        </span>
    }
}

/// Shows a button that moves a row. At the end of the list it is dimmed, but still focusable and
/// announced.
#[component]
fn MoveButton(id: i64, up: bool) -> impl IntoView {
    let locale = use_locale();
    let sorting: Sorting = expect_context();
    let own_id = format!("move-{}-{id}", if up { "up" } else { "down" });
    let target = own_id.clone();
    let label = move || {
        let name = sorting.name_of.run(id);
        SortingTexts::of(locale.language()).button(up, &name)
    };
    let is_at_end = move || {
        let end = if up { 0 } else { sorting.ids.with(Vec::len).saturating_sub(1) };
        (sorting.place(id) == Some(end)).then_some("true")
    };
    view! {
        <button
            type="button"
            id=own_id
            class="icon-button"
            aria-label=label
            title=label
            aria-disabled=is_at_end
            on:click=move |_| sorting.step(id, up, target.clone())
        >
            <ArrowIcon up />
        </button>
    }
}
