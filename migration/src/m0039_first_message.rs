//! The time of a conversation's first message. The statistics count the
//! conversation from then on. It may have been opened long before.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, TABLE, [column::optional_moment("first_message_at")]).await?;
        let fill = "UPDATE support_conversation SET first_message_at = (\
             SELECT MIN(created_at) FROM support_message \
             WHERE support_message.conversation_id = support_conversation.id \
             AND message_type <> 'system' AND NOT is_note\
             ) WHERE last_message_at IS NOT NULL";
        manager.get_connection().execute_unprepared(fill).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &["first_message_at"]).await
    }
}
