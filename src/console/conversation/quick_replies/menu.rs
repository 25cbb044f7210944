//! The menu above the field with the quick replies that match a word that
//! begins with `/`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{
    QuickReplies,
    list::{OptionList, Options},
};
use crate::{
    console::{conversation::texts::ToolTexts, locale::use_locale},
    model::quick_reply::{self, QuickReply},
};

const LIST_ID: &str = "slash-replies";

/// The menu; keys in the field control it.
#[derive(Clone, Copy)]
pub struct SlashMenu {
    replies: QuickReplies,
    options: Options<QuickReply>,
}

impl SlashMenu {
    /// Returns a menu that is closed until a slash is typed.
    pub fn new(replies: QuickReplies) -> Self {
        let found = Memo::new(move |_| {
            let query = replies.slash.with(|slash| slash.as_ref().map(|slash| slash.query.clone()));
            match query {
                Some(query) => replies.offered.with(|offered| found(offered.as_deref(), &query)),
                None => Vec::new(),
            }
        });
        Self { replies, options: Options::new(LIST_ID, found) }
    }

    /// Returns whether the menu has options; tracked.
    pub fn is_open(self) -> bool {
        self.options.found.with(|found| !found.is_empty())
    }

    /// Returns the `id` of the list while it is open; tracked.
    pub fn list_id(self) -> Option<&'static str> {
        self.is_open().then_some(LIST_ID)
    }

    /// Returns the `id` of the active option; tracked.
    pub fn active_id(self) -> Option<String> {
        self.options.active_id()
    }

    /// Handles a key in the field. Returns whether the menu has used it.
    pub fn steer(self, event: &KeyboardEvent) -> bool {
        if !untrack(|| self.is_open()) {
            return false;
        }
        if event.key() == "Escape" {
            event.prevent_default();
            self.replies.slash.set(None);
            return true;
        }
        self.options.steer(event, |reply| self.replies.insert(&reply))
    }

    /// Draws the menu.
    pub fn view(self) -> impl IntoView {
        let locale = use_locale();
        let label = Signal::derive(move || ToolTexts::of(locale.language()).quick_replies);
        let pick = Callback::new(move |reply: QuickReply| self.replies.insert(&reply));
        view! {
            <Show when=move || self.is_open()>
                <div class="slash-menu">
                    <OptionList options=self.options label on_pick=pick />
                </div>
            </Show>
        }
    }
}

fn found(offered: Option<&[QuickReply]>, query: &str) -> Vec<QuickReply> {
    quick_reply::find(offered.unwrap_or_default(), query).into_iter().cloned().collect()
}
