//! Messages: sending them once, and reading what came since.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    actor::Actor,
    attachments,
    desk::{Desk, messages_visible_to, visible_to},
    error::DomainError,
    prechat, rating, typing,
};
use crate::{
    model::{
        conversation::Status,
        ids::{ClientId, ConversationId, MessageId, UserId},
        message::{Message, MessageText, MessageType},
        thread::{MessageRange, Thread},
    },
    server::entity::{account, agent, conversation, message},
};

/// How much of a message a row of the inbox keeps, in characters.
const EXCERPT_CHARS: usize = 140;

/// A message that is about to be stored.
pub(super) struct NewMessage {
    /// The words; empty only with an attachment.
    pub content: String,
    pub client_id: Option<ClientId>,
    pub attachment: Option<attachments::Sent>,
}

impl Desk {
    /// Sends a message. The same `client_id` again returns the first message.
    ///
    /// A customer's message opens a pending or resolved conversation; an
    /// agent's opens one in which nobody has written yet, and takes one that
    /// nobody has.
    ///
    /// # Errors
    /// If the words are no message, the conversation is closed, or it is not
    /// the actor's.
    pub async fn send(
        &self,
        actor: &Actor,
        id: &ConversationId,
        content: &str,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        let content = MessageText::new(content)?.into_string();
        let row = self.deliver(actor, id, NewMessage { content, client_id, attachment: None }).await?;
        self.message(row).await
    }

    /// Stores a message, or finds the one that was sent with its `client_id`
    /// before.
    pub(super) async fn deliver(
        &self,
        actor: &Actor,
        id: &ConversationId,
        new: NewMessage,
    ) -> Result<message::Model, DomainError> {
        // Before the transaction: one that waits for a second connection can
        // wait for itself.
        let presence = self.presence().await?;
        let (auto_assign, settings) = (presence.gives_away(self.now()), presence.settings);
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, actor, id).await?;
        let row = match sent_before(&transaction, conversation.id, actor, new.client_id.as_ref()).await? {
            Some(first) => first,
            None => {
                prechat::require_details(&settings, actor, &conversation)?;
                self.store(&transaction, actor, conversation, new, auto_assign).await?
            }
        };
        transaction.commit().await?;
        Ok(row)
    }

    /// A stored message as both sides get it.
    pub(super) async fn message(&self, row: message::Model) -> Result<Message, DomainError> {
        let senders = self.senders(std::slice::from_ref(&row)).await?;
        Ok(senders.message(row))
    }

    /// Part of a conversation and where it stands. One that has nothing new
    /// costs a single look at its row.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn thread(&self, actor: &Actor, id: &ConversationId, range: MessageRange) -> Result<Thread, DomainError> {
        let (conversation, agent) = visible_to(actor, id)
            .find_also_related(agent::Entity)
            .one(self.database.read())
            .await?
            .ok_or(DomainError::NotFound)?;
        let presence = self.presence().await?;
        let nothing_new = range.after.is_some() && range.after >= newest_visible_to(actor, &conversation);
        let (messages, has_more) =
            if nothing_new { (Vec::new(), false) } else { self.messages(actor, conversation.id, range).await? };
        let (read_up_to, unread) = match actor {
            Actor::Customer(_) => (conversation.agent_read_up_to, conversation.user_unread_count),
            Actor::Agent(_) => (conversation.user_read_up_to, conversation.agent_unread_count),
        };
        let now = self.now();
        Ok(Thread {
            messages,
            status: conversation.status,
            agent: agent.map(|agent| agent.card(self.now())),
            read_up_to,
            unread: u32::try_from(unread).unwrap_or(0),
            has_more,
            other_is_typing: typing::is_other_side(actor, &conversation, now),
            viewers: Vec::new(),
            agents_online: presence.agents_online,
            within_business_hours: presence.within_business_hours(now),
            settings_version: presence.settings.version(),
            rating: rating::of(&conversation),
        })
    }

    /// The messages of a range, oldest first, and whether there are more.
    async fn messages(
        &self,
        actor: &Actor,
        conversation: i64,
        range: MessageRange,
    ) -> Result<(Vec<Message>, bool), DomainError> {
        let limit = range.limit_or_default();
        let mut query = messages_visible_to(actor, conversation);
        if let Some(after) = range.after {
            query = query.filter(message::Column::Id.gt(after));
        }
        if let Some(before) = range.before {
            query = query.filter(message::Column::Id.lt(before));
        }
        // What came after a message is read forwards; else the newest count.
        let forwards = range.after.is_some();
        query =
            if forwards { query.order_by_asc(message::Column::Id) } else { query.order_by_desc(message::Column::Id) };
        let mut rows = query.limit(limit + 1).all(self.database.read()).await?;
        let has_more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        if !forwards {
            rows.reverse();
        }
        let senders = self.senders(&rows).await?;
        Ok((rows.into_iter().map(|row| senders.message(row)).collect(), has_more))
    }

    /// Stores a message and what follows from it for the conversation.
    async fn store(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        conversation: conversation::Model,
        new: NewMessage,
        auto_assign: bool,
    ) -> Result<message::Model, DomainError> {
        if conversation.status == Status::Closed {
            return Err(DomainError::ConversationClosed);
        }
        let now = self.now();
        let mut row = message::ActiveModel {
            conversation_id: Set(conversation.id),
            sender_id: Set(Some(actor.user_id())),
            is_agent: Set(actor.is_agent()),
            message_type: Set(MessageType::Text),
            content: Set(new.content),
            client_id: Set(new.client_id),
            created_at: Set(now),
            ..Default::default()
        };
        if let Some(attachment) = new.attachment {
            attachment.fill(&mut row);
        }
        let row = row.insert(transaction).await?;
        let mut change = after_message(&conversation, &row, now);
        change.assigned_agent_id = Set(self.assignee_after(transaction, actor, &conversation, auto_assign).await?);
        change.update(transaction).await?;
        Ok(row)
    }

    /// Who sent these messages.
    pub(super) async fn senders(&self, rows: &[message::Model]) -> Result<Senders, DomainError> {
        let mut ids: Vec<UserId> = rows.iter().filter_map(|row| row.sender_id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Senders::default());
        }
        let read = self.database.read();
        let accounts = account::Entity::find().filter(account::Column::Id.is_in(ids.clone())).all(read).await?;
        let agents = agent::Entity::find().filter(agent::Column::UserId.is_in(ids)).all(read).await?;
        Ok(Senders {
            customers: accounts.into_iter().map(|row| (row.id, row.name)).collect(),
            agents: agents.into_iter().map(|row| (row.user_id, row)).collect(),
        })
    }
}

