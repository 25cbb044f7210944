//! The settings of how long conversations, attachments and the log are kept, in days; none if they
//! are kept until an admin deletes them. Indexes by which the purge finds what is due. New.
//!
//! The indexes of conversations and of attachments are partial: a message in an open conversation
//! adds nothing to them, unless it has an attachment.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const SETTINGS: &str = "support_chatsettings";
const PERIODS: [&str; 3] = ["keep_conversations_days", "keep_attachments_days", "keep_log_days"];
/// The name of each index, and what it is on.
const INDEXES: [(&str, &str); 3] = [
    (
        "support_conversation_inactive_since",
        "support_conversation (updated_at, id, status) WHERE status IN ('resolved', 'closed')",
    ),
    ("support_message_attached_at", "support_message (created_at, id) WHERE attachment IS NOT NULL"),
    ("support_auditlog_created_at", "support_auditlog (created_at, id)"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, SETTINGS, PERIODS.map(column::optional_number)).await?;
        for (name, on) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("CREATE INDEX {name} ON {on}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        column::drop(manager, SETTINGS, &PERIODS).await
    }
}
