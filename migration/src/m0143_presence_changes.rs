//! A number for each change of an agent's presence, which rows of the inbox show. New.
//!
//! Earlier, the server wrote each open conversation of such an agent again.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TRIGGER: &str = "support_supportagent_presence";
/// On PostgreSQL, it uses a function of `m0060_changes`.
const POSTGRES: &str = "CREATE TRIGGER support_supportagent_presence AFTER UPDATE ON support_supportagent FOR EACH ROW \
     WHEN (old.was_present IS DISTINCT FROM new.was_present) EXECUTE FUNCTION support_note_change('agent')";
const SQLITE: &str = "CREATE TRIGGER support_supportagent_presence AFTER UPDATE OF was_present ON support_supportagent \
     WHEN old.was_present IS DISTINCT FROM new.was_present BEGIN \
     UPDATE support_change_counter SET last = last + 1; \
     INSERT INTO support_inbox_change (subject, subject_id, change_seq) \
     VALUES ('agent', new.id, (SELECT last FROM support_change_counter)) \
     ON CONFLICT (subject, subject_id) DO UPDATE SET change_seq = excluded.change_seq; END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        manager.get_connection().execute_unprepared(if is_sqlite { SQLITE } else { POSTGRES }).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let table = if is_sqlite { "" } else { "ON support_supportagent" };
        // An earlier program cannot read these rows.
        for sql in [
            format!("DROP TRIGGER {TRIGGER} {table}"),
            "DELETE FROM support_inbox_change WHERE subject = 'agent'".to_owned(),
        ] {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
