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
    visitor.send(&chat, "Where is my order?").await;
    for _ in 0..2 {
        assert_eq!(visitor.thread(&chat).await["unread"], 1);
        assert_eq!(agent.agent_thread(&chat).await["unread"], 1);
    }
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
    app.assign(&chat, &agent).await;
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
    let (visitor, agent, colleague) = (app.visitor().await, app.agent("nadia").await, app.agent("rafi").await);
    let chat = visitor.start().await;
    let question = visitor.send(&chat, "Question").await["id"].clone();
    app.assign(&chat, &agent).await;
    // A colleague, whose reply leaves the question unread.
    let answer = colleague.reply(&chat, "Answer").await["id"].clone();
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
    app.assign(&chat, &agent).await;
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
    app.assign(&second, &agent).await;
    agent_reads(&agent, &second, &json!(i64::MAX)).await;
    assert_eq!(agent.row(&first).await["unread"], 1);
    assert_eq!(agent.row(&second).await["unread"], 0);
}

#[rstest]
#[tokio::test]
async fn a_colleague_who_looks_or_replies_leaves_the_messages_unread(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent, colleague) = (app.visitor().await, app.agent("nadia").await, app.agent("rafi").await);
    let chat = visitor.write_first("Hello").await;
    let all = json!(i64::MAX);
    let is_unread = async || {
        for reader in [&agent, &colleague] {
            assert_eq!(reader.row(&chat).await["unread"], 1);
            assert_eq!(reader.agent_thread(&chat).await["unread"], 1);
        }
        let thread = visitor.thread(&chat).await;
        assert_eq!((&thread["read_up_to"], marks(&thread)[1]), (&Value::Null, false));
    };
    // While the conversation is unassigned, looking marks nothing.
    agent_reads(&colleague, &chat, &all).await;
    colleague.call("agent/read", json!({ "id": chat.id, "up_to": all })).await.ok();
    is_unread().await;
    app.assign(&chat, &agent).await;
    is_unread().await;
    agent_reads(&colleague, &chat, &all).await;
    colleague.call("agent/read", json!({ "id": chat.id, "up_to": all })).await.ok();
    colleague.reply(&chat, "Nadia will answer you soon.").await;
    colleague.attach(&chat.agent("upload"), "days.txt", b"Monday").await;
    is_unread().await;

    agent_reads(&agent, &chat, &all).await;
    assert_eq!((&agent.row(&chat).await["unread"], marks(&visitor.thread(&chat).await)[1]), (&json!(0), true));
}

#[rstest]
#[tokio::test]
async fn the_reply_of_the_assignee_marks_earlier_messages_as_read(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(false, true)] is_assigned: bool,
    #[values(false, true)] is_file: bool,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let asked = visitor.send(&chat, "Where is my order?").await["id"].clone();
    if is_assigned {
        app.assign(&chat, &agent).await;
    }
    // A note is not a reply.
    agent.post(&chat.agent("note"), json!({ "content": "Look it up" })).await.ok();
    assert_eq!(agent.row(&chat).await["unread"], 2);
    if is_file {
        agent.attach(&chat.agent("upload"), "days.txt", b"Monday").await;
    } else {
        agent.reply(&chat, "On its way.").await;
    }
    assert_eq!((&agent.row(&chat).await["unread"], &visitor.thread(&chat).await["read_up_to"]), (&json!(0), &asked));
    visitor.send(&chat, "Thanks").await;
    assert_eq!((&agent.row(&chat).await["unread"], &visitor.thread(&chat).await["read_up_to"]), (&json!(1), &asked));
}

#[rstest]
#[tokio::test]
async fn a_conversation_marked_as_unread_stays_so_until_the_assignee_reads_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(false, true)] by_function: bool,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent, colleague) = (app.visitor().await, app.agent("nadia").await, app.agent("rafi").await);
    let chat = visitor.write_first("Hello").await;
    let asked = visitor.send(&chat, "Where is my order?").await["id"].clone();
    let mark_unread = async |agent: &Caller<'_>| match by_function {
        true => agent.call("agent/unread", json!({ "id": chat.id })).await,
        false => agent.post(&chat.agent("unread"), json!({})).await,
    };
    app.assign(&chat, &agent).await;
    agent_reads(&agent, &chat, &asked).await;
    let seen = visitor.thread(&chat).await;
    assert_eq!(mark_unread(&agent).await.ok()["unread"], 1);
    assert_eq!(mark_unread(&agent).await.ok()["unread"], 1, "it was unread already");
    assert_eq!(ids_of(&agent.inbox("?unread=true").await), [chat.id.as_str()]);
    assert_eq!(visitor.thread(&chat).await, seen, "the customer learns nothing of it");
    mark_unread(&colleague).await.fails(403, "forbidden");
    agent_reads(&colleague, &chat, &asked).await;
    agent_reads(&agent, &chat, &json!(0)).await;
    assert_eq!(agent.row(&chat).await["unread"], 1);

    let more = visitor.send(&chat, "Hello?").await["id"].clone();
    assert_eq!(agent.row(&chat).await["unread"], 2);
    agent_reads(&agent, &chat, &more).await;
    assert_eq!(agent.row(&chat).await["unread"], 0);

    mark_unread(&agent).await.ok();
    agent_reads(&agent, &chat, &more).await;
    assert_eq!(agent.row(&chat).await["unread"], 0);

    mark_unread(&agent).await.ok();
    agent.reply(&chat, "On its way.").await;
    assert_eq!(agent.row(&chat).await["unread"], 0);
}

#[rstest]
#[tokio::test]
async fn a_conversation_without_messages_of_the_customer_is_not_marked_as_unread(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    agent.reply(&chat, "Hello!").await;
    assert_eq!(agent.post(&chat.agent("unread"), json!({})).await.ok()["unread"], 0);
}

/// Returns the ids of rows of the inbox.
fn ids_of(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["conversation_id"].as_str().unwrap()).collect()
}
