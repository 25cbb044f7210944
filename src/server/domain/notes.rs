//! Notes: what agents write in a conversation for each other. A note is no
//! reply: it opens, assigns and answers nothing. What keeps it from customers
//! is `messages_visible_to` in `desk.rs`.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

use super::{
    actor::{Actor, AgentActor},
    desk::Desk,
    error::DomainError,
    messages::sent_before,
};
use crate::{
    model::{
        conversation::Status,
        ids::{ClientId, ConversationId},
        message::{Message, MessageText, MessageType},
    },
    server::entity::{conversation, message},
};

impl Desk {
    /// Leaves a note for colleagues. The same `client_id` again returns the
    /// first one.
    ///
    /// # Errors
    /// If the words are no message, the conversation is closed, or there is
    /// none.
    pub async fn add_note(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        content: &str,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        let text = MessageText::new(content)?;
        let actor = Actor::from(agent.clone());
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, &actor, id).await?;
        let row = match sent_before(&transaction, conversation.id, &actor, client_id.as_ref()).await? {
            Some(first) => first,
            None => self.store_note(&transaction, agent, conversation, text, client_id).await?,
        };
        transaction.commit().await?;
        let senders = self.senders(std::slice::from_ref(&row)).await?;
        Ok(senders.message(row))
    }

    async fn store_note(
        &self,
        transaction: &DatabaseTransaction,
        agent: &AgentActor,
        conversation: conversation::Model,
        text: MessageText,
        client_id: Option<ClientId>,
    ) -> Result<message::Model, DomainError> {
        if conversation.status == Status::Closed {
            return Err(DomainError::ConversationClosed);
        }
        let now = self.now();
        let row = message::ActiveModel {
            conversation_id: Set(conversation.id),
            sender_id: Set(Some(agent.user_id)),
            is_agent: Set(true),
            is_note: Set(true),
            message_type: Set(MessageType::Text),
            content: Set(text.into_string()),
            client_id: Set(client_id),
            // Nobody on the other side has to read it.
            is_read: Set(true),
            created_at: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        let mut change: conversation::ActiveModel = conversation.into();
        change.last_note_id = Set(Some(row.id));
        change.update(transaction).await?;
        Ok(row)
    }
}
