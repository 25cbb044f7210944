//! Lists that are sorted by hand: by dragging a row, or by buttons for users
//! who cannot drag. Moves are announced.

mod buttons;
mod row;
mod texts;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use self::{row::SortedRow, texts::SortingTexts};
use super::{frame::before_next_frame, locale::use_locale};
use crate::model::digits;

/// A list that is being sorted, provided to its rows in the context.
#[derive(Clone, Copy)]
struct Sorting {
    ids: Signal<Vec<i64>>,
    name_of: Callback<i64, String>,
    on_order: Callback<Vec<i64>>,
    dragged: RwSignal<Option<i64>>,
    /// The row whose position the dragged one would take.
    target: RwSignal<Option<i64>>,
    /// The row that was moved last, and its new position.
    moved: RwSignal<Option<(i64, usize)>>,
}

impl Sorting {
    /// Returns the place of a row, from 0; tracked.
    fn place(self, id: i64) -> Option<usize> {
        self.ids.with(|ids| ids.iter().position(|other| *other == id))
    }

    /// Moves a row to a position.
    fn move_to(self, id: i64, place: usize) {
        let mut ids = self.ids.get_untracked();
        let Some(from) = ids.iter().position(|other| *other == id) else { return };
        if place >= ids.len() || place == from {
            return;
        }
        let id = ids.remove(from);
        ids.insert(place, id);
        self.on_order.run(ids);
        self.moved.set(Some((id, place)));
    }

    /// Moves a row by one position, and restores the focus of the pressed
    /// button: moving a row in the document loses it.
    fn step(self, id: i64, up: bool, button: String) {
        let Some(place) = untrack(|| self.place(id)) else { return };
        let place = if up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(place) = place {
            self.move_to(id, place);
            before_next_frame(move || {
                let button =
                    document().get_element_by_id(&button).and_then(|found| found.dyn_into::<HtmlElement>().ok());
                if let Some(button) = button {
                    let _ = button.focus();
                }
            });
        }
    }
}

/// Shows a list whose rows can be moved.
#[component]
pub fn SortedList(
    /// The accessible name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The rows' ids, in their order.
    #[prop(into)]
    ids: Signal<Vec<i64>>,
    /// Returns the name of a row.
    #[prop(into)]
    name_of: Callback<i64, String>,
    /// Returns the content of a row.
    #[prop(into)]
    row: Callback<i64, AnyView>,
    /// Called with the new order.
    #[prop(into)]
    on_order: Callback<Vec<i64>>,
) -> impl IntoView {
    let locale = use_locale();
    let sorting = Sorting {
        ids,
        name_of,
        on_order,
        dragged: RwSignal::new(None),
        target: RwSignal::new(None),
        moved: RwSignal::new(None),
    };
    provide_context(sorting);
    let announcement = move || {
        let (id, place) = sorting.moved.get()?;
        let language = locale.language();
        let number = |number: usize| digits::localize(&number.to_string(), language);
        let count = ids.with_untracked(Vec::len);
        let name = name_of.run(id);
        Some(SortingTexts::of(language).moved(&name, &number(place + 1), &number(count)))
    };
    view! {
        <ul class="sorted-list" aria-label=label>
            <For each=move || ids.get() key=|id| *id let:id>
                <SortedRow id content=row.run(id) />
            </For>
        </ul>
        <p class="visually-hidden" role="status">{announcement}</p>
    }
}
