//! `support_totp`: the secrets of agents' time-based codes.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_totp")]
pub struct Model {
    /// The account of the agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The secret in base 32 (RFC 4648).
    pub secret: String,
    /// The time step of the last code that was used; none before the first.
    pub last_step: Option<i64>,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
