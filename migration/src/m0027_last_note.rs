//! The newest note of a conversation, apart from its newest message. An agent's
//! poll must see notes, and a customer's poll must still need only the
//! conversation's row.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, TABLE, [column::optional_reference("last_note_id")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &["last_note_id"]).await
    }
}
