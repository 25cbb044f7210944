//! A customer's unread count covers all of their conversations.

use adda::server::entity::session;
use rstest::rstest;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::{
    identity::token_of,
    support::{Caller, Chat, Engine, TestApp},
};

/// Starts two conversations of a customer. Returns the resolved one, and the open one after it.
async fn two_conversations(visitor: &Caller<'_>, agent: &Caller<'_>) -> (Chat, Chat) {
    let old = visitor.write_first("Where is my parcel?").await;
    agent.update(&old, json!({ "status": "resolved" })).await;
    let new = visitor.write_first("Another question").await;
    assert_ne!(old, new);
    (old, new)
}

/// Returns the unread counts of a poll.
fn unread(thread: &Value) -> Value {
    json!([thread["unread"], thread["unread_elsewhere"], thread["unread_conversation"]])
}

#[rstest]
#[tokio::test]
async fn a_reply_in_another_conversation_is_counted_at_every_endpoint(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let (old, new) = two_conversations(&visitor, &agent).await;
    assert_eq!(unread(&visitor.thread(&new).await), json!([0, null, null]));
    let late = agent.reply(&old, "It is at the post office").await;
    agent.reply(&new, "Yes?").await;
    // Replies to another customer do not count.
    let stranger = app.visitor().await;
    agent.reply(&stranger.write_first("Hello").await, "Hello!").await;

    let expected = json!([2, 1, old.id]);
    assert_eq!(unread(&visitor.thread(&new).await), expected);
    let after = visitor.get(&format!("{}?after={}", new.customer("messages"), late["id"])).await.ok();
    assert_eq!(unread(&after), expected);
    let poll = json!({ "conversation": new.id, "range": {} });
    assert_eq!(unread(&visitor.call("messages", poll).await.ok()), expected);
    assert_eq!(unread(&visitor.thread(&old).await), json!([2, 1, new.id]));
    let button = visitor.get("/support/api/widget/").await.ok();
    assert_eq!((&button["unread"], &button["is_under_way"]), (&json!(2), &json!(true)));

    visitor.post(&old.customer("read"), json!({ "up_to": late["id"] })).await.ok();
    assert_eq!(unread(&visitor.thread(&new).await), json!([1, null, null]));
    // An agent's poll counts only the conversation itself.
    visitor.send(&new, "Thanks").await;
    assert_eq!(unread(&agent.agent_thread(&new).await), json!([1, null, null]));
}

#[rstest]
#[tokio::test]
async fn the_chat_opens_the_conversation_with_unread_messages(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let (old, new) = two_conversations(&visitor, &agent).await;
    let opened = async |resume: Option<&Chat>| {
        let resume = resume.map(|chat| chat.id.clone());
        visitor.call("open", json!({ "language": "en", "resume": resume })).await.ok()
    };
    assert_eq!(opened(None).await["conversation_id"], json!(new.id));
    agent.reply(&old, "It is at the post office").await;
    // A device without a stored conversation opens the unread one. A device with a stored one is
    // told where the unread messages are.
    let found = opened(None).await;
    assert_eq!((&found["conversation_id"], unread(&found["thread"])), (&json!(old.id), json!([1, null, null])));
    let resumed = opened(Some(&new)).await;
    assert_eq!((&resumed["conversation_id"], unread(&resumed["thread"])), (&json!(new.id), json!([1, 1, old.id])));
}

#[rstest]
#[tokio::test]
async fn the_button_counts_even_if_no_conversation_is_open(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let (old, new) = two_conversations(&visitor, &agent).await;
    agent.update(&new, json!({ "status": "closed" })).await;
    let button = visitor.get("/support/api/widget/").await.ok();
    assert_eq!((&button["unread"], &button["is_under_way"]), (&Value::Null, &Value::Null));
    agent.reply(&old, "It is at the post office").await;
    let button = visitor.get("/support/api/widget/").await.ok();
    assert_eq!((&button["unread"], &button["is_under_way"]), (&json!(1), &json!(true)));
}

#[rstest]
#[tokio::test]
async fn a_new_device_counts_unread_messages_by_the_identity_token(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let token = token_of("customer-7");
    let session = app.signed_out().post("/support/api/session/", json!({ "identity_token": token })).await.ok();
    let phone = app.bearer(session["token"].as_str().unwrap());
    let chat = phone.write_first("Where is my parcel?").await;
    agent.reply(&chat, "At the post office").await;

    let sessions = async || session::Entity::find().count(app.database.database.read()).await.unwrap();
    let before = sessions().await;
    let button = app.bearer(&token).get("/support/api/widget/").await.ok();
    assert_eq!((&button["unread"], &button["is_under_way"]), (&json!(1), &json!(true)));
    for unknown in [token_of("customer-8"), "no token".to_owned(), token[..token.len() - 4].to_owned()] {
        let button = app.bearer(&unknown).get("/support/api/widget/").await.ok();
        assert_eq!((&button["unread"], &button["is_under_way"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(sessions().await, before, "counting does not begin a session");
    // The identity token is not a session, so it gives access to nothing else.
    app.bearer(&token).get(&chat.customer("messages")).await.fails(401, "not_signed_in");
}
