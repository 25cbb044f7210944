//! Many requests at the same time. The clock moves, so the desk reads its settings again,
//! as a busy server does.

use std::collections::BTreeSet;

use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use crate::support::{Chat, Engine, TestApp};

/// More requests than the desk has connections to PostgreSQL.
const MANY: usize = 20;

/// Attack 30.
#[rstest]
#[tokio::test]
async fn the_same_message_twenty_times_at_once_is_stored_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let body = json!({ "content": "Hello", "client_id": "once" });
    app.clock.advance(Duration::seconds(2));
    let answers = join_all((0..MANY).map(|_| visitor.post(&chat.customer("send"), body.clone()))).await;
    let messages: Vec<Value> = answers.iter().map(|answer| answer.ok()["message"].take()).collect();
    assert!(messages.iter().all(|message| *message == messages[0]), "{messages:?}");
    let thread = visitor.thread(&chat).await;
    assert_eq!(thread["messages"].as_array().unwrap().len(), 2);
    let agent = app.agent("nadia").await;
    assert_eq!(agent.row(&chat).await["unread"], 1);
}

/// Attack 29.
#[rstest]
#[tokio::test]
async fn first_messages_of_twenty_customers_at_once_are_shared_evenly(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.online_agent("first").await, app.online_agent("second").await);
    let mut visitors = Vec::new();
    for _ in 0..MANY {
        let visitor = app.visitor().await;
        visitors.push((visitor.start().await, visitor));
    }
    app.clock.advance(Duration::seconds(2));
    join_all(visitors.iter().map(|(chat, visitor)| visitor.send(chat, "Hello"))).await;

    let ids = |rows: Vec<Value>| -> BTreeSet<String> {
        rows.iter().map(|row| row["conversation_id"].as_str().unwrap().to_owned()).collect()
    };
    let (firsts, seconds) = (ids(first.inbox("?assignee=me").await), ids(second.inbox("?assignee=me").await));
    assert_eq!((firsts.len(), seconds.len()), (MANY / 2, MANY / 2));
    assert!(firsts.is_disjoint(&seconds));
}

#[rstest]
#[tokio::test]
async fn opening_the_chat_many_times_at_once_starts_one_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.online_agent("nadia").await;
    let visitor = app.visitor().await;
    app.clock.advance(Duration::seconds(2));
    let chats: Vec<Chat> = join_all((0..MANY).map(|_| visitor.start())).await;
    assert!(chats.iter().all(|chat| *chat == chats[0]), "{chats:?}");
    assert_eq!(visitor.thread(&chats[0]).await["messages"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn messages_from_both_sides_at_once_are_all_stored_and_counted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    app.clock.advance(Duration::seconds(2));
    let asked = join_all((0..10).map(|_| visitor.send(&chat, "Question")));
    let answered = join_all((0..10).map(|_| agent.reply(&chat, "Answer")));
    futures::join!(asked, answered);
    let thread = visitor.thread(&chat).await;
    assert_eq!(thread["messages"].as_array().unwrap().len(), 21);
    // The last answer has marked the questions before it as read.
    let messages = thread["messages"].as_array().unwrap();
    let unread = messages.iter().rev().take_while(|message| message["is_agent"] == false).count();
    assert_eq!((&thread["unread"], &agent.agent_thread(&chat).await["unread"]), (&json!(10), &json!(unread)));
    // A poll with the newest id finds nothing more.
    let newest = &thread["messages"][20]["id"];
    let rest = visitor.get(&format!("{}?after={newest}", chat.customer("messages"))).await.ok();
    assert_eq!(rest["messages"], json!([]));
}

#[rstest]
#[tokio::test]
async fn agents_come_online_while_customers_write(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.online_agent("first").await, app.online_agent("second").await);
    let mut visitors = Vec::new();
    for _ in 0..MANY {
        let visitor = app.visitor().await;
        visitors.push((visitor.start().await, visitor));
    }
    app.clock.advance(Duration::seconds(2));
    let customers = join_all(visitors.iter().map(|(chat, visitor)| visitor.send(chat, "Hello")));
    // Agents who are online already come online again: these requests must not block each other.
    let firsts = join_all((0..MANY).map(|_| first.set_online(true)));
    let seconds = join_all((0..MANY).map(|_| second.set_online(true)));
    futures::join!(customers, firsts, seconds);
    let shares = [first.inbox("?assignee=me").await.len(), second.inbox("?assignee=me").await.len()];
    assert_eq!(shares[0] + shares[1], MANY, "{shares:?}");
}

/// An agent who comes online gets the waiting conversations, but that transaction cannot
/// see a message that is not committed yet. The message must not wait for the next event.
#[tokio::test]
async fn a_conversation_whose_first_message_commits_as_an_agent_comes_online_is_assigned() {
    const LOCK: i64 = 20_261_126;
    let app = TestApp::new(Engine::Postgres).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.start().await;
    app.execute(&format!(
        "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL; END $$; \
         CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON support_message DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION hold()"
    ))
    .await;
    let held = app.database.database.begin().await.unwrap();
    held.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await.unwrap();
    let online = async {
        let waiting = format!("SELECT 1 AS one FROM pg_locks WHERE objid = {LOCK} AND NOT granted");
        let waiting = Statement::from_string(DbBackend::Postgres, waiting);
        while app.database.database.read().query_one_raw(waiting.clone()).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        agent.set_online(true).await;
        held.commit().await.unwrap();
    };
    futures::join!(visitor.send(&chat, "Hello"), online);
    assert_eq!(agent.row(&chat).await["assigned_agent"]["name"], "nadia");
}
