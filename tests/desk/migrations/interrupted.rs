//! First starts and upgrades that are interrupted at every statement. Each next start continues,
//! and the database is complete in the end.

use std::path::Path;

use adda_migration::{MigrationError, Schema, bring_up_to_date};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

use super::{
    cut::cut_after,
    old_shop::{applied, connect, contents, copy, create_shop, empty, folder_in, sqlite_in},
};
use crate::support::Engine;

/// The state of the database before an upgrade.
#[derive(Clone, Copy, PartialEq)]
enum From {
    Nothing,
    OldShop,
}

impl From {
    async fn prepare(self, url: &str) {
        if self == Self::OldShop {
            let connection = connect(url).await;
            create_shop(&connection).await;
            connection.close().await.unwrap();
        }
    }
}

/// Returns the result of an upgrade without an interruption.
async fn undisturbed(engine: Engine, from: From) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let url = empty(engine, folder.path()).await;
    from.prepare(&url).await;
    finish(&url).await
}

/// Completes the upgrade without an interruption, and returns the contents of the database.
async fn finish(url: &str) -> Vec<String> {
    let connection = connect(url).await;
    bring_up_to_date(&connection).await.unwrap();
    assert_eq!(Schema::read(&connection).await.unwrap(), Schema::Current);
    let contents = contents(&connection).await;
    connection.close().await.unwrap();
    contents
}

/// Returns the next point to interrupt at: the beginning after progress, otherwise `step` further.
fn further(after: usize, has_progressed: bool, step: usize) -> usize {
    if has_progressed { 1 } else { after + step }
}

#[rstest]
#[case::first_start(From::Nothing)]
#[case::upgrade(From::OldShop)]
#[tokio::test]
async fn an_upgrade_completes_after_lost_postgres_connections_at_every_statement(#[case] from: From) {
    let folder = TempDir::new().unwrap();
    let url = empty(Engine::Postgres, folder.path()).await;
    from.prepare(&url).await;
    let (mut after, mut interruptions) = (1, 0);
    loop {
        let before = applied(&url).await;
        let (address, serving) = cut_after(&url, after).await;
        let done = async {
            let connection = sea_orm::Database::connect(once(&address)).await?;
            let done = bring_up_to_date(&connection).await;
            drop(connection.close().await);
            done
        }
        .await;
        serving.abort();
        if done.is_ok() {
            break;
        }
        interruptions += 1;
        after = further(after, applied(&url).await > before, 1);
    }
    assert!(interruptions > 100, "only {interruptions} interruptions");
    assert_eq!(finish(&url).await, undisturbed(Engine::Postgres, from).await);
}

fn once(url: &str) -> sea_orm::ConnectOptions {
    let mut options = sea_orm::ConnectOptions::new(url);
    options
        .max_connections(1)
        .acquire_timeout(std::time::Duration::from_millis(300))
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

/// A way to interrupt SQLite.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// The process is killed, and the files stay as they are at that moment.
    Kill,
    /// The statement fails, and the process continues.
    Failure,
}

#[rstest]
#[case::first_start_killed(From::Nothing, By::Kill)]
#[case::first_start_failing(From::Nothing, By::Failure)]
#[case::upgrade_killed(From::OldShop, By::Kill)]
#[case::upgrade_failing(From::OldShop, By::Failure)]
#[tokio::test]
async fn an_upgrade_completes_after_sqlite_interruptions_at_every_statement(#[case] from: From, #[case] by: By) {
    let parent = TempDir::new().unwrap();
    let mut folder = folder_in(parent.path(), "0");
    from.prepare(&sqlite_in(&folder)).await;
    let (mut after, mut interruptions) = (1, 0);
    loop {
        let before = applied(&sqlite_in(&folder)).await;
        let image = folder_in(parent.path(), &(interruptions + 1).to_string());
        let connection = connect(&sqlite_in(&folder)).await;
        interrupt(&connection, after, &folder, &image).await;
        let done = bring_up_to_date(&connection).await;
        connection.close().await.unwrap();
        if done.is_ok() {
            break;
        }
        interruptions += 1;
        if by == By::Kill {
            std::fs::remove_dir_all(&folder).unwrap();
            folder = image;
        }
        let has_progressed = applied(&sqlite_in(&folder)).await > before;
        // The first steps are smaller than the number of operations of the shortest statement.
        after = further(after, has_progressed, 4 + after / 16);
    }
    assert!(interruptions > 200, "only {interruptions} interruptions");
    assert_eq!(finish(&sqlite_in(&folder)).await, undisturbed(Engine::Sqlite, from).await);
}

/// Makes a statement fail at operation number `after` of SQLite's virtual machine, and
/// copies the files as they are at that moment.
async fn interrupt(connection: &DatabaseConnection, after: usize, folder: &Path, image: &Path) {
    let (folder, image) = (folder.to_owned(), image.to_owned());
    let mut operations = 0;
    let mut sqlite = connection.get_sqlite_connection_pool().acquire().await.unwrap();
    sqlite.lock_handle().await.unwrap().set_progress_handler(1, move || {
        operations += 1;
        if operations == after {
            copy(&folder, &image);
        }
        operations != after
    });
}

#[rstest]
#[case::first_start(From::Nothing)]
#[case::upgrade(From::OldShop)]
#[tokio::test]
async fn an_upgrade_completes_after_a_full_disk_at_every_page(#[case] from: From) {
    let folder = TempDir::new().unwrap();
    let url = sqlite_in(folder.path());
    from.prepare(&url).await;
    let (mut room, mut refusals) = (1, 0);
    loop {
        let connection = connect(&url).await;
        // SQLite never makes the file smaller than it is.
        connection.execute_unprepared(&format!("PRAGMA max_page_count = {room}")).await.unwrap();
        let done = bring_up_to_date(&connection).await;
        connection.close().await.unwrap();
        match done {
            Ok(()) => break,
            Err(error) => assert!(error.to_string().contains("full"), "{error}"),
        }
        (room, refusals) = (room + 1, refusals + 1);
    }
    assert!(refusals > 20, "only {refusals} refusals");
    assert_eq!(finish(&url).await, undisturbed(Engine::Sqlite, from).await);
}

#[rstest]
#[tokio::test]
async fn a_newer_versions_database_is_left_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let folder = TempDir::new().unwrap();
    let url = empty(engine, folder.path()).await;
    finish(&url).await;
    let connection = connect(&url).await;
    connection.execute_unprepared("INSERT INTO seaql_migrations VALUES ('m9999_future', 0)").await.unwrap();
    let name = "m9999_future".to_owned();
    assert_eq!(Schema::read(&connection).await.unwrap(), Schema::Newer { name });
    let error = bring_up_to_date(&connection).await.unwrap_err();
    assert!(matches!(error, MigrationError::Newer { .. }), "{error}");
    connection.close().await.unwrap();
}
