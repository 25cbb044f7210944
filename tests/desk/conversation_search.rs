//! Searching the messages of one conversation.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

async fn find(agent: &Caller<'_>, chat: &Chat, query: &str) -> Value {
    agent.call("agent/find", json!({ "id": chat.id, "query": query })).await.ok()
}

#[rstest]
#[tokio::test]
async fn messages_and_notes_with_the_words_are_found_newest_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is my ORDER of two books?").await;
    let thread = visitor.thread(&chat).await;
    let first = thread["messages"].as_array().unwrap().last().unwrap()["id"].clone();
    let reply = agent.reply(&chat, "The order is on its way").await["id"].clone();
    let note = json!({ "content": "The courier lost the books" });
    let note = agent.post(&chat.agent("note"), note).await.ok()["message"]["id"].clone();
    app.visitor().await.write_first("Another order of books").await;

    for (query, expected) in [
        ("order", vec![&reply, &first]),
        ("books ORDER", vec![&first]),
        ("way courier", vec![&note, &reply]),
        ("courier lost", vec![&note]),
        ("umbrella", vec![]),
        ("%", vec![]),
        (" ", vec![]),
        ("\0", vec![]),
        (&"order".repeat(10_000), vec![]),
    ] {
        let found = find(&agent, &chat, query).await;
        assert_eq!(found, json!({ "messages": expected, "has_more": false }), "{}", &query[..query.len().min(20)]);
    }

    agent.call("agent/delete-message", json!({ "id": chat.id, "message": reply })).await.ok();
    assert_eq!(find(&agent, &chat, "order").await["messages"], json!([first]), "a deleted message is not found");
    agent.call("agent/find", json!({ "id": "CONV-NONE00000000", "query": "order" })).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_result_has_a_bound(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("order").await;
    for (more, has_more) in [(199, false), (1, true)] {
        app.execute(&format!(
            "INSERT INTO support_message (conversation_id, message_type, content, content_folded, \
                 attachment_name_folded, created_at) \
             WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {more}) \
             SELECT conversation_id, 'text', 'order', 'order', '', created_at \
             FROM (SELECT conversation_id, created_at FROM support_message ORDER BY id LIMIT 1) AS first, numbers"
        ))
        .await;
        let found = find(&agent, &chat, "order").await;
        assert_eq!(found["messages"].as_array().map(Vec::len), Some(200));
        assert_eq!(found["has_more"], has_more);
    }
}
