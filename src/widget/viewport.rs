//! A phone's keyboard covers part of the page without making it smaller; the
//! window then fills what is left, so that the field stays in sight.

use web_sys::HtmlElement;

use crate::ui::{
    page::{self, Listener, pixels},
    signals::*,
};

/// Tells the style sheet how much of the screen can be seen and where it begins.
pub fn follow(window: &HtmlElement) {
    let Some(visible) = page::window().visual_viewport() else { return };
    let listeners = ["resize", "scroll"].map(|event| {
        let (viewport, style) = (visible.clone(), window.style());
        Listener::new(visible.clone().into(), event, move |_| {
            // Set through the object model: no inline style for a policy to refuse.
            let _ = style.set_property("--adda-visible-height", &pixels(viewport.height()));
            let _ = style.set_property("--adda-visible-top", &pixels(viewport.offset_top()));
        })
    });
    StoredValue::new_local(listeners);
}
