//! `support_customernetwork`: the addresses that customers last wrote from.

use sea_orm::entity::prelude::*;

use crate::model::ids::UserId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_customernetwork")]
pub struct Model {
    /// The customer's account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The address, as [`Network`](crate::server::client::Network) writes it.
    pub network: String,
    /// When the customer last wrote from there, to the hour.
    pub seen_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
