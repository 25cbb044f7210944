//! The grid: hundreds of buttons that share one listener and form a single Tab stop.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::set::Emoji;
use crate::ui::{dom::Tag, page};

/// The number of emoji in a row, as in the style sheet.
const COLUMNS: usize = 8;

/// Draws emoji in rows and replaces the previous ones. Returns whether there are none. Built
/// element by element, because pages may forbid setting HTML (Trusted Types).
pub(super) fn fill<'a>(place: &Tag, emoji: impl IntoIterator<Item = &'a Emoji>) -> bool {
    place.set_text("");
    let mut row = None;
    for (at, Emoji { glyph, name, .. }) in emoji.into_iter().enumerate() {
        let button = Tag::new("button", "")
            .attr("type", "button")
            .attr("role", "gridcell")
            .attr("tabindex", if at == 0 { "0" } else { "-1" })
            .named(name)
            .text(glyph);
        if at % COLUMNS == 0 {
            let new = Tag::new("div", "").attr("role", "row");
            let _ = place.element().append_child(new.element());
            row = Some(new);
        }
        row = row.map(|row| row.child(button));
    }
    row.is_none()
}

/// Returns the emoji of the button that received an event.
pub(super) fn picked(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("button").ok()??.text_content()
}

/// Moves the focus within the grid on arrow keys, Home and End. Returns `false`
/// for other keys.
pub(super) fn step(grid: &HtmlElement, key: &str) -> bool {
    let Ok(cells) = grid.query_selector_all("button") else { return false };
    let cell = |at: u32| cells.get(at)?.dyn_into::<HtmlElement>().ok();
    let focused = page::active_element();
    let Some(from) = (0..cells.length()).find(|&at| cell(at).map(Element::from) == focused) else { return false };
    let columns = COLUMNS as u32;
    let to = match key {
        "ArrowRight" => Some(from + 1),
        "ArrowLeft" => from.checked_sub(1),
        "ArrowDown" => Some(from + columns),
        "ArrowUp" => from.checked_sub(columns),
        "Home" => Some(0),
        "End" => Some(cells.length() - 1),
        _ => return false,
    };
    if let (Some(left), Some(reached)) = (cell(from), to.and_then(cell)) {
        left.set_tab_index(-1);
        reached.set_tab_index(0);
        let _ = reached.focus();
    }
    true
}
