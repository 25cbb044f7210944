//! Drafts: text that an agent has typed and not sent, stored in this browser for each conversation.
//! A draft survives a reload and an ended session. Notes have separate drafts, so that text for
//! colleagues cannot end up in a reply.
//!
//! [`DraftSync`](super::DraftSync) stores them on the server too. It is fetched when there is a draft.

use leptos::prelude::*;

use super::mode::Mode;
use crate::{
    console::own_storage::{self, NOTE_DRAFT, REPLY_DRAFT},
    model::{
        draft::DraftIds,
        ids::{AgentId, ConversationId},
    },
};

/// Returns the key of an agent's draft.
pub fn draft_key(me: AgentId, id: &ConversationId, mode: Mode) -> String {
    let kind = match mode {
        Mode::Reply => REPLY_DRAFT,
        Mode::Note => NOTE_DRAFT,
    };
    own_storage::key(me, &format!("{kind}.{id}"))
}

/// What the field, the polls and the requests for drafts tell each other.
#[derive(Clone, Copy)]
pub struct DraftNews {
    /// Notified when this tab has changed a draft.
    pub edited: Trigger,
    /// Notified when a draft has been replaced by the server's.
    pub taken: Trigger,
    /// The ids of the server's drafts, which polls bring.
    pub stored: StoredValue<DraftIds>,
    /// Notified when these have changed.
    pub heard: Trigger,
    /// Whether there is a draft, in this browser or on the server.
    pub are_any: RwSignal<bool>,
}

impl DraftNews {
    /// Returns the state of a conversation that is being opened.
    pub fn new(me: AgentId) -> Self {
        Self {
            edited: Trigger::new(),
            taken: Trigger::new(),
            stored: StoredValue::new(DraftIds::default()),
            heard: Trigger::new(),
            are_any: RwSignal::new(own_storage::has_drafts(me)),
        }
    }

    /// Handles the ids that a poll has brought.
    pub fn hear(self, ids: &DraftIds) {
        if self.stored.try_with_value(|stored| stored != ids) == Some(true) {
            self.stored.set_value(ids.clone());
            self.are_any.set(true);
            self.heard.notify();
        }
    }
}
