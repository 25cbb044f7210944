//! `support_auditlog`: the changes by admins and agents.

use sea_orm::entity::prelude::*;

use crate::model::{
    audit::{Action, Subject},
    ids::UserId,
};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_auditlog")]
pub struct Model {
    /// The entry's id; later entries have greater ones.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The account; none once it is deleted.
    pub user_id: Option<UserId>,
    /// The account's name at the time.
    pub username: String,
    /// The action.
    pub action: Action,
    /// The kind of the changed thing.
    pub subject: Subject,
    /// The id of the changed thing, as the API writes it.
    pub subject_id: String,
    /// The changed fields before, as a JSON object; empty if it did not exist.
    pub before: String,
    /// The changed fields after, as a JSON object; empty if it no longer
    /// exists.
    pub after: String,
    /// When it was done.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
