//! Where unsent messages outlive a page: `localStorage`, one key a message, so
//! that two tabs which change two messages do not undo each other's change.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::serde_json;

use super::queue::{Queue, Unsent};
use crate::{
    console::own_storage::{self, OUTBOX},
    model::ids::AgentId,
    ui::storage,
};

thread_local! {
    /// What the browser does not keep, because it is full or keeps nothing. It
    /// outlives at least an ended session.
    static UNKEPT: RefCell<BTreeMap<String, Unsent>> = const { RefCell::new(BTreeMap::new()) };
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
        // Another version of the console may have written something else.
        if let Some(unsent) = storage::get(key).and_then(|kept| serde_json::from_slice(kept.as_bytes()).ok()) {
            queue.put(unsent);
        }
    }
    UNKEPT.with_borrow(|unkept| {
        unkept.iter().filter(|(key, _)| key.starts_with(&prefix)).for_each(|(_, unsent)| queue.put(unsent.clone()));
    });
    queue
}

/// Keeps a message.
pub fn put(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    let is_kept = serde_json::to_string(unsent).is_ok_and(|text| storage::set(&key, &text));
    UNKEPT.with_borrow_mut(|unkept| match is_kept {
        true => unkept.remove(&key),
        false => unkept.insert(key, unsent.clone()),
    });
}

/// Keeps a change of a message that is still there: it may have been given up in
/// another tab.
pub fn change(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    if storage::get(&key).is_some() || UNKEPT.with_borrow(|unkept| unkept.contains_key(&key)) {
        put(agent, unsent);
    }
}

/// Forgets a message.
pub fn remove(agent: AgentId, unsent: &Unsent) {
    let key = key(agent, unsent);
    storage::remove(&key);
    UNKEPT.with_borrow_mut(|unkept| unkept.remove(&key));
}

/// Forgets what the browser does not keep: the agent has signed out.
pub fn forget(agent: AgentId) {
    let prefix = prefix(agent);
    UNKEPT.with_borrow_mut(|unkept| unkept.retain(|key, _| !key.starts_with(&prefix)));
}
