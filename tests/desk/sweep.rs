//! The sweep deletes files without a message, and no others.

use std::{fs::File, path::Path};

use adda::server::storage::StorageKey;
use chrono::Duration;
use rstest::rstest;

use crate::{
    support::{Engine, TestApp, pictures},
    uploads::fetch,
};

/// Sets the age of a file.
fn age(app: &TestApp, file: &Path, age: Duration) {
    let stored_at = app.now() - age;
    File::options().write(true).open(file).unwrap().set_modified(stored_at.into()).unwrap();
}

/// Stores a file that belongs to no message.
async fn leave(app: &TestApp, name: &str) {
    app.database.storage().put(&StorageKey::new("files", name), "left behind".into()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn files_without_a_message_are_deleted_after_a_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "a.png", &pictures::png(30, 20)).await;
    leave(&app, "orphan").await;
    let folder = app.database.stored_files()[0].parent().unwrap().to_owned();
    // The first part of a file, from a process that crashed.
    std::fs::write(folder.join("unfinished#1"), "left beh").unwrap();
    app.database.stored_files().iter().for_each(|file| age(&app, file, Duration::hours(25)));
    leave(&app, "fresh").await;
    std::fs::write(folder.join("under-way#1"), "on its w").unwrap();
    for name in ["fresh", "under-way#1"] {
        age(&app, &folder.join(name), Duration::hours(23));
    }

    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 2);
    let left = app.database.stored_files();
    assert_eq!(left.len(), 4, "the picture, its thumbnail and the files younger than a day: {left:?}");
    assert!(folder.join("fresh").exists() && folder.join("under-way#1").exists());
    for address in [&sent["attachment"], &sent["picture"]["thumbnail"]] {
        fetch(&app, &visitor, address).await.assert_status_ok();
    }
    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 0);

    app.clock.advance(Duration::hours(2));
    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 2);
    assert_eq!(app.database.stored_files().len(), 2);
}

#[rstest]
#[tokio::test]
async fn many_files_are_swept_in_batches(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 0, "the folder does not exist yet");
    for number in 0..1_250 {
        leave(&app, &number.to_string()).await;
    }
    app.database.stored_files().iter().for_each(|file| age(&app, file, Duration::days(2)));
    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 1_000);
    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 250);
    assert!(app.database.stored_files().is_empty());
}
