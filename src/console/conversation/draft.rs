//! What an agent has typed and not sent, kept in this browser for each
//! conversation: it outlives a reload and an ended session. A note's is apart
//! from the reply's: what is meant for colleagues must not slip into a reply.

use super::mode::Mode;
use crate::{
    console::own_storage::{self, NOTE_DRAFT, REPLY_DRAFT},
    model::ids::{AgentId, ConversationId},
};

/// The key of an agent's draft.
pub fn draft_key(me: AgentId, id: &ConversationId, mode: Mode) -> String {
    let kind = match mode {
        Mode::Reply => REPLY_DRAFT,
        Mode::Note => NOTE_DRAFT,
    };
    own_storage::key(me, &format!("{kind}.{id}"))
}
