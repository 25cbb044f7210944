//! Unread counts and read receipts.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

async fn customer_reads(visitor: &Caller<'_>, chat: &Chat, up_to: &Value) {
    visitor.post(&chat.customer("read"), json!({ "up_to": up_to })).await.ok();
}

async fn agent_reads(agent: &Caller<'_>, chat: &Chat, up_to: &Value) {
    agent.post(&chat.agent("read"), json!({ "up_to": up_to })).await.ok();
}

/// Returns whether each message of a thread is read, the oldest first.
fn marks(thread: &Value) -> Vec<bool> {
    let messages = thread["messages"].as_array().unwrap().iter();
    messages.map(|message| message["is_read"].as_bool().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn a_poll_does_not_mark_messages_as_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "Hello!").await;
    for _ in 0..2 {
        assert_eq!(visitor.thread(&chat).await["unread"], 1);
        assert_eq!(agent.agent_thread(&chat).await["unread"], 1);
    }
    assert_eq!(visitor.thread(&chat).await["read_up_to"], Value::Null);
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn reading_up_to_the_middle_leaves_the_rest_unread(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let mut ids = Vec::new();
    for number in 1..=4 {
        ids.push(visitor.send(&chat, &number.to_string()).await["id"].clone());
    }
    agent_reads(&agent, &chat, &ids[1]).await;

    let theirs = agent.agent_thread(&chat).await;
    assert_eq!((&theirs["unread"], marks(&theirs)), (&json!(2), vec![true, true, true, false, false]));
    assert_eq!(agent.row(&chat).await["unread"], 2);
    // The sender sees how far the other side has read.
    assert_eq!(visitor.thread(&chat).await["read_up_to"], ids[1]);
    assert_eq!(visitor.thread(&chat).await["unread"], 0);

    // Messages that have been read stay read.
    agent_reads(&agent, &chat, &ids[0]).await;
    assert_eq!(visitor.thread(&chat).await["read_up_to"], ids[1]);
    assert_eq!(agent.agent_thread(&chat).await["unread"], 2);
}

#[rstest]
#[tokio::test]
async fn each_side_reads_only_the_messages_of_the_other(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let question = visitor.send(&chat, "Question").await["id"].clone();
    let answer = agent.reply(&chat, "Answer").await["id"].clone();
    let more = visitor.send(&chat, "One more").await["id"].clone();

    customer_reads(&visitor, &chat, &more).await;
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["unread"], &thread["read_up_to"]), (&json!(0), &Value::Null));
    assert_eq!(marks(&thread), [true, false, true, false]);
    let theirs = agent.agent_thread(&chat).await;
    assert_eq!((&theirs["unread"], &theirs["read_up_to"]), (&json!(2), &answer));

    agent_reads(&agent, &chat, &answer).await;
    let theirs = agent.agent_thread(&chat).await;
    assert_eq!(theirs["unread"], 1);
    assert_eq!(visitor.thread(&chat).await["read_up_to"], question);
}

#[rstest]
#[tokio::test]
async fn reading_beyond_the_newest_message_does_not_read_later_messages(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let first = agent.reply(&chat, "Hello!").await["id"].clone();
    customer_reads(&visitor, &chat, &json!(i64::MAX)).await;
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], first);
    agent.reply(&chat, "Are you there?").await;
    assert_eq!(visitor.thread(&chat).await["unread"], 1);
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], first);
}

#[rstest]
#[tokio::test]
async fn system_messages_do_not_count_as_unread(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let thread = visitor.thread(&chat).await;
    assert_eq!((thread["messages"].as_array().unwrap().len(), &thread["unread"]), (1, &json!(0)));
    assert_eq!(agent.agent_thread(&chat).await["unread"], 0);
    // Reading them sends no receipt to the other side.
    customer_reads(&visitor, &chat, &thread["messages"][0]["id"]).await;
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn reading_up_to_no_message_is_allowed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for up_to in [0, -1, i64::MIN] {
        agent_reads(&agent, &chat, &json!(up_to)).await;
        assert_eq!(agent.agent_thread(&chat).await["unread"], 1, "{up_to}");
    }
}

#[rstest]
#[tokio::test]
async fn reading_one_conversation_leaves_others_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let (one, two) = (app.visitor().await, app.visitor().await);
    let first = one.write_first("Hello").await;
    let second = two.write_first("Good evening").await;
    agent_reads(&agent, &second, &json!(i64::MAX)).await;
    assert_eq!(agent.row(&first).await["unread"], 1);
    assert_eq!(agent.row(&second).await["unread"], 0);
}
