//! `support_signin`: sign-ins with a right password that wait for a code. They are not
//! sessions and permit nothing.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_signin")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The SHA-256 of the token that names the sign-in, in hexadecimal.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// The account of the agent who is signing in.
    pub user_id: UserId,
    /// When it expires.
    pub expires_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
