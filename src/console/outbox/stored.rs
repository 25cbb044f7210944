//! Stores unsent messages in `localStorage`, under one key per message, so that
//! two tabs that change two messages do not overwrite each other's change.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::serde_json;

use super::queue::{Queue, Unsent};
use crate::{
    console::own_storage::{self, OUTBOX},
    model::ids::AgentId,
    ui::storage,
};

thread_local! {
    /// Messages that the browser cannot store, because storage is full or disabled. They survive an
    /// ended session, but not a reload.
    static UNSTORED: RefCell<BTreeMap<String, Unsent>> = const { RefCell::new(BTreeMap::new()) };
}

fn prefix(agent: AgentId) -> String {
    [own_storage::key(agent, OUTBOX), ".".to_owned()].concat()
}

fn key(agent: AgentId, unsent: &Unsent) -> String {
    [&prefix(agent), unsent.conversation.as_str(), ".", unsent.entry.client_id.as_str()].concat()
}

/// Returns all messages of an agent.
pub fn all(agent: AgentId) -> Queue {
    let prefix = prefix(agent);
    let mut queue = Queue::default();
    for key in storage::keys().iter().filter(|key| key.starts_with(&prefix)) {
        // Another version of the console may have used another format.
        if let Some(unsent) = storage::get(key).and_then(|text| serde_json::from_slice(text.as_bytes()).ok()) {
            queue.put(unsent);
        }
    }
    UNSTORED.with_borrow(|unstored| {
        unstored.iter().filter(|(key, _)| key.starts_with(&prefix)).for_each(|(_, unsent)| queue.put(unsent.clone()));
    });
    queue
}

/// Stores a message.
pub fn put(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    let is_stored = serde_json::to_string(unsent).is_ok_and(|text| storage::set(&key, &text));
    UNSTORED.with_borrow_mut(|unstored| match is_stored {
        true => unstored.remove(&key),
        false => unstored.insert(key, unsent.clone()),
    });
}

/// Stores a change of a message, unless another tab has discarded the message.
pub fn change(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    if storage::get(&key).is_some() || UNSTORED.with_borrow(|unstored| unstored.contains_key(&key)) {
        put(agent, unsent);
    }
}

/// Deletes a message.
pub fn remove(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    storage::remove(&key);
    UNSTORED.with_borrow_mut(|unstored| unstored.remove(&key));
}

/// Deletes the messages that the browser could not store, because the agent has
/// signed out.
pub fn forget(agent: AgentId) {
    let prefix = prefix(agent);
    UNSTORED.with_borrow_mut(|unstored| unstored.retain(|key, _| !key.starts_with(&prefix)));
}
