//! Requests that no client should send, to the server functions.

use axum::http::header;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, NASTY_TEXTS, TestApp, nasty_bodies};

/// Some server functions and their arguments. `agent/sign-out` is left out, because it would
/// end the session that the other calls use.
const FUNCTIONS: &[(&str, &[&str])] = &[
    ("config", &["language"]),
    ("open", &["resume", "language", "identity_token"]),
    ("messages", &["conversation", "range"]),
    ("send", &["conversation", "content", "client_id"]),
    ("read", &["conversation", "up_to"]),
    ("recall", &["conversation", "message"]),
    ("close", &["conversation"]),
    ("reopen", &["conversation"]),
    ("agent/sign-in", &["username", "password"]),
    ("agent/finish-sign-in", &["second_step", "code"]),
    ("agent/two-factor", &[]),
    ("agent/confirm-two-factor", &["code"]),
    ("agent/renew-recovery-codes", &["proof"]),
    ("agent/turn-two-factor-off", &["proof"]),
    ("agent/me", &[]),
    ("agent/online", &["is_online"]),
    ("agent/colleagues", &[]),
    ("agent/inbox", &["view", "cursor"]),
    ("agent/changes", &["since"]),
    ("agent/conversation", &["id"]),
    ("agent/messages", &["id", "range"]),
    ("agent/find", &["id", "query"]),
    ("agent/saved-views", &[]),
    ("agent/save-view", &["draft"]),
    ("agent/delete-view", &["id"]),
    ("agent/draft", &["id", "copy", "author"]),
    ("agent/send", &["id", "content", "client_id", "quoted_id"]),
    ("agent/read", &["id", "up_to"]),
    ("agent/see-mentions", &["id", "up_to"]),
    ("agent/unread", &["id"]),
    ("agent/update", &["id", "update"]),
    ("agent/delete-message", &["id", "message"]),
    ("agent/delete-file", &["id", "message"]),
    ("agent/recall-message", &["id", "message"]),
    ("agent/edit-message", &["id", "message", "content"]),
    ("agent/labels", &[]),
    ("agent/create-label", &["draft"]),
    ("agent/change-label", &["id", "draft"]),
    ("agent/label", &["id", "label", "is_on"]),
    ("agent/bulk", &["request"]),
    ("agent/change-many", &["changes"]),
];

/// Returns arguments that every server function accepts, as far as it reads them.
fn arguments(chat: &Chat) -> Value {
    json!({
        "id": chat.id, "conversation": chat.id, "resume": chat.id, "language": "en", "identity_token": null,
        "content": "Hello", "client_id": null, "quoted_id": null, "message": 1, "up_to": 1, "is_online": true, "range": {},
        "cursor": null,
        "query": "", "view": { "statuses": [], "priorities": [], "assignee": "anyone", "query": "" },
        "draft": { "name": "delivery", "color": "#008B8B", "address": "tab=mine", "is_shared": false }, "label": 1, "is_on": true,
        "request": { "ids": [chat.id], "action": "close" },
        "changes": [{ "conversation_id": chat.id, "update": {} }],
        "since": "2026-11-22T00:00:00.000Z", "update": {}, "username": "nadia", "password": "a long password",
        "copy": { "is_note": false, "own": { "client_id": "a", "text": "Hello", "age_ms": 0 } }, "author": null,
        "second_step": "x", "code": "123456", "proof": { "code": "123456" },
    })
}

/// Returns a caller who may call the function.
fn caller_of<'c, 'a>(function: &str, visitor: &'c Caller<'a>, agent: &'c Caller<'a>) -> &'c Caller<'a> {
    if function.starts_with("agent/") { agent } else { visitor }
}

#[rstest]
#[tokio::test]
async fn no_body_makes_a_function_fail(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    for (function, _) in FUNCTIONS {
        for body in nasty_bodies() {
            let caller = caller_of(function, &visitor, &agent);
            let path = format!("/support/fn/{function}");
            let answer =
                caller.ask("POST", &path, |request| request.bytes(body.into()).content_type("application/json"));
            answer.await.is_handled();
        }
    }
}

