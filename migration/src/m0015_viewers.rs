//! `support_viewer`: the agents who have a conversation on screen. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_viewer";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::reference("conversation_id"))
            .col(column::reference("agent_id"))
            .col(column::moment("seen_at"))
            // When the agent last typed a reply.
            .col(column::optional_moment("typing_at"))
            .primary_key(Index::create().col("conversation_id").col("agent_id"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "conversation_id")
                    .to("support_conversation", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "agent_id")
                    .to("support_supportagent", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
