//! Stores the messages of several requests together on SQLite.
//!
//! Each statement wakes the thread of SQLite's connection and waits for it, which costs
//! more than most statements do. So the messages that wait for the turn to write are
//! stored together once the turn has come: one statement reads their conversations, one
//! inserts the messages, and one updates the conversations. A single message is a batch of
//! one.
//!
//! Only plain messages are stored together: those that change nothing but their
//! conversation. All others, and all messages on PostgreSQL, are stored one by one.

use std::{
    collections::{HashMap, HashSet},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sea_orm::{ActiveModelBehavior, DatabaseTransaction, RuntimeErr, entity::prelude::*};
use tokio::sync::oneshot;

use super::{NewMessage, admit, after_message, once};
use crate::{
    model::{
        conversation::Status,
        ids::{AgentId, ConversationId},
    },
    server::{
        domain::{actor::Actor, desk::may_see, error::DomainError, services::ChatService},
        entity::{chat_settings, conversation, message, update_each::update_each},
    },
};

/// How many messages a batch has. The connection caches the statements for each number of
/// rows (`pools::STATEMENTS`).
const BATCH_SIZE: usize = 32;
/// How many batches share a turn and its commit. Other writes wait for them.
const BATCHES: usize = 8;

/// The messages that wait for the turn to write.
#[derive(Default)]
pub struct PlainMessages(Mutex<Vec<Waiting>>);

/// A message that may be plain, and what its request has already read.
pub(super) struct PlainMessage {
    pub actor: Actor,
    pub id: ConversationId,
    pub new: NewMessage,
    pub settings: Arc<chat_settings::Model>,
    /// Whether an unassigned conversation could be assigned to an agent.
    pub may_assign: bool,
}

/// The result of storing a message.
pub(super) enum Outcome {
    /// It is stored, and this is the assignee of its conversation.
    Stored(message::Model, Option<AgentId>),
    /// It is not plain, or it was sent before: it must be stored alone.
    NotBatched(NewMessage),
}

type StoreResult = Result<Outcome, DomainError>;

/// A message, and the request that waits for its outcome.
struct Waiting {
    plain: PlainMessage,
    reply: oneshot::Sender<StoreResult>,
}

impl Waiting {
    fn answer(self, outcome: impl FnOnce(PlainMessage) -> StoreResult) {
        // Sending fails if the request was cancelled. It needs no answer then.
        drop(self.reply.send(outcome(self.plain)));
    }
}

impl PlainMessages {
    fn queue(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a message. Returns whether it is the first; then the caller has to wait for
    /// the turn.
    fn add(&self, waiting: Waiting) -> bool {
        let mut queue = self.queue();
        queue.push(waiting);
        queue.len() == 1
    }
}

/// The right to take the messages that wait, until none is left. If it is dropped before
/// that, because its task has ended, it drops the messages and so ends their waiting.
struct QueueGuard<'a>(Option<&'a PlainMessages>);

impl QueueGuard<'_> {
    /// Takes the first messages, at most one of each conversation, since each message
    /// depends on the one before it.
    fn take(&mut self) -> Vec<Waiting> {
        let (mut taken, mut left, mut conversations) = (Vec::new(), Vec::new(), HashSet::new());
        let Some(waiting) = self.0 else { return taken };
        let mut queue = waiting.queue();
        for waiting in queue.drain(..) {
            if taken.len() < BATCH_SIZE && conversations.insert(waiting.plain.id.clone()) {
                taken.push(waiting);
            } else {
                left.push(waiting);
            }
        }
        *queue = left;
        // The next message is the first one again.
        if queue.is_empty() {
            self.0 = None;
        }
        taken
    }

    /// Takes all messages.
    fn take_all(mut self) -> Vec<Waiting> {
        self.0.take().map(|waiting| mem::take(&mut *waiting.queue())).unwrap_or_default()
    }

    fn has_more(&self) -> bool {
        self.0.is_some()
    }

    /// Leaves the rest to another task.
    fn release(mut self) {
        self.0 = None;
    }
}

impl Drop for QueueGuard<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.0 {
            drop(mem::take(&mut *waiting.queue()));
        }
    }
}

impl ChatService {
    /// Stores a message together with others that wait, if it is plain.
    pub(super) async fn store_in_batch(&self, plain: PlainMessage) -> StoreResult {
        // A file involves much work anyway, reopening changes other rows, and a quote is checked.
        let NewMessage { attachment, quoted_id, reopens, .. } = &plain.new;
        if attachment.is_some() || quoted_id.is_some() || *reopens {
            return Ok(Outcome::NotBatched(plain.new));
        }
        let (reply, outcome) = oneshot::channel();
        if self.plain_messages.add(Waiting { plain, reply }) {
            self.store_waiting().await;
        }
        outcome.await.unwrap_or(Err(DomainError::Broken("storing messages together was given up")))
    }

