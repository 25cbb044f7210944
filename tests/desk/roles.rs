//! The endpoints that customers and agents may call.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Chat, Engine, TestApp};

/// Some server functions of agents. The tests in `authorization.rs` cover all of them.
const AGENT_FUNCTIONS: [&str; 18] = [
    "online",
    "colleagues",
    "inbox",
    "changes",
    "conversation",
    "messages",
    "send",
    "read",
    "unread",
    "note",
    "update",
    "quick-replies",
    "typing",
    "watch",
    "context",
    "preferences",
    "set-preferences",
    "statistics",
];

/// Returns the method, the address and a valid body for every agent endpoint.
fn agent_requests(chat: &Chat) -> Vec<(&'static str, String, Value)> {
    vec![
        ("GET", "/support/agent/api/conversations/".to_owned(), Value::Null),
        ("GET", "/support/agent/api/agents/".to_owned(), Value::Null),
        ("GET", "/support/agent/api/quick-replies/".to_owned(), Value::Null),
        ("GET", "/support/agent/api/statistics/".to_owned(), Value::Null),
        ("GET", "/support/agent/api/preferences/".to_owned(), Value::Null),
        ("POST", "/support/agent/api/preferences/".to_owned(), json!({})),
        ("GET", chat.agent("context"), Value::Null),
        ("POST", chat.agent("typing"), Value::Null),
        ("GET", "/support/agent/api/statistics/".to_owned(), Value::Null),
        ("POST", "/support/agent/api/online/".to_owned(), json!({ "is_online": true })),
        ("GET", chat.agent("messages"), Value::Null),
        ("POST", chat.agent("send"), json!({ "content": "Hello" })),
        ("POST", chat.agent("read"), json!({ "up_to": 1 })),
        ("POST", chat.agent("unread"), json!({})),
        ("POST", chat.agent("note"), json!({ "content": "Hello" })),
        ("POST", chat.agent("update"), json!({ "status": "closed" })),
    ]
}

fn customer_requests(chat: &Chat) -> Vec<(&'static str, String, Value)> {
    vec![
        ("GET", "/support/api/conversation/create/".to_owned(), Value::Null),
        ("POST", "/support/api/conversation/create/".to_owned(), Value::Null),
        ("GET", chat.customer("messages"), Value::Null),
        ("POST", chat.customer("send"), json!({ "content": "Hello" })),
        ("POST", chat.customer("read"), json!({ "up_to": 1 })),
        ("POST", chat.customer("close"), Value::Null),
        ("POST", chat.customer("reopen"), Value::Null),
        ("POST", chat.customer("rate"), json!({ "rating": 5 })),
        ("GET", chat.customer("transcript"), Value::Null),
        ("POST", "/support/api/details/".to_owned(), json!({})),
        ("POST", chat.customer("typing"), Value::Null),
    ]
}

/// Returns arguments that every server function of agents accepts.
fn arguments(chat: &Chat) -> Value {
    json!({
        "id": chat.id, "content": "Hello", "up_to": 1, "is_online": true, "view": {
            "statuses": [], "priorities": [], "assignee": "anyone", "query": "",
        },
        "since": "2026-11-22T00:00:00.000Z", "range": {}, "is_looking": true, "preferences": {}, "update": { "status": "closed" },
        "period": { "preset": "7" },
    })
}

#[rstest]
#[tokio::test]
async fn customers_cannot_call_agent_endpoints(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    for (method, path, body) in agent_requests(&chat) {
        visitor.ask(method, &path, |request| request.json(&body)).await.fails(403, "forbidden");
        app.signed_out().ask(method, &path, |request| request.json(&body)).await.fails(401, "not_signed_in");
        let cookie = format!("adda_agent={}", visitor.token.as_ref().unwrap());
        let by_cookie = app.signed_out().ask(method, &path, |request| request.json(&body).add_header("cookie", cookie));
        by_cookie.await.fails(401, "not_signed_in");
    }
    for function in AGENT_FUNCTIONS {
        let function = format!("agent/{function}");
        visitor.call(&function, arguments(&chat)).await.fails(403, "forbidden");
        app.signed_out().call(&function, arguments(&chat)).await.fails(401, "not_signed_in");
    }
    assert_eq!(visitor.call("agent/me", json!({})).await.ok(), Value::Null);
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["status"], thread["messages"].as_array().unwrap().len()), (&json!("open"), 2));
}

#[rstest]
#[tokio::test]
async fn agents_cannot_call_customer_endpoints(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (method, path, body) in customer_requests(&chat) {
        agent.ask(method, &path, |request| request.json(&body)).await.fails(401, "not_signed_in");
        app.signed_out().ask(method, &path, |request| request.json(&body)).await.fails(401, "not_signed_in");
    }
    for function in ["messages", "send", "read", "close", "reopen"] {
        let mut arguments = arguments(&chat);
        arguments["conversation"] = json!(chat.id);
        agent.call(function, arguments).await.fails(401, "not_signed_in");
    }
}

#[rstest]
#[tokio::test]
async fn agents_can_call_every_agent_endpoint(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (method, path, body) in agent_requests(&chat) {
        agent.ask(method, &path, |request| request.json(&body)).await.ok();
    }
    agent.update(&chat, json!({ "status": "open" })).await;
    for function in AGENT_FUNCTIONS {
        agent.call(&format!("agent/{function}"), arguments(&chat)).await.ok();
    }
}
