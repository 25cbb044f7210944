//! The number of conversations of each agent in each status. New.
//!
//! Counting them in `support_conversation` would read an index entry for each conversation that
//! was ever held. Instead, triggers write the differences to `support_inbox_count`, and the sum
//! of its rows is the number. Rows are only added, so that two transactions never wait for each
//! other. `InboxService::settle_counts` regularly merges the rows.
//!
//! Only conversations with a message are counted.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const CONVERSATIONS: &str = "support_conversation";
const COUNTS: &str = "support_inbox_count";
/// The events that have triggers.
const TRIGGERS: [&str; 3] = ["insert", "update", "delete"];
/// The condition for an update that changes a number.
const COUNT_CHANGED: &str = "old.status IS DISTINCT FROM new.status \
     OR old.assigned_agent_id IS DISTINCT FROM new.assigned_agent_id \
     OR (old.last_message_at IS NULL) <> (new.last_message_at IS NULL)";
/// These indexes contain few conversations and answer frequent queries: how much is unread,
/// which conversations an agent has to answer, and which wait for an agent.
const INDEXES: [(&str, &str, &str); 3] = [
    (
        "support_conversation_unread_by_agent",
        "assigned_agent_id, agent_unread_count",
        "agent_unread_count > 0 AND last_message_at IS NOT NULL AND status IN ('open', 'pending')",
    ),
    (
        "support_conversation_in_hand",
        "assigned_agent_id, status, assigned_at",
        "last_message_at IS NOT NULL AND status IN ('open', 'pending')",
    ),
    (
        "support_conversation_queue",
        "created_at, id",
        "assigned_agent_id IS NULL AND last_message_at IS NOT NULL AND status IN ('open', 'pending')",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let id = if is_sqlite { "integer PRIMARY KEY AUTOINCREMENT" } else { "bigserial PRIMARY KEY" };
        let table = format!(
            "CREATE TABLE {COUNTS} (id {id}, assigned_agent_id bigint, status varchar NOT NULL, \
             conversations bigint NOT NULL)"
        );
        let fill = format!(
            "INSERT INTO {COUNTS} (assigned_agent_id, status, conversations) \
             SELECT assigned_agent_id, status, count(*) FROM {CONVERSATIONS} WHERE last_message_at IS NOT NULL \
             GROUP BY assigned_agent_id, status"
        );
        let indexes = INDEXES.map(|(name, columns, condition)| {
            format!("CREATE INDEX {name} ON {CONVERSATIONS} ({columns}) WHERE {condition}")
        });
        let triggers = if is_sqlite { sqlite_up() } else { postgres_up() };
        for sql in [table, fill].into_iter().chain(triggers).chain(indexes) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let drop: Vec<String> = if is_sqlite {
            TRIGGERS.iter().map(|event| format!("DROP TRIGGER {COUNTS}_{event}")).collect()
        } else {
            vec![format!("DROP FUNCTION {COUNTS}_note() CASCADE")]
        };
        let indexes = INDEXES.map(|(name, ..)| format!("DROP INDEX {name}"));
        for sql in drop.into_iter().chain([format!("DROP TABLE {COUNTS}")]).chain(indexes) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

/// Returns the statement that records that a row counts from now on (1) or no
/// longer (-1).
fn note(row: &str, change: i8) -> String {
    format!(
        "INSERT INTO {COUNTS} (assigned_agent_id, status, conversations) \
         SELECT {row}.assigned_agent_id, {row}.status, {change} WHERE {row}.last_message_at IS NOT NULL;"
    )
}

fn sqlite_up() -> Vec<String> {
    let (added, removed) = (note("new", 1), note("old", -1));
    let trigger = |event: &str, when: String, actions: String| {
        format!("CREATE TRIGGER {COUNTS}_{event} {when} BEGIN {actions} END")
    };
    let [insert, update, delete] = TRIGGERS;
    let columns = "status, assigned_agent_id, last_message_at";
    vec![
        trigger(insert, format!("AFTER INSERT ON {CONVERSATIONS} WHEN new.last_message_at IS NOT NULL"), added.clone()),
        trigger(
            update,
            format!("AFTER UPDATE OF {columns} ON {CONVERSATIONS} WHEN {COUNT_CHANGED}"),
            removed.clone() + &added,
        ),
        trigger(delete, format!("AFTER DELETE ON {CONVERSATIONS} WHEN old.last_message_at IS NOT NULL"), removed),
    ]
}

fn postgres_up() -> Vec<String> {
    let [insert, update, delete] = TRIGGERS;
    let trigger = |event: &str, when: String| {
        format!("CREATE TRIGGER {COUNTS}_{event} AFTER {when} EXECUTE FUNCTION {COUNTS}_note()")
    };
    vec![
        format!(
            "CREATE FUNCTION {COUNTS}_note() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN \
             IF TG_OP <> 'INSERT' THEN {} END IF; IF TG_OP <> 'DELETE' THEN {} END IF; RETURN NULL; END $$",
            note("old", -1),
            note("new", 1)
        ),
        trigger(insert, format!("INSERT ON {CONVERSATIONS} FOR EACH ROW WHEN (new.last_message_at IS NOT NULL)")),
        trigger(update, format!("UPDATE ON {CONVERSATIONS} FOR EACH ROW WHEN ({COUNT_CHANGED})")),
        trigger(delete, format!("DELETE ON {CONVERSATIONS} FOR EACH ROW WHEN (old.last_message_at IS NOT NULL)")),
    ]
}
