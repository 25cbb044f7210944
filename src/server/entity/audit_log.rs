//! `support_auditlog`: what admins and agents changed.

use sea_orm::entity::prelude::*;

use crate::model::{
    audit::{Action, Subject},
    ids::UserId,
};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_auditlog")]
pub struct Model {
    /// Later entries are greater.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who did it; none once the account is gone.
    pub user_id: Option<UserId>,
    /// The account's name at the time.
    pub username: String,
    /// What was done.
    pub action: Action,
    /// To what kind of thing.
    pub subject: Subject,
    /// To which one, as the API writes its id.
    pub subject_id: String,
    /// What changed, before, as a JSON object; empty: there was nothing.
    pub before: String,
    /// What changed, after, as a JSON object; empty: there is nothing.
    pub after: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
