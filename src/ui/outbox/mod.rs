//! An outbox that survives a lost network and a reload: messages stay in it,
//! and in `localStorage`, until they have arrived. Each entry has its client id
//! from the start, so that it arrives only once however often it is sent.

mod queue;

use self::queue::Next;
pub use self::queue::{Entry, EntryState, Queue, is_refusal};
use super::{
    pace::{self, Waker},
    page, storage, time,
};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::ClientId,
        message::{Message, MessageText},
    },
    ui::signals::*,
    wire,
};

/// The messages of one side of a conversation that the server has not accepted
/// yet.
#[derive(Clone, Copy)]
pub struct Outbox {
    queue: RwSignal<Queue>,
    /// Whether the server has limited the rate, and the next message waits.
    pub is_limited: RwSignal<bool>,
    key: &'static str,
    /// See [`Entry::customer`].
    customer: StoredValue<Option<String>>,
    waker: Waker,
}

impl Outbox {
    /// Returns the outbox that is stored in `localStorage` under `key`. Its messages of this
    /// customer are sent with `send` at once, one after the other. It lives as long as the
    /// current owner. `send` is called again after temporary errors and after
    /// [`NotSignedIn`](crate::model::error::ErrorCode::NotSignedIn); it may sign in again first.
    pub fn new<Send, Sent>(key: &'static str, customer: Option<String>, send: Send) -> Self
    where
        Send: Fn(Entry) -> Sent + 'static,
        Sent: Future<Output = Result<(), ApiError>> + 'static,
    {
        let (waker, sleeper) = pace::sleeper();
        let queue = RwSignal::new(stored(key).of_customer(customer.as_ref()));
        let is_limited = RwSignal::new(false);
        let outbox = Self { queue, is_limited, key, customer: StoredValue::new(customer), waker };
        page::on_change(move || waker.wake());
        spawn_owned(async move {
            let mut failures = 0;
            loop {
                let Some(entry) = queue.with_untracked(Queue::next_to_send) else {
                    sleeper.until_woken().await;
                    continue;
                };
                let client_id = entry.client_id.clone();
                let outcome = send(entry).await;
                let next = outbox.change(|queue| queue.settle(&client_id, outcome.as_ref()));
                let error = outcome.err();
                let was_limited = error.as_ref().is_some_and(|error| error.code == ErrorCode::RateLimited);
                if is_limited.get_untracked() != was_limited {
                    is_limited.set(was_limited);
                }
                match next {
                    Some(Next::GoOn) => failures = 0,
                    Some(Next::TryAgain) => {
                        failures += 1;
                        let asked = error.and_then(|error| error.retry_after);
                        sleeper.sleep(asked.map_or_else(|| pace::backoff(failures), pace::asked)).await;
                    }
                    None => return,
                }
            }
        });
        outbox
    }

    /// Returns the unsent messages, in the order of writing; tracked.
    pub fn entries(self) -> Vec<Entry> {
        self.queue.with(|queue| queue.entries().to_vec())
    }

    /// Returns the same, untracked.
    pub fn entries_untracked(self) -> Vec<Entry> {
        self.queue.with_untracked(|queue| queue.entries().to_vec())
    }

    /// Returns whether everything has arrived; untracked.
    pub fn is_empty_untracked(self) -> bool {
        self.queue.with_untracked(|queue| queue.entries().is_empty())
    }

    /// Sends a message as soon as possible. A message whose `client_id` is in
    /// the outbox already is not sent twice.
    pub fn push(self, client_id: ClientId, text: MessageText) {
        let mut entry = Entry::new(client_id, text.into_string(), time::now());
        entry.customer = self.customer.get_value();
        self.change(|queue| queue.push(entry.clone()));
        self.waker.wake();
    }

    /// Sends a refused message again.
    pub fn retry(self, client_id: &ClientId) {
        self.change(|queue| queue.retry(client_id));
        self.waker.wake();
    }

    /// Retries the messages that were refused for this reason.
    pub fn retry_refused(self, code: ErrorCode) {
        for entry in self.entries_untracked() {
            if matches!(&entry.state, EntryState::Failed(error) if error.code == code) {
                self.retry(&entry.client_id);
            }
        }
    }

    /// Discards a refused message.
    pub fn discard(self, client_id: &ClientId) {
        self.change(|queue| queue.remove(client_id));
    }

    /// Removes the messages that are among `messages`, because they have
    /// arrived.
    pub fn arrived<'a>(self, messages: impl IntoIterator<Item = &'a Message>) {
        for client_id in messages.into_iter().filter_map(|message| message.client_id.as_ref()) {
            if self.queue.with_untracked(|queue| queue.contains(client_id)) {
                self.change(|queue| queue.remove(client_id));
            }
        }
    }

    /// Takes over the messages of a closed tab. If the tab still exists, a
    /// message is sent twice but arrives once.
    pub fn adopt(self) {
        let kept = stored(self.key).of_customer(self.customer.get_value().as_ref());
        self.queue.update(|queue| kept.entries().iter().for_each(|entry| queue.push(entry.clone())));
        self.waker.wake();
    }

    /// Assigns the messages to the customer whom the shop has named since.
    pub fn claim(self, customer: String) {
        self.change(|queue| queue.claim(&customer));
        self.customer.set_value(Some(customer));
    }

    /// Sends waiting messages at once.
    pub fn wake(self) {
        self.waker.wake();
    }

    /// Applies a change to the outbox and to its stored copy. Merges with storage, because
    /// another tab of the same shop may have stored entries of its own. Does not write unchanged
    /// data: a tab that was signed out a moment ago would restore what has just been deleted.
    /// Returns none once the outbox is gone.
    fn change<T>(self, change: impl Fn(&mut Queue) -> T) -> Option<T> {
        self.customer.try_get_value()?;
        let before = stored(self.key);
        let mut kept = before.clone();
        change(&mut kept);
        if kept.entries().is_empty() {
            storage::remove(self.key);
        } else if kept != before {
            storage::set(self.key, &wire::stringify(kept.entries()));
        }
        self.queue.try_update(change)
    }
}

/// Returns the queue stored under `key`; an empty one if an older version used
/// another format.
fn stored(key: &str) -> Queue {
    storage::get(key).and_then(|kept| wire::parse(&kept)).map(Queue::of).unwrap_or_default()
}
