//! The tabs of one agent: each shows the unsent messages, and one of them
//! sends.

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
    ui::{lead::Lead, page::Listener},
    wire::field,
};

/// A message from one tab to the others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Word {
    /// A message is unsent, or has changed.
    Put(Unsent),
    /// A message has arrived.
    Arrived {
        /// The conversation.
        conversation: ConversationId,
        /// The message as the server has stored it.
        message: Box<Message>,
    },
    /// A message was discarded.
    GivenUp(ClientId),
}

/// The connection to the other tabs, and the election of the tab that sends.
pub struct Tabs {
    lead: Lead,
    /// None in browsers without the channel: each tab then learns of changes
    /// when it is shown.
    channel: Option<(BroadcastChannel, Listener)>,
}

impl Tabs {
    /// Joins the agent's tabs. Calls `heard` with messages of other tabs, and
    /// `on_lead` when this tab becomes the sender.
    pub fn join(agent: AgentId, heard: impl Fn(Word) + 'static, on_lead: impl Fn() + 'static) -> Self {
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
        let lead = Lead::new(name, on_lead);
        lead.wait();
        Self { lead, channel }
    }

    /// Returns whether this tab is the sender.
    pub fn leads(&self) -> bool {
        self.lead.is_held()
    }

    /// Makes this tab the sender, because it is visible and browsers slow down
    /// hidden tabs.
    pub fn lead(&self) {
        self.lead.take();
    }

    /// Sends a message to the other tabs.
    pub fn tell(&self, word: &Word) {
        if let (Some((channel, _)), Ok(told)) = (&self.channel, serde_json::to_string(word)) {
            // A string can always be cloned, so this cannot throw.
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
