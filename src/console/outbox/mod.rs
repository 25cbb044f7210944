//! The agent's outbox: replies and notes, of all conversations, that the server
//! has not accepted yet. It belongs to the signed-in agent, not to the page on
//! screen, so that messages are sent on every page. Its messages survive a
//! reload, a closed tab and an ended session, and are sent once the same agent
//! is back.

mod leaving;
mod list;
mod mark;
mod paces;
mod panel;
mod queue;
#[cfg(test)]
mod samples;
mod sending;
mod sign_out;
mod stored;
mod tabs;
mod texts;

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use leptos::prelude::*;

pub use self::{
    list::UnsentList,
    mark::OutboxMark,
    panel::OutboxButton,
    queue::{Mark, Queue, Unsent},
    sign_out::{SignOutQuestion, forget},
    texts::OutboxTexts,
};
use self::{
    paces::Paces,
    tabs::{Tabs, Word},
};
use super::{
    files::use_files,
    notice::{Notices, use_notices},
    scope::Scope,
    session::{Session, use_session},
};
use crate::{
    model::{
        ids::{AgentId, ClientId, ConversationId, MessageId},
        message::{Message, MessageText},
    },
    ui::{
        outbox::{Entry, EntryState},
        pace::{self, Waker},
        page, time,
    },
};

/// How long a message may be under way before it is shown as unsent, in
/// milliseconds.
const OVERDUE_MS: u32 = 2_000;

type Delivered = Rc<dyn Fn(&ConversationId, &Message)>;

/// The outbox of the signed-in agent, provided in the context.
#[derive(Clone, Copy)]
pub struct Outbox {
    agent: AgentId,
    session: Session,
    notices: Notices,
    scope: Scope,
    queue: RwSignal<Queue>,
    /// Whether a message has waited longer than an attempt usually takes.
    is_late: RwSignal<bool>,
    paces: StoredValue<Paces>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    delivered: StoredValue<Vec<(u32, Delivered)>, LocalStorage>,
    waker: Waker,
}

impl Outbox {
    /// Provides the outbox with the messages that earlier pages of the agent
    /// have left, and sends until the current owner is disposed of.
    pub fn provide(agent: AgentId) -> Self {
        let session = use_session();
        let (waker, sleeper) = pace::sleeper();
        let outbox = Self {
            agent,
            session,
            notices: use_notices(),
            scope: Scope::here(),
            queue: RwSignal::new(Queue::default()),
            is_late: RwSignal::new(false),
            paces: StoredValue::new(Paces::default()),
            tabs: StoredValue::new_local(None),
            delivered: StoredValue::new_local(Vec::new()),
            waker,
        };
        provide_context(outbox);
        use_files().use_outbox(outbox);
        // Listen first, then read, so that no change by another tab is missed
        // in between.
        let tabs = Tabs::join(agent, move |word| outbox.hear(word), move || outbox.reload_stored());
        outbox.tabs.set_value(Some(tabs));
        outbox.reload_stored();
        page::on_change(move || outbox.reload_stored());
        Effect::watch(move || session.reached_again.track(), move |(), _, _| outbox.hurry(), false);
        leaving::ask_while(Signal::derive(move || outbox.queue.with(|queue| queue.counts().0 > 0)));
        outbox.scope.spawn(async move { outbox.run(&sleeper).await });
        outbox
    }

    /// Returns the unsent messages of a conversation, in the order of writing;
    /// tracked.
    pub fn entries(self, conversation: &ConversationId) -> Vec<Entry> {
        self.queue.with(|queue| queue.of(conversation))
    }

    /// Returns the mark of a conversation in the list; tracked.
    pub fn mark(self, conversation: &ConversationId) -> Option<Mark> {
        let is_late = self.is_late.get();
        self.queue.with(|queue| queue.mark(conversation, is_late))
    }

    /// Returns all messages that are late or refused; tracked.
    pub fn overdue(self) -> Vec<Unsent> {
        let is_late = self.is_late.get();
        let is_overdue = |unsent: &&Unsent| is_late || unsent.entry.state != EntryState::Sending;
        self.queue.with(|queue| queue.all().iter().filter(is_overdue).cloned().collect())
    }

    /// Returns whether all messages have arrived, and none was refused; not
    /// tracked.
    pub fn is_empty_untracked(self) -> bool {
        self.queue.with_untracked(|queue| queue.all().is_empty())
    }

    /// Returns whether the outbox is full; tracked.
    pub fn is_full(self) -> bool {
        self.queue.with(Queue::is_full)
    }

