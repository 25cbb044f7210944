//! Requests that no client should send, at every address of the REST API. The server
//! never fails: it always answers with a sentence and a code.

use axum_test::TestRequest;
use rstest::rstest;
use serde_json::json;

use crate::support::{Caller, Chat, Engine, NASTY_TEXTS, TestApp, nasty_bodies};

/// Returns the addresses that take a body, and who may call them.
fn writes<'a>(app: &'a TestApp, visitor: &Caller<'a>, agent: &Caller<'a>, chat: &Chat) -> Vec<(Caller<'a>, String)> {
    vec![
        (app.signed_out(), "/support/api/session/".to_owned()),
        (app.signed_out(), "/support/api/login/".to_owned()),
        (visitor.clone(), chat.customer("send")),
        (visitor.clone(), chat.customer("read")),
        (agent.clone(), chat.agent("send")),
        (agent.clone(), chat.agent("read")),
        (agent.clone(), chat.agent("update")),
        (agent.clone(), "/support/agent/api/online/".to_owned()),
    ]
}

fn json_body(request: TestRequest, body: Vec<u8>) -> TestRequest {
    request.bytes(body.into()).content_type("application/json")
}

/// Attack 24.
#[rstest]
#[tokio::test]
async fn no_body_makes_the_server_fail(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        for body in nasty_bodies() {
            caller.ask("POST", &path, |request| json_body(request, body)).await.is_handled();
        }
    }
    // These addresses need no body, and ignore one.
    for path in [chat.customer("close"), chat.customer("reopen"), "/support/api/conversation/create/".to_owned()] {
        for body in nasty_bodies() {
            visitor.ask("POST", &path, |request| json_body(request, body)).await.ok();
        }
    }
}

/// Attack 24.
#[rstest]
#[tokio::test]
async fn no_text_makes_the_server_fail(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for text in NASTY_TEXTS {
        for field in ["content", "client_id", "up_to", "identity_token", "username", "password", "status", "language"] {
            let mut body = json!({ "content": "Hello", "username": "nadia", "password": "x" });
            body[field] = json!(text);
            for (caller, path) in writes(&app, &visitor, &agent, &chat) {
                // Checking a password is slow on purpose.
                if !path.ends_with("/login/") || field == "username" || field == "password" {
                    caller.post(&path, body.clone()).await.is_handled();
                }
            }
        }
    }
}

/// Attacks 23 and 24.
#[rstest]
#[case("%00")]
#[case("%FF%FE")]
#[case("%F0%9F%99%8F")]
#[case("99999999999999999999999")]
#[case("-1")]
#[case("1e999")]
#[case("'%20OR%201=1%20--")]
#[case("%25")]
#[case("%zz")]
#[case("&&==&")]
#[tokio::test]
async fn no_parameter_makes_the_server_fail(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] value: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for name in ["lang", "after", "before", "limit", "status", "priority", "assignee", "q", "cursor"] {
        let parameter = format!("?{name}={value}");
        app.signed_out().get(&format!("/support/api/config/{parameter}")).await.is_handled();
        visitor.get(&format!("/support/api/conversation/create/{parameter}")).await.is_handled();
        visitor.get(&format!("{}{parameter}", chat.customer("messages"))).await.is_handled();
        agent.get(&format!("{}{parameter}", chat.agent("messages"))).await.is_handled();
        agent.get(&format!("/support/agent/api/conversations/{parameter}")).await.is_handled();
        agent.get(&format!("/support/agent/api/agents/{parameter}")).await.is_handled();
    }
}

#[rstest]
#[tokio::test]
async fn a_body_that_is_not_json_is_malformed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let deep = format!("{{\"deeper\": {}", "[".repeat(100_000));
    for body in ["{", "{\"content\": \"Hello\"", "{'content': 'Hello'}", "content=Hello", "\u{feff}{}", &deep] {
        for (caller, path) in writes(&app, &visitor, &agent, &chat) {
            let answer = caller.ask("POST", &path, |request| json_body(request, body.as_bytes().to_vec())).await;
            answer.fails(400, "malformed");
        }
    }
    let not_utf8 = b"{\"content\": \"\xff\xfe\"}".to_vec();
    visitor.ask("POST", &chat.customer("send"), |request| json_body(request, not_utf8)).await.fails(400, "malformed");
    let two = br#"{"content": "Hello"} {}"#.to_vec();
    visitor.ask("POST", &chat.customer("send"), |request| json_body(request, two)).await.fails(400, "malformed");
    let half = br#"{"content": "\ud83d"}"#.to_vec();
    visitor.ask("POST", &chat.customer("send"), |request| json_body(request, half)).await.fails(400, "malformed");
}

