//! `support_inbox_change`: changes in other tables that rows of the inbox show.
//! Triggers write it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_inbox_change")]
pub struct Model {
    /// The kind of item that changed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: Subject,
    /// The item's id in its table; 0 for [`Subject::Everything`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: i64,
    /// The number of its last change; see
    /// [`conversation::Model::change_seq`](super::conversation::Model::change_seq).
    pub change_seq: i64,
}

/// The kind of item that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum Subject {
    /// A customer's name, email address or id in the shop.
    Customer,
    /// A label's name, colour or position.
    Label,
    /// Whether an agent is present.
    Agent,
    /// Something that may be shown in any row, or a deleted row.
    Everything,
}

/// This table is not joined.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
