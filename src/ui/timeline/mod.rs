//! A conversation's messages from polls, merged by id: a message that arrives
//! twice or late is shown once and in its place. Plain logic, independent of
//! the browser.

#[cfg(feature = "leptos")]
mod kept;
#[cfg(feature = "leptos")]
mod list;
#[cfg(feature = "leptos")]
mod pages;
mod plan;
mod rows;

use std::sync::Arc;

#[cfg(feature = "leptos")]
pub use self::list::RowList;
pub use self::{
    plan::{Content, Delivery, Look, RowKey},
    rows::{Row, Rows},
};
use super::time::Moment;
#[cfg(feature = "leptos")]
use crate::model::viewer::Viewer;
use crate::model::{
    agent::AgentCard,
    conversation::Status,
    ids::{AgentId, ConversationId, MessageId},
    language::Language,
    message::Message,
    quote::Quote,
    rating::Rating,
    thread::{MessageRange, Thread},
    timestamp::Timestamp,
};

/// The side from which the conversation is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The customer, in the widget.
    Customer,
    /// The shop, in the console.
    Shop,
}

impl Side {
    /// Returns whether this side wrote the message.
    pub fn wrote(self, message: &Message) -> bool {
        !message.is_system() && message.is_agent == (self == Self::Shop)
    }

    /// Returns whether the other side wrote the message.
    pub fn receives(self, message: &Message) -> bool {
        !message.is_system() && message.is_agent != (self == Self::Shop)
    }
}

/// A message and its moment in the local calendar.
#[derive(Clone, Debug)]
struct Item {
    message: Arc<Message>,
    moment: Moment,
}

/// A conversation as one side sees it.
#[derive(Clone, Debug)]
pub struct Timeline {
    side: Side,
    /// The agent of this side; none for a customer.
    me: Option<AgentId>,
    moment_of: fn(&Timestamp) -> Moment,
    items: Vec<Item>,
    cursor: Option<MessageId>,
    /// The cursor of the last edit or deletion that is contained in all messages.
    deletions: i64,
    has_older: bool,
    read_up_to: Option<MessageId>,
    new_from: Option<MessageId>,
    /// The last message that this side has read: the answer to a poll that was already under way
    /// may not include it.
    seen_up_to: Option<MessageId>,
    /// The status; none before the first answer.
    pub status: Option<Status>,
    /// The assignee.
    pub agent: Option<AgentCard>,
    /// Whether any agent is online.
    pub agents_online: bool,
    /// Whether it is within business hours.
    pub within_business_hours: bool,
    /// When business hours begin again; none within them.
    pub opens_at: Option<Timestamp>,
    /// How many messages of this conversation this side has not read.
    pub unread: u32,
    /// How many messages the customer has not read in other conversations.
    pub unread_elsewhere: u32,
    /// The conversation that the newest of those is in.
    pub unread_conversation: Option<ConversationId>,
    /// The customer's rating, if there is one.
    pub rating: Option<Rating>,
    /// Whether the other side is typing.
    pub other_is_typing: bool,
    /// Colleagues who are viewing it too. Customers learn nothing of them.
    #[cfg(feature = "leptos")]
    pub viewers: Vec<Viewer>,
}

/// The result of merging an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// New messages of the other side, oldest first.
    pub received: Vec<Arc<Message>>,
    /// Whether there are more messages in the range: poll again at once.
    pub has_more: bool,
}

impl Timeline {
    /// Returns an empty conversation, as its customer sees it.
    pub fn of_customer() -> Self {
        Self::with_calendar(Side::Customer, None, Moment::of)
    }

    /// Returns an empty conversation, as an agent sees it.
    #[cfg(feature = "leptos")]
    pub fn of_agent(me: AgentId) -> Self {
        Self::with_calendar(Side::Shop, Some(me), Moment::of)
    }