    /// Sends a message as soon as possible. A message whose id is in the outbox
    /// already, because another tab sends the same draft, is not sent twice.
    /// Returns `false` if the outbox is full.
    pub fn push(
        self,
        conversation: ConversationId,
        client_id: ClientId,
        text: MessageText,
        is_note: bool,
        quoted_id: Option<MessageId>,
    ) -> bool {
        if self.queue.with_untracked(|queue| queue.get(&client_id).is_some()) {
            return true;
        }
        if self.queue.with_untracked(Queue::is_full) {
            return false;
        }
        let entry = Entry { is_note, quoted_id, ..Entry::new(client_id, text.into_string(), time::now()) };
        // Milliseconds since 1970 are far below 2^53.
        let order = self.queue.with_untracked(|queue| queue.next_order(Date::now() as i64));
        self.put(Unsent { conversation, order, entry });
        true
    }

    /// Sends a refused message again.
    pub fn retry(self, client_id: &ClientId) {
        if let Some(unsent) = self.queue.with_untracked(|queue| queue.get(client_id).cloned()) {
            self.put(unsent.again());
        }
    }

    fn put(self, unsent: Unsent) {
        stored::put(self.agent, &unsent);
        self.tell(&Word::Put(unsent.clone()));
        // The agent uses this tab and waits for the message.
        self.tabs.with_value(|tabs| tabs.iter().for_each(Tabs::lead));
        self.take_in(unsent);
        self.hurry();
    }

    /// Discards a message.
    pub fn discard(self, client_id: &ClientId) {
        if self.take_out(client_id) {
            self.tell(&Word::GivenUp(client_id.clone()));
        }
    }

    /// Sends waiting messages at once.
    pub fn hurry(self) {
        self.paces.update_value(Paces::hurry);
        self.waker.wake();
    }

    /// Calls `delivered` with each message that arrives, until the current
    /// owner is disposed of.
    pub fn on_delivered(self, delivered: impl Fn(&ConversationId, &Message) + 'static) {
        let number = self.delivered.try_update_value(|all| {
            let number = all.last().map_or(0, |(number, _)| number + 1);
            all.push((number, Rc::new(delivered)));
            number
        });
        on_cleanup(move || {
            self.delivered.try_update_value(|all| all.retain(|(other, _)| Some(*other) != number));
        });
    }

    /// Returns whether the outbox still exists. The browser may grant the lock,
    /// or deliver a message of another tab, after the agent has signed out.
    fn is_there(self) -> bool {
        self.queue.try_with_untracked(|_| ()).is_some()
    }

    /// Reads the messages from storage again: other tabs may have changed them
    /// while this one was asleep, or may have been closed.
    fn reload_stored(self) {
        if !self.is_there() {
            return;
        }
        let stored = stored::all(self.agent);
        if self.queue.with_untracked(|queue| *queue != stored) {
            self.queue.set(stored);
            self.watch_for_delay();
        }
        self.hurry();
    }

    fn hear(self, word: Word) {
        if !self.is_there() {
            return;
        }
        match word {
            Word::Put(unsent) => {
                self.take_in(unsent);
                self.waker.wake();
            }
            Word::Arrived { conversation, message } => {
                self.report_delivered(&conversation, &message);
                if let Some(client_id) = &message.client_id {
                    self.take_out(client_id);
                }
            }
            Word::GivenUp(client_id) => {
                self.take_out(&client_id);
            }
        }
    }

    fn tell(self, word: &Word) {
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.tell(word)));
    }

    fn take_in(self, unsent: Unsent) {
        self.queue.update(|queue| queue.put(unsent));
        self.watch_for_delay();
    }

    /// Removes a message. Returns `false` if it was not there.
    fn take_out(self, client_id: &ClientId) -> bool {
        let Some(removed) = self.queue.try_update(|queue| queue.remove(client_id)).flatten() else { return false };
        stored::remove(self.agent, &removed);
        if self.queue.with_untracked(|queue| queue.counts().0 == 0) {
            self.is_late.set(false);
        }
        true
    }

    /// Tells all who listen that a message or a file has arrived.
    pub fn report_delivered(self, conversation: &ConversationId, message: &Message) {
        let all: Vec<_> = self.delivered.with_value(|all| all.iter().map(|(_, heard)| Rc::clone(heard)).collect());
        all.iter().for_each(|heard| heard(conversation, message));
    }

    /// Marks the outbox as late if the messages that wait now still wait after
    /// a while.
    fn watch_for_delay(self) {
        let waiting = move || {
            self.queue.with_untracked(|queue| {
                queue.heads().iter().map(|head| head.entry.client_id.clone()).collect::<Vec<ClientId>>()
            })
        };
        let before = waiting();
        if before.is_empty() || self.is_late.get_untracked() {
            return;
        }
        self.scope.spawn(async move {
            TimeoutFuture::new(OVERDUE_MS).await;
            let now = waiting();
            if before.iter().any(|client_id| now.contains(client_id)) {
                self.is_late.set(true);
            }
        });
    }
}

/// Returns the outbox of the signed-in agent.
pub fn use_outbox() -> Outbox {
    expect_context()
}
