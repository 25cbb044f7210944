//! What waits for the agent: the messages that are unread in the agent's own conversations, in
//! unassigned ones, and in those of absent colleagues, and notes that mention the agent.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::model::{
    ids::{AgentId, ConversationId, MentionId},
    inbox::ConversationSummary,
    timestamp::Timestamp,
};

/// A conversation with unread messages, or a snoozed one.
#[derive(Debug)]
struct Known {
    unread: u32,
    /// Whether it waits for this agent.
    is_ours: bool,
    /// Whether it is snoozed. It does not wait then.
    is_snoozed: bool,
}

/// The conversations with unread messages. Used to tell new messages from known
/// ones.
#[derive(Debug, Default)]
pub struct Waiting {
    known: HashMap<ConversationId, Known>,
    /// The time of the newest message at the start, if not all conversations
    /// with unread messages were known then. An older message is not new.
    begun_at: Option<Timestamp>,
}

impl Waiting {
    /// Records the conversations known at the start. `has_more` is true if there were more.
    pub fn begin(&mut self, summaries: &[ConversationSummary], me: AgentId, has_more: bool) {
        for summary in summaries {
            self.note(summary, me);
        }
        self.begun_at = summaries.iter().map(ConversationSummary::last_at).max().filter(|_| has_more).cloned();
    }

    /// Records a conversation. Returns whether its customer has written since
    /// the last call, or whether it started to wait for this agent, such as at the end of a snooze.
    pub fn note(&mut self, summary: &ConversationSummary, me: AgentId) -> bool {
        let is_ours = summary.waits_for(me);
        let &ConversationSummary { unread, is_snoozed, .. } = summary;
        let before = match unread {
            0 if !is_snoozed => self.known.remove(&summary.conversation_id),
            _ => self.known.insert(summary.conversation_id.clone(), Known { unread, is_ours, is_snoozed }),
        };
        let has_returned = unread > 0 && !is_snoozed && before.as_ref().is_some_and(|before| before.is_snoozed);
        let has_grown = match before {
            Some(before) => unread > 0 && (!before.is_ours || before.unread < unread),
            None => self.begun_at.as_ref().is_none_or(|begun_at| summary.last_at() > begun_at),
        };
        let is_asked = summary.last_message.as_ref().is_some_and(|last| !last.is_agent);
        is_ours && has_grown && (is_asked || has_returned)
    }

    /// Returns how many messages of a conversation wait for the agent, if the
    /// conversation is known.
    fn of(&self, id: &ConversationId) -> Option<u32> {
        self.known.get(id).map(|known| if known.is_ours { known.unread } else { 0 })
    }
}

/// The mentions that the agent has been alerted to. Used to tell new ones from known ones.
#[derive(Debug, Default)]
struct KnownMentions {
    /// The newest unseen one at the start. Earlier ones are not new.
    begun_at: Option<MentionId>,
    alerted: Vec<MentionId>,
}

impl KnownMentions {
    /// Records an unseen mention. Returns whether it is new.
    fn note(&mut self, mention: MentionId) -> bool {
        let is_new = Some(mention) > self.begun_at && !self.alerted.contains(&mention);
        if is_new {
            self.alerted.push(mention);
        }
        is_new
    }
}

/// [`Waiting`], with the mentions of the agent, and the total of what waits.
#[derive(Clone, Copy)]
pub struct Attention {
    waiting: StoredValue<Waiting>,
    mentions: StoredValue<KnownMentions>,
    /// The number of waiting messages and mentions. The server counts them; between two answers this follows the
    /// agent's actions.
    pub total: RwSignal<u32>,
}

impl Attention {
    /// Returns a state without waiting messages.
    pub fn new() -> Self {
        Self { waiting: StoredValue::default(), mentions: StoredValue::default(), total: RwSignal::new(0) }
    }

    /// Records the conversations known at the start: see [`Waiting::begin`].
    pub fn begin(self, summaries: &[ConversationSummary], me: AgentId, has_more: bool) {
        self.waiting.update_value(|waiting| waiting.begin(summaries, me, has_more));
    }

