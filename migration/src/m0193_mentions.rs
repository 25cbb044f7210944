//! `support_mention`: the agents whom notes mention. New.
//!
//! A row of the inbox shows whether a note mentions the asking agent, so every change of a mention
//! is a change of its conversation (`m0060_changes`).

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_mention";
const CONVERSATIONS: &str = "support_conversation";
/// The function of the triggers on PostgreSQL.
const FUNCTION: &str = "support_number_mentioned";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reference = |column: &'static str, to: &'static str| {
            ForeignKey::create().from(TABLE, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
        };
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::reference("message_id"))
            // That of the message.
            .col(column::reference("conversation_id"))
            .col(column::reference("agent_id"))
            .col(column::optional_moment("seen_at"))
            .col(column::moment("created_at"))
            .foreign_key(&mut reference("message_id", "support_message"))
            .foreign_key(&mut reference("conversation_id", CONVERSATIONS))
            .foreign_key(&mut reference("agent_id", "support_supportagent"))
            .to_owned();
        manager.create_table(table).await?;
        manager
            .create_index(column::index(TABLE, "agent_once", &["message_id", "agent_id"]).unique().to_owned())
            .await?;
        manager.create_index(column::index(TABLE, "conversation", &["conversation_id"])).await?;
        manager.create_index(column::index(TABLE, "of_agent", &["agent_id", "conversation_id"])).await?;
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let unseen =
            format!("CREATE INDEX {TABLE}_unseen ON {TABLE} (agent_id, conversation_id, id) WHERE seen_at IS NULL");
        for sql in [unseen].into_iter().chain(if is_sqlite { on_sqlite() } else { on_postgres() }) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Drops its triggers too.
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await?;
        if manager.get_database_backend() != DbBackend::Sqlite {
            manager.get_connection().execute_unprepared(&format!("DROP FUNCTION {FUNCTION}")).await?;
        }
        Ok(())
    }
}

/// Returns the triggers that number the changes on SQLite.
fn on_sqlite() -> Vec<String> {
    let trigger = |event: &str, row: &str| {
        format!(
            "CREATE TRIGGER {TABLE}_{event} AFTER {event} ON {TABLE} BEGIN \
             UPDATE support_change_counter SET last = last + 1; \
             UPDATE {CONVERSATIONS} SET change_seq = (SELECT last FROM support_change_counter) \
             WHERE id = {row}.conversation_id; END"
        )
    };
    vec![trigger("insert", "new"), trigger("update", "new"), trigger("delete", "old")]
}

/// Returns the function and the trigger that number the changes on PostgreSQL.
fn on_postgres() -> Vec<String> {
    let number = |row: &str| {
        format!(
            "UPDATE {CONVERSATIONS} SET change_seq = pg_current_xact_id()::text::bigint \
             WHERE id = {row}.conversation_id;"
        )
    };
    vec![
        format!(
            "CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN \
             IF TG_OP = 'DELETE' THEN {} ELSE {} END IF; RETURN NULL; END $$",
            number("OLD"),
            number("NEW"),
        ),
        format!(
            "CREATE TRIGGER {TABLE}_changed AFTER INSERT OR UPDATE OR DELETE ON {TABLE} FOR EACH ROW \
             EXECUTE FUNCTION {FUNCTION}()"
        ),
    ]
}
