//! Elements that are made by hand (`ui::dom`, because the widget has them too),
//! as a part of a view.

use leptos::{html, prelude::*};

use crate::ui::dom::Tag;

/// What `draw` makes, anew when a signal changes that it has read.
#[component]
pub fn ByHand(
    /// Draws it; nothing for `None`.
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
