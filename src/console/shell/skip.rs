//! The links at the start of the page that lead past the navigation.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use crate::console::{inbox::use_inbox, locale::use_locale};

/// The places in a page where its content begins, the best first: the row that Tab reaches, the
/// first control, the heading.
const CONTENT: [&str; 3] = [".rows [tabindex='0']", "main :is(a, button, input):not([tabindex='-1'])", "main h1"];
/// The places where a conversation begins: the field, the log of messages.
const CONVERSATION: [&str; 2] = [".composer textarea", ".conversation .log-scroller"];

/// Shows the links, which are visible while they have the focus.
#[component]
pub fn SkipLinks() -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    let is_open = Memo::new(move |_| inbox.open.with(Option::is_some));
    let go = |places: &'static [&'static str]| {
        move |event: MouseEvent| {
            event.prevent_default();
            focus_first(places);
        }
    };
    view! {
        <div class="skip-links">
            <a href="#content" on:click=go(&CONTENT)>{move || locale.texts().skip_to_content}</a>
            <Show when=move || is_open.get()>
                <a href="#conversation" on:click=go(&CONVERSATION)>{move || locale.texts().skip_to_conversation}</a>
            </Show>
        </div>
    }
}

/// Focuses the first of these elements that the page has.
fn focus_first(selectors: &[&str]) {
    let element = selectors.iter().find_map(|selector| document().query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
