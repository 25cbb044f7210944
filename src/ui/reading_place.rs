//! Keeps the reading position while messages arrive below it. Browsers other than WebKit do this by
//! scroll anchoring.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::signals::*;

/// The position in a list that counts from its end (`column-reverse`): its last
/// row, and how far above the end that row began.
#[derive(Clone, Copy)]
pub struct ReadingPlace {
    noted: StoredValue<Option<(HtmlElement, i32)>, LocalStorage>,
    /// Whether new rows have arrived for which the position has not been
    /// restored yet.
    is_due: StoredValue<bool>,
}

impl Default for ReadingPlace {
    /// Returns the position of a list that has not been scrolled.
    fn default() -> Self {
        Self { noted: StoredValue::new_local(None), is_due: StoredValue::new(false) }
    }
}

impl ReadingPlace {
    /// Stores the position whenever the list has been scrolled. The browser may report a scroll
    /// only after new rows have arrived; the position from before them then counts.
    pub fn note(self, list: &HtmlElement) {
        if self.is_due.try_get_value() == Some(false) && !is_kept_by_browser(list) {
            self.noted.set_value(last_row(list).map(|row| (row.clone(), row.offset_height())));
        }
    }

    /// Announces new rows; [`Self::keep`] must be called once they are on screen.
    pub fn expect(self) {
        self.is_due.set_value(true);
    }

    /// Restores the position, and stores it for the next rows.
    pub fn keep(self, list: &HtmlElement) {
        let noted = self.noted.try_get_value().flatten().filter(|(row, _)| row.is_connected());
        if let (Some((row, before)), Some(last)) = (noted, last_row(list))
            && list.scroll_top() < 0
        {
            let above_end = last.offset_top() + last.offset_height() - row.offset_top();
            list.set_scroll_top(list.scroll_top() - (above_end - before));
        }
        self.is_due.set_value(false);
        self.note(list);
    }
}

fn is_kept_by_browser(list: &HtmlElement) -> bool {
    Reflect::get(&list.style(), &"overflowAnchor".into()).is_ok_and(|value| !value.is_undefined())
}

/// Returns the last row by its position in the layout, not during an animation.
fn last_row(list: &HtmlElement) -> Option<HtmlElement> {
    let mut row = list.first_element_child()?.last_element_child();
    while let Some(element) = row {
        let element: HtmlElement = element.dyn_into().ok()?;
        // An element that only reserves a place, such as for typing dots, has no height.
        if element.offset_height() > 0 {
            return Some(element);
        }
        row = element.previous_element_sibling();
    }
    None
}
