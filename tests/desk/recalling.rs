//! Taking back messages that were just sent.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    deleting::{address, delete, delete_message, log},
    deletions::{Client, NONE},
    support::{Answer, Caller, Chat, Engine, TestApp, Upload},
};

/// Takes back a message as an agent.
async fn recall(agent: &Caller<'_>, chat: &Chat, message: &Value) -> Answer {
    agent.post(&format!("{}recall/", address(chat, message)), json!({})).await
}

/// Takes back a message as a customer.
async fn recall_own(customer: &Caller<'_>, chat: &Chat, message: &Value) -> Answer {
    customer.post(&chat.customer(&format!("messages/{}/recall", message["id"])), json!({})).await
}

async fn note(agent: &Caller<'_>, chat: &Chat, content: &str) -> Value {
    agent.post(&chat.agent("note"), json!({ "content": content })).await.ok()["message"].take()
}

/// Returns a row of the inbox without the moment of its last change.
async fn row(agent: &Caller<'_>, chat: &Chat) -> Value {
    let mut row = agent.row(chat).await;
    row.as_object_mut().unwrap().remove("updated_at");
    row
}

/// Returns a conversation as a side sees it, without the cursor of its last deletion.
fn shown(mut thread: Value) -> Value {
    thread.as_object_mut().unwrap().remove("deletions");
    thread
}

#[rstest]
#[tokio::test]
async fn both_sides_take_back_only_what_they_have_just_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, nadia, rahim) = (app.admin("admin").await, app.agent("nadia").await, app.agent("rahim").await);
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let late = nadia.reply(&chat, "Good day.").await;
    let late_question = visitor.send(&chat, "Are you there?").await;
    app.clock.advance(Duration::seconds(60));
    let question = visitor.send(&chat, "Where is it?").await;
    let reply = nadia.reply(&chat, "In the pots.").await;
    let note = note(&nadia, &chat, "A regular").await;
    let welcome = nadia.agent_thread(&chat).await["messages"][0].clone();

    for message in [&reply, &note] {
        recall(&app.signed_out(), &chat, message).await.fails(401, "not_signed_in");
        recall(&visitor, &chat, message).await.fails(403, "forbidden");
        recall(&rahim, &chat, message).await.fails(403, "forbidden");
        recall(&admin, &chat, message).await.fails(403, "forbidden");
    }
    recall(&nadia, &chat, &question).await.fails(403, "forbidden");
    recall_own(&visitor, &chat, &reply).await.fails(403, "forbidden");
    recall_own(&visitor, &chat, &note).await.fails(404, "not_found");
    recall_own(&other, &chat, &question).await.fails(404, "not_found");
    recall_own(&visitor, &others, &question).await.fails(404, "not_found");
    recall(&nadia, &others, &reply).await.fails(404, "not_found");
    for unknown in ["0", "-1", "9999999", "one", "99999999999999999999"] {
        nadia.post(&chat.agent(&format!("messages/{unknown}/recall")), json!({})).await.fails(404, "not_found");
        visitor.post(&chat.customer(&format!("messages/{unknown}/recall")), json!({})).await.fails(404, "not_found");
    }
    recall(&nadia, &chat, &welcome).await.fails(409, "conflict");
    recall_own(&visitor, &chat, &welcome).await.fails(409, "conflict");
    recall(&nadia, &chat, &late).await.fails(409, "conflict");
    recall_own(&visitor, &chat, &late_question).await.fails(409, "conflict");
    let deleted = nadia.reply(&chat, "Wrong").await;
    delete_message(&nadia, &chat, &deleted).await;
    recall(&nadia, &chat, &deleted).await.fails(409, "conflict");
    let entries = log(&admin).await.len();

    nadia.update(&chat, json!({ "status": "closed" })).await;
    for _ in 0..2 {
        assert_eq!(recall(&nadia, &chat, &reply).await.ok(), json!({ "success": true }), "again has no effect");
        recall(&nadia, &chat, &note).await.ok();
        recall_own(&visitor, &chat, &question).await.ok();
    }
    let edit = |content| json!({ "content": content });
    nadia.ask("PATCH", &address(&chat, &reply), |request| request.json(&edit("Back"))).await.fails(409, "conflict");
    delete(&nadia, &address(&chat, &reply)).await.fails(409, "conflict");
    assert_eq!(log(&admin).await.len(), entries + 1, "only the status is in the log");
}