    /// Returns an empty conversation with a given calendar, because tests have
    /// no browser.
    fn with_calendar(side: Side, me: Option<AgentId>, moment_of: fn(&Timestamp) -> Moment) -> Self {
        Self {
            side,
            me,
            moment_of,
            items: Vec::new(),
            cursor: None,
            deletions: 0,
            has_older: false,
            read_up_to: None,
            new_from: None,
            seen_up_to: None,
            status: None,
            agent: None,
            agents_online: false,
            within_business_hours: true,
            opens_at: None,
            unread: 0,
            unread_elsewhere: 0,
            unread_conversation: None,
            rating: None,
            other_is_typing: false,
            #[cfg(feature = "leptos")]
            viewers: Vec::new(),
        }
    }

    /// Returns the range for the next poll.
    pub fn newer(&self) -> MessageRange {
        MessageRange { deletions: Some(self.deletions), ..MessageRange::after(self.cursor) }
    }

    /// Returns the range of older messages, if there are any.
    pub fn older(&self) -> Option<MessageRange> {
        let first = self.items.first()?;
        self.has_older.then(|| MessageRange { before: Some(first.message.id), ..MessageRange::default() })
    }

    /// Returns the range under which to [`merge`](Self::merge) the answer to another tab's
    /// request, which asked for the messages after `after` or for the newest ones, and for the
    /// edits and deletions after a cursor. Returns none if messages between the present ones and the
    /// answer would be missing, or an edit or a deletion.
    pub fn continues_at(&self, after: Option<MessageId>, deletions: i64, answer: &Thread) -> Option<MessageRange> {
        self.status?;
        if after.is_none() && self.cursor.is_some() {
            // The newest messages have to reach back to the cursor. Whether there
            // are older ones than those is already known here.
            let first = answer.messages.first().map(|message| message.id);
            let is_whole = !answer.has_more || first <= self.cursor;
            return (is_whole && answer.deletions == self.deletions).then(|| self.newer());
        }
        let asked = MessageRange { deletions: Some(deletions), ..MessageRange::after(after) };
        (self.cursor >= after && self.deletions >= deletions).then_some(asked)
    }

    /// Merges the answer to a request for `asked`.
    pub fn merge(&mut self, asked: &MessageRange, thread: Thread) -> Merged {
        if asked.after.is_none() {
            self.has_older = thread.has_more;
        }
        self.merge_deletions(asked, &thread);
        if asked.before.is_none() {
            // Only messages that were requested in order move the cursor:
            // between it and a message that this side has sent there may be
            // others.
            self.cursor = self.cursor.max(thread.messages.last().map(|message| message.id));
            self.status = Some(thread.status);
            self.agent = thread.agent;
            self.agents_online = thread.agents_online;
            self.within_business_hours = thread.within_business_hours.0;
            self.opens_at = thread.opens_at;
            self.unread = thread.unread.saturating_sub(thread.unread_elsewhere);
            self.unread_elsewhere = thread.unread_elsewhere;
            self.unread_conversation = thread.unread_conversation;
            self.rating = thread.rating;
            self.other_is_typing = thread.other_is_typing;
            #[cfg(feature = "leptos")]
            {
                self.viewers = thread.viewers;
            }
        }
        self.read_up_to = self.read_up_to.max(thread.read_up_to);
        for message in thread.deleted {
            // Pages that have not been fetched yet will contain the change.
            if let Ok(at) = self.find(message.id) {
                self.replace(at, Arc::new(message));
            }
        }
        let mut received = Vec::new();
        for message in thread.messages {
            let message = Arc::new(message);
            if self.insert(Arc::clone(&message)) && self.side.receives(&message) && message.deleted_at.is_none() {
                received.push(message);
            }
        }
        if asked.before.is_none() && !thread.has_more && self.last_received() <= self.seen_up_to {
            self.unread = 0;
        }
        Merged { received, has_more: asked.after.is_some() && thread.has_more }
    }

    /// Moves the cursor of the edits and deletions.
    fn merge_deletions(&mut self, asked: &MessageRange, thread: &Thread) {
        let is_first = asked.after.is_none() && asked.before.is_none() && self.status.is_none();
        if is_first {
            self.deletions = thread.deletions;
        } else if asked.before.is_some() {
            // The page may be older than a change that a poll has already brought, but not to
            // these messages: the next poll brings it again.
            self.deletions = self.deletions.min(thread.deletions);
        } else if asked.after.is_some() && asked.deletions.is_some_and(|since| since <= self.deletions) {
            self.deletions = self.deletions.max(thread.deletions);
        }
    }