    /// Waits for the turn to write, and stores the messages that wait by then. If the turn
    /// does not come, all of them fail: waiting again would add up.
    async fn store_waiting(&self) {
        let mut guard = QueueGuard(Some(&self.plain_messages));
        let transaction = match self.database.begin().await {
            Ok(transaction) => transaction,
            Err(error) => return tell_failed(guard.take_all(), &error.into()),
        };
        let (mut batches, mut outcomes) = (Vec::new(), Vec::new());
        let storing = async {
            while guard.has_more() && batches.len() < BATCHES {
                let batch = guard.take();
                let stored = self.store_batch(&transaction, &batch).await;
                batches.push(batch);
                outcomes.push(stored?);
            }
            Ok(())
        };
        let stored: Result<(), DomainError> = storing.await;
        if guard.has_more() {
            guard.release();
            self.store_rest();
        }
        let stored = match stored {
            Ok(()) => transaction.commit().await.map_err(DomainError::from),
            Err(error) => {
                // Gives up the turn, for which the messages that are stored alone will wait.
                drop(transaction);
                Err(error)
            }
        };
        if let Err(error) = stored {
            return batches.into_iter().for_each(|batch| tell_failed(batch, &error));
        }
        for (batch, mut outcomes) in batches.into_iter().zip(outcomes) {
            for waiting in batch {
                let outcome = outcomes.remove(&waiting.plain.id);
                waiting.answer(|plain| Ok(outcome.unwrap_or(Outcome::NotBatched(plain.new))));
            }
        }
    }

    /// Stores the messages that are left after [`BATCHES`], in a separate task.
    fn store_rest(&self) {
        let desk = self.clone();
        tokio::spawn(async move { desk.store_waiting().await });
    }

    /// Stores those of the messages that are plain and were not sent before.
    async fn store_batch(
        &self,
        transaction: &DatabaseTransaction,
        batch: &[Waiting],
    ) -> Result<HashMap<ConversationId, Outcome>, DomainError> {
        let now = self.now();
        let conversations = conversation::Entity::find()
            .filter(conversation::Column::ConversationId.is_in(batch.iter().map(|waiting| waiting.plain.id.clone())))
            .all(transaction)
            .await?;
        let mut conversations: HashMap<_, _> =
            conversations.into_iter().map(|row| (row.conversation_id.clone(), row)).collect();
        let (mut rows, mut plain) = (Vec::new(), HashMap::new());
        for Waiting { plain: message, .. } in batch {
            if let Some(row) = conversations.remove(&message.id).filter(|row| message.is_plain(row)) {
                let new = message.new.clone().into_row(&message.actor, row.id, now);
                rows.push(new.before_save(transaction, true).await?);
                plain.insert(row.id, (message, row));
            }
        }
        if rows.is_empty() {
            return Ok(HashMap::new());
        }
        let stored = message::Entity::insert_many(rows).on_conflict(once()).exec_with_returning(transaction).await?;
        let (mut changes, mut outcomes) = (Vec::new(), HashMap::new());
        for row in stored {
            let Some((message, conversation)) = plain.remove(&row.conversation_id) else { continue };
            let mut change = after_message(&conversation, &row, now);
            if let Some(visit) = &message.new.visit {
                visit.write_into(&mut change);
            }
            changes.push(change.before_save(transaction, false).await?);
            outcomes.insert(conversation.conversation_id, Outcome::Stored(row, conversation.assigned_agent_id));
        }
        update_each(transaction, changes).await?;
        Ok(outcomes)
    }
}

impl PlainMessage {
    /// Returns whether the message changes only its conversation, and keeps the
    /// assignee (see `AssignmentService::assignee_after`).
    fn is_plain(&self, conversation: &conversation::Model) -> bool {
        let stays_assigned = match &self.actor {
            // The reply of the assignee also marks messages as read.
            Actor::Agent(agent) => match conversation.is_assigned_to(agent.agent_id) {
                true => conversation.agent_unread_count == 0,
                false => conversation.assigned_agent_id.is_some(),
            },
            // The first message assigns the conversation, or ends an assignment.
            Actor::Customer(_) => {
                conversation.status == Status::Open
                    && conversation.last_message_at.is_some()
                    && (conversation.assigned_agent_id.is_some() || !self.may_assign)
            }
        };
        stays_assigned && may_see(&self.actor, conversation) && admit(&self.settings, &self.actor, conversation).is_ok()
    }
}

/// Answers requests whose messages were not stored. A temporary error is passed on, because
/// a retry may succeed. After another error each message is stored alone, because one of
/// them may have caused it.
fn tell_failed(batch: Vec<Waiting>, error: &DomainError) {
    for waiting in batch {
        waiting.answer(|plain| match error.is_temporary() {
            true => Err(DbErr::Conn(RuntimeErr::Internal(format!("storing messages together failed: {error}"))).into()),
            false => Ok(Outcome::NotBatched(plain.new)),
        });
    }
}
