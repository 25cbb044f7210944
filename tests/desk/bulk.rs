//! One change to many conversations at once.

use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use adda::{model::audit::Subject, server::entity::audit_log};

use crate::support::{Caller, Chat, Engine, TestApp};

const BULK: &str = "/support/agent/api/conversations/bulk/";

async fn bulk(agent: &Caller<'_>, ids: &[&str], action: &str, value: Value) -> Vec<Value> {
    let answer = agent.post(BULK, json!({ "ids": ids, "action": action, "value": value })).await.ok();
    answer["results"].as_array().unwrap().clone()
}

fn outcomes(results: &[Value]) -> Vec<&str> {
    results.iter().map(|result| result["outcome"].as_str().unwrap()).collect()
}

async fn chats(app: &TestApp, count: usize) -> Vec<Chat> {
    let mut chats = Vec::new();
    for _ in 0..count {
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    chats
}

/// Returns how many changes of conversations are in the log.
async fn logged(app: &TestApp) -> u64 {
    let entries = audit_log::Entity::find().filter(audit_log::Column::Subject.eq(Subject::Conversation));
    entries.count(app.database.database.read()).await.unwrap()
}

#[rstest]
#[case::resolve("resolve", Value::Null, "status", json!("resolved"))]
#[case::close("close", Value::Null, "status", json!("closed"))]
#[case::priority("priority", json!("urgent"), "priority", json!("urgent"))]
#[tokio::test]
async fn each_conversation_is_changed_once_and_logged(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] action: &str,
    #[case] value: Value,
    #[case] field: &str,
    #[case] expected: Value,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chats = chats(&app, 3).await;
    let ids = [&chats[0].id, &chats[1].id, &chats[0].id].map(String::as_str);
    let results = bulk(&agent, &ids, action, value.clone()).await;
    assert_eq!(outcomes(&results), ["done", "done"], "an id that is listed twice counts once");
    assert_eq!(results[0], json!({ "conversation_id": chats[0].id, "outcome": "done" }));
    assert_eq!(outcomes(&bulk(&agent, &ids, action, value).await), ["unchanged", "unchanged"]);
    for chat in &chats[..2] {
        assert_eq!(agent.row(chat).await[field], expected);
    }
    assert_ne!(agent.row(&chats[2]).await[field], expected);
    assert_eq!(logged(&app).await, 2);
}

#[rstest]
#[tokio::test]
async fn a_conversation_is_assigned_and_unassigned(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    let rafi = app.agent_id(&colleague).await;
    let chat = &chats(&app, 1).await[0];
    assert_eq!(outcomes(&bulk(&agent, &[&chat.id], "assign", json!(rafi)).await), ["done"]);
    assert_eq!(agent.row(chat).await["assigned_agent"]["id"], rafi);
    assert_eq!(outcomes(&bulk(&agent, &[&chat.id], "assign", Value::Null).await), ["done"]);
    assert_eq!(agent.row(chat).await["assigned_agent"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn reopening_changes_only_ended_conversations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chats = chats(&app, 3).await;
    agent.update(&chats[0], json!({ "status": "closed" })).await;
    agent.update(&chats[1], json!({ "status": "pending" })).await;
    let ids: Vec<&str> = chats.iter().map(|chat| chat.id.as_str()).collect();
    assert_eq!(outcomes(&bulk(&agent, &ids, "reopen", Value::Null).await), ["done", "unchanged", "unchanged"]);
    assert_eq!(agent.row(&chats[0]).await["status"], "open");
    assert_eq!(agent.row(&chats[1]).await["status"], "pending");
}

#[rstest]
#[tokio::test]
async fn an_unknown_or_refused_conversation_does_not_stop_the_others(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chats = chats(&app, 2).await;
    agent.update(&chats[0], json!({ "status": "closed" })).await;
    let ids = [&chats[0].id, "CONV-000000000000", "no id \0", &chats[1].id];
    let results = bulk(&agent, &ids, "resolve", Value::Null).await;
    assert_eq!(outcomes(&results), ["refused", "not_found", "not_found", "done"]);
    assert_eq!(results[0]["reason"], "conversation_closed");
}

#[rstest]
#[tokio::test]
async fn labels_are_added_to_and_removed_from_many_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let label = agent.post("/support/agent/api/labels/", json!({ "name": "late", "color": "#008B8B" })).await.ok();
    let chats = chats(&app, 2).await;
    let ids: Vec<&str> = chats.iter().map(|chat| chat.id.as_str()).collect();
    for (action, expected) in
        [("label", "done"), ("label", "unchanged"), ("unlabel", "done"), ("unlabel", "unchanged"), ("label", "done")]
    {
        assert_eq!(outcomes(&bulk(&agent, &ids, action, label["id"].clone()).await), [expected, expected], "{action}");
    }
    assert_eq!(agent.row(&chats[1]).await["labels"][0]["name"], "late");
    assert_eq!(logged(&app).await, 6);
}

#[rstest]
#[case::no_action(json!({ "ids": [] }))]
#[case::unknown_action(json!({ "ids": [], "action": "delete" }))]
#[case::no_ids(json!({ "action": "close" }))]
#[case::ids_of_another_type(json!({ "ids": [1], "action": "close" }))]
#[case::unknown_priority(json!({ "ids": [], "action": "priority", "value": "HIGH" }))]
#[case::no_priority(json!({ "ids": [], "action": "priority" }))]
#[case::unknown_agent(json!({ "ids": [], "action": "assign", "value": 999_999 }))]
#[case::unknown_label(json!({ "ids": [], "action": "label", "value": 999_999 }))]
#[case::too_many(json!({ "ids": vec!["CONV-000000000000"; 201], "action": "close" }))]
#[tokio::test]
async fn an_invalid_request_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] body: Value,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    agent.post(BULK, body).await.fails(422, "invalid_value");
}

