//! `support_inbox_count`: changes of the number of an agent's conversations in a
//! status. The numbers are the sums of these rows.

use sea_orm::entity::prelude::*;

use crate::model::{conversation::Status, ids::AgentId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_inbox_count")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The assignee; none for unassigned conversations.
    pub assigned_agent_id: Option<AgentId>,
    /// The status.
    pub status: Status,
    /// How many more, or fewer if negative.
    pub conversations: i64,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