#[rstest]
#[case::a_field_is_missing("{}")]
#[case::a_number_instead_of_text(r#"{"content": 5, "username": 5, "password": 5, "up_to": "5", "is_online": 1}"#)]
#[case::null(r#"{"content": null, "username": null, "up_to": null, "is_online": null}"#)]
#[case::a_number_that_is_too_large(r#"{"up_to": 9223372036854775808, "assigned_agent_id": 9223372036854775808}"#)]
#[tokio::test]
async fn fields_of_the_wrong_type_are_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] body: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        let answer = caller.ask("POST", &path, |request| json_body(request, body.as_bytes().to_vec())).await;
        // Every field of a session and of an update is optional.
        let optional = path.ends_with("/session/") || path.ends_with("/update/");
        if optional && answer.status.is_success() {
            continue;
        }
        answer.fails(422, "invalid_value");
    }
}

#[rstest]
#[tokio::test]
async fn a_body_of_another_type_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", "nonsense")]
    content_type: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        let answer = caller.ask("POST", &path, |request| request.text("{}").content_type(content_type)).await;
        answer.fails(415, "unsupported_type");
    }
}

#[rstest]
#[tokio::test]
async fn a_body_over_256_kib_is_too_large(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let body = json!({ "content": "x".repeat(256 * 1024) });
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        caller.post(&path, body.clone()).await.fails(413, "too_large");
    }
    for function in ["send", "open", "config", "agent/send", "agent/sign-in", "agent/inbox"] {
        visitor.call(function, body.clone()).await.fails(413, "too_large");
    }
}

#[rstest]
#[tokio::test]
async fn an_unknown_address_is_not_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for path in [
        "/support/api/nothing/",
        "/support/api/",
        "/support/api/conversation/",
        "/support/api/conversation/CONV-000000000000/nothing/",
        "/support/agent/api/",
        "/support/agent/api/nothing/",
        "/support/agent/api/conversation/CONV-000000000000/close/",
        "/support/fn/nothing",
        "/support/fn/agent/nothing",
    ] {
        agent.get(path).await.fails(404, "not_found");
        agent.post(path, json!({})).await.fails(404, "not_found");
    }
}

#[rstest]
#[tokio::test]
async fn a_wrong_method_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        for method in ["GET", "PUT", "DELETE", "PATCH"] {
            caller.ask(method, &path, |request| request).await.fails(405, "method_not_allowed");
        }
    }
    for path in [chat.customer("messages"), chat.agent("messages"), "/support/api/config/".to_owned()] {
        agent.ask("POST", &path, |request| request).await.fails(405, "method_not_allowed");
    }
}

#[rstest]
#[tokio::test]
async fn a_list_in_place_of_an_object_is_malformed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent, admin) = (app.visitor().await, app.agent("nadia").await, app.admin("mina").await);
    let chat = visitor.write_first("Hello").await;
    let lists = [json!([]), json!([{}]), json!(["Hello"]), json!(["Hello", null]), json!([1]), json!([true])];
    for (caller, path) in writes(&app, &visitor, &agent, &chat) {
        for list in &lists {
            let refused = caller.post(&path, list.clone()).await;
            refused.fails(400, "malformed");
            assert!(refused.body.contains("The body must be a JSON object."), "{refused}");
        }
    }
    for (caller, function) in
        [(&visitor, "send"), (&visitor, "open"), (&agent, "agent/send"), (&admin, "admin/settings")]
    {
        caller.call(function, json!([chat.id, "Hello", null, {}])).await.fails(400, "malformed");
    }
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2, "nothing was sent");

    let holiday = json!({ "holidays": [["2026-12-16", "Victory Day", ""]] });
    let settings = "/support/admin/api/settings/";
    let refused = admin.ask("PATCH", settings, |request| request.json(&holiday)).await;
    refused.fails(400, "malformed");
    assert!(refused.body.contains("The field holidays must be a JSON object, not a list."), "{refused}");
    let mut all = admin.get(settings).await.ok();
    all["holidays"] = holiday["holidays"].clone();
    admin.ask("PUT", settings, |request| request.json(&all)).await.fails(400, "malformed");
}
