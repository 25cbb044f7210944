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
        domain::{
            actor::Actor,
            desk::{Desk, may_see},
            error::DomainError,
        },
        entity::{chat_settings, conversation, message, update_each::update_each},
    },
};

/// How many messages are stored together. The connection caches the statements for each
/// number of rows (`pools::STATEMENTS`).
const MOST: usize = 32;

/// The messages that wait for the turn to write.
#[derive(Default)]
pub struct PlainMessages(Mutex<Vec<Waiting>>);

/// A message that may be plain, and what its request has already read.
pub(super) struct Plain {
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
    /// It is not plain, or it was sent before: it has to be stored alone.
    Alone(NewMessage),
}

type Told = Result<Outcome, DomainError>;

/// A message, and the request that waits for its outcome.
struct Waiting {
    plain: Plain,
    told: oneshot::Sender<Told>,
}

impl Waiting {
    fn tell(self, outcome: impl FnOnce(Plain) -> Told) {
        // A request that was given up is not told.
        drop(self.told.send(outcome(self.plain)));
    }
}

impl PlainMessages {
    fn line(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a message. Returns whether it is the first; then the caller has to wait for
    /// the turn.
    fn add(&self, waiting: Waiting) -> bool {
        let mut line = self.line();
        line.push(waiting);
        line.len() == 1
    }
}

/// Takes the messages that wait. If it is dropped before that, because its task has ended,
/// it takes all, and so ends their waiting.
struct Taker<'a>(Option<&'a PlainMessages>);

impl Taker<'_> {
    /// Takes the first messages, at most one of each conversation, since each message
    /// depends on the one before it. Also returns whether others are left.
    fn take(mut self) -> (Vec<Waiting>, bool) {
        let Some(waiting) = self.0.take() else { return (Vec::new(), false) };
        let (mut taken, mut left, mut conversations) = (Vec::new(), Vec::new(), HashSet::new());
        let mut line = waiting.line();
        for waiting in mem::take(&mut *line) {
            if taken.len() < MOST && conversations.insert(waiting.plain.id.clone()) {
                taken.push(waiting);
            } else {
                left.push(waiting);
            }
        }
        *line = left;
        let are_left = !line.is_empty();
        (taken, are_left)
    }
}

impl Drop for Taker<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.0 {
            drop(mem::take(&mut *waiting.line()));
        }
    }
}

impl Desk {
    /// Stores a message together with others that wait, if it is plain.
    pub(super) async fn store_together(&self, plain: Plain) -> Told {
        // A file involves much work anyway, and reopening changes other rows.
        if plain.new.attachment.is_some() || plain.new.reopens {
            return Ok(Outcome::Alone(plain.new));
        }
        let (told, outcome) = oneshot::channel();
        if self.plain_messages.add(Waiting { plain, told }) {
            self.store_waiting().await;
        }
        outcome.await.unwrap_or(Err(DomainError::Broken("storing messages together was given up")))
    }

    /// Waits for the turn to write, and stores the messages that wait by then.
    async fn store_waiting(&self) {
        let taker = Taker(Some(&self.plain_messages));
        let begun = self.database.begin().await;
        let (batch, are_left) = taker.take();
        if are_left {
            self.store_left();
        }
        let stored = async {
            let transaction = begun?;
            let stored = self.store_batch(&transaction, &batch).await?;
            transaction.commit().await?;
            Ok(stored)
        };
        match stored.await {
            Ok(mut stored) => {
                for waiting in batch {
                    let outcome = stored.remove(&waiting.plain.id);
                    waiting.tell(|plain| Ok(outcome.unwrap_or(Outcome::Alone(plain.new))));
                }
            }
            Err(error) => batch.into_iter().for_each(|waiting| waiting.tell(|plain| failed(&error, plain))),
        }
    }

    /// Stores the messages that another batch has left, in a task of its own.
    fn store_left(&self) {
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
                visit.fill(&mut change);
            }
            changes.push(change.before_save(transaction, false).await?);
            outcomes.insert(conversation.conversation_id, Outcome::Stored(row, conversation.assigned_agent_id));
        }
        update_each(transaction, changes).await?;
        Ok(outcomes)
    }
}

impl Plain {
    /// Returns whether the message changes only its conversation, and keeps the
    /// assignee (see `Desk::assignee_after`).
    fn is_plain(&self, conversation: &conversation::Model) -> bool {
        let stays_assigned = match &self.actor {
            Actor::Agent(_) => conversation.assigned_agent_id.is_some(),
            Actor::Customer(_) => {
                let may_be_given = conversation.last_message_at.is_none() || conversation.assigned_agent_id.is_none();
                conversation.status == Status::Open && !(self.may_assign && may_be_given)
            }
        };
        stays_assigned && may_see(&self.actor, conversation) && admit(&self.settings, &self.actor, conversation).is_ok()
    }
}

/// Returns the result of a message whose batch has failed. A temporary error is returned,
/// because a retry may succeed. For another error the message is stored alone, because
/// one message may have caused it.
fn failed(error: &DomainError, plain: Plain) -> Told {
    if error.is_temporary() {
        Err(DbErr::Conn(RuntimeErr::Internal(format!("storing messages together failed: {error}"))).into())
    } else {
        Ok(Outcome::Alone(plain.new))
    }
}
