//! The visitors who may start a conversation.

use rstest::rstest;
use serde_json::{Value, json};

use adda::server::domain::identity::{IdentityClaims, sign};

use crate::support::{Answer, Caller, Engine, IDENTITY_SECRET, TestApp};

/// Noon in Dhaka on 22 November 2026, the time of the tests' clock.
const NOW: i64 = 1_795_327_200;

fn token(sub: &str) -> String {
    let claims = IdentityClaims {
        sub: sub.to_owned(),
        name: "Rahim".to_owned(),
        email: String::new(),
        exp: NOW + 60,
        locale: None,
        nbf: None,
    };
    sign(IDENTITY_SECRET, &claims).unwrap()
}

async fn set(admin: &Caller<'_>, change: Value) {
    admin.ask("PATCH", "/support/admin/api/settings/", |request| request.json(&change)).await.ok();
}

/// Tries every way to start a conversation, and returns the answers.
async fn start_in_every_way(app: &TestApp, old_visitor: &Caller<'_>) -> Vec<Answer> {
    let open = json!({ "resume": null, "language": "en", "identity_token": null });
    vec![
        app.signed_out().post("/support/api/session/", json!({})).await,
        app.signed_out().call("open", open.clone()).await,
        old_visitor.call("open", open).await,
        old_visitor.post("/support/api/conversation/create/", json!({})).await,
        old_visitor.get("/support/api/conversation/create/").await,
    ]
}

async fn open_as(app: &TestApp, sub: &str) -> Answer {
    app.signed_out().call("open", json!({ "resume": null, "language": "en", "identity_token": token(sub) })).await
}

#[rstest]
#[tokio::test]
async fn without_anonymous_chats_only_identified_customers_start_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, newcomer, writer) = (app.admin("boss").await, app.visitor().await, app.visitor().await);
    let chat = writer.write_first("Hello").await;
    set(&admin, json!({ "allow_anonymous": false })).await;
    for answer in start_in_every_way(&app, &newcomer).await {
        answer.fails(403, "identity_required");
    }
    open_as(&app, "shop-17").await.ok();
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["allow_anonymous"], false);
    // Conversations that have already started continue.
    writer.send(&chat, "And one more thing").await;
    assert_eq!(writer.start().await, chat);
    set(&admin, json!({ "allow_anonymous": true })).await;
    newcomer.start().await;
}

#[rstest]
#[tokio::test]
async fn a_disabled_chat_starts_no_conversation_and_ends_none(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, newcomer, writer) = (app.admin("boss").await, app.visitor().await, app.visitor().await);
    let chat = writer.write_first("Hello").await;
    set(&admin, json!({ "is_enabled": false })).await;
    for answer in start_in_every_way(&app, &newcomer).await {
        answer.fails(409, "chat_disabled");
    }
    open_as(&app, "shop-17").await.fails(409, "chat_disabled");
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["enabled"], false);
    writer.send(&chat, "And one more thing").await;
    admin.reply(&chat, "Here you are").await;
    assert_eq!(writer.thread(&chat).await["messages"].as_array().unwrap().len(), 4);
}
