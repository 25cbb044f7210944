//! Data that are older than the settings allow are deleted, and nothing else.

mod conversations;
mod files;
mod log;
mod together;

use adda::server::{
    domain::retention::{Purge, Removed},
    entity::chat_settings,
};
use chrono::Duration;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

const SETTINGS: &str = "/support/admin/api/settings/";

/// Sets the days for which conversations, attachments and the log are kept.
async fn keep(app: &TestApp, conversations: Option<i32>, attachments: Option<i32>, log: Option<i32>) {
    let change = |settings: &mut chat_settings::ActiveModel| {
        settings.keep_conversations_days = Set(conversations);
        settings.keep_attachments_days = Set(attachments);
        settings.keep_log_days = Set(log);
    };
    app.change_settings(change).await;
}

/// Deletes what is due. Returns how much that was.
async fn purge(app: &TestApp) -> Removed {
    let Purge { removed, failure } = app.desk.retention().purge().await;
    assert!(failure.is_none(), "{failure:?}");
    removed
}

/// Returns a new conversation in which the customer has written, and which an agent has ended.
async fn ended(visitor: &Caller<'_>, agent: &Caller<'_>, content: &str, status: &str) -> Chat {
    let chat = visitor.write_first(content).await;
    agent.update(&chat, json!({ "status": status })).await;
    chat
}

async fn exists(agent: &Caller<'_>, chat: &Chat) -> bool {
    let answer = agent.get(&chat.agent("messages")).await;
    assert!([200, 404].contains(&answer.status.as_u16()), "{answer}");
    answer.status == 200
}

/// Returns the newest entry in the log, of which an admin sees who wrote it, and the values before.
async fn newest_entry(admin: &Caller<'_>) -> (Value, Value, Value) {
    let mut log = admin.get("/support/admin/api/log/").await.ok();
    let entry = log["entries"][0].take();
    let values = entry["changes"].as_array().unwrap().iter();
    let before = values.map(|change| (change["field"].as_str().unwrap().to_owned(), change["before"].clone()));
    (entry["username"].clone(), entry["subject"].clone(), before.collect::<serde_json::Map<_, _>>().into())
}

#[rstest]
#[tokio::test]
async fn nothing_is_deleted_by_default(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = ended(&visitor, &agent, "Where is my atlas?", "closed").await;
    app.clock.advance(Duration::days(100_000));
    assert_eq!(purge(&app).await, Removed::default());
    let admin = app.admin("admin").await;
    assert!(exists(&admin, &chat).await);
}

#[rstest]
#[tokio::test]
async fn periods_are_set_cleared_and_checked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("admin").await;
    let set = |change| admin.change("PATCH", SETTINGS, change);
    let stored = set(json!({ "keep_conversations_days": 365, "keep_log_days": 36_500 })).await.ok();
    assert_eq!(
        (&stored["keep_conversations_days"], &stored["keep_attachments_days"], &stored["keep_log_days"]),
        (&json!(365), &Value::Null, &json!(36_500))
    );
    let cleared = set(json!({ "keep_conversations_days": null, "keep_attachments_days": 1 })).await.ok();
    assert_eq!(
        (&cleared["keep_conversations_days"], &cleared["keep_attachments_days"], &cleared["keep_log_days"]),
        (&Value::Null, &json!(1), &json!(36_500))
    );
    let refused = set(json!({ "keep_attachments_days": 0, "keep_log_days": 36_501 })).await;
    assert_eq!(refused.refused_fields(), ["keep_attachments_days too_small", "keep_log_days too_large"]);
    assert_eq!(admin.get(SETTINGS).await.ok()["keep_attachments_days"], 1);
}

#[rstest]
#[tokio::test]
async fn an_admin_learns_how_much_a_period_would_delete(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("admin").await);
    let chat = visitor.write_first("Where is my atlas?").await;
    visitor.attach(&chat.customer("upload"), "a.txt", b"My order").await;
    admin.update(&chat, json!({ "status": "resolved" })).await;
    visitor.write_first("And my globe?").await;
    app.clock.advance(Duration::days(3));
    let due = |conversations: Value, attachments: Value, log: Value| {
        let periods = json!({
            "keep_conversations_days": conversations, "keep_attachments_days": attachments, "keep_log_days": log,
        });
        admin.call("admin/due-data", json!({ "periods": periods }))
    };
    let nothing = json!({ "conversations": 0, "attachments": 0, "log_entries": 0 });
    assert_eq!(due(Value::Null, Value::Null, Value::Null).await.ok(), nothing);
    assert_eq!(due(json!(4), json!(4), json!(4)).await.ok(), nothing);
    let all = due(json!(3), json!(3), json!(3)).await.ok();
    // The log records the sign-in and the change of the conversation.
    assert_eq!(all, json!({ "conversations": 1, "attachments": 1, "log_entries": 2 }));
    // A number without a meaning counts nothing.
    assert_eq!(due(json!(i64::MAX), json!(i64::MAX), json!(i64::MAX)).await.ok(), nothing);
    assert!(exists(&admin, &chat).await);
}
