//! Reads all that is stored about a customer.

use std::collections::HashMap;

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*};
use serde_json::Value;

use super::customer;
use crate::{
    model::{
        audit::{Action, Subject},
        customer::Customer,
        ids::UserId,
        message::Message,
        personal_data::{PersonalData, StoredConversation, StoredNetwork, StoredSession},
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            log::audit::{self, Author, Change},
            services::CustomerService,
        },
        entity::{block, conversation, conversation_label, customer_network, label, message, session},
    },
};

impl CustomerService {
    /// Returns all that is stored about a customer, for an admin. The log records the export.
    ///
    /// # Errors
    /// If no customer has this id.
    pub async fn export(&self, admin: &AdminActor, id: UserId) -> Result<PersonalData, DomainError> {
        self.export_as(admin.into(), id).await
    }

    /// Returns the same for the command line.
    ///
    /// # Errors
    /// If no customer has this id.
    pub async fn export_for_operator(&self, id: UserId) -> Result<PersonalData, DomainError> {
        self.export_as(Author::CommandLine, id).await
    }

    async fn export_as(&self, author: Author<'_>, id: UserId) -> Result<PersonalData, DomainError> {
        let data = self.stored_about(id).await?;
        let entry = Change {
            action: Action::Shown,
            subject: Subject::Customer,
            subject_id: id.to_string(),
            before: Value::Null,
            after: Value::Null,
        };
        let transaction = self.database.begin().await?;
        audit::record(&transaction, self.now(), author, entry).await?;
        transaction.commit().await?;
        Ok(data)
    }

    async fn stored_about(&self, id: UserId) -> Result<PersonalData, DomainError> {
        let read = self.database.read();
        let account = customer(id).one(read).await?.ok_or(DomainError::NotFound)?;
        let network = customer_network::Entity::find_by_id(id).one(read).await?;
        let blocked = block::Entity::find().filter(block::Column::UserId.eq(id)).one(read).await?;
        let sessions = session::Entity::find()
            .filter(session::Column::UserId.eq(id))
            .order_by_asc(session::Column::Id)
            .all(read)
            .await?;
        let conversations = self.conversations_of(read, id).await?;
        Ok(PersonalData {
            customer: Customer {
                id,
                name: account.name,
                email: account.email,
                is_anonymous: account.external_id.is_none(),
            },
            external_id: account.external_id,
            first_seen_at: account.date_joined.into(),
            network: network.map(|row| StoredNetwork { address: row.network, seen_at: row.seen_at.into() }),
            blocked_at: blocked.map(|row| row.created_at.into()),
            sessions: sessions
                .into_iter()
                .map(|row| StoredSession {
                    created_at: row.created_at.into(),
                    last_used_at: row.last_used_at.into(),
                    expires_at: row.expires_at.into(),
                })
                .collect(),
            conversations,
        })
    }

    async fn conversations_of(
        &self,
        connection: &impl ConnectionTrait,
        customer: UserId,
    ) -> Result<Vec<StoredConversation>, DomainError> {
        let rows = conversation::Entity::find()
            .filter(conversation::Column::UserId.eq(customer))
            .order_by_asc(conversation::Column::Id)
            .all(connection)
            .await?;
        let mut labels = labels_of(connection, customer).await?;
        let mut conversations = Vec::with_capacity(rows.len());
        for row in rows {
            conversations.push(StoredConversation {
                messages: self.messages_in(connection, row.id).await?,
                labels: labels.remove(&row.id).unwrap_or_default(),
                conversation_id: row.conversation_id,
                subject: row.subject,
                status: row.status,
                priority: row.priority,
                language: row.language,
                page_url: row.page_url,
                page_title: row.page_title,
                user_agent: row.user_agent,
                rating: row.rating,
                rating_comment: row.rating_comment,
                created_at: row.created_at.into(),
            });
        }
        Ok(conversations)
    }

    async fn messages_in(
        &self,
        connection: &impl ConnectionTrait,
        conversation: i64,
    ) -> Result<Vec<Message>, DomainError> {
        let rows = message::Entity::find()
            .filter(message::Column::ConversationId.eq(conversation))
            .filter(message::Column::IsNote.eq(false))
            .filter(message::is_not_recalled())
            .order_by_asc(message::Column::Id)
            .all(connection)
            .await?;
        let senders = self.chat().senders(&rows).await?;
        Ok(rows.into_iter().map(|row| senders.message(row)).collect())
    }
}

/// Returns the names of the labels of a customer's conversations, by the number of the row.
async fn labels_of(
    connection: &impl ConnectionTrait,
    customer: UserId,
) -> Result<HashMap<i64, Vec<String>>, DomainError> {
    let rows: Vec<(i64, String)> = conversation_label::Entity::find()
        .select_only()
        .column(conversation_label::Column::ConversationId)
        .column(label::Column::Name)
        .join(
            JoinType::InnerJoin,
            conversation_label::Entity::belongs_to(label::Entity)
                .from(conversation_label::Column::LabelId)
                .to(label::Column::Id)
                .into(),
        )
        .filter(
            conversation_label::Column::ConversationId.in_subquery(
                QuerySelect::query(
                    &mut conversation::Entity::find()
                        .select_only()
                        .column(conversation::Column::Id)
                        .filter(conversation::Column::UserId.eq(customer)),
                )
                .to_owned(),
            ),
        )
        .order_by_asc(label::Column::Name)
        .into_tuple()
        .all(connection)
        .await?;
    let mut labels: HashMap<i64, Vec<String>> = HashMap::new();
    for (conversation, name) in rows {
        labels.entry(conversation).or_default().push(name);
    }
    Ok(labels)
}
