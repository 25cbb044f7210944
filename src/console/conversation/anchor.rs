//! Keeps what is being read in its place while messages come in below it.
//!
//! The log's scroller counts from the bottom, so that what comes above moves
//! nothing; for what comes below, the browsers' own scroll anchoring cannot be
//! had: Chromium's jumps in a reversed column when rows are put above.

use leptos::prelude::*;
use web_sys::Element;

/// The row that was last when the log was drawn, and its distance to the end.
#[derive(Clone, Copy)]
pub struct Anchor(StoredValue<Option<(Element, f64)>, LocalStorage>);

impl Anchor {
    /// Nothing has been drawn yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// To be called after each drawing, before it is painted.
    pub fn hold(self, scroller: &Element, rows: &Element) {
        let end = rows.get_bounding_client_rect().bottom();
        // From its top: what stands below its words may come and go.
        let gap = |row: &Element| end - row.get_bounding_client_rect().top();
        let came_below = self.0.with_value(|last| {
            let last = last.as_ref().filter(|(row, _)| row.is_connected());
            last.map_or(0.0, |(row, before)| gap(row) - before)
        });
        let last = rows.last_element_child().map(|row| (row.clone(), gap(&row)));
        self.0.set_value(last);
        // At the newest message the new one is to be seen.
        if scroller.scroll_top() < 0 && came_below.abs() >= 1.0 {
            // At most the height of the log: fits.
            scroller.set_scroll_top(scroller.scroll_top() - came_below.round() as i32);
        }
    }
}

impl Default for Anchor {
    fn default() -> Self {
        Self::new()
    }
}
