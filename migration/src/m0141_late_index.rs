//! On SQLite, new messages are listed first, and indexed for the search together, before the
//! commit that they share (`Writer` in the server's `database`). A full-text table writes its
//! part of a message at each savepoint (<https://www.sqlite.org/fts5.html>, section 8.2), so
//! that indexing the messages of a commit one by one costs several times as much. Messages that
//! another program writes stay listed until the server's upkeep. New.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::m0090_folded;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";
const LIST: &str = "support_message_unindexed";
const INDEX: &str = "support_message_search";
const COLUMNS: &str = "content_folded, attachment_name_folded";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        // Listed messages are not in the index, and must not be deleted from
        // it.
        let take_out = format!(
            "INSERT INTO {INDEX} ({INDEX}, rowid, {COLUMNS}) \
                 SELECT 'delete', old.id, old.content_folded, old.attachment_name_folded \
                 WHERE NOT EXISTS (SELECT 1 FROM {LIST} WHERE id = old.id);"
        );
        let list = format!("INSERT INTO {LIST} (id) VALUES (new.id) ON CONFLICT (id) DO NOTHING;");
        let sql = format!(
            "DROP TRIGGER {INDEX}_insert; DROP TRIGGER {INDEX}_delete; DROP TRIGGER {INDEX}_update; \
             CREATE TABLE {LIST} (id integer PRIMARY KEY); \
             CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} WHEN new.message_type <> 'system' \
                 BEGIN {list} END; \
             CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} WHEN old.message_type <> 'system' \
                 BEGIN {take_out} DELETE FROM {LIST} WHERE id = old.id; END; \
             CREATE TRIGGER {INDEX}_update AFTER UPDATE OF {COLUMNS} ON {TABLE} WHEN new.message_type <> 'system' \
                 BEGIN {take_out} {list} END;"
        );
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let messages = &m0090_folded::SEARCHED[0];
        messages.drop(manager).await?;
        manager.get_connection().execute_unprepared(&format!("DROP TABLE {LIST}")).await?;
        messages.create(manager).await
    }
}
