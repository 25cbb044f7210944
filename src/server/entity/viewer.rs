//! `support_viewer`: which agents have a conversation on screen.

use sea_orm::entity::prelude::*;

use crate::model::ids::AgentId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_viewer")]
pub struct Model {
    /// The conversation's row number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: i64,
    /// The agent who looks at it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: AgentId,
    /// When the agent's console last requested it.
    pub seen_at: DateTimeUtc,
    /// When the agent last typed a reply.
    pub typing_at: Option<DateTimeUtc>,
}

/// Joins that the polls make.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The agent who looks at it.
    #[sea_orm(belongs_to = "super::agent::Entity", from = "Column::AgentId", to = "super::agent::Column::Id")]
    Agent,
}

impl Related<super::agent::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agent.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
