//! The document around each page's content.

use leptos::prelude::*;

use super::{footer::Footer, header::Header};
use crate::{
    server::assets,
    shop::{
        support::{Support, SupportWidget},
        texts,
        visit::Visit,
    },
};

/// The metadata of a page for search engines and tabs.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The page's title; none for the shop's first page.
    pub title: Option<&'static str>,
    /// A description of its content.
    pub description: &'static str,
}

/// Shows a whole page: `<html>` with head, header, content, footer and the
/// widget.
#[component]
pub fn Document(
    /// The metadata.
    head: Head,
    /// The visit.
    visit: Visit,
    /// The support widget, if there is one.
    support: Option<Support>,
    /// The page's own content.
    children: Children,
) -> impl IntoView {
    let language = visit.language;
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <DocumentHead head shop=texts::SHOP.pick(language)/>
            <body>
                <a class="skip" href="#content">{texts::SKIP.pick(language)}</a>
                <Header visit/>
                <main id="content" class="content" tabindex="-1">{children()}</main>
                <Footer language/>
                {support.map(|support| view! { <SupportWidget support/> })}
            </body>
        </html>
    }
}

#[component]
fn DocumentHead(head: Head, shop: &'static str) -> impl IntoView {
    let title = match head.title {
        Some(title) => format!("{title} · {shop}"),
        None => shop.to_owned(),
    };
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
            <title>{title}</title>
            <meta name="description" content=head.description/>
            <link rel="icon" href=assets::url("favicon.svg") type="image/svg+xml"/>
            <link rel="stylesheet" href=assets::url("shop.css")/>
        </head>
    }
}