    /// Adds a message that this side has just sent, or shows what it has just edited or deleted.
    pub fn sent(&mut self, message: Message) {
        self.insert(Arc::new(message));
    }

    fn find(&self, id: MessageId) -> Result<usize, usize> {
        self.items.binary_search_by_key(&id, |item| item.message.id)
    }

    /// Replaces a message by a later version. Only its read receipt changes, its text if it is
    /// edited, and what is deleted of it; a response that is late brings nothing back.
    fn replace(&mut self, at: usize, mut message: Arc<Message>) {
        let shown = &mut self.items[at].message;
        let (before, after) = (shown.revised_at(), message.revised_at());
        if after > before || after == before && message.is_read {
            if shown.is_read && !message.is_read {
                Arc::make_mut(&mut message).is_read = true;
            }
            *shown = message;
        }
    }

    fn insert(&mut self, message: Arc<Message>) -> bool {
        match self.find(message.id) {
            Ok(at) => {
                self.replace(at, message);
                false
            }
            Err(at) => {
                let moment = (self.moment_of)(&message.created_at);
                self.items.insert(at, Item { message, moment });
                true
            }
        }
    }

    /// Returns the messages, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.items.iter().map(|item| &*item.message)
    }

    /// Returns what is shown of a quoted message. If it is loaded, edits and deletions that happen later
    /// show at once; otherwise they show when the message that quotes it is loaded again.
    pub fn quoted<'a>(&'a self, quote: &'a Quote, language: Language) -> &'a str {
        let loaded = self.find(quote.id).ok().map(|at| &*self.items[at].message);
        let changed = loaded.filter(|message| message.revised_at().is_some());
        Quote::shown(changed.map_or(&quote.text, Message::headline), language)
    }

    /// Returns the newest message of the other side, for the read receipt.
    pub fn last_received(&self) -> Option<MessageId> {
        self.messages().rev().find(|message| self.side.receives(message)).map(|message| message.id)
    }

    /// Puts the line "New" before the first unread message of the other side,
    /// or removes it if all are read.
    pub fn draw_new_line(&mut self) {
        let first = self.unread_messages().next().map(|message| message.id);
        self.new_from = first;
    }

    /// Puts the line "New" before the first message of the other side after `read`, the last one
    /// that was read. Draws no line while that place is among older messages that are not loaded.
    #[cfg(feature = "leptos")]
    pub fn draw_new_line_after(&mut self, read: Option<MessageId>) {
        let is_new =
            |message: &&Message| self.side.receives(message) && Some(message.id) > read && message.deleted_at.is_none();
        let first = self.messages().find(is_new).map(|message| message.id);
        let oldest = self.messages().next().map(|message| message.id);
        let is_loaded = !self.has_older || oldest <= read;
        self.new_from = first.filter(|_| is_loaded);
    }

    fn unread_messages(&self) -> impl Iterator<Item = &Message> {
        self.messages()
            .filter(|message| self.side.receives(message) && !message.is_read && message.deleted_at.is_none())
    }

    /// Puts the line "New" before a message, unless the line is somewhere
    /// above.
    pub fn draw_new_line_at(&mut self, id: MessageId) {
        self.new_from.get_or_insert(id);
    }

    /// Removes the line "New".
    pub fn clear_new_line(&mut self) {
        self.new_from = None;
    }

    /// Returns whether a message of the other side up to `id` is unread.
    pub fn has_unread_up_to(&self, id: MessageId) -> bool {
        self.unread_messages().next().is_some_and(|first| first.id <= id)
    }

    /// Records that this side has read the other's messages up to `id`.
    pub fn mark_read(&mut self, id: MessageId) {
        self.seen_up_to = self.seen_up_to.max(Some(id));
        let side = self.side;
        for item in self.items.iter_mut().filter(|item| item.message.id <= id) {
            if side.receives(&item.message) && !item.message.is_read {
                Arc::make_mut(&mut item.message).is_read = true;
            }
        }
        self.unread = u32::try_from(self.unread_messages().count()).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests;
