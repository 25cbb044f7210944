//! Typing indicators, and the other viewers of a conversation.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

async fn watch(agent: &Caller<'_>, chat: &Chat, is_looking: bool) -> Value {
    agent.call("agent/watch", json!({ "id": chat.id, "range": {}, "is_looking": is_looking })).await.ok()
}

/// Returns the colleagues that an agent sees, and whether each is typing.
async fn viewers(agent: &Caller<'_>, chat: &Chat) -> Vec<(String, bool)> {
    let thread = watch(agent, chat, true).await;
    let Some(viewers) = thread["viewers"].as_array() else { return Vec::new() };
    let shown = |viewer: &Value| (viewer["name"].as_str().unwrap().to_owned(), viewer["is_writing"] == true);
    viewers.iter().map(shown).collect()
}

#[rstest]
#[tokio::test]
async fn each_side_sees_the_other_typing_until_it_stops(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    let updated_at = agent.row(&chat).await["updated_at"].clone();
    app.clock.advance(Duration::seconds(30));
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], false);

    visitor.post(&chat.customer("typing"), json!({})).await.ok();
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], true);
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], false, "customers do not see their own typing");
    agent.call("agent/typing", json!({ "id": chat.id })).await.ok();
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], true);
    assert_eq!(agent.row(&chat).await["updated_at"], updated_at, "typing does not update the inbox");

    app.clock.advance(Duration::seconds(6));
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], false);
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], false);
}

#[rstest]
#[tokio::test]
async fn the_message_itself_ends_the_typing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    visitor.call("typing", json!({ "conversation": chat.id })).await.ok();
    agent.post(&chat.agent("typing"), json!({})).await.ok();
    agent.reply(&chat, "On its way.").await;
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], false);
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], true, "the customer is still typing");
    visitor.send(&chat, "Thank you").await;
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], false);
}

#[rstest]
#[tokio::test]
async fn typing_in_another_customers_conversation_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    let unknown = Chat { id: "CONV-000000000000".to_owned() };
    other.post(&chat.customer("typing"), json!({})).await.fails(404, "not_found");
    other.call("typing", json!({ "conversation": chat.id })).await.fails(404, "not_found");
    agent.post(&unknown.agent("typing"), json!({})).await.fails(404, "not_found");
    assert_eq!(agent.agent_thread(&chat).await["other_is_typing"], false);
}

#[rstest]
#[tokio::test]
async fn agents_see_which_colleagues_are_viewing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let chat = visitor.write_first("Where is it?").await;
    assert_eq!(viewers(&nadia, &chat).await, []);
    assert_eq!(viewers(&rahim, &chat).await, [("nadia".to_owned(), false)]);
    assert_eq!(viewers(&nadia, &chat).await, [("rahim".to_owned(), false)], "agents do not see themselves");

    rahim.post(&chat.agent("typing"), json!({})).await.ok();
    assert_eq!(viewers(&nadia, &chat).await, [("rahim".to_owned(), true)]);
    app.clock.advance(Duration::seconds(8));
    assert_eq!(viewers(&nadia, &chat).await, [("rahim".to_owned(), false)]);

    app.clock.advance(Duration::seconds(4));
    viewers(&nadia, &chat).await;
    app.clock.advance(Duration::seconds(12));
    assert_eq!(viewers(&rahim, &chat).await, [("nadia".to_owned(), false)], "an agent who keeps viewing is shown");
    app.clock.advance(Duration::seconds(15));
    assert_eq!(viewers(&nadia, &chat).await, [], "an agent who has left is not shown");
    assert!(visitor.thread(&chat).await.get("viewers").is_none(), "customers see the viewers");
}

#[rstest]
#[tokio::test]
async fn a_hidden_page_does_not_count_as_viewing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let (chat, other) = (visitor.write_first("Where is it?").await, app.visitor().await.write_first("Hello").await);
    watch(&rahim, &chat, false).await;
    rahim.agent_thread(&chat).await;
    assert_eq!(viewers(&nadia, &chat).await, []);
    watch(&rahim, &other, true).await;
    assert_eq!(viewers(&nadia, &chat).await, []);
    assert_eq!(viewers(&nadia, &other).await, [("rahim".to_owned(), false)]);
}
