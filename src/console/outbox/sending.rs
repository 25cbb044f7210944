//! Sends the messages of the outbox, one after the other in each conversation.

use leptos::prelude::*;

use super::{
    Outbox, Paces,
    queue::{Queue, Unsent},
    stored,
    tabs::{Tabs, Word},
};
use crate::{
    api::{agent::reply, notes::add_note},
    model::{
        error::{ApiError, ErrorCode},
        message::Message,
    },
    ui::{
        outbox::{EntryState, is_refusal},
        pace::Sleeper,
        timeout::now,
    },
};

impl Outbox {
    /// Sends waiting messages until the future is dropped.
    pub(super) async fn run(self, sleeper: &Sleeper) {
        loop {
            let (started, wait) = if self.leads() {
                self.queue.with_untracked(|queue| {
                    let start = |paces: &mut Paces| (paces.start(queue, now()), paces.next_in(queue, now()));
                    self.paces.try_update_value(start).unwrap_or_default()
                })
            } else {
                Default::default()
            };
            for unsent in started {
                self.scope.spawn(self.attempt(unsent));
            }
            match wait {
                Some(milliseconds) => sleeper.sleep(milliseconds).await,
                None => sleeper.until_woken().await,
            }
        }
    }

    /// Returns whether this tab sends for all tabs of the agent.
    pub fn leads(self) -> bool {
        self.tabs.with_value(|tabs| tabs.as_ref().is_some_and(Tabs::leads))
    }

    async fn attempt(self, unsent: Unsent) {
        let outcome = self.send(unsent.clone()).await;
        let is_settled = outcome.as_ref().err().is_none_or(|error| is_refusal(error.code));
        self.paces.update_value(|paces| {
            paces.ended(&unsent.conversation, is_settled, now(), js_sys::Math::random());
        });
        match outcome {
            Ok(message) => {
                // Shown as sent before it is removed, so that its row stays.
                self.report_delivered(&unsent.conversation, &message);
                self.take_out(&unsent.entry.client_id);
                self.tell(&Word::Arrived { conversation: unsent.conversation, message: Box::new(message) });
            }
            Err(error) if is_settled => self.refuse(unsent, error),
            Err(error) => {
                if error.code == ErrorCode::RateLimited {
                    self.notices.tell(&error);
                }
                self.is_late.set(true);
            }
        }
        self.waker.wake();
    }

    async fn send(self, unsent: Unsent) -> Result<Message, ApiError> {
        let Unsent { conversation, entry, .. } = unsent;
        let (author, client_id) = (Some(self.agent), Some(entry.client_id));
        let sent = async move {
            if entry.is_note {
                add_note(conversation, entry.text, client_id, author, entry.quoted_id).await
            } else {
                reply(conversation, entry.text, client_id, author, entry.quoted_id).await
            }
        };
        self.session.ask(sent).await
    }

    /// Keeps a refused message until its author decides what to do.
    fn refuse(self, mut unsent: Unsent, error: ApiError) {
        let is_here = self.queue.with_untracked(|queue: &Queue| queue.get(&unsent.entry.client_id).is_some());
        if is_here {
            unsent.entry.state = EntryState::Failed(error);
            stored::change(self.agent, &unsent);
            self.tell(&Word::Put(unsent.clone()));
            self.queue.update(|queue| queue.put(unsent));
        }
    }
}
