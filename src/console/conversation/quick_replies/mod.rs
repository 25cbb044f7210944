//! Quick replies: picked by typing `/`, or from the panel behind the button.

mod list;
mod menu;
mod panel;
mod slash;

use leptos::{html::Textarea, prelude::*};

pub use self::{
    list::{Offered, OptionList, Options},
    menu::SlashMenu,
    panel::QuickReplyPanel,
    slash::Slash,
};
use super::state::{Conversation, use_conversation};
use crate::{
    api::quick_replies::quick_replies,
    model::{
        error::ErrorCode,
        quick_reply::{Blanks, QuickReply},
    },
    ui::insert::insert,
};

/// The `id` of the panel, for the button that opens it.
pub const PANEL_ID: &str = "quick-reply-panel";

/// The quick replies of one field.
#[derive(Clone, Copy)]
pub struct QuickReplies {
    conversation: Conversation,
    field: NodeRef<Textarea>,
    /// All quick replies that are offered; none until they are loaded.
    pub offered: RwSignal<Option<Vec<QuickReply>>>,
    /// The error of the last attempt to load them.
    pub problem: RwSignal<Option<ErrorCode>>,
    is_asked_for: StoredValue<bool>,
    /// The slash before the caret, and the text after it.
    pub slash: RwSignal<Option<Slash>>,
    /// Whether the panel is open.
    pub is_panel_open: RwSignal<bool>,
    inserted: StoredValue<Option<Callback<()>>>,
}

impl QuickReplies {
    /// Returns the quick replies for a field of the open conversation. Nothing
    /// is fetched yet.
    pub fn new(field: NodeRef<Textarea>) -> Self {
        Self {
            conversation: use_conversation(),
            field,
            offered: RwSignal::new(None),
            problem: RwSignal::new(None),
            is_asked_for: StoredValue::new(false),
            slash: RwSignal::new(None),
            is_panel_open: RwSignal::new(false),
            inserted: StoredValue::new(None),
        }
    }

    /// Sets a callback for after the field's text has changed.
    pub fn on_insert(self, inserted: impl Fn() + Send + Sync + 'static) {
        self.inserted.set_value(Some(Callback::new(move |()| inserted())));
    }

    /// Checks whether the caret is behind a slash.
    pub fn look(self) {
        let Some(field) = self.field.get_untracked() else { return };
        let caret = field.selection_end().ok().flatten();
        let slash = caret.and_then(|caret| Slash::before(&field.value(), caret));
        if slash.is_some() {
            self.ask();
        }
        if self.slash.with_untracked(|shown| *shown != slash) {
            self.slash.set(slash);
        }
    }

    /// Opens the panel, or closes it and focuses the field.
    pub fn toggle_panel(self) {
        self.slash.set(None);
        if self.is_panel_open.get_untracked() {
            self.close();
        } else {
            self.ask();
            self.is_panel_open.set(true);
        }
    }

    /// Closes the menu and the panel, and focuses the field.
    pub fn close(self) {
        self.slash.set(None);
        self.is_panel_open.set(false);
        if let Some(field) = self.field.get_untracked() {
            let _ = field.focus();
        }
    }

    /// Inserts a reply in place of the slash and the text after it, or of the
    /// selection.
    pub fn insert(self, reply: &QuickReply) {
        let Some(field) = self.field.get_untracked() else { return };
        let text = self.conversation.fill(reply);
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
        let (start, end) = match self.slash.get_untracked() {
            Some(slash) => (slash.start, slash.end),
            None => (at(field.selection_start()), at(field.selection_end())),
        };
        // Both positions are within the text: the browser has just returned
        // them.
        let _ = field.set_selection_range(start, end);
        insert(&field, &text);
        self.close();
        self.inserted.with_value(|inserted| inserted.iter().for_each(|inserted| inserted.run(())));
    }

    /// Fetches the quick replies, unless they are loaded or being fetched.
    pub fn ask(self) {
        if self.is_asked_for.get_value() {
            return;
        }
        self.is_asked_for.set_value(true);
        self.problem.set(None);
        self.conversation.ask(quick_replies(), move |answer| match answer {
            Ok(offered) => self.offered.set(Some(offered)),
            // The next slash and the panel retry.
            Err(error) => {
                self.is_asked_for.set_value(false);
                self.problem.set(Some(error.code));
            }
        });
    }
}

impl Conversation {
    /// Returns the text of a quick reply in the conversation's language, with
    /// its placeholders filled.
    fn fill(self, reply: &QuickReply) -> String {
        let language = untrack(|| self.language());
        let customer = untrack(|| self.customer().get());
        let agent = self.session().agent_untracked();
        let blanks = Blanks {
            customer_name: customer.as_ref().map_or("", |customer| customer.name.as_str()),
            agent_name: agent.as_ref().map_or("", |me| me.agent.name_in(language)),
            conversation_id: &self.id(),
            language,
        };
        blanks.fill(reply.content_in(language))
    }
}
