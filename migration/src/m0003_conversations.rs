//! `support_conversation`: the conversations between customers and the shop.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::word("conversation_id").unique_key())
            .col(column::reference("user_id"))
            .col(column::optional_reference("assigned_agent_id"))
            .col(column::text("subject"))
            .col(column::word("status"))
            .col(column::word("priority"))
            .col(column::word("language"))
            .col(column::number("user_unread_count"))
            .col(column::number("agent_unread_count"))
            .col(column::optional_moment("last_message_at"))
            // New: the other data of the last message, so that neither a poll
            // nor a row of the inbox has to read the messages.
            .col(column::optional_reference("last_message_id"))
            .col(column::text("last_message_text"))
            .col(column::flag("last_message_is_agent", false))
            // New: the newest message of the other side that each side has read.
            .col(column::optional_reference("user_read_up_to"))
            .col(column::optional_reference("agent_read_up_to"))
            // New: for statistics.
            .col(column::optional_moment("first_response_at"))
            .col(column::optional_moment("resolved_at"))
            .col(column::moment("created_at"))
            .col(column::moment("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "user_id")
                    .to("accounts_user", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "assigned_agent_id")
                    .to("support_supportagent", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        for (name, columns) in [
            ("customer", &["user_id"][..]),
            ("inbox", &["last_message_at", "id"]),
            ("status", &["status", "last_message_at", "id"]),
            ("agent", &["assigned_agent_id", "status", "last_message_at", "id"]),
            ("changes", &["updated_at"]),
        ] {
            manager.create_index(column::index(TABLE, name, columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
