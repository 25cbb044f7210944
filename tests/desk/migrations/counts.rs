//! A shop from a version without the triggers that count conversations.

use adda_migration::{Migrator, MigratorTrait, bring_up_to_date};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tempfile::TempDir;

use super::old_shop::{connect, create_shop, empty};
use crate::support::Engine;

async fn rows(connection: &DatabaseConnection, sql: &str) -> Vec<(Option<i64>, String, i64)> {
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await.unwrap();
    let row = |row: &sea_orm::QueryResult| {
        (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap(), row.try_get_by_index(2).unwrap())
    };
    rows.iter().map(row).collect()
}

#[rstest]
#[tokio::test]
async fn an_upgrade_counts_existing_conversations_and_keeps_counting(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let folder = TempDir::new().unwrap();
    let connection = connect(&empty(engine, folder.path()).await).await;
    create_shop(&connection).await;
    let before = Migrator::migrations().iter().position(|migration| migration.name() == "m0130_inbox_counts").unwrap();
    let applied = Migrator::get_applied_migrations(&connection).await.unwrap().len();
    Migrator::up(&connection, Some(u32::try_from(before - applied).unwrap())).await.unwrap();
    // Two conversations of an agent, and one without a message.
    for sql in [
        "UPDATE support_conversation SET last_message_at = created_at, status = 'open', assigned_agent_id = 1",
        "UPDATE support_conversation SET last_message_at = NULL WHERE id = 3",
    ] {
        connection.execute_unprepared(sql).await.unwrap();
    }
    bring_up_to_date(&connection).await.unwrap();
    let counts = "SELECT assigned_agent_id, status, CAST(sum(conversations) AS bigint) FROM support_inbox_count \
                  GROUP BY assigned_agent_id, status HAVING sum(conversations) <> 0 ORDER BY status";
    assert_eq!(rows(&connection, counts).await, [(Some(1), "open".to_owned(), 2)]);
    for sql in [
        "UPDATE support_conversation SET status = 'closed', assigned_agent_id = NULL WHERE id = 1",
        "UPDATE support_conversation SET last_message_at = created_at WHERE id = 3",
    ] {
        connection.execute_unprepared(sql).await.unwrap();
    }
    assert_eq!(rows(&connection, counts).await, [(None, "closed".to_owned(), 1), (Some(1), "open".to_owned(), 2)]);
    connection.close().await.unwrap();
}
