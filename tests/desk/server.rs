//! The server as a whole: addresses, headers, health, and the shape of answers.

use std::time::{Duration, Instant};

use axum::http::header;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, PASSWORD, TestApp};

#[rstest]
#[tokio::test]
async fn addresses_work_with_and_without_a_trailing_slash(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path) in [
        (&visitor, "/support/api/config".to_owned()),
        (&visitor, "/support/api/conversation/create".to_owned()),
        (&visitor, chat.customer("messages").trim_end_matches('/').to_owned()),
        (&agent, chat.agent("messages").trim_end_matches('/').to_owned()),
        (&agent, "/support/agent/api/conversations".to_owned()),
        (&agent, "/support/agent/api/agents".to_owned()),
    ] {
        let (without, with) = (caller.get(&path).await, caller.get(&format!("{path}/")).await);
        assert_eq!(lasting(without.ok()), lasting(with.ok()), "{path}");
    }
    for action in ["send", "read", "close", "reopen"] {
        let body = json!({ "content": "Hello", "up_to": 1 });
        visitor.post(chat.customer(action).trim_end_matches('/'), body.clone()).await.ok();
        visitor.post(&chat.customer("reopen"), json!({})).await.ok();
        visitor.post(&chat.customer(action), body).await.ok();
        visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    }
}

/// Returns an answer without its cursor. On PostgreSQL, each write to any database of the server
/// advances the cursor.
fn lasting(mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("since");
    }
    answer
}

#[rstest]
#[tokio::test]
async fn the_health_endpoints_report_whether_the_server_is_alive_and_ready(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(app.signed_out().get(path).await.status, 200, "{path}");
    }
    app.database.database.close().await;
    assert_eq!(app.signed_out().get("/healthz").await.status, 200);
    // The server caches the result for two tenths of a second.
    let asked = Instant::now();
    while app.signed_out().get("/readyz").await.status != 503 {
        assert!(asked.elapsed() < Duration::from_secs(10), "the server stays ready without a database");
    }
}

#[rstest]
#[tokio::test]
async fn the_server_is_not_ready_before_the_migrations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.execute("DELETE FROM seaql_migrations WHERE version LIKE '%quick_replies%'").await;
    assert_eq!(app.signed_out().get("/readyz").await.status, 503);
}

#[rstest]
#[tokio::test]
async fn the_server_stays_ready_after_a_newer_node_has_migrated(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_of_a_newer_node', 0)").await;
    assert_eq!(app.signed_out().get("/readyz").await.status, 200);
}

/// Attack 25.
#[rstest]
#[tokio::test]
async fn a_database_error_is_answered_with_500_and_without_details(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    app.execute("ALTER TABLE support_conversation RENAME TO gone").await;
    let get = visitor.get("/support/api/conversation/create/").await;
    let call = visitor.call("open", json!({ "language": "en" })).await;
    for answer in [get, call] {
        answer.fails(500, "internal");
        assert!(!answer.body.contains("support_conversation"), "{answer}");
    }
}

/// Attack 20.
#[rstest]
#[tokio::test]
async fn every_answer_has_the_security_headers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    for path in ["/support/api/config/", "/support/api/nothing/", "/console/inbox", "/healthz", "/nothing"] {
        let answer = app.signed_out().get(path).await;
        let header = |name| answer.headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap());
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), Some("nosniff"), "{path}");
        assert_eq!(header(header::X_FRAME_OPTIONS), Some("DENY"), "{path}");
        assert_eq!(header(header::REFERRER_POLICY), Some("same-origin"), "{path}");
        let policy = header(header::CONTENT_SECURITY_POLICY).unwrap();
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {part} is missing in {policy}");
        }
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
    }
}

/// Attack 20.
#[rstest]
#[tokio::test]
async fn only_own_pages_may_show_the_preview_and_it_has_an_origin_of_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let answer = app.signed_out().get("/support/preview").await;
    let header = |name| answer.headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap());
    assert_eq!(header(header::X_FRAME_OPTIONS), Some("SAMEORIGIN"));
    assert_eq!(header(header::SET_COOKIE), None);
    let policy = header(header::CONTENT_SECURITY_POLICY).unwrap();
    for part in ["sandbox allow-scripts;", "default-src 'none'", "frame-ancestors 'self'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{part} is missing in {policy}");
    }
    assert!(!policy.contains("allow-same-origin") && !policy.contains("'unsafe-inline'"), "{policy}");
}

#[rstest]
#[tokio::test]
async fn answers_have_the_shape_of_the_contract(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let session = app.signed_out().post("/support/api/session/", json!({})).await.ok();
    let visitor = app.bearer(session["token"].as_str().unwrap());
    let created = visitor.post("/support/api/conversation/create/", json!({})).await.ok();
    let chat = visitor.start().await;
    let body = json!({ "content": "Hello", "client_id": "c-1" });
    let sent = visitor.post(&chat.customer("send"), body).await.ok();
    agent.reply(&chat, "Hello! What can I do for you?").await;
    let thread = visitor.thread(&chat).await;
    let page = agent.get("/support/agent/api/conversations/").await.ok();
    let login =
        app.signed_out().post("/support/api/login/", json!({ "username": "nadia", "password": PASSWORD })).await;
    let agents = agent.get("/support/agent/api/agents/").await.ok();
    insta::allow_duplicates! {
        insta::assert_json_snapshot!("session", session, { ".token" => "[token]", ".customer.id" => "[id]" });
        insta::assert_json_snapshot!("created", created, { ".conversation_id" => "[id]" });
        insta::assert_json_snapshot!("sent", sent, { ".message.id" => "[id]" });
        insta::assert_json_snapshot!("thread", thread, {
            ".messages[].id" => "[id]", ".messages[].sender_id" => "[id]", ".settings_version" => "[number]",
        });
        insta::assert_json_snapshot!("inbox_page", page, {
            ".conversations[].conversation_id" => "[id]",
            ".conversations[].customer.id" => "[id]",
            ".conversations[].assigned_agent.id" => "[id]",
            ".conversations[].last_message.sender_id" => "[id]",
            ".since" => "[cursor]",
        });
        insta::assert_json_snapshot!("login", login.ok(), { ".token" => "[token]", ".agent.id" => "[id]" });
        insta::assert_json_snapshot!("agents", agents, { "[].id" => "[id]" });
    }
}
