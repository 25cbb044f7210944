//! `support_invitation`: links by which an agent chooses a password, once.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_invitation")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The SHA-256 of the link's token, in hexadecimal.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// The account whose password it sets.
    pub user_id: UserId,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it expires.
    pub expires_at: DateTimeUtc,
    /// When it was used.
    pub used_at: Option<DateTimeUtc>,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
