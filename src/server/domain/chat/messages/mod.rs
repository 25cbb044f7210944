//! Stores a message exactly once, and updates its conversation.

mod batches;
mod change;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelBehavior, ActiveValue::Set, DatabaseTransaction, entity::prelude::*, sea_query::OnConflict};
use tracing::Instrument;

pub use self::batches::PlainMessages;
use self::{
    batches::{Outcome, PlainMessage},
    change::after_message,
};
use super::{events, periods, prechat, quotes, reading, visits::Visit};
use crate::{
    model::{
        conversation::Status,
        ids::{AgentId, ClientId, ConversationId, MessageId},
        message::{Message, MessageText, MessageType},
    },
    server::{
        client,
        domain::{actor::Actor, attachments, error::DomainError, limits::Limit, services::ChatService},
        entity::{chat_settings, conversation, message},
    },
};

/// A text to send, with the other data stored in the same transaction.
#[derive(Default)]
pub struct NewText<'a> {
    /// The text.
    pub content: &'a str,
    /// The sender's own id for the message.
    pub client_id: Option<ClientId>,
    /// The message that it quotes.
    pub quoted_id: Option<MessageId>,
    /// The page and the browser of the customer, if they are known.
    pub visit: Option<Visit>,
    /// Whether the message reopens a closed conversation.
    pub reopens: bool,
}

/// A message that is about to be stored.
#[derive(Clone, Default)]
pub(in crate::server::domain) struct NewMessage {
    /// The text; empty only with an attachment.
    pub content: String,
    pub client_id: Option<ClientId>,
    pub quoted_id: Option<MessageId>,
    pub attachment: Option<attachments::NewAttachment>,
    pub visit: Option<Visit>,
    pub reopens: bool,
}

impl NewMessage {
    /// Returns the message's row, in the conversation with this row number.
    pub fn into_row(self, actor: &Actor, conversation: i64, now: DateTime<Utc>) -> message::ActiveModel {
        let mut row = message::ActiveModel {
            conversation_id: Set(conversation),
            sender_id: Set(Some(actor.user_id())),
            is_agent: Set(actor.is_agent()),
            message_type: Set(MessageType::Text),
            content: Set(self.content),
            client_id: Set(self.client_id),
            created_at: Set(now),
            ..Default::default()
        };
        // Only if there is one: a row that leaves the column out costs nothing.
        if self.quoted_id.is_some() {
            row.quoted_id = Set(self.quoted_id);
        }
        if let Some(attachment) = self.attachment {
            attachment.write_into(&mut row);
        }
        row
    }
}

impl ChatService {
    /// Sends a message. A repeated `client_id` returns the first message.
    ///
    /// A customer's message opens a pending or resolved conversation. An
    /// agent's message opens a conversation without messages, and assigns an
    /// unassigned one to the agent.
    ///
    /// # Errors
    /// If the text is not acceptable, the conversation is closed, or it is not
    /// the actor's.
    pub async fn send(
        &self,
        actor: &Actor,
        id: &ConversationId,
        content: &str,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        self.send_text(actor, id, NewText { content, client_id, ..NewText::default() }).await
    }

    /// Does the same as [`ChatService::send`], and stores the other data in the same
    /// transaction.
    ///
    /// # Errors
    /// As for [`ChatService::send`]. Then nothing is stored.
    pub async fn send_text(
        &self,
        actor: &Actor,
        id: &ConversationId,
        new: NewText<'_>,
    ) -> Result<Message, DomainError> {
        let NewText { content, client_id, quoted_id, visit, reopens } = new;
        let content = MessageText::new(content)?.into_string();
        let new = NewMessage { content, client_id, quoted_id, attachment: None, visit, reopens };
        let row = self.deliver(actor, id, new).await?;
        self.forget_sent_draft(actor, id, &row).await;
        self.message_by(actor, row).await
    }

    /// Stores a message, or finds the one that was sent with its `client_id` before.
    /// Continues if the request is cancelled. Runs in a separate task: each statement wakes
    /// the task, and would otherwise wake all layers of the request too.
    pub(in crate::server::domain) async fn deliver(
        &self,
        actor: &Actor,
        id: &ConversationId,
        new: NewMessage,
    ) -> Result<message::Model, DomainError> {
        let (desk, actor, id) = (self.clone(), actor.clone(), id.clone());
        let work = async move { desk.deliver_here(&actor, &id, new).await };
        let delivering = tokio::spawn(client::on_behalf_of(client::current(), work).in_current_span());
        delivering.await.unwrap_or(Err(DomainError::Broken("sending a message panicked")))
    }

