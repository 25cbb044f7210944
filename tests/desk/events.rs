//! The lines between the messages that tell the team what has changed.

use chrono::Duration;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

/// Returns the lines of a conversation: the author's kind, the author's name, and the change.
async fn lines(agent: &Caller<'_>, chat: &Chat) -> Vec<Value> {
    let mut thread = agent.get(&chat.agent("messages")).await.ok();
    let messages: Vec<Value> = serde_json::from_value(thread["messages"].take()).unwrap();
    let line = |message: &Value| {
        let event = message.get("event")?;
        assert_eq!((&message["message_type"], &message["is_note"]), (&json!("system"), &json!(true)), "{message}");
        assert_eq!((&message["content"], &message["is_agent"]), (&json!(""), &json!(false)), "{message}");
        Some(json!([event["by"], message["sender_name"], event["change"]]))
    };
    messages.iter().filter_map(line).collect()
}

#[rstest]
#[tokio::test]
async fn each_change_is_a_line_at_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    let (nadia, rafi) = (app.agent_id(&agent).await, app.agent_id(&colleague).await);
    app.change_settings(|settings| settings.rating_enabled = Set(true)).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Where is my order?").await;
    assert_eq!(lines(&agent, &chat).await, [Value::Null; 0], "a new conversation has not changed");
    let label = json!({ "name": "VIP", "color": "#008B8B" });
    let label = agent.post("/support/agent/api/labels/", label).await.ok()["id"].as_i64().unwrap();
    let label = chat.agent(&format!("labels/{label}"));

    agent.update(&chat, json!({ "assigned_agent_id": nadia })).await;
    agent.update(&chat, json!({ "priority": "high", "assigned_agent_id": rafi })).await;
    agent.update(&chat, json!({ "priority": "high", "subject": "Order", "language": "bn" })).await;
    agent.ask("PUT", &label, |request| request.json(&json!({}))).await.ok();
    agent.ask("PUT", &label, |request| request.json(&json!({}))).await.ok();
    agent.ask("DELETE", &label, |request| request.json(&json!({}))).await.ok();
    agent.update(&chat, json!({ "assigned_agent_id": null })).await;
    colleague.reply(&chat, "On its way.").await;
    colleague.update(&chat, json!({ "status": "resolved" })).await;
    visitor.post(&chat.customer("rate"), json!({ "rating": 4 })).await.ok();
    visitor.post(&chat.customer("rate"), json!({ "rating": 4, "comment": "Thanks" })).await.ok();
    visitor.send(&chat, "One more thing").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    let to = |id: i64, name: &str, is_author: bool| match is_author {
        true => json!({ "assignee": { "id": id, "is_author": true, "name": name } }),
        false => json!({ "assignee": { "id": id, "name": name } }),
    };
    let status = |from: &str, to: &str| json!({ "status": { "from": from, "to": to } });
    assert_eq!(
        lines(&colleague, &chat).await,
        [
            json!(["agent", "nadia", to(nadia, "nadia", true)]),
            json!(["agent", "nadia", { "priority": "high" }]),
            json!(["agent", "nadia", to(rafi, "rafi", false)]),
            json!(["agent", "nadia", { "label_added": "VIP" }]),
            json!(["agent", "nadia", { "label_removed": "VIP" }]),
            json!(["agent", "nadia", { "assignee": null }]),
            json!(["agent", "rafi", to(rafi, "rafi", true)]),
            json!(["agent", "rafi", status("open", "resolved")]),
            json!(["customer", "", { "rating": 4 }]),
            json!(["customer", "", status("resolved", "open")]),
            json!(["customer", "", status("open", "closed")]),
        ]
    );
}

#[rstest]
#[tokio::test]
async fn customers_learn_nothing_of_the_lines(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is my order?").await;
    let before = (visitor.thread(&chat).await, agent.row(&chat).await);
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    agent.update(&chat, json!({ "priority": "urgent" })).await;
    assert_eq!(lines(&agent, &chat).await.len(), 1);
    assert_eq!(visitor.thread(&chat).await, before.0);
    assert_eq!(visitor.get(&chat.customer("transcript")).await.body, transcript);
    let page = visitor.get(&format!("/support/conversation/{}/", chat.id)).await.body;
    assert!(!page.contains("priority") && !page.contains("urgent"), "{page}");
    let mut after = agent.row(&chat).await;
    assert_eq!((&after["unread"], &after["last_message"]), (&before.1["unread"], &before.1["last_message"]));
    after["priority"] = before.1["priority"].clone();
    after["updated_at"] = before.1["updated_at"].clone();
    assert_eq!(after, before.1);
    assert_eq!(agent.inbox("?q=urgent").await, [Value::Null; 0], "a search finds no lines");
}

#[rstest]
#[tokio::test]
async fn a_poll_of_the_open_conversation_brings_the_line(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent, colleague) = (app.visitor().await, app.agent("nadia").await, app.agent("rafi").await);
    let chat = visitor.write_first("Where is my order?").await;
    let messages = agent.agent_thread(&chat).await;
    let newest = messages["messages"].as_array().unwrap().last().unwrap()["id"].clone();
    let poll = json!({ "id": chat.id, "range": { "after": newest }, "is_looking": true });
    assert_eq!(agent.call("agent/watch", poll.clone()).await.ok()["messages"], json!([]));
    colleague.update(&chat, json!({ "status": "pending" })).await;
    let brought = agent.call("agent/watch", poll).await.ok()["messages"].clone();
    assert_eq!(brought.as_array().unwrap().len(), 1);
    assert_eq!(brought[0]["event"]["change"], json!({ "status": { "from": "open", "to": "pending" } }));
    // It can be neither deleted nor read.
    let path = chat.agent(&format!("messages/{}", brought[0]["id"]));
    colleague.ask("DELETE", &path, |request| request).await.fails(409, "conflict");
    assert_eq!(agent.agent_thread(&chat).await["unread"], 1);
}

#[rstest]
#[tokio::test]
async fn what_the_server_assigns_is_a_line_without_an_author(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let nadia = app.agent_id(&agent).await;
    let (first, second) = (app.visitor().await, app.visitor().await);
    let waiting = first.write_first("Hello").await;
    agent.set_online(true).await;
    let assigned = second.write_first("Good evening").await;
    let expected = [json!(["system", "", { "assignee": { "id": nadia, "name": "nadia" } }])];
    for chat in [&waiting, &assigned] {
        assert_eq!(lines(&agent, chat).await, expected);
    }
    app.change_settings(|settings| settings.release_after_minutes = Set(1)).await;
    app.clock.advance(Duration::minutes(10));
    app.desk.assignment().handle_absences(None).await;
    let lines = lines(&app.agent("rafi").await, &waiting).await;
    assert_eq!(lines[1], json!(["system", "", { "assignee": null }]));
}
