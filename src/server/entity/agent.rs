//! `support_supportagent`: the people who answer.

use sea_orm::entity::prelude::*;

use crate::model::{
    agent::{AgentCard, Colleague},
    ids::{AgentId, UserId},
};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_supportagent")]
pub struct Model {
    /// The agent's id.
    #[sea_orm(primary_key)]
    pub id: AgentId,
    /// The account to sign in with.
    #[sea_orm(unique)]
    pub user_id: UserId,
    /// The name that customers see.
    pub display_name: String,
    /// The same in Bangla; may be empty.
    pub display_name_bn: String,
    /// The address of the picture.
    pub avatar: Option<String>,
    /// Whether the agent takes conversations now.
    pub is_online: bool,
    /// A few words about the agent.
    pub bio: String,
    /// For the team; never shown to customers.
    pub email: String,
    /// Whether the agent works here still.
    pub is_active: bool,
    /// Who comes first when several could take a conversation.
    pub order: i32,
    /// The most open conversations that are given to the agent; none: no limit.
    pub max_open: Option<i32>,
    /// When the agent's console last asked for something.
    pub last_seen_at: Option<DateTimeUtc>,
    /// Sounds and notifications, as JSON; empty: as everybody begins.
    pub preferences: String,
    /// When the agent was added.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for AgentCard {
    fn from(row: Model) -> Self {
        Self { name: row.display_name, name_bn: row.display_name_bn, avatar: row.avatar, is_online: row.is_online }
    }
}

impl From<Model> for Colleague {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            name: row.display_name,
            name_bn: row.display_name_bn,
            avatar: row.avatar,
            is_online: row.is_online,
        }
    }
}
