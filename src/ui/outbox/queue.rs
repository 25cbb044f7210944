//! The contents of the outbox. Plain data, independent of the browser.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

#[cfg(feature = "leptos")]
use crate::model::ids::MessageId;
use crate::model::{
    error::{ApiError, ErrorCode},
    ids::ClientId,
    timestamp::Timestamp,
};
use crate::wire::{Body, Read, Write};

/// An unsent message. The console stores it with serde, the widget with
/// [`wire`](crate::wire).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read, Write)]
pub struct Entry {
    /// Its id, under which the server stores it once.
    pub client_id: ClientId,
    /// The text.
    pub text: String,
    /// Whether it is a note to colleagues.
    pub is_note: bool,
    /// The message that it quotes. Customers quote nothing.
    #[cfg(feature = "leptos")]
    #[serde(default)]
    pub quoted_id: Option<MessageId>,
    /// The customer who wrote it, by the shop's name for them. None for a visitor,
    /// and in an agent's outbox, which is the agent's own.
    #[serde(default)]
    pub customer: Option<String>,
    /// When it was written, by the browser's clock.
    pub written_at: Timestamp,
    /// Its state.
    pub state: EntryState,
}

/// The state of an unsent message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryState {
    /// It is sent until it arrives.
    Sending,
    /// Refused: it is retried only on the writer's request.
    Failed(ApiError),
}

impl Read for EntryState {
    fn read(value: &JsValue) -> Option<Self> {
        Some(ApiError::read(value).map_or(Self::Sending, Self::Failed))
    }
}

impl Write for EntryState {
    fn write(&self) -> JsValue {
        match self {
            Self::Sending => "sending".write(),
            Self::Failed(error) => Body::new().with("error", &error.error).with("code", &error.code).write(),
        }
    }
}

impl Entry {
    /// Returns a message that waits to be sent.
    pub fn new(client_id: ClientId, text: String, written_at: Timestamp) -> Self {
        Self {
            client_id,
            text,
            is_note: false,
            #[cfg(feature = "leptos")]
            quoted_id: None,
            customer: None,
            written_at,
            state: EntryState::Sending,
        }
    }
}

/// Returns whether this error is final. After other errors the same message may
/// still arrive; an ended session is one of them, because the writer may sign
/// in again.
pub const fn is_refusal(code: ErrorCode) -> bool {
    !code.is_temporary() && !matches!(code, ErrorCode::NotSignedIn)
}

/// The next step after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Continue with the next entry.
    GoOn,
    /// Wait, then send the same entry again.
    TryAgain,
}

/// Unsent messages, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue(Vec<Entry>);

