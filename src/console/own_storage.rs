//! Storage of the console in this browser, per agent. Agents share browsers, so every key with an
//! agent's texts or choices contains the agent's id. Private data is deleted when the agent signs
//! out.

use leptos::prelude::{LocalStorage, StoredValue};

use super::{locale, session::Session};
use crate::{
    model::ids::{AgentId, ConversationId},
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

/// Returns the conversation of an agent's draft with this key, and whether it is a note.
pub fn draft_of(agent: AgentId, key: &str) -> Option<(ConversationId, bool)> {
    let (owner, name) = owner(key)?;
    let (kind, id) = name.split_once('.')?;
    (owner == agent && is_draft(name)).then_some((id.parse().ok()?, kind == NOTE_DRAFT))
}

/// Returns whether this browser has drafts of an agent.
pub fn has_drafts(agent: AgentId) -> bool {
    storage::keys().iter().any(|key| owner(key).is_some_and(|(owner, name)| owner == agent && is_draft(name)))
}

/// Returns whether a value with this name belongs to a draft.
fn is_draft(name: &str) -> bool {
    [REPLY_DRAFT, NOTE_DRAFT].contains(&name.split('.').next().unwrap_or_default())
}

/// Deletes the drafts of all other agents, because `me` uses this browser now.
/// Their unsent messages stay until they sign in again.
pub fn forget_drafts_of_others(me: AgentId) {
    remove(|key| {
        let Some((owner, name)) = owner(key) else { return false };
        owner != me && is_draft(name)
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

/// Returns whether an agent is signed in, according to all tabs.
pub fn is_signed_in(agent: AgentId) -> bool {
    storage::get(SIGNED_IN).is_some_and(|signed_in| signed_in == agent.to_string())
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
        let id: ConversationId = "CONV-ABCDEFGHJKMN".parse().expect("an id");
        let draft_of = |name: &str| draft_of(AgentId(7), &["adda-console.7.", name].concat());
        assert_eq!(draft_of("draft.CONV-ABCDEFGHJKMN"), Some((id.clone(), false)));
        assert_eq!(draft_of("note.CONV-ABCDEFGHJKMN"), Some((id, true)));
        for other in ["draft.CONV-ABCDEFGHJKMN.server", "outbox.CONV-ABCDEFGHJKMN", "draft", "emoji"] {
            assert_eq!(draft_of(other), None, "{other:?}");
        }
        for other in ["adda-console.agent", "adda-console-language", "adda-console.x.draft", "adda.7.draft", ""] {
            assert_eq!(owner(other), None, "{other:?}");
        }
    }
}
