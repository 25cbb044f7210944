//! A group of fields under a heading, and the links to all groups of a page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::texts::FormTexts;
use crate::console::locale::use_locale;

/// The sections of a page, in the order in which they appear.
#[derive(Clone, Copy)]
pub struct Sections(RwSignal<Vec<(&'static str, Signal<String>)>>);

impl Sections {
    /// Starts the list of a page. Sections inside the current owner add themselves to it.
    pub fn provide() -> Self {
        let sections = Self(RwSignal::new(Vec::new()));
        provide_context(sections);
        sections
    }
}

/// Shows a card with a heading.
#[component]
pub fn FormSection(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The name in the address of a link to this section; without one there is no link.
    #[prop(optional)]
    id: Option<&'static str>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    if let (Some(id), Some(Sections(sections))) = (id, use_context::<Sections>()) {
        sections.update(|sections| sections.push((id, title)));
        on_cleanup(move || sections.update(|sections| sections.retain(|(other, _)| *other != id)));
    }
    view! {
        <section class="form-section" id=id>
            <h2 tabindex=id.map(|_| "-1")>{title}</h2>
            {children()}
        </section>
    }
}

/// Shows the links to the sections.
#[component]
pub fn SectionLinks(sections: Sections) -> impl IntoView {
    let locale = use_locale();
    let links = move || {
        sections
            .0
            .get()
            .into_iter()
            .map(|(id, title)| {
                view! {
                    <a
                        href=["#", id].concat()
                        on:click=move |event| {
                            // The router would add an entry to the history.
                            event.prevent_default();
                            show(id);
                        }
                    >
                        {title}
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <nav class="section-links" aria-label=move || FormTexts::of(locale.language()).sections>
            {links}
        </nav>
    }
}

/// Scrolls to a section, and focuses its heading.
fn show(id: &str) {
    let Some(section) = document().get_element_by_id(id) else { return };
    section.scroll_into_view();
    if let Some(heading) = section.query_selector("h2").ok().flatten() {
        // Fails only for elements that cannot be focused.
        let _ = heading.unchecked_ref::<web_sys::HtmlElement>().focus();
    }
}