/// Attack 24.
#[rstest]
#[tokio::test]
async fn no_argument_makes_a_function_fail(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let mut values: Vec<Value> = NASTY_TEXTS.iter().map(|text| json!(text)).collect();
    values.extend([Value::Null, json!(true), json!(-1), json!(i64::MAX), json!(u64::MAX), json!(1.5), json!([])]);
    values.extend([json!({}), json!({ "after": i64::MAX, "before": i64::MIN, "limit": 0 })]);
    values.extend([json!({ "assigned_agent_id": i64::MAX }), json!({ "status": "\0" })]);
    values.extend(
        NASTY_TEXTS
            .map(|text| json!({ "statuses": [], "priorities": [], "assignee": { "agent": i64::MIN }, "query": text })),
    );
    for (function, fields) in FUNCTIONS {
        for field in *fields {
            for value in &values {
                let mut arguments = arguments(&chat);
                arguments[field] = value.clone();
                caller_of(function, &visitor, &agent).call(function, arguments).await.is_handled();
            }
        }
    }
}

#[rstest]
#[case::not_json("{")]
#[case::nothing("")]
#[case::a_list("[]")]
#[case::a_field_is_missing(r#"{"conversation": "CONV-000000000000"}"#)]
#[case::not_a_conversation_id(r#"{"conversation": "1", "content": "Hello", "client_id": null}"#)]
#[tokio::test]
async fn arguments_that_cannot_be_read_are_malformed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] body: &str,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let answer = visitor.ask("POST", "/support/fn/send", |request| request.text(body).content_type("application/json"));
    answer.await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn an_error_has_the_status_of_its_code(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let with = |changes: Value| {
        let mut arguments = arguments(&chat);
        arguments.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        arguments
    };
    app.signed_out().call("send", with(json!({}))).await.fails(401, "not_signed_in");
    let wrong = app.signed_out().call("agent/sign-in", with(json!({ "password": "wrong" }))).await;
    wrong.fails(401, "wrong_credentials");
    visitor.call("open", with(json!({ "identity_token": "x" }))).await.fails(401, "invalid_identity");
    visitor.call("agent/inbox", with(json!({}))).await.fails(403, "forbidden");
    visitor.call("send", with(json!({ "conversation": "CONV-000000000000" }))).await.fails(404, "not_found");
    visitor.call("send", with(json!({ "content": " " }))).await.fails(422, "message_empty");
    let unknown = with(json!({ "update": { "assigned_agent_id": 999_999 } }));
    agent.call("agent/update", unknown).await.fails(422, "invalid_value");
    agent.call("agent/inbox", with(json!({ "cursor": "x" }))).await.fails(400, "malformed");
    visitor.call("close", with(json!({}))).await.ok();
    visitor.call("send", with(json!({}))).await.fails(409, "conversation_closed");
}

#[rstest]
#[case::not_a_moment("yesterday")]
#[case::nothing("")]
#[case::before_the_calendar("-262143-01-01T00:00:00Z")]
#[case::after_the_calendar("+262142-12-31T23:59:59Z")]
#[case::year_zero("0000-01-01T00:00:00Z")]
#[case::an_impossible_zone("2026-11-22T00:00:00+99:99")]
#[case::without_a_zone("2026-11-22T00:00:00")]
#[tokio::test]
async fn no_moment_makes_the_poll_fail(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] since: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let answer = agent.call("agent/changes", json!({ "since": since })).await;
    if !answer.status.is_success() {
        answer.fails(400, "malformed");
    }
}

#[rstest]
#[tokio::test]
async fn a_client_that_accepts_html_gets_the_same_answer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let ask = app.signed_out().ask("POST", "/support/fn/config", |request| {
        request
            .json(&json!({ "language": "xx" }))
            .add_header(header::ACCEPT, "text/html,*/*")
            .add_header(header::REFERER, "https://evil.example/")
    });
    let answer = ask.await;
    answer.fails(400, "malformed");
    assert_eq!(answer.headers.get(header::LOCATION), None);
}

#[rstest]
#[tokio::test]
async fn answers_are_not_cached(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let answer = app.signed_out().call("config", json!({ "language": "en" })).await;
    answer.ok();
    assert_eq!(answer.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
}