    /// Records the changes of a poll. Returns the conversations whose customers
    /// have written.
    pub fn note(self, summaries: &[ConversationSummary], me: AgentId) -> Vec<&ConversationSummary> {
        let noted = self
            .waiting
            .try_update_value(|waiting| summaries.iter().filter(|summary| waiting.note(summary, me)).collect());
        noted.unwrap_or_default()
    }

    /// Records which mentions of the agent are known at the start.
    pub fn begin_mentions(self, newest: Option<MentionId>) {
        self.mentions.update_value(|known| known.begun_at = newest);
    }

    /// Records the changes of a poll. Returns the conversations with a new mention of the agent.
    pub fn note_mentions(self, summaries: &[ConversationSummary]) -> Vec<&ConversationSummary> {
        let noted = self.mentions.try_update_value(|known| {
            let is_new =
                |summary: &&ConversationSummary| summary.unseen_mention().is_some_and(|mention| known.note(mention.id));
            summaries.iter().filter(is_new).collect()
        });
        noted.unwrap_or_default()
    }

    /// Records the agent's action, and counts it before the server does.
    pub fn apply(self, summary: &ConversationSummary, me: AgentId) {
        let change = self.waiting.try_update_value(|waiting| {
            let before = waiting.of(&summary.conversation_id);
            waiting.note(summary, me);
            before.map(|before| (before, waiting.of(&summary.conversation_id).unwrap_or_default()))
        });
        if let Some((before, after)) = change.flatten() {
            self.count((self.total.get_untracked() + after).saturating_sub(before));
        }
    }

    /// Sets how many messages wait.
    pub fn count(self, total: u32) {
        if self.total.get_untracked() != total {
            self.total.set(total);
        }
    }
}

impl Default for Attention {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the messages that wait for the agent.
pub fn use_attention() -> Attention {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::inbox::samples::summary,
        model::{
            agent::Colleague, conversation::Status, ids::MessageId, inbox::LastMessage, mention::Mention,
            message::MessageType,
        },
    };

    const ME: AgentId = AgentId(1);

    fn unread(number: u32, unread: u32) -> ConversationSummary {
        ConversationSummary { unread, ..summary(number, 10) }
    }

    fn of_agent(id: i64, summary: ConversationSummary) -> ConversationSummary {
        let name = String::new();
        let agent = Colleague {
            id: AgentId(id),
            username: name.clone(),
            name: name.clone(),
            name_bn: name,
            avatar: None,
            is_online: true,
        };
        ConversationSummary { assigned_agent: Some(agent), ..summary }
    }

    #[test]
    fn only_more_unread_messages_are_news() {
        let mut waiting = Waiting::default();
        assert!(waiting.note(&unread(1, 1), ME));
        assert!(!waiting.note(&unread(1, 1), ME));
        assert!(waiting.note(&of_agent(1, unread(1, 2)), ME));
        assert!(!waiting.note(&unread(1, 0), ME));
        assert!(waiting.note(&unread(1, 1), ME), "read, and written again");
    }

    #[test]
    fn a_colleagues_conversation_is_news_once_it_is_assigned_to_me() {
        let mut waiting = Waiting::default();
        assert!(waiting.note(&unread(1, 2), ME));
        assert!(!waiting.note(&of_agent(2, unread(1, 3)), ME));
        assert!(!waiting.note(&of_agent(2, unread(1, 4)), ME));
        assert!(waiting.note(&of_agent(1, unread(1, 4)), ME));
    }

    #[test]
    fn a_conversation_of_an_absent_colleague_is_news() {
        let of_absent = |unread| {
            let mut summary = of_agent(2, unread);
            summary.assigned_agent.as_mut().unwrap().is_online = false;
            summary
        };
        let mut waiting = Waiting::default();
        assert!(!waiting.note(&of_agent(2, unread(1, 1)), ME));
        assert!(waiting.note(&of_absent(unread(1, 1)), ME), "the colleague has left");
        assert!(!waiting.note(&of_absent(unread(1, 1)), ME));
        assert!(waiting.note(&of_absent(unread(1, 2)), ME));
        assert!(!waiting.note(&of_agent(2, unread(1, 3)), ME), "and is back");
    }

