//! `support_session`: sessions of customers and agents.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_session")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The hash of the token; the token itself is not stored.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// The account that the session belongs to.
    pub user_id: UserId,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it was last used, to the hour.
    pub last_used_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
    /// Whether an OpenID provider has signed the agent in.
    pub by_provider: bool,
}

/// Joins that a request makes.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The account that the session belongs to.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::UserId", to = "super::account::Column::Id")]
    Account,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
