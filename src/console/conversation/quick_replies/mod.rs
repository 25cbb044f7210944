//! Quick replies: picked by typing `/`, or from the panel behind the button.

mod menu;
mod panel;

use leptos::{html::Textarea, prelude::*};

pub use self::{
    menu::{SLASH, SlashMenu},
    panel::QuickReplyPanel,
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
    /// Whether the panel is open.
    pub is_panel_open: RwSignal<bool>,
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
            is_panel_open: RwSignal::new(false),
        }
    }

    /// Opens the panel, or closes it and focuses the field.
    pub fn toggle_panel(self) {
        if self.is_panel_open.get_untracked() {
            self.close();
        } else {
            self.is_panel_open.set(true);
        }
    }

    /// Closes the panel, and focuses the field.
    pub fn close(self) {
        self.is_panel_open.set(false);
        if let Some(field) = self.field.get_untracked() {
            let _ = field.focus();
        }
    }

    /// Inserts a reply in place of the selection, and closes the panel.
    pub fn insert(self, reply: &QuickReply) {
        if let Some(field) = self.field.get_untracked() {
            insert(&field, &self.conversation.fill(reply));
        }
        self.close();
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
    pub(super) fn fill(self, reply: &QuickReply) -> String {
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
