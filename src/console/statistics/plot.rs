//! The area of a chart in which the pointer or the arrow keys choose a value to read.

use leptos::{ev, html::Div, prelude::*};
use web_sys::MouseEvent;

use crate::console::shortcut;

/// The cells of a chart, in equal columns and rows.
#[derive(Clone, Copy)]
pub struct Grid {
    pub columns: usize,
    pub rows: usize,
}

impl Grid {
    /// Returns the cell at a place; both parts are shares of the width and the height.
    fn at(self, x: f64, y: f64) -> usize {
        // The casts saturate, so a place outside the area is in the nearest cell.
        let column = ((x * self.columns as f64) as usize).min(self.columns.saturating_sub(1));
        let row = ((y * self.rows as f64) as usize).min(self.rows.saturating_sub(1));
        row * self.columns + column
    }

    /// Returns the cell that a key leads to; none for other keys.
    fn moved(self, from: usize, key: &str) -> Option<usize> {
        let last = self.columns * self.rows - 1;
        match key {
            "ArrowLeft" => Some(from.saturating_sub(1)),
            "ArrowRight" => Some((from + 1).min(last)),
            "ArrowUp" if self.rows > 1 => Some(from.checked_sub(self.columns).unwrap_or(from)),
            "ArrowDown" if self.rows > 1 => Some(Some(from + self.columns).filter(|to| *to <= last).unwrap_or(from)),
            "Home" => Some(0),
            "End" => Some(last),
            _ => None,
        }
    }

    /// Returns the place and size of a cell in per cent: left, top, width, height.
    fn place(self, cell: usize) -> [f64; 4] {
        let (width, height) = (100.0 / self.columns as f64, 100.0 / self.rows as f64);
        [(cell % self.columns) as f64 * width, (cell / self.columns) as f64 * height, width, height]
    }
}

/// Shows a drawing, and the value of the cell under the pointer. Focused, it shows the value of
/// the cell that the arrow keys choose.
#[component]
pub fn Plot(
    /// The name for screen readers.
    label: String,
    grid: Grid,
    /// The value of each cell, row by row.
    values: Vec<String>,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let area = NodeRef::<Div>::new();
    let chosen = RwSignal::new(None::<usize>);
    // The last cell that was chosen by a key.
    let by_key = StoredValue::new(values.len().saturating_sub(1));
    let values = StoredValue::new(values);
    let point = move |event: MouseEvent| {
        let Some(area) = area.get_untracked() else { return };
        let place = area.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - place.left()) / place.width();
        let y = (f64::from(event.client_y()) - place.top()) / place.height();
        chosen.set(Some(grid.at(x, y)));
    };
    let choose = move |cell| {
        by_key.set_value(cell);
        chosen.set(Some(cell));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(key) = shortcut::pressed(&event) else { return };
        if key == "Escape" && chosen.get_untracked().is_some() {
            event.stop_propagation();
            chosen.set(None);
        }
        if let Some(cell) = grid.moved(by_key.get_value(), &key) {
            event.prevent_default();
            event.stop_propagation();
            choose(cell);
        }
    };
    let percent = |value: f64| format!("{value}%");
    let mark = move || {
        chosen.get().map(|cell| {
            let [left, top, width, height] = grid.place(cell).map(percent);
            view! { <i class="plot-mark" style:left=left style:top=top style:width=width style:height=height></i> }
        })
    };
    let middle = move || {
        let [left, _, width, _] = grid.place(chosen.get().unwrap_or(0));
        // The words stay beside the drawing.
        format!("clamp(6rem, {}%, calc(100% - 6rem))", left + width / 2.0)
    };
    let top = move || percent(grid.place(chosen.get().unwrap_or(0))[1]);
    let value = move || chosen.get().and_then(|cell| values.with_value(|values| values.get(cell).cloned()));
    view! {
        <div
            class="plot"
            node_ref=area
            tabindex="0"
            role="group"
            aria-label=label
            on:pointermove=move |event| point(event.into())
            on:pointerdown=move |event| point(event.into())
            on:pointerleave=move |_| chosen.set(None)
            on:focus=move |_| {
                if chosen.get_untracked().is_none() {
                    choose(by_key.get_value());
                }
            }
            on:blur=move |_| chosen.set(None)
            on:keydown=on_key
        >
            {children()}
            {mark}
            <p class="plot-value" class:is-shown=move || chosen.get().is_some() style:left=middle style:top=top role="status">
                {value}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: Grid = Grid { columns: 24, rows: 7 };

    #[test]
    fn a_place_is_in_one_cell_also_at_the_edges() {
        assert_eq!(
            [(0.0, 0.0), (0.999, 0.999), (1.2, 1.0), (-0.1, 0.5)].map(|(x, y)| WEEK.at(x, y)),
            [0, 167, 167, 72]
        );
    }

    #[test]
    fn keys_move_by_a_column_or_a_row_and_stop_at_the_ends() {
        let days = Grid { columns: 30, rows: 1 };
        assert_eq!(days.moved(29, "ArrowRight"), Some(29));
        assert_eq!(days.moved(29, "ArrowLeft"), Some(28));
        assert_eq!(days.moved(3, "ArrowUp"), None);
        assert_eq!(WEEK.moved(30, "ArrowUp"), Some(6));
        assert_eq!(WEEK.moved(6, "ArrowUp"), Some(6));
        assert_eq!(WEEK.moved(150, "ArrowDown"), Some(150));
        assert_eq!(WEEK.moved(5, "End"), Some(167));
        assert_eq!(WEEK.moved(5, "x"), None);
    }

    #[test]
    fn a_cell_has_its_share_of_the_area() {
        assert_eq!(Grid { columns: 4, rows: 2 }.place(6), [50.0, 50.0, 25.0, 50.0]);
    }
}
