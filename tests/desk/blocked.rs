//! Visitors whom agents have blocked: they can read but not write.

use axum_test::TestRequest;
use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    identity::token_of,
    support::{Answer, Caller, Chat, Engine, TestApp, Upload, pictures},
};

/// The address of a flat in which several people live.
const FLAT: &str = "203.0.113.7";

fn from_flat(request: TestRequest) -> TestRequest {
    request.add_header("x-forwarded-for", FLAT)
}

/// Sends from the flat.
async fn send(caller: &Caller<'_>, chat: &Chat, content: &str) -> Answer {
    let body = json!({ "content": content });
    caller.ask("POST", &chat.customer("send"), |request| from_flat(request).json(&body)).await
}

async fn new_session(app: &TestApp, address: &str) -> Answer {
    let address = address.to_owned();
    let name = |request: TestRequest| request.add_header("x-forwarded-for", address).json(&json!({}));
    app.signed_out().ask("POST", "/support/api/session/", name).await
}

async fn block(agent: &Caller<'_>, chat: &Chat, body: Value) -> Value {
    agent.post(&chat.agent("block"), body).await.ok()
}

async fn blocked(agent: &Caller<'_>) -> Vec<Value> {
    serde_json::from_value(agent.get("/support/agent/api/blocked/").await.ok()).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_blocked_visitor_can_read_but_not_write_until_the_block_is_lifted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "on").await;
    let agent = app.agent("nadia").await;
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others_chat) = (visitor.start().await, other.start().await);
    send(&visitor, &chat, "Buy my watches").await.ok();

    let made = block(&agent, &chat, json!({})).await;
    assert_eq!((&made["blocked_by"], &made["address_until"]), (&json!("nadia"), &Value::Null));
    assert_eq!(made["conversation_id"], json!(chat.id));

    send(&visitor, &chat, "Buy them").await.fails(403, "blocked");
    visitor.call("send", json!({ "conversation": chat.id, "content": "Buy" })).await.fails(403, "blocked");
    let file = Upload::file("a.png", &pictures::png(4, 4));
    visitor.upload(&chat.customer("upload"), &file).await.fails(403, "blocked");
    visitor.post(&chat.customer("typing"), json!({})).await.fails(403, "blocked");
    let page = format!("/support/conversation/{}/send/", chat.id);
    assert_eq!(visitor.ask("POST", &page, |request| request.form(&[("content", "Buy")])).await.status, 403);
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2, "the welcome and one message");
    // The agent can still write to them, and others are not blocked.
    agent.reply(&chat, "Please stop.").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    visitor.post(&chat.customer("reopen"), json!({})).await.fails(403, "blocked");
    visitor.post("/support/api/conversation/create/", json!({})).await.fails(403, "blocked");
    send(&other, &others_chat, "Hello").await.ok();
    new_session(&app, FLAT).await.ok();

    assert_eq!(agent.get(&chat.agent("context")).await.ok()["block"]["id"], made["id"]);
    assert_eq!(agent.get(&others_chat.agent("context")).await.ok()["block"], Value::Null);
    assert_eq!(blocked(&agent).await, std::slice::from_ref(&made));
    let path = format!("/support/agent/api/blocked/{}/", made["id"]);
    agent.ask("DELETE", &path, |request| request).await.ok();
    agent.ask("DELETE", &path, |request| request).await.fails(404, "not_found");
    assert!(blocked(&agent).await.is_empty());
    send(&visitor, &chat, "Sorry").await.fails(409, "conversation_closed");
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    send(&visitor, &chat, "Sorry").await.ok();
}

#[rstest]
#[tokio::test]
async fn an_address_is_blocked_for_a_while_and_for_anonymous_visitors_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "on").await;
    let agent = app.agent("nadia").await;
    let (visitor, flatmate) = (app.visitor().await, app.visitor().await);
    let (chat, flatmates_chat) = (visitor.start().await, flatmate.start().await);
    send(&visitor, &chat, "Buy my watches").await.ok();
    let made = block(&agent, &chat, json!({ "address_hours": 2 })).await;
    assert!(made["address_until"].is_string());

    // A new session is blocked too.
    new_session(&app, FLAT).await.fails(403, "blocked");
    send(&flatmate, &flatmates_chat, "Hello").await.fails(403, "blocked");
    new_session(&app, "203.0.113.8").await.ok();
    // A customer whom the shop has identified may write from there.
    let token = token_of("17");
    let identify = |request: TestRequest| from_flat(request).json(&json!({ "identity_token": token }));
    let session = app.signed_out().ask("POST", "/support/api/session/", identify).await.ok();
    let known = app.bearer(session["token"].as_str().unwrap());
    let known_chat = known.start().await;
    send(&known, &known_chat, "Where is my order?").await.ok();

    app.clock.advance(Duration::hours(2) + Duration::seconds(1));
    new_session(&app, FLAT).await.ok();
    send(&flatmate, &flatmates_chat, "Hello").await.ok();
    send(&visitor, &chat, "Buy").await.fails(403, "blocked");
    assert_eq!(blocked(&agent).await[0]["address_until"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn a_block_follows_a_visitor_who_signs_in_to_the_shop(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Buy my watches").await;
    block(&agent, &chat, json!({})).await;
    let identify = json!({ "identity_token": token_of("17") });
    let session = visitor.post("/support/api/session/", identify).await.ok();
    let known = app.bearer(session["token"].as_str().unwrap());
    known.post(&chat.customer("send"), json!({ "content": "Buy" })).await.fails(403, "blocked");
    assert_eq!(blocked(&agent).await[0]["customer"]["is_anonymous"], false);
}

#[rstest]
#[tokio::test]
async fn only_agents_can_block_and_an_invalid_block_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.agent("block"), json!({})).await.fails(403, "forbidden");
    app.signed_out().post(&chat.agent("block"), json!({})).await.fails(401, "not_signed_in");
    app.signed_out().get("/support/agent/api/blocked/").await.fails(401, "not_signed_in");
    visitor.call("agent/blocked", json!({})).await.fails(403, "forbidden");
    for hours in [0, 169] {
        let body = json!({ "address_hours": hours });
        agent.post(&chat.agent("block"), body).await.fails(422, "invalid_value");
    }
    let unknown = Chat { id: "CONV-000000000000".to_owned() };
    agent.post(&unknown.agent("block"), json!({})).await.fails(404, "not_found");
    agent.ask("DELETE", "/support/agent/api/blocked/x/", |request| request).await.fails(404, "not_found");
    assert!(blocked(&agent).await.is_empty());
    // Without a known address, only the account is blocked.
    let made = block(&agent, &chat, json!({ "address_hours": 1 })).await;
    assert_eq!(made["address_until"], Value::Null);
    // The server function blocks too. Blocking a visitor twice makes one block.
    let again = agent.call("agent/block", json!({ "id": chat.id, "block": {} })).await.ok();
    assert_eq!(again["id"], made["id"]);
    agent.call("agent/unblock", json!({ "id": made["id"] })).await.ok();
    assert!(blocked(&agent).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn the_log_says_who_created_and_lifted_a_block(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("admin").await, app.agent("nadia").await);
    let chat = app.visitor().await.write_first("Hello").await;
    let made = block(&agent, &chat, json!({})).await;
    agent.ask("DELETE", &format!("/support/agent/api/blocked/{}/", made["id"]), |request| request).await.ok();
    let log = admin.get("/support/admin/api/log/?subject=block").await.ok();
    let actions: Vec<_> = log["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(json!(actions), json!(["deleted", "created"]));
    assert!(log["entries"].as_array().unwrap().iter().all(|entry| entry["username"] == "nadia"));
}
