//! A phone's keyboard covers part of the page without changing the layout
//! viewport. The window then fills the visible part, so that the text field
//! stays in sight.

use web_sys::HtmlElement;

use crate::ui::page::{self, Listener, pixels};

/// Passes the height and the offset of the visual viewport to the style sheet.
pub fn follow(window: &HtmlElement) {
    let Some(visible) = page::window().visual_viewport() else { return };
    let listen = |event| {
        let (viewport, style) = (visible.clone(), window.style());
        Listener::new(visible.clone().into(), event, move |_| {
            // Set through the CSSOM, because a content security policy may refuse inline styles.
            let _ = style.set_property("--adda-visible-height", &pixels(viewport.height()));
            let _ = style.set_property("--adda-visible-top", &pixels(viewport.offset_top()));
        })
    };
    page::keep(vec![listen("resize"), listen("scroll")]);
}
