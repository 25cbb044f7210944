//! The conversations that were open last, and those next to the open one in the list. They are
//! kept in memory, so that opening one shows its messages at once.

use std::collections::VecDeque;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::state::{Conversation, Phase};
use crate::{
    api::agent,
    model::{ids::ConversationId, inbox::ConversationSummary, thread::MessageRange},
    ui::timeline::Timeline,
};

/// How many conversations are kept.
const MOST: usize = 30;
/// How many of the newest messages of each are kept.
const MOST_MESSAGES: usize = 100;
/// How long a conversation is open before those next to it are fetched, in milliseconds. An agent
/// who only passes by causes no requests.
const PRELOAD_AFTER_MS: u32 = 300;

/// What is known about a conversation that is not open.
#[derive(Clone)]
pub struct Kept {
    /// Its messages.
    pub timeline: Timeline,
    /// Its summary, when it was last open.
    pub summary: Option<ConversationSummary>,
}

/// The kept conversations, provided in the context until the agent signs out. The one that was
/// used last is at the end.
#[derive(Clone, Copy, Default)]
pub struct RecentConversations(StoredValue<VecDeque<(ConversationId, Kept)>>);

impl RecentConversations {
    /// Returns what is known about a conversation.
    pub fn get(self, id: &ConversationId) -> Option<Kept> {
        self.0.with_value(|all| all.iter().find(|(kept, _)| kept == id).map(|(_, kept)| kept.clone()))
    }

    /// Keeps a conversation, and forgets the one that was not used for longest.
    pub fn keep(self, id: ConversationId, mut kept: Kept) {
        kept.timeline.prepare_to_keep(MOST_MESSAGES);
        self.0.update_value(|all| {
            all.retain(|(other, _)| *other != id);
            all.push_back((id, kept));
            if all.len() > MOST {
                all.pop_front();
            }
        });
    }

    /// Forgets a conversation, which does not exist any more.
    pub fn forget(self, id: &ConversationId) {
        self.0.update_value(|all| all.retain(|(other, _)| other != id));
    }
}

/// Returns the kept conversations.
pub fn use_recent_conversations() -> RecentConversations {
    expect_context()
}

/// Fetches the conversations before and after the open one once it is loaded.
pub fn preload_neighbours(conversation: Conversation) {
    let is_ready = Memo::new(move |_| conversation.phase.get() == Phase::Ready);
    Effect::new(move || {
        if is_ready.get() {
            conversation.spawn(preload(conversation));
        }
    });
}

async fn preload(conversation: Conversation) {
    TimeoutFuture::new(PRELOAD_AFTER_MS).await;
    let recent = conversation.recent;
    for id in conversation.neighbours() {
        if recent.get(&id).is_some() {
            continue;
        }
        // A failure is not shown: opening the conversation fetches it again.
        let Ok(detail) = conversation.session().poll(agent::conversation(id.clone())).await else { return };
        let mut timeline = Timeline::of_agent(conversation.me());
        timeline.merge(&MessageRange::default(), detail.thread);
        recent.keep(id, Kept { timeline, summary: Some(detail.summary) });
    }
}
