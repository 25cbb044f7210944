//! What somebody reads stays in its place while messages come in below it.
//! Browsers see to that themselves, by scroll anchoring; WebKit does not.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::signals::*;

/// The place in a list that counts from its end (`column-reverse`): the row that
/// was its last one, and how far above the end that began.
#[derive(Clone, Copy)]
pub struct ReadingPlace {
    noted: StoredValue<Option<(HtmlElement, i32)>, LocalStorage>,
    /// Whether something has come for which the place has not been kept yet.
    is_due: StoredValue<bool>,
}

impl Default for ReadingPlace {
    /// Nothing has been scrolled yet.
    fn default() -> Self {
        Self { noted: StoredValue::new_local(None), is_due: StoredValue::new(false) }
    }
}

impl ReadingPlace {
    /// Remembers the place, whenever the list has been scrolled. The browser may tell of
    /// that only after something has come: then the place from before that counts.
    pub fn note(self, list: &HtmlElement) {
        if self.is_due.try_get_value() == Some(false) && !is_kept_by_browser(list) {
            self.noted.set_value(last_row(list).map(|row| (row.clone(), row.offset_height())));
        }
    }

    /// Something has come, and [`Self::keep`] will be called once it is on screen.
    pub fn expect(self) {
        self.is_due.set_value(true);
    }

    /// Goes back to the place, and remembers it for what comes next.
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

/// Where it stands in the layout is asked for, not where an animation shows it.
fn last_row(list: &HtmlElement) -> Option<HtmlElement> {
    let mut row = list.first_element_child()?.last_element_child();
    while let Some(element) = row {
        let element: HtmlElement = element.dyn_into().ok()?;
        // What only keeps a place in the document, such as for typing dots, has none in the layout.
        if element.offset_height() > 0 {
            return Some(element);
        }
        row = element.previous_element_sibling();
    }
    None
}