    #[test]
    fn a_conversation_that_returns_after_a_snooze_is_news() {
        let mut waiting = Waiting::default();
        let snoozed = |unread| ConversationSummary { is_snoozed: true, status: Status::Pending, ..unread };
        let mut answered = unread(1, 1);
        answered.last_message.as_mut().unwrap().is_agent = true;
        assert!(!waiting.note(&snoozed(unread(1, 0)), ME));
        assert!(!waiting.note(&snoozed(unread(1, 2)), ME));
        assert!(waiting.note(&answered, ME), "also if an agent wrote last");
        assert!(!waiting.note(&answered, ME));
        assert!(!waiting.note(&snoozed(answered.clone()), ME));
        assert!(!waiting.note(&unread(1, 0), ME), "an agent has ended the snooze");
    }

    #[test]
    fn an_ended_conversation_is_not_waiting() {
        let closed = ConversationSummary { status: Status::Closed, ..unread(1, 2) };
        assert!(!Waiting::default().note(&closed, ME));
    }

    #[test]
    fn an_answer_is_not_news() {
        let mut answered = unread(1, 1);
        answered.last_message = Some(LastMessage {
            text: "Yes".to_owned(),
            message_type: MessageType::Text,
            is_agent: true,
            sender_id: None,
            sender_name: String::new(),
            sender_name_bn: String::new(),
            created_at: answered.created_at.clone(),
        });
        assert!(!Waiting::default().note(&answered, ME));
    }

    #[test]
    fn conversations_known_at_the_start_are_not_news() {
        let mut waiting = Waiting::default();
        waiting.begin(&[unread(1, 2)], ME, false);
        assert!(!waiting.note(&unread(1, 2), ME), "another label");
        assert!(waiting.note(&unread(1, 3), ME));
        assert!(waiting.note(&unread(2, 1), ME), "all that was unread is known: this one is new");
    }

    #[test]
    fn of_more_than_were_known_at_the_beginning_only_a_later_message_is_news() {
        let mut waiting = Waiting::default();
        let later = |summary: ConversationSummary, second| ConversationSummary {
            unread: summary.unread,
            ..crate::console::inbox::samples::summary(9, second)
        };
        waiting.begin(&[unread(1, 1)], ME, true);
        assert!(!waiting.note(&ConversationSummary { unread: 4, ..summary(2, 5) }, ME));
        assert!(waiting.note(&later(unread(9, 1), 11), ME));
    }

    #[test]
    fn each_unseen_mention_is_news_once() {
        let mentioned = |number: u32, mention: i64, is_seen| {
            let mention = Mention {
                id: MentionId(mention),
                message_id: MessageId(1),
                is_seen,
                sender_name: "Karim".to_owned(),
                sender_name_bn: String::new(),
            };
            ConversationSummary { mention: Some(mention), ..summary(number, 10) }
        };
        let owner = Owner::new();
        owner.with(|| {
            let attention = Attention::new();
            attention.begin_mentions(Some(MentionId(4)));
            let news = |summaries: &[ConversationSummary]| attention.note_mentions(summaries).len();
            assert_eq!(
                news(&[mentioned(1, 3, false), mentioned(2, 4, false), summary(3, 10)]),
                0,
                "known at the start"
            );
            assert_eq!(news(&[mentioned(1, 5, true)]), 0, "seen on another device");
            assert_eq!(news(&[mentioned(1, 7, false), mentioned(2, 4, false)]), 1);
            assert_eq!(news(&[mentioned(1, 7, false)]), 0, "another label");
            assert_eq!(news(&[mentioned(2, 6, false)]), 1, "committed later");
        });
    }

    #[test]
    fn reading_lowers_the_count_at_once() {
        let owner = Owner::new();
        owner.with(|| {
            let attention = Attention::new();
            attention.begin(&[unread(1, 2)], ME, false);
            attention.count(7);
            attention.apply(&unread(1, 0), ME);
            assert_eq!(attention.total.get_untracked(), 5);
            attention.apply(&of_agent(2, unread(3, 4)), ME);
            assert_eq!(attention.total.get_untracked(), 5, "it is a colleague's");
            attention.note(&[unread(4, 1)], ME);
            assert_eq!(attention.total.get_untracked(), 5, "the server counts what a poll brings");
        });
    }
}
