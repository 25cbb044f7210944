//! `support_savedview`: views of the inbox that agents have saved.

use sea_orm::entity::prelude::*;

use super::text::prepare;
use crate::model::ids::{AgentId, SavedViewId};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_savedview")]
pub struct Model {
    /// The view's id.
    #[sea_orm(primary_key)]
    pub id: SavedViewId,
    /// The agent who saved it.
    pub agent_id: AgentId,
    /// The name.
    pub name: String,
    /// The parameters of the inbox's address.
    pub address: String,
    /// Whether all agents see it.
    pub is_shared: bool,
    /// When it was saved.
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
