//! The commands of the palette. The actions are the buttons that are on the page, so that the
//! palette offers what the agent may do at the moment, by the same names.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::entry::{Act, Entry};
use crate::{
    console::{
        admin::{ADMIN_PAGES, AdminTexts},
        inbox::{Inbox, InboxAddress, InboxTexts, Tab},
        shortcut::is_text_field,
        texts::Texts,
    },
    model::{conversation::Status, language::Language},
    ui::page::request_animation_frame,
};

/// The elements with a key in the open conversation, then the controls around the pages.
const ELEMENTS: &str = ".conversation [aria-keyshortcuts], .details [aria-keyshortcuts], .undo [aria-keyshortcuts], \
                        .online-switch, .rail :is(a, button)";

/// The commands at the moment at which the palette is opened.
#[derive(Clone, Copy)]
pub struct Commands {
    /// The commands: actions, views, pages.
    pub entries: StoredValue<Vec<Entry>>,
    elements: StoredValue<Vec<HtmlElement>, LocalStorage>,
}

impl Commands {
    /// Collects the commands.
    pub fn collect(inbox: Inbox, is_admin: bool, language: Language) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut elements = Vec::new();
        for element in elements_in_sight() {
            let title = name_of(&element);
            if !title.is_empty() && entries.iter().all(|entry| entry.title != title) {
                let hint = element.get_attribute("aria-keyshortcuts").unwrap_or_default();
                entries.push(Entry { title, hint, act: Act::Press(elements.len()) });
                elements.push(element);
            }
        }
        entries.extend(views(inbox, language));
        if is_admin {
            for (address, name) in ADMIN_PAGES {
                let title = name(AdminTexts::of(language)).to_owned();
                // The rail leads to the settings, too.
                if entries.iter().all(|entry| entry.title != title) {
                    entries.push(Entry { title, hint: String::new(), act: Act::Go(address.to_owned()) });
                }
            }
        }
        Self { entries: StoredValue::new(entries), elements: StoredValue::new_local(elements) }
    }

    /// Presses a button, or focuses a field, once the palette is closed.
    pub fn press(self, number: usize) {
        let Some(element) = self.elements.with_value(|elements| elements.get(number).cloned()) else { return };
        // The dialog still makes the page inert. The owner of this component is disposed of before
        // the next frame, which would cancel what waits for it with `before_next_frame`.
        request_animation_frame(move || {
            if is_text_field(&element) {
                let _ = element.focus();
            } else {
                element.click();
            }
        });
    }
}

/// Returns the entries for the tabs, and for the conversations that no tab lists by default.
fn views(inbox: Inbox, language: Language) -> Vec<Entry> {
    let texts = Texts::of(language);
    let entry = |name: &str, address: InboxAddress| Entry {
        title: [texts.inbox, ": ", name].concat(),
        hint: String::new(),
        act: Act::Go(address.path(inbox.open.get_untracked().as_ref())),
    };
    let of_tab = |tab| InboxAddress { tab, ..InboxAddress::default() };
    let of_status = |status| InboxAddress { statuses: vec![status], ..InboxAddress::default() };
    vec![
        entry(texts.mine, of_tab(Tab::Mine)),
        entry(texts.unassigned, of_tab(Tab::Unassigned)),
        entry(texts.all, of_tab(Tab::All)),
        entry(InboxTexts::of(language).mentions, InboxAddress::mentions()),
        entry(texts.snoozed, InboxAddress::default().toggled_snoozed()),
        entry(texts.resolved, of_status(Status::Resolved)),
        entry(texts.closed, of_status(Status::Closed)),
    ]
}

fn elements_in_sight() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(ELEMENTS) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
    elements.filter(|element| element.get_bounding_client_rect().height() > 0.0).collect()
}

/// Returns the name of a control: its label, or its text on one line.
fn name_of(element: &HtmlElement) -> String {
    let text = element.get_attribute("aria-label").or_else(|| element.text_content()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