impl Queue {
    /// Returns the messages that an earlier page left.
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        Self(entries)
    }

    /// Returns the messages.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Returns the messages of one customer, and those from before they signed
    /// in.
    pub(super) fn of_customer(self, customer: Option<&String>) -> Self {
        Self(
            self.0
                .into_iter()
                .filter(|entry| entry.customer.is_none() || entry.customer.as_ref() == customer)
                .collect(),
        )
    }

    /// Assigns a visitor's messages to the customer.
    pub(super) fn claim(&mut self, customer: &str) {
        for entry in &mut self.0 {
            entry.customer.get_or_insert_with(|| customer.to_owned());
        }
    }

    /// Returns whether the message is still in the queue.
    pub fn contains(&self, client_id: &ClientId) -> bool {
        self.0.iter().any(|entry| entry.client_id == *client_id)
    }

    pub(super) fn next_to_send(&self) -> Option<Entry> {
        self.0.iter().find(|entry| entry.state == EntryState::Sending).cloned()
    }

    pub(super) fn push(&mut self, entry: Entry) {
        if !self.contains(&entry.client_id) {
            self.0.push(entry);
        }
    }

    pub(super) fn remove(&mut self, client_id: &ClientId) {
        self.0.retain(|entry| entry.client_id != *client_id);
    }

    pub(super) fn retry(&mut self, client_id: &ClientId) {
        self.set_state(client_id, EntryState::Sending);
    }

    /// Records the outcome of an attempt.
    pub(super) fn settle(&mut self, client_id: &ClientId, outcome: Result<&(), &ApiError>) -> Next {
        match outcome {
            Ok(()) => self.remove(client_id),
            Err(error) if !is_refusal(error.code) => return Next::TryAgain,
            Err(error) => self.set_state(client_id, EntryState::Failed(error.clone())),
        }
        Next::GoOn
    }

    fn set_state(&mut self, client_id: &ClientId, state: EntryState) {
        if let Some(entry) = self.0.iter_mut().find(|entry| entry.client_id == *client_id) {
            entry.state = state;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> Entry {
        let client_id = name.parse().expect("a short printable name");
        Entry::new(client_id, name.to_owned(), Timestamp::default())
    }

    fn queue(names: &[&str]) -> Queue {
        Queue(names.iter().map(|name| entry(name)).collect())
    }

    fn names(queue: &Queue) -> Vec<&str> {
        queue.entries().iter().map(|entry| entry.text.as_str()).collect()
    }

    #[test]
    fn messages_are_sent_in_the_order_of_writing() {
        let mut queue = queue(&["a", "b"]);
        assert_eq!(queue.next_to_send(), Some(entry("a")));
        assert_eq!(queue.settle(&entry("a").client_id, Ok(&())), Next::GoOn);
        assert_eq!(queue.next_to_send(), Some(entry("b")));
        assert_eq!(queue.settle(&entry("b").client_id, Ok(&())), Next::GoOn);
        assert_eq!(queue.next_to_send(), None);
    }

    #[test]
    fn a_temporary_error_keeps_the_message_first_in_line() {
        let mut queue = queue(&["a", "b"]);
        for code in [
            ErrorCode::Unreachable,
            ErrorCode::Unavailable,
            ErrorCode::Internal,
            ErrorCode::RateLimited,
            ErrorCode::NotSignedIn,
        ] {
            let error = ApiError::new(code, "");
            assert_eq!(queue.settle(&entry("a").client_id, Err(&error)), Next::TryAgain, "{code:?}");
            assert_eq!(queue.next_to_send(), Some(entry("a")), "{code:?}");
        }
    }

    #[test]
    fn a_refused_message_waits_for_its_writer_and_lets_the_next_pass() {
        let mut queue = queue(&["a", "b"]);
        let refusal = ApiError::new(ErrorCode::MessageTooLong, "");
        assert_eq!(queue.settle(&entry("a").client_id, Err(&refusal)), Next::GoOn);
        assert_eq!(queue.next_to_send(), Some(entry("b")));
        assert_eq!(queue.entries()[0].state, EntryState::Failed(refusal));
        queue.retry(&entry("a").client_id);
        assert_eq!(queue.next_to_send(), Some(entry("a")));
        queue.remove(&entry("a").client_id);
        assert_eq!(names(&queue), ["b"]);
    }

    #[test]
    fn a_customer_takes_up_their_own_messages_and_a_visitors() {
        let of = |name: &str, customer: &str| Entry { customer: Some(customer.to_owned()), ..entry(name) };
        let mut kept = Queue(vec![entry("visitor"), of("rahim", "17"), of("karima", "18")]);
        assert_eq!(names(&kept.clone().of_customer(None)), ["visitor"]);
        let rahim = "17".to_owned();
        assert_eq!(names(&kept.clone().of_customer(Some(&rahim))), ["visitor", "rahim"]);
        kept.claim(&rahim);
        assert_eq!(names(&kept.of_customer(Some(&"18".to_owned()))), ["karima"]);
    }

    #[test]
    fn a_message_is_in_line_once() {
        let mut queue = queue(&["a"]);
        queue.push(entry("a"));
        assert_eq!(names(&queue), ["a"]);
    }

    #[test]
    fn a_late_answer_for_a_delivered_message_changes_nothing() {
        let mut queue = queue(&["b"]);
        let error = ApiError::new(ErrorCode::ConversationClosed, "");
        assert_eq!(queue.settle(&entry("a").client_id, Err(&error)), Next::GoOn);
        assert_eq!(names(&queue), ["b"]);
    }
}
