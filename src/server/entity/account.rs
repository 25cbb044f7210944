//! `accounts_user`: all accounts, of customers and agents.

use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::{ids::UserId, role::Role};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts_user")]
pub struct Model {
    /// The account's id.
    #[sea_orm(primary_key)]
    pub id: UserId,
    /// The username; that of customers is generated.
    #[sea_orm(unique)]
    pub username: String,
    /// An argon2id hash in PHC format; customers have none.
    pub password: Option<String>,
    /// The name that others see; may be empty.
    pub name: String,
    /// The email address; may be empty.
    pub email: String,
    /// Customer, agent or admin.
    pub role: Role,
    /// Whether the account may be used.
    pub is_active: bool,
    /// The shop's id of the customer; none for anonymous ones.
    #[sea_orm(unique)]
    pub external_id: Option<String>,
    /// When the account was created.
    pub date_joined: DateTimeUtc,
    /// When it was last used to sign in.
    pub last_login: Option<DateTimeUtc>,
    /// Since when a code is required at sign-in, besides the password; none if it is
    /// not.
    pub two_factor_at: Option<DateTimeUtc>,
    /// [`Model::name`] as a search compares it; none until it is folded.
    pub name_folded: Option<String>,
    /// [`Model::email`] as a search compares it; none until it is folded.
    pub email_folded: Option<String>,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &["password", "external_id"]))
    }
}
