//! What has been typed and not sent, kept in this browser for each
//! conversation: it outlives a reload and an ended session.

use crate::{model::ids::ConversationId, ui::storage};

fn key(id: &ConversationId) -> String {
    format!("adda-console-draft-{id}")
}

/// The draft; empty if there is none.
pub fn load(id: &ConversationId) -> String {
    storage::get(&key(id)).unwrap_or_default()
}

/// Keeps a draft; an empty one is forgotten.
pub fn keep(id: &ConversationId, text: &str) {
    if text.is_empty() {
        storage::remove(&key(id));
    } else {
        storage::set(&key(id), text);
    }
}
