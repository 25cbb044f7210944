//! Finds words in the messages of the open conversation, with a bar above the log. A conversation
//! that was found in the inbox opens at the newest message with the words.

mod bar;
mod texts;

use leptos::prelude::*;

pub use self::bar::FindBar;
use self::texts::FindingTexts;
use super::state::use_conversation;
use crate::{
    console::{focus::focus, inbox::use_inbox, locale::use_locale},
    model::ids::MessageId,
    ui::icons::{Glyph, Icon},
};

/// The `id` of the bar's field.
const FIELD_ID: &str = "find-field";

/// The search in the open conversation, provided in the context.
#[derive(Clone, Copy)]
pub struct Finding {
    is_open: RwSignal<bool>,
    /// The words with which the bar opens, if the inbox was searched for them.
    inbox_words: StoredValue<String>,
    /// The message that is marked in the log.
    marked: RwSignal<Option<MessageId>>,
}

impl Finding {
    /// Provides the search. Begins with the words of the inbox's search, if there are any.
    pub fn provide() -> Self {
        let words = use_inbox().address.with_untracked(|address| address.query.clone());
        let finding = Self {
            is_open: RwSignal::new(!words.is_empty()),
            inbox_words: StoredValue::new(words),
            marked: RwSignal::new(None),
        };
        provide_context(finding);
        finding
    }

    /// Returns whether the bar is open; tracked.
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// Returns whether a message is marked; tracked.
    pub fn marks(self, id: Option<MessageId>) -> bool {
        id.is_some() && self.marked.get() == id
    }

    /// Scrolls to a message that is on the page, and marks it.
    pub fn show(self, id: MessageId) {
        self.marked.set(Some(id));
        bar::scroll_to(id);
    }

    /// Stops marking a message, if it is the one that is marked.
    pub fn unmark(self, id: MessageId) {
        if self.marked.get_untracked() == Some(id) {
            self.marked.set(None);
        }
    }

    /// Closes the bar.
    fn close(self) {
        self.inbox_words.set_value(String::new());
        self.marked.set(None);
        self.is_open.set(false);
    }
}

/// Returns the search in the open conversation.
pub fn use_finding() -> Finding {
    expect_context()
}

/// Shows the button that opens the bar.
#[component]
pub fn FindButton() -> impl IntoView {
    let finding = use_finding();
    let conversation = use_conversation();
    let locale = use_locale();
    let open = move |_| {
        finding.is_open.set(true);
        // A bar that is opened focuses its field by itself.
        focus(FIELD_ID);
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=move || FindingTexts::of(locale.language()).find
            title=move || FindingTexts::of(locale.language()).find
            aria-expanded=move || if finding.is_open() { "true" } else { "false" }
            aria-keyshortcuts="f"
            disabled=move || conversation.status().is_none()
            on:click=open
        >
            <Icon glyph=Glyph::Search />
        </button>
    }
}
