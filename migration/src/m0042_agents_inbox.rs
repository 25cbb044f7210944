//! An index of an agent's conversations in all statuses, in the order of their
//! last messages.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";
const PURPOSE: &str = "assignee";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(column::index(TABLE, PURPOSE, &["assigned_agent_id", "last_message_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(format!("{TABLE}_{PURPOSE}")).table(TABLE).to_owned()).await
    }
}
