//! A link from one page of the console to another.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::hooks::use_location;

use super::place;

/// Shows a link to a page. The link is marked (`aria-current`) while that page or one below it
/// is open.
///
/// It replaces the router's `<A>`, whose attributes must be spread onto it
/// (`attr:class`). Where views have one type, Leptos does not replace spread
/// attributes when their component is drawn again (tachys 0.2.19,
/// `AnyViewWithAttrs::rebuild`): the old attributes continue to read signals
/// that have been disposed of, which panics. So no code in the console spreads
/// attributes.
#[component]
pub fn Link(
    /// The page's address.
    #[prop(into)]
    href: String,
    /// The element's classes.
    #[prop(optional, into)]
    class: Option<TextProp>,
    /// The accessible name and the tooltip of a link without text.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// Whether the link can be dragged, which is the browser's default. Must be off in lists whose
    /// rows are dragged.
    #[prop(default = true)]
    is_draggable: bool,
    /// Runs when the link is followed.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The content of the link.
    children: Children,
) -> impl IntoView {
    let path = use_location().pathname;
    let address = href.clone();
    let current = Memo::new(move |_| path.with(|path| place::is_within(path, &address)));
    let title = label.clone();
    view! {
        <a
            href=href
            class=class.map(|class| move || class.get().to_string())
            aria-label=label.map(|label| move || label.get().to_string())
            title=title.map(|title| move || title.get().to_string())
            aria-current=move || current.get().then_some("page")
            draggable=(!is_draggable).then_some("false")
            on:click=move |_| on_click.iter().for_each(|follow| follow.run(()))
        >
            {children()}
        </a>
    }
}
