//! The button that opens a menu.

use leptos::prelude::*;

use super::Dot;

/// Shows a button with a dot and a text, which opens a menu.
#[component]
pub fn MenuButton(
    /// The button's id.
    id: &'static str,
    /// The id of the element with the label before the button; the button's text is its name
    /// otherwise.
    #[prop(optional)]
    label_id: Option<&'static str>,
    /// The text: the present value, or the name of the action.
    #[prop(into)]
    text: Signal<String>,
    /// The dot before the text.
    #[prop(into, default = Signal::stored(Dot::None))]
    dot: Signal<Dot>,
    /// The key that opens the menu.
    #[prop(optional)]
    key: Option<&'static str>,
    /// Whether the menu is open.
    #[prop(into)]
    is_open: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let labelled_by = label_id.map(|label| [label, " ", id].concat());
    view! {
        <button
            type="button"
            class="button menu-button"
            id=id
            aria-labelledby=labelled_by
            aria-haspopup="dialog"
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-keyshortcuts=key
            on:click=move |_| on_press.run(())
        >
            {move || dot_view(dot.get())}
            <bdi class="menu-text">{text}</bdi>
        </button>
    }
}

/// Shows a dot.
pub(super) fn dot_view(dot: Dot) -> impl IntoView {
    let (class, color) = match dot {
        Dot::None => return None,
        Dot::Chip(code) => (["dot chip--", code].concat(), None),
        Dot::Color(color) => ("dot".to_owned(), Some(color.to_string())),
    };
    Some(view! { <span class=class aria-hidden="true" style:background-color=color></span> })
}
