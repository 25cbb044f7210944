//! Places a menu beside the button that it belongs to.

use leptos::prelude::*;
use web_sys::{DomRect, Element, HtmlDialogElement, HtmlElement};

/// The distance from the button, in pixels.
const GAP: f64 = 4.0;
/// The least distance from the edges of the window, in pixels.
const MARGIN: f64 = 8.0;

/// Places an open menu below its button, or above it where there is no room. The style sheet
/// places it if the button is not in sight, and on a phone.
pub fn place(dialog: &HtmlDialogElement, button_id: &str) {
    let is_phone = window().match_media("(max-width: 640px)").ok().flatten().is_some_and(|query| query.matches());
    let button = document().get_element_by_id(button_id).map(|button| button.get_bounding_client_rect());
    let Some(button) = button.filter(|button| !is_phone && button.height() > 0.0) else { return };
    let element: &HtmlElement = dialog;
    let style = element.style();
    let set = |property: &str, pixels: f64| {
        // These are valid values: setting them cannot fail.
        let _ = style.set_property(property, &format!("{}px", pixels.round()));
    };
    set("min-width", button.width());
    let size = Element::get_bounding_client_rect(dialog);
    let (left, top) = corner(&button, &size);
    let _ = style.set_property("margin", "0");
    set("left", left);
    set("top", top);
    // It keeps its height when typing leaves fewer choices.
    set("min-height", size.height());
}

fn corner(button: &DomRect, menu: &DomRect) -> (f64, f64) {
    let root = document().document_element();
    let (width, height) =
        root.map_or((0.0, 0.0), |root| (f64::from(root.client_width()), f64::from(root.client_height())));
    let left = button.left().min(width - menu.width() - MARGIN).max(MARGIN);
    let below = button.bottom() + GAP;
    let above = button.top() - GAP - menu.height();
    let top = if below + menu.height() <= height - MARGIN {
        below
    } else if above >= MARGIN {
        above
    } else {
        (height - menu.height() - MARGIN).max(MARGIN)
    };
    (left, top)
}
