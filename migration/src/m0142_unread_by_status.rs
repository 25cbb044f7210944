//! An index of the conversations with unread messages. It holds every column that counting
//! unread messages needs. SQLite preferred the index of statuses to the earlier index, and
//! read the row of each open conversation.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const OLD: &str = "CREATE INDEX support_conversation_unread_by_agent \
     ON support_conversation (assigned_agent_id, agent_unread_count) \
     WHERE agent_unread_count > 0 AND last_message_at IS NOT NULL AND status IN ('open', 'pending')";
const NEW: &str = "CREATE INDEX support_conversation_unread_by_status \
     ON support_conversation (status, assigned_agent_id, agent_unread_count) WHERE agent_unread_count > 0";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in [NEW, "DROP INDEX support_conversation_unread_by_agent"] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in [OLD, "DROP INDEX support_conversation_unread_by_status"] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
