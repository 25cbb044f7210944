//! The limit of conversations per agent, and the queue that waits while all agents are
//! full.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

async fn limit(app: &TestApp, name: &str, most: i32) {
    app.execute(&format!("UPDATE support_supportagent SET max_open = {most} WHERE display_name = '{name}'")).await;
}

async fn new_conversations(app: &TestApp, count: usize) -> Vec<Chat> {
    let mut chats = Vec::new();
    for _ in 0..count {
        app.clock.advance(chrono::Duration::seconds(1));
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    chats
}

/// Returns the name of each conversation's assignee.
async fn assignees(agent: &Caller<'_>, chats: &[Chat]) -> Vec<Value> {
    let mut names = Vec::new();
    for chat in chats {
        names.push(agent.row(chat).await["assigned_agent"]["name"].take());
    }
    names
}

#[rstest]
#[tokio::test]
async fn no_agent_is_assigned_more_than_their_limit_and_the_rest_waits(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let first = app.online_agent("first").await;
    let _second = app.online_agent("second").await;
    limit(&app, "first", 1).await;
    limit(&app, "second", 2).await;
    let chats = new_conversations(&app, 5).await;
    let expected = json!(["first", "second", "second", null, null]);
    assert_eq!(json!(assignees(&first, &chats).await), expected);
    // A full agent still counts as online.
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["agents_online"], 2);
}

#[rstest]
#[tokio::test]
async fn with_a_limit_of_zero_no_conversation_is_assigned(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    limit(&app, "nadia", 0).await;
    let chats = new_conversations(&app, 1).await;
    assert_eq!(assignees(&agent, &chats).await, [Value::Null]);
    // An agent can still take a conversation themselves.
    agent.reply(&chats[0], "Hello!").await;
    assert_eq!(assignees(&agent, &chats).await, ["nadia"]);
}

#[rstest]
#[case::resolved(json!({ "status": "resolved" }))]
#[case::closed(json!({ "status": "closed" }))]
#[case::pending(json!({ "status": "pending" }))]
#[case::assigned_to_another(json!({ "assigned_agent_id": "other" }))]
#[tokio::test]
async fn an_agent_who_finishes_a_conversation_gets_the_longest_waiting_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] mut change: Value,
) {
    let app = TestApp::new(engine).await;
    let (agent, other) = (app.online_agent("nadia").await, app.agent("rafi").await);
    limit(&app, "nadia", 1).await;
    let chats = new_conversations(&app, 3).await;
    assert_eq!(json!(assignees(&agent, &chats).await), json!(["nadia", null, null]));
    if change["assigned_agent_id"] == "other" {
        change["assigned_agent_id"] = json!(app.agent_id(&other).await);
    }
    agent.update(&chats[0], change).await;
    assert_eq!(json!(assignees(&agent, &chats[1..]).await), json!(["nadia", null]));
}

#[rstest]
#[tokio::test]
async fn a_customer_who_ends_their_conversation_makes_room_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    limit(&app, "nadia", 1).await;
    let visitor = app.visitor().await;
    let first = visitor.write_first("Hello").await;
    let waiting = new_conversations(&app, 1).await;
    visitor.post(&first.customer("close"), json!({})).await.ok();
    assert_eq!(assignees(&agent, &waiting).await, ["nadia"]);
}

#[rstest]
#[tokio::test]
async fn a_conversation_that_an_agent_unassigns_does_not_come_straight_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let chats = new_conversations(&app, 1).await;
    agent.update(&chats[0], json!({ "assigned_agent_id": null })).await;
    assert_eq!(assignees(&agent, &chats).await, [Value::Null]);
}

#[rstest]
#[tokio::test]
async fn conversations_finished_at_once_let_agents_share_the_queue_within_their_limits(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.online_agent("first").await, app.online_agent("second").await);
    limit(&app, "first", 4).await;
    limit(&app, "second", 4).await;
    let chats = new_conversations(&app, 16).await;
    let resolved = json!({ "status": "resolved" });
    futures::future::join_all(chats[..8].iter().map(|chat| first.update(chat, resolved.clone()))).await;
    let open = |rows: Vec<Value>| rows.iter().filter(|row| row["status"] == "open").count();
    let shares = [open(first.inbox("?assignee=me").await), open(second.inbox("?assignee=me").await)];
    assert_eq!(shares, [4, 4]);
    assert!(
        !assignees(&first, &chats[8..]).await.contains(&Value::Null),
        "a conversation waits although an agent has room"
    );
}
