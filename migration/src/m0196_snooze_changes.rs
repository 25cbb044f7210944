//! Numbers a change of the snooze as a change of the conversation, also if nothing else of the row
//! changes. `m0060_changes` lists the columns that the inbox showed before there was a snooze.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";
const TRIGGER: &str = "support_conversation_snoozed_changed";
const DIFFERS: &str =
    "old.is_snoozed IS DISTINCT FROM new.is_snoozed OR old.snoozed_until IS DISTINCT FROM new.snoozed_until";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = if manager.get_database_backend() == DbBackend::Sqlite {
            format!(
                "CREATE TRIGGER {TRIGGER} AFTER UPDATE OF is_snoozed, snoozed_until ON {TABLE} WHEN {DIFFERS} BEGIN \
                 UPDATE support_change_counter SET last = last + 1; \
                 UPDATE {TABLE} SET change_seq = (SELECT last FROM support_change_counter) WHERE id = new.id; END"
            )
        } else {
            format!(
                "CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({DIFFERS}) \
                 EXECUTE FUNCTION support_number_change()"
            )
        };
        manager.get_connection().execute_unprepared(&sql).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_table =
            if manager.get_database_backend() == DbBackend::Sqlite { String::new() } else { format!(" ON {TABLE}") };
        manager.get_connection().execute_unprepared(&format!("DROP TRIGGER {TRIGGER}{of_table}")).await?;
        Ok(())
    }
}
