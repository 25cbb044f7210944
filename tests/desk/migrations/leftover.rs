//! Databases that versions without transactions around migrations left when they were interrupted.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use adda_migration::{MigrationError, Migrator, MigratorTrait, bring_up_to_date};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

use super::old_shop::{connect, contents, copy, create_shop, folder_in, sqlite_in};

/// Upgrades a database as earlier versions did. Returns copies of its files from before each
/// commit, that is, after each statement.
async fn images_of_an_old_upgrade(connection: &DatabaseConnection, folder: &Path, parent: &Path) -> Vec<PathBuf> {
    let images = Arc::new(Mutex::new(Vec::new()));
    let (taken, from, to) = (Arc::clone(&images), folder.to_owned(), parent.to_owned());
    let mut sqlite = connection.get_sqlite_connection_pool().acquire().await.unwrap();
    sqlite.lock_handle().await.unwrap().set_commit_hook(move || {
        let mut taken = taken.lock().unwrap();
        let image = folder_in(&to, &format!("image-{}", taken.len()));
        copy(&from, &image);
        taken.push(image);
        true
    });
    drop(sqlite);
    Migrator::up(connection, Some(steps_of_old_versions(connection).await)).await.unwrap();
    let mut sqlite = connection.get_sqlite_connection_pool().acquire().await.unwrap();
    sqlite.lock_handle().await.unwrap().remove_commit_hook();
    Arc::into_inner(images).unwrap().into_inner().unwrap()
}

/// Returns how many migrations are pending up to the last one that was released while migrations
/// on SQLite ran without a transaction.
async fn steps_of_old_versions(connection: &DatabaseConnection) -> u32 {
    let last = Migrator::migrations().iter().position(|migration| migration.name() == "m0056_attachment_owners");
    let applied = Migrator::get_applied_migrations(connection).await.unwrap().len();
    u32::try_from(last.unwrap() + 1 - applied).unwrap()
}

#[rstest]
#[case::first_start(false)]
#[case::upgrade(true)]
#[tokio::test]
async fn an_upgrade_that_an_earlier_version_left_unfinished_is_completed(#[case] has_rows: bool) {
    let parent = TempDir::new().unwrap();
    let folder = folder_in(parent.path(), "old");
    let connection = connect(&sqlite_in(&folder)).await;
    if has_rows {
        create_shop(&connection).await;
    }
    let images = images_of_an_old_upgrade(&connection, &folder, parent.path()).await;
    bring_up_to_date(&connection).await.unwrap();
    let complete = contents(&connection).await;
    connection.close().await.unwrap();
    assert!(images.len() > 80, "only {} statements", images.len());
    for image in images {
        let connection = connect(&sqlite_in(&image)).await;
        let done = bring_up_to_date(&connection).await;
        assert!(done.is_ok(), "{}: {}", image.display(), done.unwrap_err());
        assert_eq!(contents(&connection).await, complete, "{}", image.display());
        connection.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_table_with_rows_that_no_migration_records_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let connection = connect(&sqlite_in(folder.path())).await;
    create_shop(&connection).await;
    connection.execute_unprepared("DELETE FROM seaql_migrations").await.unwrap();
    let error = bring_up_to_date(&connection).await.unwrap_err();
    assert!(matches!(error, MigrationError::Unrecorded { .. }), "{error}");
    connection.execute_unprepared("UPDATE support_message SET content = '' WHERE id = 60").await.unwrap();
    let rows = connection.execute_unprepared("UPDATE accounts_user SET name = ''").await.unwrap();
    assert_eq!(rows.rows_affected(), 2, "accounts are lost");
    connection.close().await.unwrap();
}
