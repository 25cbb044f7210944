//! Attachments.

use adda::server::domain::retention::Removed;
use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use super::{keep, newest_entry, purge};
use crate::{
    support::{Engine, TestApp, Upload, pictures},
    uploads::fetch,
};

#[rstest]
#[tokio::test]
async fn an_old_file_is_deleted_and_its_message_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    keep(&app, None, Some(5), None).await;
    let (visitor, admin) = (app.visitor().await, app.admin("admin").await);
    let chat = visitor.start().await;
    let body = Upload::empty().with("content", "The torn page").and_file("page.png", &pictures::png(4, 4));
    let old = visitor.upload(&chat.customer("upload"), &body).await.ok()["message"].take();
    app.clock.advance(Duration::milliseconds(1));
    let recent = visitor.attach(&chat.customer("upload"), "order.txt", b"My order").await;
    assert_eq!(app.database.stored_files().len(), 3);
    app.clock.advance(Duration::days(5) - Duration::milliseconds(2));
    assert_eq!(purge(&app).await, Removed::default());

    app.clock.advance(Duration::milliseconds(1));
    assert_eq!(purge(&app).await, Removed { files: 2, ..Removed::default() });
    assert_eq!(app.database.stored_files().len(), 1);
    for address in [&old["attachment"], &old["picture"]["thumbnail"]] {
        assert_eq!(fetch(&app, &visitor, address).await.status_code(), 404);
    }
    fetch(&app, &visitor, &recent["attachment"]).await.assert_status_ok();
    let thread = visitor.thread(&chat).await;
    let message = thread["messages"].as_array().unwrap().iter().find(|message| message["id"] == old["id"]).unwrap();
    assert_eq!(
        (&message["content"], &message["message_type"], &message["attachment"], &message["picture"]),
        (&json!("The torn page"), &json!("image"), &Value::Null, &Value::Null)
    );
    assert_eq!((message["attachment_name"].as_str(), message["attachment_deleted_at"].is_string()), (Some(""), true));
    assert_eq!(newest_entry(&admin).await.2, json!({ "files": 2 }));
    assert_eq!(purge(&app).await, Removed::default());
}

#[rstest]
#[tokio::test]
async fn many_files_are_deleted_in_batches(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    keep(&app, None, Some(5), None).await;
    let visitors = [app.visitor().await, app.visitor().await];
    let chats = [visitors[0].start().await, visitors[1].start().await];
    for number in 0..90 {
        let (visitor, chat) = (&visitors[number % 2], &chats[number % 2]);
        visitor.attach(&chat.customer("upload"), "order.txt", format!("Order {number}").as_bytes()).await;
    }
    app.clock.advance(Duration::days(5));
    let kept = visitors[0].attach(&chats[0].customer("upload"), "new.txt", b"A new order").await;
    assert_eq!(purge(&app).await.files, 90);
    assert_eq!(app.database.stored_files().len(), 1);
    fetch(&app, &visitors[0], &kept["attachment"]).await.assert_status_ok();
}
