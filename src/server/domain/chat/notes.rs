//! Notes, which agents write in a conversation for each other. A note is not a reply: it
//! does not open, assign or answer a conversation, and a closed conversation accepts it
//! too. Notes are hidden from customers by `messages_visible_to` in `desk.rs`, and
//! their files by `AttachmentService::attachment`.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

use super::{
    mentions,
    messages::{NewMessage, NewText, insert_once, sent_before},
    quotes,
};
use crate::{
    model::{
        ids::ConversationId,
        message::{Message, MessageText},
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            error::DomainError,
            services::ChatService,
        },
        entity::{conversation, message},
    },
};

impl ChatService {
    /// Adds a note for colleagues. A repeated `client_id` returns the first
    /// one.
    ///
    /// # Errors
    /// If the text is not acceptable, the conversation does not exist, or the quoted message cannot be
    /// quoted.
    pub async fn add_note(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        new: NewText<'_>,
    ) -> Result<Message, DomainError> {
        let NewText { content, client_id, quoted_id, .. } = new;
        let content = MessageText::new(content)?.into_string();
        let new = NewMessage { content, client_id, quoted_id, ..NewMessage::default() };
        let row = self.deliver_note(agent, id, new).await?;
        let actor = agent.clone().into();
        self.forget_sent_draft(&actor, id, &row).await;
        self.message_by(&actor, row).await
    }

    /// Stores a note, or finds the one that was added with its `client_id`
    /// before.
    pub(in crate::server::domain) async fn deliver_note(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        new: NewMessage,
    ) -> Result<message::Model, DomainError> {
        let actor = Actor::from(agent.clone());
        self.charge_message(&actor, id).await?;
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, &actor, id).await?;
        let client_id = new.client_id.clone();
        let admitted = match new.quoted_id {
            Some(quoted) => quotes::require_quotable(&transaction, &conversation, quoted, true).await,
            None => Ok(()),
        };
        let stored = match admitted {
            Ok(()) => self.store_note(&transaction, &actor, &conversation, new).await?,
            Err(_) => None,
        };
        let row = match stored {
            Some(row) => row,
            // Also if what it quotes has been deleted since.
            None => match sent_before(&transaction, conversation.id, &actor, client_id.as_ref()).await? {
                Some(first) => first,
                None => return Err(admitted.err().unwrap_or(DomainError::Broken("a note conflicts with none"))),
            },
        };
        transaction.commit().await?;
        Ok(row)
    }

    /// Stores a note. Returns none if the agent has added one with this `client_id`
    /// before.
    async fn store_note(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        conversation: &conversation::Model,
        new: NewMessage,
    ) -> Result<Option<message::Model>, DomainError> {
        let now = self.now();
        let mut row = new.into_row(actor, conversation.id, now);
        row.is_note = Set(true);
        // A note never counts as unread.
        row.is_read = Set(true);
        let Some(row) = insert_once(transaction, row).await? else { return Ok(None) };
        mentions::add(transaction, &row, now).await?;
        let mut change = conversation.unchanged();
        change.last_note_id = Set(Some(row.id));
        conversation::Entity::update(change).exec_without_returning(transaction).await?;
        Ok(Some(row))
    }
}
