//! The head of every page that the server renders.

use leptos::prelude::*;

use super::assets;

/// Shows `<head>` with the title, the icon and the style sheet of a page.
#[component]
pub fn Head(
    /// The title of the tab.
    title: String,
    /// The name of the style sheet among the assets.
    style: &'static str,
    /// The description for search engines; none for pages that they must not list.
    #[prop(optional)]
    description: Option<&'static str>,
    /// More elements of the head.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (name, content) = description.map_or(("robots", "noindex"), |description| ("description", description));
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
            <meta name=name content=content />
            <title>{title}</title>
            <link rel="icon" href=assets::url("favicon.svg") type="image/svg+xml" />
            <link rel="stylesheet" href=assets::url(style) />
            {children.map(|children| children())}
        </head>
    }
}
