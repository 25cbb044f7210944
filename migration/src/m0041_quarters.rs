//! The quarter of an hour in which a message was written, counted since 1970.
//! The statistics group messages by it, from the index alone and in its order.
//! Without it they would have to split up a million timestamps. New.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";
const COLUMN: &str = "quarter";
/// The index that it replaces, from `m0040_statistics_indexes`.
const FORMER: (&str, &[&str]) = ("period", &["created_at", "message_type", "is_note", "is_agent", "sender_id"]);

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite cannot add a stored generated column. PostgreSQL before version 18 has no other
        // kind.
        let quarter = match manager.get_database_backend() {
            DbBackend::Sqlite => "(unixepoch(created_at) / 900) VIRTUAL",
            _ => "(floor(date_part('epoch', created_at AT TIME ZONE 'UTC'))::bigint / 900) STORED",
        };
        let connection = manager.get_connection();
        drop_index(manager, FORMER.0).await?;
        let add = format!("ALTER TABLE {TABLE} ADD COLUMN {COLUMN} bigint GENERATED ALWAYS AS {quarter}");
        connection.execute_unprepared(&add).await?;
        let index = format!(
            "CREATE INDEX {TABLE}_{COLUMN} ON {TABLE} ({COLUMN}, is_agent, sender_id) \
             WHERE message_type <> 'system' AND is_note = FALSE"
        );
        connection.execute_unprepared(&index).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_index(manager, COLUMN).await?;
        column::drop(manager, TABLE, &[COLUMN]).await?;
        manager.create_index(column::index(TABLE, FORMER.0, FORMER.1)).await
    }
}

async fn drop_index(manager: &SchemaManager<'_>, purpose: &str) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(format!("{TABLE}_{purpose}")).table(TABLE).to_owned()).await
}
