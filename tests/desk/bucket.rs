//! Files in a bucket of an S3-compatible store, as `ADDA_STORAGE_URL` sets it.

use std::time::{Duration, Instant};

use adda::server::{entity::chat_settings, storage::StorageKey};
use rstest::rstest;
use sea_orm::ActiveValue::Set;

use crate::{
    support::{Engine, FakeBucket, TestApp, Upload, documents, pictures},
    uploads::{fetch, fetch_with},
};

const URL: &str = "s3://files/shop";
const MEGABYTE: usize = 1_048_576;

async fn app_on(bucket: &FakeBucket, engine: Engine) -> TestApp {
    TestApp::storing_in(engine, bucket.storage(URL)).await
}

#[rstest]
#[tokio::test]
async fn a_picture_is_stored_in_the_bucket_and_served_from_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let bucket = FakeBucket::start().await;
    let app = app_on(&bucket, engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let png = pictures::png(1_000, 500);
    let sent = visitor.attach(&chat.customer("upload"), "parcel.png", &png).await;
    let keys = bucket.keys();
    assert_eq!(keys.len(), 2, "the picture and its small form");
    assert!(keys.iter().all(|key| key.starts_with("shop/files/")), "{keys:?}");
    assert!(app.database.stored_files().is_empty(), "nothing is kept on this machine");

    assert_eq!(fetch(&app, &agent, &sent["attachment"]).await.as_bytes(), &png);
    let small = fetch(&app, &agent, &sent["picture"]["thumbnail"]).await;
    assert_eq!(pictures::size_of(small.as_bytes()), (640, 320));
    let part = fetch_with(&app, &agent, &sent["attachment"], |request| request.add_header("range", "bytes=1-3")).await;
    assert_eq!((part.status_code().as_u16(), &part.as_bytes()[..]), (206, &b"PNG"[..]));

    // The file is deleted in the bucket directly, without Adda.
    bucket.content().objects.clear();
    agent.get(sent["attachment"].as_str().unwrap()).await.fails(404, "not_found");
}

/// The list of a zip archive's contents is at its end. The server reads it before it
/// sends the file on.
#[rstest]
#[tokio::test]
async fn the_type_of_a_document_is_detected_by_its_content(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let bucket = FakeBucket::start().await;
    let app = app_on(&bucket, engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "letter.docx", &documents::docx()).await;
    assert_eq!(fetch(&app, &visitor, &sent["attachment"]).await.as_bytes(), &documents::docx());
    let damaged = Upload::file("a.png", &pictures::png(64, 64)[..200]);
    visitor.upload(&chat.customer("upload"), &damaged).await.fails(422, "file_damaged");
    assert_eq!(bucket.keys().len(), 1, "the refused file is deleted");
}

#[rstest]
#[tokio::test]
async fn an_upload_to_an_unreachable_bucket_can_be_retried(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = app_on(&FakeBucket::unreachable().await, engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let begun = Instant::now();
    let answer = visitor.upload(&chat.customer("upload"), &Upload::file("letter.txt", b"some words")).await;
    answer.fails(503, "unavailable");
    assert!(answer.headers.contains_key("retry-after"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    visitor.send(&chat, "Words need no store").await;
}

#[rstest]
#[tokio::test]
async fn a_large_file_is_stored_in_parts_or_not_at_all(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let bucket = FakeBucket::start().await;
    let app = app_on(&bucket, engine).await;
    app.change_settings(|settings: &mut chat_settings::ActiveModel| settings.max_file_size = Set(12)).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let text = "a line of sixteen".repeat(12 * MEGABYTE / 17);
    let sent = visitor.attach(&chat.customer("upload"), "large.txt", text.as_bytes()).await;
    assert_eq!(bucket.content().parts, 3);
    assert_eq!(fetch(&app, &visitor, &sent["attachment"]).await.as_bytes(), text.as_bytes());

    let too_large = Upload::file("larger.txt", &vec![b'a'; 13 * MEGABYTE]);
    visitor.upload(&chat.customer("upload"), &too_large).await.fails(413, "too_large");
    let given_up = async {
        while !bucket.content().unfinished.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), given_up).await.unwrap();
    assert_eq!(bucket.keys().len(), 1);
}

#[rstest]
#[tokio::test]
async fn files_without_a_message_are_swept_from_the_bucket_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let bucket = FakeBucket::start().await;
    let app = app_on(&bucket, engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "a.png", &pictures::png(30, 20)).await;
    let storage = bucket.storage(URL);
    for number in 0..5 {
        storage.put(&StorageKey::new("files", &format!("orphan-{number}")), "left behind".into()).await.unwrap();
    }
    let (old, young) = (app.now() - chrono::Duration::hours(25), app.now() - chrono::Duration::hours(23));
    for (key, object) in &mut bucket.content().objects {
        object.stored_at = if key.ends_with("orphan-4") { young } else { old };
    }
    // Another program's file in the same bucket.
    bucket.storage("s3://files").put(&StorageKey::new("files", "other"), "not ours".into()).await.unwrap();
    bucket.content().objects.get_mut("files/other").unwrap().stored_at = old;

    assert_eq!(app.desk.attachments().sweep_files().await.unwrap(), 4);
    let keys = bucket.keys();
    assert_eq!(keys.len(), 4, "{keys:?}");
    assert!(keys.contains(&"files/other".to_owned()) && keys.contains(&"shop/files/orphan-4".to_owned()));
    for address in [&sent["attachment"], &sent["picture"]["thumbnail"]] {
        fetch(&app, &visitor, address).await.assert_status_ok();
    }
}
