//! What waits for the agent: the count in the title, and the sound.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::model::{
    ids::{AgentId, ConversationId},
    inbox::ConversationSummary,
};

/// Unread messages in the conversations that concern the agent: the agent's own
/// and those of nobody yet.
#[derive(Debug, Default)]
pub struct Waiting(HashMap<ConversationId, u32>);

impl Waiting {
    /// Takes in what is known of a conversation. True if its customer has
    /// written since it was known last.
    pub fn note(&mut self, summary: &ConversationSummary, me: AgentId) -> bool {
        let id = &summary.conversation_id;
        let is_mine_or_free = summary.assigned_agent.as_ref().is_none_or(|agent| agent.id == me);
        if !is_mine_or_free || summary.unread == 0 {
            self.0.remove(id);
            return false;
        }
        let before = self.0.insert(id.clone(), summary.unread).unwrap_or_default();
        before < summary.unread && summary.last_message.as_ref().is_some_and(|last| !last.is_agent)
    }

    /// How many messages wait.
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }
}

/// [`Waiting`], and its total for those who show it.
#[derive(Clone, Copy)]
pub struct Attention {
    waiting: StoredValue<Waiting>,
    /// How many messages wait.
    pub total: RwSignal<u32>,
}

impl Attention {
    /// Nothing waits yet.
    pub fn new() -> Self {
        Self { waiting: StoredValue::new(Waiting::default()), total: RwSignal::new(0) }
    }

    /// Takes in what is known of conversations; gives those whose customers
    /// have written.
    pub fn note(self, summaries: &[ConversationSummary], me: AgentId) -> impl Iterator<Item = &ConversationSummary> {
        let mut news = Vec::new();
        let total = self.waiting.try_update_value(|waiting| {
            news.extend(summaries.iter().filter(|summary| waiting.note(summary, me)));
            waiting.total()
        });
        if let Some(total) = total
            && self.total.get_untracked() != total
        {
            self.total.set(total);
        }
        news.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::inbox::samples::summary,
        model::{agent::Colleague, inbox::LastMessage, message::MessageType},
    };

    const ME: AgentId = AgentId(1);

    fn unread(number: u32, unread: u32) -> ConversationSummary {
        ConversationSummary { unread, ..summary(number, 10) }
    }

    fn of_agent(id: i64, summary: ConversationSummary) -> ConversationSummary {
        let name = String::new();
        let agent = Colleague { id: AgentId(id), name: name.clone(), name_bn: name, avatar: None, is_online: true };
        ConversationSummary { assigned_agent: Some(agent), ..summary }
    }

    #[test]
    fn only_more_unread_messages_are_news() {
        let mut waiting = Waiting::default();
        assert!(waiting.note(&unread(1, 1), ME));
        assert!(!waiting.note(&unread(1, 1), ME));
        assert!(waiting.note(&of_agent(1, unread(1, 2)), ME));
        assert!(waiting.note(&unread(2, 1), ME));
        assert_eq!(waiting.total(), 3);
        assert!(!waiting.note(&unread(1, 0), ME));
        assert_eq!(waiting.total(), 1);
    }

    #[test]
    fn what_a_colleague_has_taken_is_no_concern() {
        let mut waiting = Waiting::default();
        waiting.note(&unread(1, 2), ME);
        assert!(!waiting.note(&of_agent(2, unread(1, 3)), ME));
        assert_eq!(waiting.total(), 0);
    }

    #[test]
    fn an_answer_is_no_news() {
        let mut answered = unread(1, 1);
        answered.last_message = Some(LastMessage {
            text: "Yes".to_owned(),
            message_type: MessageType::Text,
            is_agent: true,
            created_at: answered.created_at.clone(),
        });
        assert!(!Waiting::default().note(&answered, ME));
    }
}
