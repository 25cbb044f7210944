//! `support_quickreply`: prepared replies.

use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::{ids::QuickReplyId, quick_reply::QuickReply};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_quickreply")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: QuickReplyId,
    /// The title, by which agents find it.
    pub title: String,
    /// The same in Bangla; may be empty.
    pub title_bn: String,
    /// The text of the reply.
    pub content: String,
    /// The same in Bangla; may be empty.
    pub content_bn: String,
    /// The category.
    pub category: String,
    /// Whether it is offered.
    pub is_active: bool,
    /// Its position in the list.
    pub order: i32,
    /// When it was added.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &[]))
    }
}

impl From<Model> for QuickReply {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            title: row.title,
            title_bn: row.title_bn,
            content: row.content,
            content_bn: row.content_bn,
            category: row.category,
            is_active: row.is_active,
            order: row.order,
        }
    }
}
