//! The unsent messages of one agent. Plain data, independent of the browser.

use serde::{Deserialize, Serialize};

use crate::{
    model::{
        error::ErrorCode,
        ids::{ClientId, ConversationId},
    },
    ui::outbox::{Entry, EntryState},
};

/// A reply or a note that the server has not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The conversation that it is for.
    pub conversation: ConversationId,
    /// Its position: messages written later have a greater one.
    pub order: i64,
    /// The message.
    pub entry: Entry,
}

impl Unsent {
    /// Returns the message as it is sent again after a refusal. A message that the conversation's state
    /// forbids goes without its quote, because the quoted message may have been deleted.
    pub fn again(mut self) -> Self {
        if matches!(&self.entry.state, EntryState::Failed(error) if error.code == ErrorCode::Conflict) {
            self.entry.quoted_id = None;
        }
        self.entry.state = EntryState::Sending;
        self
    }
}

/// The reason why a conversation is marked in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A message has waited for longer than an attempt usually takes.
    Unsent,
    /// The server has refused a message.
    NotSent,
}

/// All unsent messages, in the order of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue(Vec<Unsent>);

impl Queue {
    /// The maximum number of messages. That many of any length fit into the few
    /// megabytes that browsers give a site.
    pub const CAPACITY: usize = 100;

    /// Returns all messages.
    pub fn all(&self) -> &[Unsent] {
        &self.0
    }

    /// Returns whether the queue is full.
    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::CAPACITY
    }

    /// Returns the messages of one conversation.
    pub fn of(&self, conversation: &ConversationId) -> Vec<Entry> {
        let own = self.0.iter().filter(|unsent| unsent.conversation == *conversation);
        own.map(|unsent| unsent.entry.clone()).collect()
    }

    /// Returns the message with this id.
    pub fn get(&self, client_id: &ClientId) -> Option<&Unsent> {
        self.0.iter().find(|unsent| unsent.entry.client_id == *client_id)
    }

    /// Returns the position for a message written at `now`, in milliseconds. It
    /// is after all others, even if the clock was set back.
    pub fn next_order(&self, now: i64) -> i64 {
        self.0.last().map_or(now, |last| now.max(last.order + 1))
    }

    /// Inserts a message at its position. Replaces a message with the same id.
    pub fn put(&mut self, unsent: Unsent) {
        self.remove(&unsent.entry.client_id);
        let place = self.0.partition_point(|other| other.order <= unsent.order);
        self.0.insert(place, unsent);
    }

    /// Removes a message.
    pub fn remove(&mut self, client_id: &ClientId) -> Option<Unsent> {
        let place = self.0.iter().position(|unsent| unsent.entry.client_id == *client_id)?;
        Some(self.0.remove(place))
    }

    /// Returns how many messages wait and how many were refused.
    pub fn counts(&self) -> (usize, usize) {
        let waiting = self.0.iter().filter(|unsent| unsent.entry.state == EntryState::Sending).count();
        (waiting, self.0.len() - waiting)
    }

    /// Returns the mark of a conversation. `is_late` is true if waiting messages are late.
    pub fn mark(&self, conversation: &ConversationId, is_late: bool) -> Option<Mark> {
        let own = self.0.iter().filter(|unsent| unsent.conversation == *conversation);
        own.filter_map(|unsent| match unsent.entry.state {
            EntryState::Failed(_) => Some(Mark::NotSent),
            EntryState::Sending => is_late.then_some(Mark::Unsent),
        })
        .max()
    }

    /// Returns the first message of each conversation that must still be
    /// sent.
    pub fn heads(&self) -> Vec<&Unsent> {
        let mut heads: Vec<&Unsent> = Vec::new();
        for unsent in self.0.iter().filter(|unsent| unsent.entry.state == EntryState::Sending) {
            if heads.iter().all(|head| head.conversation != unsent.conversation) {
                heads.push(unsent);
            }
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use leptos::serde_json;

    use super::*;
    use crate::{
        console::outbox::samples::{conversation, refused, unsent},
        model::ids::MessageId,
    };

    fn texts<'a>(unsent: impl IntoIterator<Item = &'a Unsent>) -> Vec<&'a str> {
        unsent.into_iter().map(|unsent| unsent.entry.text.as_str()).collect()
    }

    fn queue(messages: &[Unsent]) -> Queue {
        let mut queue = Queue::default();
        messages.iter().for_each(|message| queue.put(message.clone()));
        queue
    }

    #[test]
    fn messages_stand_in_the_order_of_writing_whatever_order_they_come_in() {
        let queue = queue(&[unsent(1, 30, "c"), unsent(2, 10, "a"), unsent(1, 20, "b")]);
        assert_eq!(texts(queue.all()), ["a", "b", "c"]);
        assert_eq!(queue.of(&conversation(1)).len(), 2);
        assert_eq!(queue.next_order(5), 31, "the clock was set back");
        assert_eq!(queue.next_order(90), 90);
    }

    #[test]
    fn a_message_is_there_once() {
        let mut queue = queue(&[unsent(1, 10, "a")]);
        queue.put(unsent(1, 10, "a"));
        assert_eq!(texts(queue.all()), ["a"]);
        queue.remove(&unsent(1, 10, "a").entry.client_id);
        assert_eq!(queue, Queue::default());
    }

    #[test]
    fn each_conversation_has_its_own_first_message() {
        let queue = queue(&[unsent(1, 10, "a"), unsent(1, 20, "b"), unsent(2, 30, "c"), unsent(2, 40, "d")]);
        assert_eq!(texts(queue.heads()), ["a", "c"]);
    }

    #[test]
    fn a_refused_message_lets_the_next_pass_and_marks_its_conversation() {
        let queue = queue(&[refused(1, 10, "a", ErrorCode::MessageTooLong), unsent(1, 20, "b"), unsent(2, 30, "c")]);
        assert_eq!(texts(queue.heads()), ["b", "c"]);
        assert_eq!(queue.counts(), (2, 1));
        assert_eq!(queue.mark(&conversation(1), true), Some(Mark::NotSent));
        assert_eq!(queue.mark(&conversation(1), false), Some(Mark::NotSent));
        assert_eq!(queue.mark(&conversation(2), true), Some(Mark::Unsent));
        assert_eq!(queue.mark(&conversation(2), false), None, "it was written just now");
        assert_eq!(queue.mark(&conversation(3), true), None);
    }

    #[test]
    fn a_message_keeps_its_quote_unless_that_may_be_why_it_was_refused() {
        for (code, kept) in [(ErrorCode::ConversationClosed, Some(MessageId(7))), (ErrorCode::Conflict, None)] {
            let mut unsent = refused(1, 10, "a", code);
            unsent.entry.quoted_id = Some(MessageId(7));
            let stored = serde_json::to_string(&unsent).expect("plain data");
            assert_eq!(serde_json::from_str::<Unsent>(&stored).expect("the same"), unsent, "as after a reload");
            let again = unsent.again();
            assert_eq!((again.entry.quoted_id, again.entry.state), (kept, EntryState::Sending), "{code:?}");
        }
        let older = serde_json::to_string(&unsent(1, 10, "a")).expect("plain data").replace("\"quoted_id\":null,", "");
        assert!(!older.contains("quoted_id") && serde_json::from_str::<Unsent>(&older).is_ok(), "{older}");
    }

    #[test]
    fn the_outbox_is_full_at_a_hundred_messages() {
        let full: Vec<_> = (0..100).map(|number| unsent(1, number, &number.to_string())).collect();
        assert!(!queue(&full[1..]).is_full());
        assert!(queue(&full).is_full());
    }
}
