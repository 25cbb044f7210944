//! What polls need to know about deletions: when the file of a message was deleted, and when
//! something was last deleted in a conversation. Customers learn nothing of notes, so deletions
//! of notes have a column of their own. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The new columns, by table.
const COLUMNS: [(&str, &[&str]); 2] = [
    ("support_message", &["attachment_deleted_at"]),
    ("support_conversation", &["last_deletion_at", "last_note_deletion_at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in COLUMNS {
            let columns: Vec<ColumnDef> = columns.iter().map(|column| column::optional_moment(column)).collect();
            column::add(manager, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in COLUMNS {
            column::drop(manager, table, columns).await?;
        }
        Ok(())
    }
}
