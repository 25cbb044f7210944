//! `support_ratelimit`: the rate limits that the nodes of a shop count
//! together. New.
//!
//! Only on PostgreSQL: with SQLite there is one node, which counts in memory. The table is not
//! written to the write-ahead log (`UNLOGGED`), so counting does not wait for the disk. After a
//! crash of the database it is empty, and counting starts again.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let sql = "CREATE UNLOGGED TABLE support_ratelimit (\
                   key text PRIMARY KEY, free_at timestamptz NOT NULL, slack interval NOT NULL)";
        manager.get_connection().execute_unprepared(sql).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("support_ratelimit").if_exists().to_owned()).await
    }
}
