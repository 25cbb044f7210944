//! Drafts: text that an agent has typed and not sent, stored in this browser for each conversation.
//! A draft survives a reload and an ended session. Notes have separate drafts, so that text for
//! colleagues cannot end up in a reply.

use super::mode::Mode;
use crate::{
    console::own_storage::{self, NOTE_DRAFT, REPLY_DRAFT},
    model::ids::{AgentId, ConversationId},
};

/// Returns the key of an agent's draft.
pub fn draft_key(me: AgentId, id: &ConversationId, mode: Mode) -> String {
    let kind = match mode {
        Mode::Reply => REPLY_DRAFT,
        Mode::Note => NOTE_DRAFT,
    };
    own_storage::key(me, &format!("{kind}.{id}"))
}
