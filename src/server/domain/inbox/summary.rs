//! A row of the inbox from the rows of the database.

use chrono::{DateTime, Utc};

use crate::{
    model::{
        customer::Customer,
        inbox::{ConversationSummary, LastMessage},
    },
    server::entity::{account, agent, conversation},
};

/// The row; none if the customer's account is gone, which the foreign key
/// does not allow.
pub(super) fn summary(
    (row, customer, agent): (conversation::Model, Option<account::Model>, Option<agent::Model>),
    now: DateTime<Utc>,
) -> Option<ConversationSummary> {
    Some(ConversationSummary {
        conversation_id: row.conversation_id,
        customer: customer?.into(),
        assigned_agent: agent.map(|agent| agent.colleague(now)),
        subject: row.subject,
        status: row.status,
        priority: row.priority,
        language: row.language,
        unread: u32::try_from(row.agent_unread_count).unwrap_or(0),
        last_message: row.last_message_at.map(|at| LastMessage {
            text: row.last_message_text,
            is_agent: row.last_message_is_agent,
            created_at: at.into(),
        }),
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
    })
}

impl From<account::Model> for Customer {
    fn from(row: account::Model) -> Self {
        Self { id: row.id, name: row.name, email: row.email, is_anonymous: row.external_id.is_none() }
    }
}
