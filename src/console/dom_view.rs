//! Elements that are built by hand with `ui::dom` (shared with the widget), as
//! part of a Leptos view.

use leptos::{html, prelude::*};

use crate::ui::dom::Tag;

/// Shows what `draw` returns, and draws it again when a signal that it has read
/// changes.
#[component]
pub fn DomView(
    /// Draws the element; nothing for `None`.
    draw: impl Fn() -> Option<Tag> + 'static,
) -> impl IntoView {
    let place = NodeRef::<html::Span>::new();
    place.on_load(move |place| {
        let mut drawn: Option<Tag> = None;
        crate::ui::dom::watch(move || {
            let new = draw();
            if let Some(old) = drawn.take() {
                old.remove();
            }
            if let Some(new) = &new {
                let _ = place.append_child(new.element());
            }
            drawn = new;
        });
    });
    view! { <span class="adda-contents" node_ref=place></span> }
}
