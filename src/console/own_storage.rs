//! Storage of the console in this browser, per agent. Agents share browsers, so every key with an
//! agent's texts or choices contains the agent's id. Private data is deleted when the agent signs
//! out.

use leptos::prelude::{LocalStorage, StoredValue};

use super::{locale, session::Session};
use crate::{
    model::ids::AgentId,
    ui::{
        page::{self, Listener},
        storage,
    },
    wire,
};

/// The prefix of all keys of the console.
const PREFIX: &str = "adda-console";
/// The key with the id of the signed-in agent, so that all tabs notice a
/// change.
const SIGNED_IN: &str = "adda-console.agent";

/// Whether single-key shortcuts are on. It is not private, and stays after
/// signing out.
pub const SHORTCUTS: &str = "shortcuts";
/// The view of the inbox that the agent has used last. It stays after signing out, too.
pub const VIEW: &str = "view";
/// Whether the next conversation opens after "Send and resolve". It is not private either.
pub const OPENS_NEXT: &str = "opens-next";
/// The emoji that the agent picked last.
pub const EMOJI: &str = "emoji";
/// Reply drafts; one for each conversation.
pub const REPLY_DRAFT: &str = "draft";
/// Note drafts; one for each conversation.
pub const NOTE_DRAFT: &str = "note";
/// Messages that the server has not accepted yet.
pub const OUTBOX: &str = "outbox";

/// Returns the storage key of an agent's value.
pub fn key(agent: AgentId, name: &str) -> String {
    format!("{PREFIX}.{agent}.{name}")
}

/// Deletes the private data of an agent who has signed out.
pub fn forget(agent: AgentId) {
    remove(|key| match owner(key) {
        Some((owner, name)) => owner == agent && ![SHORTCUTS, VIEW, OPENS_NEXT].contains(&name),
        // Other versions of the console used keys without an agent.
        None => key != locale::KEY && key != SIGNED_IN,
    });
}

/// Deletes the drafts of all other agents, because `me` uses this browser now.
/// Their unsent messages stay until they sign in again.
pub fn forget_drafts_of_others(me: AgentId) {
    remove(|key| {
        let Some((owner, name)) = owner(key) else { return false };
        owner != me && [REPLY_DRAFT, NOTE_DRAFT].contains(&name.split('.').next().unwrap_or_default())
    });
}

fn remove(is_removed: impl Fn(&str) -> bool) {
    storage::keys()
        .iter()
        .filter(|key| key.starts_with(PREFIX) && is_removed(key))
        .for_each(|key| storage::remove(key));
}

/// Returns the agent of a key, and the name from which [`key`] made it.
fn owner(key: &str) -> Option<(AgentId, &str)> {
    let (agent, name) = key.strip_prefix(PREFIX)?.strip_prefix('.')?.split_once('.')?;
    Some((AgentId(agent.parse().ok()?), name))
}

/// Tells all tabs which agent is signed in.
pub fn note_signed_in(agent: Option<AgentId>) {
    match agent {
        Some(agent) => {
            storage::set(SIGNED_IN, &agent.to_string());
        }
        None => storage::remove(SIGNED_IN),
    }
}

/// Checks who is signed in as soon as another tab stores a change, until the
/// current owner is disposed of.
pub fn follow_other_tabs(session: Session) {
    let listener = Listener::new(page::window().into(), "storage", move |event| {
        let key = wire::field::<Option<String>>(&event, "key").flatten();
        if key.as_deref() == Some(SIGNED_IN) {
            leptos::task::spawn_local(session.find_out_again());
        }
    });
    StoredValue::<_, LocalStorage>::new_local(listener);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_agent() {
        assert_eq!(key(AgentId(7), "draft.CONV-1"), "adda-console.7.draft.CONV-1");
        assert_eq!(owner("adda-console.7.draft.CONV-1"), Some((AgentId(7), "draft.CONV-1")));
        for other in ["adda-console.agent", "adda-console-language", "adda-console.x.draft", "adda.7.draft", ""] {
            assert_eq!(owner(other), None, "{other:?}");
        }
    }
}
