//! `support_draftlist`: how often the drafts of each agent have changed.

use sea_orm::entity::prelude::*;

use crate::model::ids::AgentId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_draftlist")]
pub struct Model {
    /// The agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: AgentId,
    /// How often a draft of the agent was stored or deleted.
    pub version: i64,
    /// How often a conversation got a draft of the agent or lost one.
    pub marks: i64,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
