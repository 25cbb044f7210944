//! What has been typed and not sent, kept in this browser for each
//! conversation: it outlives a reload and an ended session. A note's is apart
//! from the reply's: what is meant for colleagues must not slip into a reply.

use super::mode::Mode;
use crate::{model::ids::ConversationId, ui::storage};

fn key(id: &ConversationId, mode: Mode) -> String {
    match mode {
        Mode::Reply => format!("adda-console-draft-{id}"),
        Mode::Note => format!("adda-console-note-{id}"),
    }
}

/// The draft; empty if there is none.
pub fn load(id: &ConversationId, mode: Mode) -> String {
    storage::get(&key(id, mode)).unwrap_or_default()
}

/// Keeps a draft; an empty one is forgotten.
pub fn keep(id: &ConversationId, mode: Mode, text: &str) {
    if text.is_empty() {
        storage::remove(&key(id, mode));
    } else {
        storage::set(&key(id, mode), text);
    }
}
