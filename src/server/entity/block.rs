//! `support_block`: customers whom the shop has blocked.

use sea_orm::entity::prelude::*;

use crate::model::ids::{BlockId, UserId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_block")]
pub struct Model {
    /// The block's id.
    #[sea_orm(primary_key)]
    pub id: BlockId,
    /// The customer's account.
    #[sea_orm(unique)]
    pub user_id: UserId,
    /// The address that is blocked too; empty if none is.
    pub network: String,
    /// Until when the address is blocked.
    pub network_until: Option<DateTimeUtc>,
    /// The name of the agent's account at the time.
    pub blocked_by: String,
    /// When the customer was blocked.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