#[rstest]
#[tokio::test]
async fn nothing_shows_that_a_message_was_taken_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    // A message to an absent agent would end the assignment.
    let (agent, visitor) = (app.online_agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Where is my globe?").await;
    agent.update(&chat, json!({ "priority": "high" })).await;
    app.clock.advance(Duration::seconds(3));
    visitor.send(&chat, "Hello?").await;
    note(&agent, &chat, "A regular").await;
    let statistics = async || {
        let mut statistics = agent.get("/support/agent/api/statistics/").await.ok();
        // Grows with the time.
        statistics["waiting"]["longest_seconds"].take();
        statistics
    };
    let transcript = async || visitor.get(&chat.customer("transcript")).await.body;
    let page = async || {
        let page = visitor.get(&format!("/support/conversation/{}/", chat.id)).await.body;
        // The form below the messages has a new id each time.
        page.split_once("</ol>").unwrap().0.to_owned()
    };
    let before = (
        (row(&agent, &chat).await, statistics().await),
        (shown(agent.agent_thread(&chat).await), shown(visitor.thread(&chat).await)),
        (transcript().await, page().await),
    );
    let mut customer = Client::open(&visitor, chat.customer("messages")).await;
    let mut console = Client::open(&agent, chat.agent("messages")).await;

    app.clock.advance(Duration::seconds(2));
    let question = visitor.send(&chat, "And my zanzibar atlas?").await;
    recall_own(&visitor, &chat, &question).await.ok();
    let note = note(&agent, &chat, "A zanzibar note").await;
    recall(&agent, &chat, &note).await.ok();
    assert_eq!((row(&agent, &chat).await, statistics().await), before.0);
    let now = (shown(agent.agent_thread(&chat).await), shown(visitor.thread(&chat).await));
    assert_eq!(now, before.1);
    assert_eq!((transcript().await, page().await), before.2);
    assert_eq!(agent.inbox("?q=zanzibar").await.len(), 0);
    // These clients have not seen the messages, but may have them from elsewhere.
    assert_eq!(customer.poll().await, [question["id"].clone()]);
    assert_eq!(console.poll().await, [question["id"].clone(), note["id"].clone()]);

    // The reply marks the question as read, which stays.
    let reply = agent.reply(&chat, "In the zanzibar post.").await;
    assert_eq!(visitor.thread(&chat).await["unread"], 1);
    customer.poll().await;
    recall(&agent, &chat, &reply).await.ok();
    let left = agent.row(&chat).await;
    assert_eq!((&left["last_message"], &left["unread"]), (&before.0.0["last_message"], &json!(0)));
    assert_eq!(left["waiting_since"], before.0.0["waiting_since"], "the question is not answered");
    assert_eq!(statistics().await, before.0.1);
    assert_eq!(visitor.thread(&chat).await["unread"], 0);
    let answer = visitor.get(&customer.question()).await.ok();
    let gone = &answer["deleted"][0];
    assert_eq!(
        (&gone["id"], &gone["message_type"], &gone["content"], gone["deleted_at"].is_string()),
        (&reply["id"], &json!("system"), &json!(""), true)
    );
    assert_eq!(customer.poll().await, [reply["id"].clone()]);
    assert_eq!(customer.poll().await, NONE, "once");

    // It may be the one that both sides have read.
    let reply = agent.reply(&chat, "In the mail.").await;
    visitor.post(&chat.customer("read"), json!({ "up_to": reply["id"] })).await.ok();
    recall(&agent, &chat, &reply).await.ok();
    assert_eq!(visitor.thread(&chat).await["unread"], 0);
    assert_eq!(statistics().await, before.0.1);
    let last = agent.reply(&chat, "On Monday.").await;
    assert_eq!(agent.row(&chat).await["last_message"]["text"], "On Monday.");
    assert_eq!(customer.poll().await, [reply["id"].clone()]);
    assert!(customer.after == last["id"].as_i64().unwrap(), "later messages arrive");
}

#[rstest]
#[tokio::test]
async fn a_message_that_is_sent_again_stays_taken_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let body = json!({ "content": "Wrong chat", "client_id": "retry-1" });
    let sent = agent.post(&chat.agent("send"), body.clone()).await.ok()["message"].take();
    recall(&agent, &chat, &sent).await.ok();
    let again = agent.post(&chat.agent("send"), body).await.ok()["message"].take();
    assert_eq!((&again["id"], &again["content"]), (&sent["id"], &json!("")));
    assert_eq!(agent.agent_thread(&chat).await["messages"].as_array().unwrap().len(), 2);

    let file = Upload::file("claim.txt", b"Claim 17").with("content", "The claim");
    let sent = agent.upload(&chat.agent("upload"), &file).await.ok()["message"].take();
    assert_eq!(app.database.stored_files().len(), 1);
    recall(&agent, &chat, &sent).await.ok();
    assert!(app.database.stored_files().is_empty());
    agent.get(sent["attachment"].as_str().unwrap()).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_conversation_whose_only_message_was_taken_back_is_like_a_new_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.start().await;
    let question = visitor.send(&chat, "Hello").await;
    let page = agent.get("/support/agent/api/conversations/").await.ok();
    let since = page["since"].as_str().unwrap().to_owned();
    assert_eq!(page["conversations"].as_array().unwrap().len(), 1);
    recall_own(&visitor, &chat, &question).await.ok();
    assert_eq!(agent.inbox("").await, Vec::<Value>::new());
    let changes = agent.get(&format!("/support/agent/api/conversations/changes/?since={since}")).await.ok();
    assert_eq!(changes["reload"], true, "consoles fetch the list again");
    let history = visitor.get("/support/conversations/").await.body;
    assert!(!history.contains(&chat.id), "{history}");

    app.clock.advance(Duration::minutes(1));
    let second = visitor.send(&chat, "Good day").await;
    let row = agent.row(&chat).await;
    assert_eq!((&row["unread"], &row["waiting_since"]), (&json!(1), &second["created_at"]));
    assert_eq!((&row["status"], &row["last_message"]["text"]), (&json!("open"), &json!("Good day")));
}
