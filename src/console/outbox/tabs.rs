//! The tabs of one agent: each shows what is unsent, one of them sends it.

use leptos::serde_json;
use serde::{Deserialize, Serialize};
use web_sys::BroadcastChannel;

use super::queue::Unsent;
use crate::{
    console::own_storage::{self, OUTBOX},
    model::{
        ids::{AgentId, ClientId, ConversationId},
        message::Message,
    },
    ui::{lead::Lead, page::Listener, wire::field},
};

/// What a tab tells the others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Word {
    /// This is unsent, or has changed.
    Put(Unsent),
    /// This has arrived.
    Arrived {
        /// Where.
        conversation: ConversationId,
        /// What the server made of it.
        message: Box<Message>,
    },
    /// This was given up.
    GivenUp(ClientId),
}

/// The other tabs, and which one of all sends.
pub struct Tabs {
    lead: Lead,
    /// None where tabs cannot speak with each other: each then learns of changes
    /// when it is looked at.
    channel: Option<(BroadcastChannel, Listener)>,
}

impl Tabs {
    /// Joins the agent's tabs. `heard` is called with what the others tell,
    /// `is_mine_now` when this tab is the one to send.
    pub fn join(agent: AgentId, heard: impl Fn(Word) + 'static, is_mine_now: impl Fn() + 'static) -> Self {
        let name = own_storage::key(agent, OUTBOX);
        let channel = BroadcastChannel::new(&name).ok().map(|channel| {
            let listener = Listener::new(channel.clone().into(), "message", move |event| {
                let told = field::<Option<String>>(&event, "data").flatten();
                if let Some(word) = told.and_then(|told| serde_json::from_slice(told.as_bytes()).ok()) {
                    heard(word);
                }
            });
            (channel, listener)
        });
        let lead = Lead::new(name, is_mine_now);
        lead.wait();
        Self { lead, channel }
    }

    /// Returns whether this tab is the one to send.
    pub fn leads(&self) -> bool {
        self.lead.is_held()
    }

    /// Makes this tab the one to send: it is looked at, and browsers slow down
    /// those that are not.
    pub fn lead(&self) {
        self.lead.take();
    }

    /// Tells the others.
    pub fn tell(&self, word: &Word) {
        if let (Some((channel, _)), Ok(told)) = (&self.channel, serde_json::to_string(word)) {
            // A text can be cloned: telling it throws nothing.
            let _ = channel.post_message(&told.into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.channel {
            channel.close();
        }
    }
}
