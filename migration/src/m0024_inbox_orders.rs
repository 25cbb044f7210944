//! Indexes for each order and filter of the inbox, and the time since which
//! unanswered customers wait.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";

/// Few conversations have unread messages or a waiting customer. So these
/// partial indexes are small, and most changes do not touch them.
const PARTIAL: [(&str, &str, &str); 2] = [
    ("support_conversation_unread", "last_message_at, id", "agent_unread_count > 0"),
    ("support_conversation_waiting", "waiting_since, id", "waiting_since IS NOT NULL"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for (name, columns, condition) in PARTIAL {
            let sql = format!("CREATE INDEX {name} ON {TABLE} ({columns}) WHERE {condition}");
            connection.execute_unprepared(&sql).await?;
        }
        manager.create_index(column::index(TABLE, "priority", &["priority", "last_message_at", "id"])).await?;
        connection
            .execute_unprepared(
                "UPDATE support_conversation SET waiting_since = ( \
                     SELECT min(asked.created_at) FROM support_message AS asked \
                     WHERE asked.conversation_id = support_conversation.id \
                         AND asked.is_agent = false AND asked.message_type <> 'system' \
                         AND asked.id > coalesce(( \
                             SELECT max(answer.id) FROM support_message AS answer \
                             WHERE answer.conversation_id = support_conversation.id AND answer.is_agent = true \
                                 AND answer.is_note = false AND answer.message_type <> 'system'), 0)) \
                 WHERE status IN ('open', 'pending')",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, ..) in PARTIAL {
            manager.drop_index(Index::drop().name(name).table(TABLE).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("support_conversation_priority").table(TABLE).to_owned()).await
    }
}
