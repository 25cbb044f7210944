//! `support_conversation_label`: which conversations have which labels.

use sea_orm::entity::prelude::*;

use crate::model::ids::LabelId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_conversation_label")]
pub struct Model {
    /// The conversation's row number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: i64,
    /// The label.
    #[sea_orm(primary_key, auto_increment = false)]
    pub label_id: LabelId,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
