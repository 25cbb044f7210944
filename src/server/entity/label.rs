//! `support_label`: labels by which agents sort conversations.

use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::{color::Color, ids::LabelId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_label")]
pub struct Model {
    /// The label's id.
    #[sea_orm(primary_key)]
    pub id: LabelId,
    /// The text.
    #[sea_orm(unique)]
    pub name: String,
    /// The colour of its dot.
    pub color: Color,
    /// Its position in the list.
    pub order: i32,
    /// When it was made.
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
