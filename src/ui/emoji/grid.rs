//! The grid: hundreds of buttons, so they are written as one piece of HTML and
//! share one listener, and Tab stops at one of them only.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::set::Emoji;
use crate::ui::page;

/// Emoji in a row: as the style sheet has it.
const COLUMNS: usize = 8;

/// The rows of the grid as HTML. Glyphs and names come from our own data,
/// which has none of the characters that HTML gives a meaning to.
pub(super) fn html<'a>(emoji: impl IntoIterator<Item = &'a Emoji>) -> String {
    let mut html = String::new();
    for (at, Emoji { glyph, name, .. }) in emoji.into_iter().enumerate() {
        if at % COLUMNS == 0 {
            html.push_str(if at == 0 { "<div role=row>" } else { "</div><div role=row>" });
        }
        html.push_str("<button type=button role=gridcell tabindex=");
        html.push_str(if at == 0 { "0" } else { "-1" });
        for part in [" title=\"", name, "\" aria-label=\"", name, "\">", glyph, "</button>"] {
            html.push_str(part);
        }
    }
    if !html.is_empty() {
        html.push_str("</div>");
    }
    html
}

/// The emoji of the button that an event met.
pub(super) fn picked(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("button").ok()??.text_content()
}

/// Moves the focus within the grid by the arrows, Home and End. False if the
/// key does nothing here.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::emoji::set::faces;

    #[test]
    fn a_row_has_eight_and_tab_stops_once() {
        let html = html(&faces(9));
        assert_eq!(html.matches("<div role=row>").count(), 2);
        assert_eq!(html.matches("</div>").count(), 2);
        assert_eq!(html.matches("tabindex=0").count(), 1);
        assert!(html.contains("aria-label=\"face 3\">😀</button>"), "{html}");
    }
}
