//! How a conversation begins.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    actor::{Actor, CustomerActor},
    assignment::Roster,
    desk::{Desk, visible_to},
    error::DomainError,
    random,
    settings::Presence,
};
use crate::{
    model::{
        conversation::{ConversationStart, Priority, Status},
        ids::ConversationId,
        language::Language,
        message::{Message, MessageType},
        prechat::Prechat,
        thread::{MessageRange, OpenedChat},
    },
    server::entity::{account, agent, conversation, message},
};

impl Desk {
    /// The customer's open or pending conversation, or a new one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn start_conversation(
        &self,
        customer: &CustomerActor,
        language: Language,
    ) -> Result<ConversationStart, DomainError> {
        let presence = self.presence().await?;
        let transaction = self.database.begin().await?;
        // Two first visits at once shall not begin two conversations.
        account::Entity::find_by_id(customer.user_id()).lock_exclusive().one(&transaction).await?;
        let current = conversation::Entity::find()
            .filter(conversation::Column::UserId.eq(customer.user_id()))
            .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
            .order_by_desc(conversation::Column::Id)
            .one(&transaction)
            .await?;
        let (row, agent) = match current {
            Some(row) => {
                let agent = match row.assigned_agent_id {
                    Some(id) => agent::Entity::find_by_id(id).one(&transaction).await?,
                    None => None,
                };
                (row, agent)
            }
            None => {
                presence.admit(customer.customer.is_anonymous)?;
                self.begin_conversation(&transaction, customer, language, &presence).await?
            }
        };
        transaction.commit().await?;
        Ok(ConversationStart {
            conversation_id: row.conversation_id,
            status: row.status,
            agent: agent.map(|agent| agent.card(self.now())),
        })
    }

    /// What an opened widget shows: the conversation `resume` if it is the
    /// customer's, else the open one or a new one, with its newest messages.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn open_chat(
        &self,
        customer: &CustomerActor,
        resume: Option<ConversationId>,
        language: Language,
    ) -> Result<OpenedChat, DomainError> {
        let actor = Actor::from(customer.clone());
        let resumed = match resume {
            Some(id) => visible_to(&actor, &id).one(self.database.read()).await?,
            None => None,
        };
        let conversation_id = match resumed {
            Some(row) => row.conversation_id,
            None => self.start_conversation(customer, language).await?.conversation_id,
        };
        let thread = self.thread(&actor, &conversation_id, MessageRange::default()).await?;
        let asked = Prechat::from(&*self.presence().await?.settings);
        let nobody_has_written = thread.messages.iter().all(Message::is_system);
        let asks_details = nobody_has_written && asked.asks(&customer.customer);
        Ok(OpenedChat { conversation_id, thread, asks_details, token: None, transcript: None })
    }

    /// Stores a new conversation with its welcome line.
    async fn begin_conversation(
        &self,
        transaction: &DatabaseTransaction,
        customer: &CustomerActor,
        language: Language,
        presence: &Presence,
    ) -> Result<(conversation::Model, Option<agent::Model>), DomainError> {
        let agent = if presence.gives_away(self.now()) {
            Roster::lock(transaction, self.now()).await?.next().cloned()
        } else {
            None
        };
        let now = self.now();
        let row = conversation::ActiveModel {
            conversation_id: Set(random::conversation_id(&*self.random)?),
            user_id: Set(customer.user_id()),
            assigned_agent_id: Set(agent.as_ref().map(|agent| agent.id)),
            status: Set(Status::Pending),
            priority: Set(Priority::Normal),
            language: Set(language),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        let welcome = message::ActiveModel {
            conversation_id: Set(row.id),
            is_agent: Set(true),
            message_type: Set(MessageType::System),
            content: Set(presence.settings.welcome_in(language).to_owned()),
            // Nobody has to read a line by the system.
            is_read: Set(true),
            created_at: Set(now),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        let mut change: conversation::ActiveModel = row.into();
        change.last_message_id = Set(Some(welcome.id));
        Ok((change.update(transaction).await?, agent))
    }
}
