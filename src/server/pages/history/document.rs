//! The frame around each page's content.

use leptos::prelude::*;

use super::{texts::Texts, visit::Visit};
use crate::{model::language::Language, server::head::Head};

/// A whole page.
#[component]
pub(super) fn Document(visit: Visit, title: String, children: Children) -> impl IntoView {
    let texts = Texts::of(visit.language);
    let title = format!("{title} · {}", visit.name());
    let language = visit.language;
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <Head title style="history.css"/>
            <body>
                <a class="skip" href="#content">{texts.skip}</a>
                <Header visit/>
                <main id="content" tabindex="-1">{children()}</main>
            </body>
        </html>
    }
}

#[component]
fn Header(visit: Visit) -> impl IntoView {
    let texts = Texts::of(visit.language);
    let name = visit.name().to_owned();
    let address = Some(visit.shop.url).filter(|url| !url.is_empty());
    let address = address.or_else(|| visit.has_demo_shop.then(|| "/".to_owned()));
    let shop = address.map(|address| view! { <a href=address>{texts.to_the_shop}</a> });
    let logo = visit.shop.logo.map(|logo| view! { <img src=logo alt="" width="32" height="32"/> });
    view! {
        <header class="header">
            <div class="header-row">
                <a class="brand" href=super::LIST>{logo} <bdi>{name}</bdi></a>
                <nav aria-label=texts.pages>{shop}</nav>
                <Languages present=visit.language label=texts.language_switch/>
            </div>
        </header>
    }
}

/// Links to this page in each language, with the present one marked. The links are
/// relative, so that no path in a request can lead to another host.
#[component]
fn Languages(present: Language, label: &'static str) -> impl IntoView {
    let link = move |language: Language| {
        view! {
            <a
                href=format!("?lang={language}")
                lang=language.code()
                hreflang=language.code()
                aria-current=(language == present).then_some("true")
            >
                {language.own_name()}
            </a>
        }
    };
    view! { <nav class="languages" aria-label=label>{Language::ALL.map(link).collect_view()}</nav> }
}