#[rstest]
#[tokio::test]
async fn only_agents_can_change_conversations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let body = json!({ "ids": [chat.id], "action": "close" });
    visitor.post(BULK, body.clone()).await.fails(403, "forbidden");
    app.signed_out().post(BULK, body).await.fails(401, "not_signed_in");
}

/// The two requests name the conversations in opposite orders. If each held one
/// conversation and waited for another, they would deadlock.
///
/// Attack 29.
#[rstest]
#[tokio::test]
async fn changes_by_two_agents_at_once_are_each_made_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.agent("first").await, app.agent("second").await);
    let label = first.post("/support/agent/api/labels/", json!({ "name": "late", "color": "#008B8B" })).await.ok();
    let chats = chats(&app, 30).await;
    let ids: Vec<&str> = chats.iter().map(|chat| chat.id.as_str()).collect();
    let back: Vec<&str> = ids.iter().rev().copied().collect();
    let acts = [
        (&first, &ids, "close", Value::Null),
        (&second, &back, "close", Value::Null),
        (&first, &ids, "label", label["id"].clone()),
        (&second, &back, "label", label["id"].clone()),
    ];
    let results = join_all(acts.map(|(agent, ids, action, value)| bulk(agent, ids, action, value))).await;
    for pair in results.chunks(2) {
        let done = pair.iter().flatten().filter(|result| result["outcome"] == "done").count();
        let unchanged = pair.iter().flatten().filter(|result| result["outcome"] == "unchanged").count();
        assert_eq!((done, unchanged), (30, 30), "one of the two agents makes each change");
    }
    assert_eq!(logged(&app).await, 60);
    let rows = first.inbox("?status=closed").await;
    assert!(rows.len() == 30 && rows.iter().all(|row| row["labels"].as_array().unwrap().len() == 1));
}

#[rstest]
#[tokio::test]
async fn many_conversations_are_changed_back_unless_they_have_changed_since(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    let (first, second) = (visitor.write_first("One").await, other.write_first("Two").await);
    agent.update(&first, json!({ "status": "pending" })).await;
    bulk(&agent, &[&first.id, &second.id], "close", Value::Null).await;
    agent.update(&second, json!({ "status": "resolved" })).await;
    let back = |chat: &Chat, status: &str| json!({ "conversation_id": chat.id, "update": { "status": status, "if_status": "closed" } });
    let changes = json!({ "changes": [back(&first, "pending"), back(&second, "open"), { "conversation_id": "x", "update": {} }] });
    let report = agent.call("agent/change-many", changes).await.ok();
    assert_eq!(outcomes(report["results"].as_array().unwrap()), ["done", "refused", "not_found"]);
    assert_eq!(agent.row(&first).await["status"], "pending");
    assert_eq!(agent.row(&second).await["status"], "resolved");
    let many: Vec<Value> = (0..201).map(|_| back(&first, "open")).collect();
    agent.call("agent/change-many", json!({ "changes": many })).await.fails(422, "invalid_value");
}
