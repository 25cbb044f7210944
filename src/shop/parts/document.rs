//! The document around each page's content.

use leptos::prelude::*;

use super::{footer::Footer, header::Header};
use crate::{
    server::head::Head,
    shop::{
        support::{Support, SupportWidget},
        texts,
        visit::Visit,
    },
};

/// The metadata of a page for search engines and tabs.
#[derive(Clone, Copy, Debug)]
pub struct About {
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
    about: About,
    /// The visit.
    visit: Visit,
    /// The support widget, if there is one.
    support: Option<Support>,
    /// The page's own content.
    children: Children,
) -> impl IntoView {
    let language = visit.language;
    let shop = texts::SHOP.pick(language);
    let title = about.title.map_or_else(|| shop.to_owned(), |title| format!("{title} · {shop}"));
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <Head title style="shop.css" description=about.description/>
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
