//! `support_conversation_period`: the periods of a conversation, from opening to
//! resolving or closing, before its last one.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_conversation_period")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The conversation's row number.
    pub conversation_id: i64,
    /// When it began: with the first message, or with the reopening.
    pub opened_at: DateTimeUtc,
    /// Since when the customer waited for the first response in it; none if the
    /// customer asked nothing.
    pub asked_at: Option<DateTimeUtc>,
    /// When an agent first responded to that.
    pub responded_at: Option<DateTimeUtc>,
    /// When it was resolved or closed.
    pub resolved_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
