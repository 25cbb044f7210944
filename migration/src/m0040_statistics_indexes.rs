//! Indexes for the statistics of a period.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const CONVERSATION: &str = "support_conversation";
const MESSAGE: &str = "support_message";

/// Table, name, columns.
const INDEXES: [(&str, &str, &[&str]); 5] = [
    (CONVERSATION, "began", &["first_message_at"]),
    (CONVERSATION, "answered", &["first_response_at"]),
    (CONVERSATION, "ended", &["resolved_at"]),
    (CONVERSATION, "rated", &["rated_at"]),
    // Contains all columns that the statistics read, so that a period of a
    // hundred thousand messages is counted from the index alone.
    (MESSAGE, "period", &["created_at", "message_type", "is_note", "is_agent", "sender_id"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, columns) in INDEXES {
            manager.create_index(column::index(table, name, columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in INDEXES {
            manager.drop_index(Index::drop().name(format!("{table}_{name}")).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
