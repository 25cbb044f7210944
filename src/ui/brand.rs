//! The shop's colour on the element that holds the widget or its preview.

use web_sys::HtmlElement;

use crate::model::color::Color;

/// Sets the shop's colour on an element, as custom properties that the widget's style sheet reads.
pub fn paint(element: &HtmlElement, color: Color) {
    for (name, color) in color.properties() {
        // Set through the CSSOM, because a content security policy may refuse inline styles.
        let _ = element.style().set_property(name, &color.text());
    }
}
