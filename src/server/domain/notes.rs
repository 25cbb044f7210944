//! Notes: what agents write in a conversation for each other. A note is no
//! reply: it opens, assigns and answers nothing, and a closed conversation takes
//! it too. What keeps it from customers is `messages_visible_to` in `desk.rs`,
//! and for its file `Desk::attachment`.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

use super::{
    actor::{Actor, AgentActor},
    desk::Desk,
    error::DomainError,
    messages::{NewMessage, insert_once, sent_before},
};
use crate::{
    model::{
        ids::{ClientId, ConversationId},
        message::{Message, MessageText},
    },
    server::entity::{conversation, message},
};

impl Desk {
    /// Leaves a note for colleagues. The same `client_id` again returns the
    /// first one.
    ///
    /// # Errors
    /// If the words are no message, or there is no such conversation.
    pub async fn add_note(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        content: &str,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        let content = MessageText::new(content)?.into_string();
        let row = self.deliver_note(agent, id, NewMessage { content, client_id, ..NewMessage::default() }).await?;
        self.message_by(&agent.clone().into(), row).await
    }

    /// Stores a note, or finds the one that was left with its `client_id`
    /// before.
    pub(super) async fn deliver_note(
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
        let row = match self.store_note(&transaction, &actor, &conversation, new).await? {
            Some(row) => row,
            None => sent_before(&transaction, conversation.id, &actor, client_id.as_ref())
                .await?
                .ok_or(DomainError::Broken("a note conflicts with none"))?,
        };
        transaction.commit().await?;
        Ok(row)
    }

    /// Stores a note. Returns none if the agent has left one with this `client_id` before.
    async fn store_note(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        conversation: &conversation::Model,
        new: NewMessage,
    ) -> Result<Option<message::Model>, DomainError> {
        let mut row = new.into_row(actor, conversation.id, self.now());
        row.is_note = Set(true);
        // Nobody on the other side has to read it.
        row.is_read = Set(true);
        let Some(row) = insert_once(transaction, row).await? else { return Ok(None) };
        let mut change = conversation.unchanged();
        change.last_note_id = Set(Some(row.id));
        conversation::Entity::update(change).exec_without_returning(transaction).await?;
        Ok(Some(row))
    }
}
