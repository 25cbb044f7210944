//! The rows of a conversation, and the look of each.

use std::sync::Arc;

use super::{Item, Timeline};
use crate::{
    model::{
        error::ApiError,
        ids::{AgentId, ClientId, MessageId},
        message::Message,
        timestamp::Timestamp,
    },
    ui::{
        outbox::{Entry, EntryState},
        time::Moment,
    },
};

/// Messages of one sender that are this close together form one group.
const GROUP_MINUTES: i64 = 4;

/// The identity of a row. A message that is sent keeps its row when it arrives,
/// so that it is not drawn or announced twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// A day separator; a new one when another day is "Today".
    Day {
        /// The day.
        day: u32,
        /// Today's date.
        today: u32,
    },
    /// The line "New".
    New,
    /// A message.
    Message(MessageId),
    /// A message of this side, unsent or arrived.
    Own(ClientId),
    /// A message that was edited, or in which something was deleted, at this moment, so it is drawn
    /// again.
    Revised(MessageId, Timestamp),
}

/// The content of a row, which never changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A day separator.
    Day(Timestamp),
    /// The line "New".
    New,
    /// A message of the system.
    System(Arc<Message>),
    /// A message of the other side.
    Received(Arc<Message>),
    /// A message of this side that had arrived when it was first shown.
    Sent(Arc<Message>),
    /// A message of this side that was unsent when it was first shown.
    Pending(Entry),
}

/// The delivery state of a message of this side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It is being sent.
    Sending,
    /// It was refused, with the error.
    Failed(ApiError),
    /// The server has it.
    Sent,
    /// The other side has had it on screen.
    Read,
}

/// The look of a row, which may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it is the first of its group.
    pub starts_group: bool,
    /// Whether it is the last of its group, with name and time below it.
    pub ends_group: bool,
    /// The delivery state; none for messages of others.
    pub delivery: Option<Delivery>,
    /// When it was sent.
    pub at: Timestamp,
}

impl Default for Look {
    fn default() -> Self {
        Self { starts_group: true, ends_group: true, delivery: None, at: Timestamp::default() }
    }
}

/// A planned row, independent of the screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Planned {
    pub key: RowKey,
    pub content: Content,
    pub look: Look,
}

impl Timeline {
    /// Returns the rows: first the messages, then the unsent ones.
    pub(super) fn plan(&self, outbox: &[Entry], today: u32) -> Vec<Planned> {
        let mut planner = Planner { rows: Vec::with_capacity(self.items.len()), today, day: 0, last: None };
        for item in self.items.iter().filter(|item| !item.message.is_recalled()) {
            if self.new_from == Some(item.message.id) {
                planner.new_line();
            }
            planner.message(item, self);
        }
        for entry in outbox.iter().filter(|entry| !self.has_arrived(&entry.client_id)) {
            planner.pending(entry, (self.moment_of)(&entry.written_at));
        }
        planner.rows
    }

    fn has_arrived(&self, client_id: &ClientId) -> bool {
        self.messages().rev().any(|message| self.side.wrote(message) && message.client_id.as_ref() == Some(client_id))
    }
}

/// The author of a bubble. Bubbles of one author may form a group.
#[derive(PartialEq)]
enum Author {
    /// The user.
    Me { is_note: bool },
    /// Another agent.
    Agent { id: AgentId, is_note: bool },
    /// The customer, without a name here; or an agent whom the server does not
    /// name by id.
    Other(String),
}

impl Author {
    fn of(message: &Message, timeline: &Timeline) -> Self {
        let is_note = message.is_note;
        match message.sender_id {
            Some(id) if Some(id) != timeline.me => Self::Agent { id, is_note },
            _ if timeline.side.wrote(message) => Self::Me { is_note },
            _ if message.is_agent => Self::Other(message.sender_name.clone()),
            _ => Self::Other(String::new()),
        }
    }
}

/// The bubble above the one that is being planned.
struct Last {
    author: Author,
    moment: Moment,
}

struct Planner {
    rows: Vec<Planned>,
    today: u32,
    /// The day of the last separator.
    day: u32,
    last: Option<Last>,
}

impl Planner {
    fn new_line(&mut self) {
        self.last = None;
        self.rows.push(Planned { key: RowKey::New, content: Content::New, look: Look::default() });
    }

    fn message(&mut self, item: &Item, timeline: &Timeline) {
        let Item { message, moment } = item;
        self.day(*moment, &message.created_at);
        let at = message.created_at.clone();
        let revised_at = message.revised_at();
        let by_id = revised_at.map_or(RowKey::Message(message.id), |at| RowKey::Revised(message.id, at.clone()));
        let author = Author::of(message, timeline);
        if message.is_system() {
            self.last = None;
            let content = Content::System(Arc::clone(message));
            self.rows.push(Planned { key: by_id, content, look: Look { at, ..Look::default() } });
        } else if timeline.side.wrote(message) {
            let is_read = message.is_read || timeline.read_up_to.is_some_and(|id| message.id <= id);
            let delivery = if is_read { Delivery::Read } else { Delivery::Sent };
            let client_id = message.client_id.clone().filter(|_| revised_at.is_none());
            let key = client_id.map_or(by_id, RowKey::Own);
            self.bubble(key, Content::Sent(Arc::clone(message)), author, *moment, Some(delivery), at);
        } else {
            self.bubble(by_id, Content::Received(Arc::clone(message)), author, *moment, None, at);
        }
        if message.edited_at.is_some() {
            // The mark is beside the time, which is below the last message of a group.
            self.last = None;
        }
    }

    fn pending(&mut self, entry: &Entry, moment: Moment) {
        self.day(moment, &entry.written_at);
        let delivery = match &entry.state {
            EntryState::Sending => Delivery::Sending,
            EntryState::Failed(error) => Delivery::Failed(error.clone()),
        };
        let key = RowKey::Own(entry.client_id.clone());
        let author = Author::Me { is_note: entry.is_note };
        self.bubble(key, Content::Pending(entry.clone()), author, moment, Some(delivery), entry.written_at.clone());
    }

    /// Adds a day separator where the day is later than all days above. A clock
    /// that was set back does not repeat a day.
    fn day(&mut self, moment: Moment, at: &Timestamp) {
        if self.day < moment.day {
            self.day = moment.day;
            self.last = None;
            let key = RowKey::Day { day: moment.day, today: self.today };
            self.rows.push(Planned { key, content: Content::Day(at.clone()), look: Look::default() });
        }
    }

    fn bubble(
        &mut self,
        key: RowKey,
        content: Content,
        author: Author,
        moment: Moment,
        delivery: Option<Delivery>,
        at: Timestamp,
    ) {
        let continues = self
            .last
            .as_ref()
            .is_some_and(|last| last.author == author && moment.minute - last.moment.minute <= GROUP_MINUTES);
        if continues && let Some(above) = self.rows.last_mut() {
            // A refused message shows its error in any position.
            above.look.ends_group = false;
        }
        let look = Look { starts_group: !continues, ends_group: true, delivery, at };
        self.rows.push(Planned { key, content, look });
        self.last = Some(Last { author, moment });
    }
}
