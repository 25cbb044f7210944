//! Starts conversations.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    model::{
        conversation::{ConversationStart, Priority, Status},
        ids::ConversationId,
        language::Language,
        message::{Message, MessageType},
        prechat::Prechat,
        thread::{MessageRange, OpenedChat},
    },
    server::{
        domain::{
            actor::{Actor, CustomerActor},
            assignment::Roster,
            desk::visible_to,
            error::DomainError,
            limits::Limit,
            random,
            services::ChatService,
            settings::Presence,
        },
        entity::{account, agent, conversation, message},
    },
};

impl ChatService {
    /// Returns the customer's open or pending conversation, or a new one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn start_conversation(
        &self,
        customer: &CustomerActor,
        language: Language,
    ) -> Result<ConversationStart, DomainError> {
        // Most customers have a conversation already. Then this only reads, and
        // also works while the database cannot be written.
        let (row, agent) = match current(self.database.read(), customer).await? {
            Some(current) => current,
            None => self.find_or_begin(customer, language).await?,
        };
        Ok(ConversationStart {
            conversation_id: row.conversation_id,
            status: row.status,
            agent: agent.map(|agent| agent.card(self.now())),
        })
    }

    async fn find_or_begin(
        &self,
        customer: &CustomerActor,
        language: Language,
    ) -> Result<(conversation::Model, Option<agent::Model>), DomainError> {
        let presence = self.settings().presence().await?;
        self.blocks().require_unblocked(Some(customer)).await?;
        self.charge_conversation(customer).await?;
        let transaction = self.database.begin().await?;
        // Two first visits at once must not start two conversations.
        account::Entity::find_by_id(customer.user_id()).lock_exclusive().one(&transaction).await?;
        let found = match current(&transaction, customer).await? {
            Some(current) => current,
            None => {
                presence.admit(customer.customer.is_anonymous)?;
                self.begin_conversation(&transaction, customer, language, &presence).await?
            }
        };
        transaction.commit().await?;
        Ok(found)
    }

    /// Counts a conversation that the customer starts or reopens.
    pub(super) async fn charge_conversation(&self, customer: &CustomerActor) -> Result<(), DomainError> {
        let account = Limit::ConversationsAccount.of(customer.user_id().0);
        self.limits().charge(Limit::ConversationsAddress.here().into_iter().chain([account])).await
    }

    /// Returns what an opened widget shows, with its newest messages: the
    /// conversation `resume` if it is the customer's, else the one with their
    /// newest unread message, else the open one or a new one.
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
        let unread = match &resumed {
            Some(_) => None,
            None => self.unread_besides(customer, None).await?.newest,
        };
        let conversation_id = match (resumed, unread) {
            (Some(row), _) => row.conversation_id,
            (None, Some(unread)) => unread,
            (None, None) => self.start_conversation(customer, language).await?.conversation_id,
        };
        let thread = self.thread(&actor, &conversation_id, MessageRange::default()).await?;
        let asked = Prechat::from(&*self.settings().presence().await?.settings);
        let has_no_message = thread.messages.iter().all(Message::is_system);
        let asks_details = has_no_message && asked.asks(&customer.customer);
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
        let agent = if presence.assigns_at_once(self.now()) {
            Roster::lock(transaction, self.now()).await?.next().cloned()
        } else {
            None
        };
        let now = self.now();
        let mut row = conversation::ActiveModel {
            conversation_id: Set(random::conversation_id(&*self.random)?),
            user_id: Set(customer.user_id()),
            status: Set(Status::Pending),
            priority: Set(Priority::Normal),
            language: Set(language),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        row.assign(agent.as_ref().map(|agent| agent.id), now);
        let row = row.insert(transaction).await?;
        let welcome = message::ActiveModel {
            conversation_id: Set(row.id),
            is_agent: Set(false),
            message_type: Set(MessageType::System),
            content: Set(presence.settings.welcome_in(language).to_owned()),
            // A system message never counts as unread.
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

/// Returns the customer's newest conversation that is open or pending, and its
/// agent.
async fn current(
    connection: &impl ConnectionTrait,
    customer: &CustomerActor,
) -> Result<Option<(conversation::Model, Option<agent::Model>)>, DomainError> {
    let found = conversation::Entity::find()
        .filter(conversation::Column::UserId.eq(customer.user_id()))
        .filter(conversation::Column::Status.is_in([Status::Open, Status::Pending]))
        .order_by_desc(conversation::Column::Id)
        .find_also_related(agent::Entity)
        .one(connection)
        .await?;
    Ok(found)
}
