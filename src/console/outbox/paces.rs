//! Decides when each conversation's next message is sent. Plain data,
//! independent of the browser. A conversation that fails waits longer after
//! each failure, without delaying others.

use std::collections::HashMap;

use super::queue::{Queue, Unsent};
use crate::model::{ids::ConversationId, retry::backoff_ms};

/// The maximum number of concurrent attempts. Browsers open six connections to
/// a server, and the console needs some of them for the agent's other requests.
const MAX_AT_ONCE: usize = 3;

/// The sending state of one conversation.
#[derive(Clone, Copy, Debug, Default)]
struct Pace {
    is_sending: bool,
    /// The number of consecutive failures.
    failures: u32,
    /// The earliest time of the next attempt, in milliseconds of the page's
    /// clock.
    not_before: f64,
}

/// The sending states of the conversations with unsent messages.
#[derive(Debug, Default)]
pub struct Paces(HashMap<ConversationId, Pace>);

impl Paces {
    /// Returns the messages to send at the time `now`, in milliseconds of the
    /// page's clock. Each counts as being sent until [`ended`](Self::ended) is
    /// called for it.
    pub fn start(&mut self, queue: &Queue, now: f64) -> Vec<Unsent> {
        let mut started = Vec::new();
        let mut at_once = self.0.values().filter(|pace| pace.is_sending).count();
        for head in queue.heads() {
            let pace = self.0.entry(head.conversation.clone()).or_default();
            if at_once < MAX_AT_ONCE && !pace.is_sending && pace.not_before <= now {
                pace.is_sending = true;
                at_once += 1;
                started.push(head.clone());
            }
        }
        started
    }

    /// Records that an attempt for a conversation has ended. `is_settled` is false if the same
    /// message must be sent again. `jitter` is between 0 and 1.
    pub fn ended(&mut self, conversation: &ConversationId, is_settled: bool, now: f64, jitter: f64) {
        if is_settled {
            self.0.remove(conversation);
        } else if let Some(pace) = self.0.get_mut(conversation) {
            let failures = pace.failures.saturating_add(1);
            let not_before = now + f64::from(backoff_ms(failures, jitter));
            *pace = Pace { is_sending: false, failures, not_before };
        }
    }

    /// Lets all conversations retry without waiting.
    pub fn hurry(&mut self) {
        self.0.values_mut().for_each(|pace| pace.not_before = 0.0);
    }

    /// Returns how many milliseconds after `now` the next conversation may
    /// retry, or none if no conversation waits.
    pub fn next_in(&self, queue: &Queue, now: f64) -> Option<u32> {
        let waits = queue.heads().into_iter().filter_map(|head| {
            let pace = self.0.get(&head.conversation)?;
            (!pace.is_sending && pace.not_before > now).then_some(pace.not_before - now)
        });
        // At most half a minute.
        waits.reduce(f64::min).map(|wait| wait.ceil() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::outbox::samples::{conversation, unsent};

    fn queue(messages: &[Unsent]) -> Queue {
        let mut queue = Queue::default();
        messages.iter().for_each(|message| queue.put(message.clone()));
        queue
    }

    fn texts(unsent: &[Unsent]) -> Vec<&str> {
        unsent.iter().map(|unsent| unsent.entry.text.as_str()).collect()
    }

    #[test]
    fn a_conversation_sends_one_message_after_the_other() {
        let mut queue = queue(&[unsent(1, 10, "a"), unsent(1, 20, "b")]);
        let mut paces = Paces::default();
        assert_eq!(texts(&paces.start(&queue, 0.0)), ["a"]);
        assert!(paces.start(&queue, 0.0).is_empty(), "the first is on its way");
        paces.ended(&conversation(1), true, 5.0, 0.0);
        queue.remove(&"a".parse().expect("a short text"));
        assert_eq!(texts(&paces.start(&queue, 5.0)), ["b"]);
    }

    #[test]
    fn a_conversation_that_fails_waits_and_holds_up_no_other() {
        let queue = queue(&[unsent(1, 10, "a"), unsent(1, 20, "b"), unsent(2, 30, "c")]);
        let mut paces = Paces::default();
        assert_eq!(texts(&paces.start(&queue, 0.0)), ["a", "c"]);
        paces.ended(&conversation(1), false, 100.0, 0.0);
        assert!(paces.start(&queue, 200.0).is_empty());
        assert_eq!(paces.next_in(&queue, 200.0), Some(2_900));
        assert_eq!(texts(&paces.start(&queue, 3_100.0)), ["a"], "the same one, before what was written later");
        paces.ended(&conversation(1), false, 3_100.0, 0.0);
        assert_eq!(paces.next_in(&queue, 3_100.0), Some(6_000), "twice as long");
        paces.hurry();
        assert_eq!(texts(&paces.start(&queue, 3_200.0)), ["a"]);
    }

    #[test]
    fn only_some_are_sent_at_once() {
        let messages: Vec<_> = (1..=5).map(|number| unsent(number, number.into(), &number.to_string())).collect();
        let (queue, mut paces) = (queue(&messages), Paces::default());
        assert_eq!(texts(&paces.start(&queue, 0.0)), ["1", "2", "3"]);
        paces.ended(&conversation(2), false, 0.0, 0.0);
        assert_eq!(texts(&paces.start(&queue, 1.0)), ["4"]);
    }

    #[test]
    fn nothing_is_waited_for_without_messages() {
        assert_eq!(Paces::default().next_in(&Queue::default(), 0.0), None);
    }
}
