//! `support_mention`: the agents whom notes mention.

use sea_orm::entity::prelude::*;

use crate::model::ids::{AgentId, MentionId, MessageId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_mention")]
pub struct Model {
    /// The mention's id.
    #[sea_orm(primary_key)]
    pub id: MentionId,
    /// The note.
    pub message_id: MessageId,
    /// The row number of the note's conversation.
    pub conversation_id: i64,
    /// The agent whom it mentions.
    pub agent_id: AgentId,
    /// When the agent saw it; none if they have not yet.
    pub seen_at: Option<DateTimeUtc>,
    /// When it was stored: with the note, or with an edit.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
