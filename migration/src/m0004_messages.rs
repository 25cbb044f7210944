//! `support_message`: the messages.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::reference("conversation_id"))
            .col(column::optional_reference("sender_id"))
            .col(column::flag("is_agent", false))
            .col(column::word("message_type"))
            .col(column::text("content"))
            .col(column::optional_word("attachment"))
            .col(column::text("attachment_name"))
            // New: the id that the sender has chosen, so that sending a message
            // again does not duplicate it.
            .col(column::optional_word("client_id"))
            .col(column::flag("is_read", false))
            .col(column::optional_moment("read_at"))
            .col(column::moment("created_at"))
            .col(column::optional_moment("edited_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "conversation_id")
                    .to("support_conversation", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "sender_id")
                    .to("accounts_user", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(column::index(TABLE, "thread", &["conversation_id", "id"])).await?;
        let once = column::index(TABLE, "once", &["conversation_id", "sender_id", "client_id"]).unique().to_owned();
        manager.create_index(once).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