    async fn deliver_here(
        &self,
        actor: &Actor,
        id: &ConversationId,
        new: NewMessage,
    ) -> Result<message::Model, DomainError> {
        // Before the transaction: a transaction that waits for a second
        // connection can wait for itself.
        self.blocks().require_unblocked_sender(actor).await?;
        self.charge_message(actor, id).await?;
        let presence = self.settings().presence().await?;
        let auto_assign = presence.assigns_at_once(self.now());
        let origin = self.limits().new_origin(actor).await?;
        let new = if self.database.is_sqlite() && origin.is_none() {
            let may_assign = auto_assign && presence.agents_online > 0;
            let settings = Arc::clone(&presence.settings);
            let plain = PlainMessage { actor: actor.clone(), id: id.clone(), new, settings, may_assign };
            match self.store_in_batch(plain).await? {
                Outcome::Stored(row, assigned) => {
                    self.tally.count_message(actor.is_agent());
                    self.after_message_of(actor, assigned).await;
                    return Ok(row);
                }
                Outcome::NotBatched(new) => new,
            }
        } else {
            new
        };
        let transaction = self.database.begin().await?;
        let before = self.lock_conversation(&transaction, actor, id).await?;
        if let Some(origin) = origin {
            self.limits().note_origin(&transaction, origin).await?;
        }
        let reopened = if new.reopens { self.move_to(&transaction, actor, &before, Status::Open).await? } else { None };
        let conversation = reopened.as_ref().unwrap_or(&before);
        let client_id = new.client_id.clone();
        let mut admitted = admit(&presence.settings, actor, conversation);
        if let (Ok(()), Some(quoted)) = (&admitted, new.quoted_id) {
            admitted = quotes::require_quotable(&transaction, conversation, quoted, false).await;
        }
        let stored = match admitted {
            Ok(()) => self.store(&transaction, actor, conversation, new, auto_assign).await?,
            Err(_) => None,
        };
        let is_new = stored.is_some();
        let (row, assigned) = match stored {
            Some(stored) => stored,
            // Also in a conversation that does not accept new messages.
            None => match sent_before(&transaction, conversation.id, actor, client_id.as_ref()).await? {
                Some(first) => (first, conversation.assigned_agent_id),
                None => return Err(admitted.err().unwrap_or(DomainError::Broken("a message conflicts with none"))),
            },
        };
        transaction.commit().await?;
        if is_new {
            self.tally.count_message(actor.is_agent());
        }
        if let (Some(_), Some(reopened)) = (assigned, reopened) {
            self.assignment().after_change(&before, &reopened).await;
        }
        self.after_message_of(actor, assigned).await;
        Ok(row)
    }

    /// Follows up on a stored message. If its conversation is unassigned, assigns waiting
    /// conversations to agents who can take them. Otherwise calls `after_message_to` for the
    /// assignee.
    async fn after_message_of(&self, actor: &Actor, assigned: Option<AgentId>) {
        match assigned {
            None => self.assignment().assign_queue_after_message().await,
            Some(agent) => self.assignment().after_message_to(agent, actor).await,
        }
    }

    /// Counts a message. Agents share an address with their whole office and sign in
    /// with a password, so their messages are not counted by address.
    pub(super) async fn charge_message(&self, actor: &Actor, id: &ConversationId) -> Result<(), DomainError> {
        let address = if actor.is_agent() { None } else { Limit::MessagesAddress.here() };
        let account = Limit::MessagesAccount.of(actor.user_id().0);
        let conversation = Limit::MessagesConversation.of(id);
        self.limits().charge(address.into_iter().chain([account, conversation])).await
    }

    /// Stores a message and updates its conversation. Also returns the assignee.
    /// Returns none, and stores nothing, if the actor has sent a message with this
    /// `client_id` before.
    async fn store(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        conversation: &conversation::Model,
        new: NewMessage,
        auto_assign: bool,
    ) -> Result<Option<(message::Model, Option<AgentId>)>, DomainError> {
        let now = self.now();
        let visit = new.visit.clone();
        let Some(row) = insert_once(transaction, new.into_row(actor, conversation.id, now)).await? else {
            return Ok(None);
        };
        let mut change = after_message(conversation, &row, now);
        if !conversation.status.is_active() && !actor.is_agent() {
            periods::reopen(transaction, &mut change, conversation, true, now).await?;
        }
        if let Some(visit) = visit {
            visit.write_into(&mut change);
        }
        let assignee = self.assignment().assignee_after(transaction, actor, conversation, auto_assign).await?;
        // An agent who replies has read what they reply to. A colleague's reply leaves the
        // messages unread for the assignee.
        if let Actor::Agent(agent) = actor
            && assignee == Some(agent.agent_id)
            && conversation.agent_unread_count > 0
        {
            reading::read(transaction, &mut change, conversation, false, row.id, now).await?;
        }
        change.assign(assignee, now);
        events::note_changes(transaction, Some(actor), conversation, &mut change, now).await?;
        let change = change.before_save(transaction, false).await?;
        conversation::Entity::update(change).exec_without_returning(transaction).await?;
        Ok(Some((row, assignee)))
    }
}

/// Refuses a message that the conversation does not accept.
fn admit(
    settings: &chat_settings::Model,
    actor: &Actor,
    conversation: &conversation::Model,
) -> Result<(), DomainError> {
    if conversation.status == Status::Closed {
        return Err(DomainError::ConversationClosed);
    }
    prechat::require_details(settings, actor, conversation)
}

/// Returns the clause that skips a message that its sender has sent before.
fn once() -> OnConflict {
    use message::Column::{ClientId, ConversationId, SenderId};

    OnConflict::columns([ClientId, SenderId, ConversationId]).do_nothing().to_owned()
}

/// Stores a message. Returns none if its sender has sent one with this `client_id`
/// before in the conversation. That is rare, so it is not looked for first.
pub(super) async fn insert_once(
    transaction: &DatabaseTransaction,
    row: message::ActiveModel,
) -> Result<Option<message::Model>, DomainError> {
    let row = row.before_save(transaction, true).await?;
    Ok(message::Entity::insert(row).on_conflict(once()).exec_with_returning_many(transaction).await?.pop())
}

/// Returns the message that the actor sent with this `client_id` before.
pub(super) async fn sent_before(
    transaction: &DatabaseTransaction,
    conversation: i64,
    actor: &Actor,
    client_id: Option<&ClientId>,
) -> Result<Option<message::Model>, DomainError> {
    let Some(client_id) = client_id else { return Ok(None) };
    let first = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation))
        .filter(message::Column::SenderId.eq(actor.user_id()))
        .filter(message::Column::ClientId.eq(client_id.clone()))
        .one(transaction)
        .await?;
    Ok(first)
}
