//! The index of messages on SQLite, which is brought up to date before each commit.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use crate::support::{Caller, Engine, TestApp};

/// Builds an index of all messages in one step.
const REMAKE: &str = "\
    CREATE VIRTUAL TABLE remade USING fts5(content_folded, attachment_name_folded, content = '', tokenize = 'trigram'); \
    INSERT INTO remade (rowid, content_folded, attachment_name_folded) \
        SELECT id, content_folded, attachment_name_folded FROM support_message WHERE message_type <> 'system'; \
    CREATE VIRTUAL TABLE remade_words USING fts5vocab(remade, instance); \
    CREATE VIRTUAL TABLE kept_words USING fts5vocab(support_message_search, instance);";

/// Selects the entries that only one of the two indexes has.
const DIFFERENCE: &str = "\
    SELECT * FROM (SELECT * FROM remade_words EXCEPT SELECT * FROM kept_words) \
    UNION ALL SELECT * FROM (SELECT * FROM kept_words EXCEPT SELECT * FROM remade_words)";

async fn rows(app: &TestApp, sql: &str) -> usize {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    app.database.database.read().query_all_raw(statement).await.unwrap().len()
}

/// Compares the index with the messages.
async fn check(app: &TestApp) {
    app.database.database.read().execute_unprepared(REMAKE).await.unwrap();
    assert_ne!(rows(app, "SELECT * FROM remade_words").await, 0);
    assert_eq!(rows(app, DIFFERENCE).await, 0);
}

async fn found(agent: &Caller<'_>, words: &str) -> usize {
    let page = agent.call("agent/inbox", json!({ "view": { "query": words }, "cursor": null })).await.ok();
    page["conversations"].as_array().unwrap().len()
}

/// Returns how many messages are not indexed yet.
async fn listed(app: &TestApp) -> usize {
    rows(app, "SELECT id FROM support_message_unindexed").await
}

#[tokio::test]
async fn a_message_is_indexed_by_the_commit_that_stores_it() {
    let app = TestApp::new(Engine::Sqlite).await;
    // With this many newer conversations, a search has to use the index.
    app.crowd("NEW", 400, "Hi", "2030-01-01T00:00:00").await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("The rickshaw painting is torn").await;
    agent.post(&chat.agent("note"), json!({ "content": "Ask the courier about the umbrella" })).await.ok();
    let address = chat.customer("send");
    let sends = (0..20).map(|number| visitor.post(&address, json!({ "content": format!("message number{number}x") })));
    for sent in futures::future::join_all(sends).await {
        sent.ok();
    }
    assert_eq!(listed(&app).await, 0);
    for words in ["rickshaw", "umbrella", "number0x", "number19x"] {
        assert_eq!(found(&agent, words).await, 1, "{words}");
    }
    check(&app).await;
}

#[tokio::test]
async fn changes_by_another_program_are_indexed_by_the_upkeep() {
    let app = TestApp::new(Engine::Sqlite).await;
    app.crowd("NEW", 400, "Hi", "2030-01-01T00:00:00").await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    visitor.write_first("The first of them").await;
    visitor.write_first("The second of them").await;
    for change in [
        "UPDATE support_message SET content = 'The third', content_folded = 'the third' WHERE content LIKE '%first%'",
        "UPDATE support_message SET content = 'The fourth', content_folded = 'the fourth' WHERE content = 'The third'",
        "DELETE FROM support_message WHERE content LIKE '%second%'",
        "INSERT INTO support_message (conversation_id, message_type, content, content_folded, attachment_name_folded, \
         created_at) SELECT conversation_id, 'text', 'umbrella', 'umbrella', '', created_at FROM support_message LIMIT 1",
        "INSERT INTO support_message (conversation_id, message_type, content, content_folded, attachment_name_folded, \
         created_at) SELECT conversation_id, 'text', 'parasol', 'parasol', '', created_at FROM support_message LIMIT 1",
        "DELETE FROM support_message WHERE content = 'parasol'",
    ] {
        app.database.database.read().execute_unprepared(change).await.unwrap();
    }
    assert_eq!(listed(&app).await, 2);
    app.desk.inbox().make_searchable().await.unwrap();
    assert_eq!(listed(&app).await, 0);
    for (words, count) in [("first", 0), ("second", 0), ("third", 0), ("fourth", 1), ("umbrella", 1), ("parasol", 0)] {
        assert_eq!(found(&agent, words).await, count, "{words}");
    }
    check(&app).await;
}
