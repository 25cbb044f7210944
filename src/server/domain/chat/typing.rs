//! Typing indicators. They are stored in the conversation's row, which every
//! poll reads anyway, and are not a change in the inbox.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    model::ids::ConversationId,
    server::{
        age::is_recent,
        domain::{actor::Actor, desk::visibility, error::DomainError, services::ChatService},
        entity::{conversation, conversation::Column},
    },
};

/// How long after the last key a person counts as typing. Browsers report it
/// at most every three seconds.
const TYPING_EXPIRY: Duration = Duration::seconds(6);

impl ChatService {
    /// Records that the actor is typing a message for the other side.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn note_typing(&self, actor: &Actor, id: &ConversationId) -> Result<(), DomainError> {
        self.blocks().require_unblocked_sender(actor).await?;
        let now = self.now();
        let column = if actor.is_agent() { Column::AgentTypingAt } else { Column::UserTypingAt };
        let transaction = self.database.begin().await?;
        let noted = conversation::Entity::update_many()
            .col_expr(column, Expr::value(now))
            .filter(visibility(actor, id))
            .exec(&transaction)
            .await?
            .rows_affected;
        if noted == 0 {
            return Err(DomainError::NotFound);
        }
        if let Actor::Agent(agent) = actor {
            self.note_writing(&transaction, agent, id).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Returns whether the other side is typing.
pub(super) fn is_other_side_typing(actor: &Actor, row: &conversation::Model, now: DateTime<Utc>) -> bool {
    is_fresh(if actor.is_agent() { row.user_typing_at } else { row.agent_typing_at }, now)
}

pub(super) fn is_fresh(typing_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    typing_at.is_some_and(|at| is_recent(at, now, TYPING_EXPIRY))
}
