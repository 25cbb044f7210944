//! Conversations from a version that did not measure periods.

use adda_migration::{Migrator, MigratorTrait, bring_up_to_date};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;

use super::old_shop::{connect, create_shop, empty};
use crate::support::Engine;

#[rstest]
#[tokio::test]
async fn a_conversation_from_an_earlier_version_becomes_one_period(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let folder = TempDir::new().unwrap();
    let connection = connect(&empty(engine, folder.path()).await).await;
    create_shop(&connection).await;
    let before = Migrator::migrations().iter().position(|migration| migration.name() == "m0093_periods").unwrap();
    let applied = Migrator::get_applied_migrations(&connection).await.unwrap().len();
    Migrator::up(&connection, Some(u32::try_from(before - applied).unwrap())).await.unwrap();
    // A conversation that was answered and resolved, one that an agent began, and one that is not
    // answered yet.
    for (id, first, response, end) in [
        (1, "'2026-03-01 09:00:00+00:00'", "'2026-03-01 09:05:00+00:00'", "'2026-03-01 10:00:00+00:00'"),
        (2, "'2026-03-01 09:00:00+00:00'", "'2026-03-01 09:00:00+00:00'", "NULL"),
        (3, "'2026-03-01 09:00:00+00:00'", "NULL", "NULL"),
    ] {
        let sql = format!(
            "UPDATE support_conversation SET first_message_at = {first}, first_response_at = {response}, \
             resolved_at = {end} WHERE id = {id}"
        );
        connection.execute_unprepared(&sql).await.unwrap();
    }
    bring_up_to_date(&connection).await.unwrap();
    // Compares the new columns with the times of the first message and the first response.
    let sql = "SELECT id, CASE WHEN opened_at = first_message_at THEN 1 ELSE 0 END AS opened, \
               CASE WHEN asked_at = first_message_at THEN 1 ELSE 0 END AS asked, \
               CASE WHEN responded_at = first_response_at THEN 1 ELSE 0 END AS responded, \
               CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END AS resolved FROM support_conversation ORDER BY id";
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await.unwrap();
    let number = |row: &sea_orm::QueryResult, name: &str| row.try_get::<i32>("", name).unwrap();
    let found: Vec<[i32; 4]> =
        rows.iter().map(|row| ["opened", "asked", "responded", "resolved"].map(|name| number(row, name))).collect();
    assert_eq!(found, [[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 0, 0]]);
    connection.close().await.unwrap();
}
