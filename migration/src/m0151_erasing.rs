//! On SQLite, deleted text leaves the search index at once. By default the index only marks it as
//! deleted, and keeps it until parts of the index are merged
//! (<https://www.sqlite.org/fts5.html>, section 6.13). New.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::m0090_folded::SEARCHED;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, 1).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, 0).await
    }
}

async fn set(manager: &SchemaManager<'_>, value: u8) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    for searched in &SEARCHED {
        let index = format!("{}_search", searched.table);
        let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', {value})");
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}