/// The newest message that the actor may see.
fn newest_visible_to(actor: &Actor, conversation: &conversation::Model) -> Option<MessageId> {
    match actor {
        Actor::Customer(_) => conversation.last_message_id,
        Actor::Agent(_) => conversation.last_message_id.max(conversation.last_note_id),
    }
}

/// Names and pictures of senders, by account.
#[derive(Default)]
pub(super) struct Senders {
    customers: HashMap<UserId, String>,
    agents: HashMap<UserId, agent::Model>,
}

impl Senders {
    /// The message as both sides get it.
    pub(super) fn message(&self, row: message::Model) -> Message {
        let agent = row.sender_id.filter(|_| row.is_agent).and_then(|id| self.agents.get(&id));
        let customer = row.sender_id.and_then(|id| self.customers.get(&id));
        let picture = attachments::picture(&row);
        Message {
            id: row.id,
            client_id: row.client_id,
            sender_name: agent.map(|agent| &agent.display_name).or(customer).cloned().unwrap_or_default(),
            sender_name_bn: agent.map(|agent| agent.display_name_bn.clone()).unwrap_or_default(),
            sender_avatar: agent.and_then(|agent| agent.avatar.clone()),
            is_agent: row.is_agent,
            message_type: row.message_type,
            content: row.content,
            attachment: row.attachment.as_deref().map(|key| attachments::address(row.id, key)),
            attachment_name: row.attachment_name,
            is_note: row.is_note,
            attachment_type: row.attachment_type,
            attachment_size: row.attachment_size.and_then(|size| u64::try_from(size).ok()),
            picture,
            is_read: row.is_read,
            created_at: row.created_at.into(),
        }
    }
}

/// The message that the actor sent with this `client_id` before.
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

/// How a new message changes its conversation, the assignee aside.
fn after_message(
    conversation: &conversation::Model,
    message: &message::Model,
    now: DateTime<Utc>,
) -> conversation::ActiveModel {
    let mut change: conversation::ActiveModel = conversation.clone().into();
    let opens =
        if message.is_agent { conversation.last_message_at.is_none() } else { conversation.status != Status::Open };
    if opens {
        change.status = Set(Status::Open);
        change.resolved_at = Set(None);
    }
    if message.is_agent {
        change.user_unread_count = Set(conversation.user_unread_count + 1);
        change.first_response_at = Set(conversation.first_response_at.or(Some(now)));
        change.agent_typing_at = Set(None);
        change.waiting_since = Set(None);
    } else {
        change.user_typing_at = Set(None);
        change.agent_unread_count = Set(conversation.agent_unread_count + 1);
        change.waiting_since = Set(conversation.waiting_since.or(Some(now)));
    }
    change.first_message_at = Set(conversation.first_message_at.or(Some(now)));
    change.last_message_id = Set(Some(message.id));
    change.last_message_at = Set(Some(now));
    change.last_message_text = Set(headline(message));
    change.last_message_type = Set(message.message_type);
    change.last_message_is_agent = Set(message.is_agent);
    change.updated_at = Set(now);
    change
}

/// What lists say of a message: its words, else the name of its file.
pub(super) fn headline(row: &message::Model) -> String {
    excerpt(if row.content.is_empty() { &row.attachment_name } else { &row.content })
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    let mut excerpt = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == EXCERPT_CHARS {
            excerpt.push('…');
            break;
        }
        excerpt.push(if character.is_whitespace() { ' ' } else { character });
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("two\nlines"), "two lines");
        assert_eq!(excerpt(&"আ".repeat(5_000)).chars().count(), EXCERPT_CHARS + 1);
        assert_eq!(excerpt(&"x".repeat(EXCERPT_CHARS)).chars().count(), EXCERPT_CHARS);
    }
}
