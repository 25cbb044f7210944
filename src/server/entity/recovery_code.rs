//! `support_recoverycode`: codes that sign an agent in without their device. A row
//! is deleted when its code is used.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_recoverycode")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The account of the agent.
    pub user_id: UserId,
    /// The SHA-256 of the code, in hexadecimal.
    pub code_hash: String,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
