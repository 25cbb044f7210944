//! The status of a conversation, and the requests that change it.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

#[rstest]
#[tokio::test]
async fn the_first_message_opens_a_pending_conversation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    let asked = visitor.start().await;
    visitor.send(&asked, "Hello").await;
    assert_eq!(visitor.thread(&asked).await["status"], "open");

    let greeted = other.start().await;
    agent.reply(&greeted, "Can I help you?").await;
    assert_eq!(other.thread(&greeted).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn a_conversation_that_an_agent_set_to_pending_stays_pending_until_the_customer_writes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.update(&chat, json!({ "status": "pending" })).await;
    agent.reply(&chat, "I shall ask the warehouse.").await;
    assert_eq!(visitor.thread(&chat).await["status"], "pending");
    visitor.send(&chat, "Thanks").await;
    assert_eq!(visitor.thread(&chat).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn a_customers_message_reopens_a_resolved_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.update(&chat, json!({ "status": "resolved" })).await;
    agent.reply(&chat, "Anything else?").await;
    assert_eq!(visitor.thread(&chat).await["status"], "resolved");
    visitor.send(&chat, "Yes").await;
    assert_eq!(visitor.thread(&chat).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn a_closed_conversation_accepts_no_message_until_it_is_reopened(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let hello = json!({ "content": "Hello again" });
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    visitor.post(&chat.customer("send"), hello.clone()).await.fails(409, "conversation_closed");
    agent.post(&chat.agent("send"), hello.clone()).await.fails(409, "conversation_closed");
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2);

    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    visitor.send(&chat, "Hello again").await;
    agent.update(&chat, json!({ "status": "closed" })).await;
    visitor.post(&chat.customer("send"), hello).await.fails(409, "conversation_closed");
    agent.update(&chat, json!({ "status": "open" })).await;
    agent.reply(&chat, "Here we are again.").await;
}

#[rstest]
#[tokio::test]
async fn closing_and_reopening_are_idempotent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    for (action, status) in [("close", "closed"), ("close", "closed"), ("reopen", "open"), ("reopen", "open")] {
        let answer = visitor.post(&chat.customer(action), json!({})).await.ok();
        assert_eq!(answer, json!({ "success": true }));
        assert_eq!(visitor.thread(&chat).await["status"], status);
    }
}

#[rstest]
#[tokio::test]
async fn reopening_leaves_a_pending_conversation_pending(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    assert_eq!(visitor.thread(&chat).await["status"], "pending");
}

#[rstest]
#[tokio::test]
async fn an_update_changes_only_the_given_fields(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let me = app.agent_id(&agent).await;
    let chat = visitor.write_first("Hello").await;
    let fields = |row: &Value| json!([row["status"], row["priority"], row["language"], row["assigned_agent"]["id"]]);
    let steps = [
        (json!({}), json!(["open", "normal", "en", null])),
        (json!({ "priority": "urgent" }), json!(["open", "urgent", "en", null])),
        (json!({ "assigned_agent_id": me }), json!(["open", "urgent", "en", me])),
        (json!({ "language": "bn" }), json!(["open", "urgent", "bn", me])),
        (json!({ "status": "resolved", "priority": "low" }), json!(["resolved", "low", "bn", me])),
        (json!({ "status": null }), json!(["resolved", "low", "bn", me])),
        (json!({ "assigned_agent_id": null }), json!(["resolved", "low", "bn", null])),
    ];
    for (change, expected) in steps {
        let row = agent.update(&chat, change.clone()).await;
        assert_eq!(fields(&row), expected, "after {change}");
        assert_eq!(fields(&agent.row(&chat).await), expected, "after {change}");
    }
}

#[rstest]
#[case::status(json!({ "status": "lost" }))]
#[case::empty_status(json!({ "status": "" }))]
#[case::priority(json!({ "priority": "HIGH" }))]
#[case::language(json!({ "language": "fr" }))]
#[case::unknown_assignee(json!({ "assigned_agent_id": 999_999 }))]
#[case::negative_assignee(json!({ "assigned_agent_id": -1 }))]
#[case::assignee_as_text(json!({ "assigned_agent_id": "me" }))]
#[case::valid_beside_invalid(json!({ "status": "closed", "assigned_agent_id": 999_999 }))]
#[tokio::test]
async fn an_invalid_value_is_refused_and_nothing_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: Value,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let before = agent.row(&chat).await;
    agent.post(&chat.agent("update"), change).await.fails(422, "invalid_value");
    assert_eq!(agent.row(&chat).await, before);
}

#[rstest]
#[tokio::test]
async fn a_disabled_agent_cannot_be_assigned(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent, former) = (app.visitor().await, app.agent("nadia").await, app.agent("rafi").await);
    let former = app.agent_id(&former).await;
    app.execute("UPDATE support_supportagent SET is_active = false WHERE display_name = 'rafi'").await;
    let chat = visitor.write_first("Hello").await;
    agent.post(&chat.agent("update"), json!({ "assigned_agent_id": former })).await.fails(422, "invalid_value");
}
