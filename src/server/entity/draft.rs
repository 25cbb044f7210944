//! `support_draft`: what agents have typed in conversations and not sent.

use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::ids::{AgentId, ClientId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_draft")]
pub struct Model {
    /// The number of the row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The agent who wrote it.
    pub agent_id: AgentId,
    /// The conversation's row number.
    pub conversation_id: i64,
    /// Whether it is to be a note.
    pub is_note: bool,
    /// The text; empty after it was sent or deleted.
    pub text: String,
    /// The id that its message will have, or that of the last text that was sent or deleted.
    pub client_id: ClientId,
    /// When it was typed.
    pub written_at: DateTimeUtc,
    /// When the row was stored.
    pub updated_at: DateTimeUtc,
    /// The `marks` of the agent's list when it last became or ceased to be a draft.
    pub marked: i64,
}

/// Joins that are made when drafts are listed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The conversation in which it was typed.
    #[sea_orm(
        belongs_to = "super::conversation::Entity",
        from = "Column::ConversationId",
        to = "super::conversation::Column::Id"
    )]
    Conversation,
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &[]))
    }
}
