//! What somebody reads stays in its place while messages come in below it.
//! Browsers see to that themselves, by scroll anchoring; WebKit does not.

use js_sys::Reflect;
use web_sys::{Element, HtmlElement};

use super::signals::*;

/// The place in a list that counts from its end (`column-reverse`): the row that
/// was its last one, and how far above the end that began.
#[derive(Clone, Copy)]
pub struct ReadingPlace(StoredValue<Option<(Element, f64)>, LocalStorage>);

impl Default for ReadingPlace {
    /// Nothing has been scrolled yet.
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl ReadingPlace {
    /// Remembers the place, whenever the list has been scrolled.
    pub fn note(self, list: &HtmlElement) {
        let row = list.first_element_child().and_then(|rows| rows.last_element_child());
        if !is_kept_by_browser(list) {
            self.0.set_value(row.map(|row| (row.clone(), above_end(list, &row))));
        }
    }

    /// Goes back to it, once something has come.
    pub fn keep(self, list: &HtmlElement) {
        let noted = self.0.try_get_value().flatten().filter(|(row, _)| row.is_connected());
        if let Some((row, before)) = noted
            && list.scroll_top() < 0
        {
            // Whole pixels: a list is far shorter than 2^31 of them.
            list.set_scroll_top(list.scroll_top() - (above_end(list, &row) - before) as i32);
        }
    }
}

fn is_kept_by_browser(list: &HtmlElement) -> bool {
    Reflect::get(&list.style(), &"overflowAnchor".into()).is_ok_and(|value| !value.is_undefined())
}

fn above_end(list: &HtmlElement, row: &Element) -> f64 {
    let end = list.first_element_child().map_or(0.0, |rows| rows.get_bounding_client_rect().bottom());
    end - row.get_bounding_client_rect().top()
}
