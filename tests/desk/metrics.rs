//! The numbers of the desk that a monitor reads.

use adda::model::conversation::Status;
use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, TestApp};

#[rstest]
#[tokio::test]
async fn the_queue_is_counted_with_its_longest_wait(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, second, third) = (app.visitor().await, app.visitor().await, app.visitor().await);
    let chat = first.write_first("Hello").await;
    app.clock.advance(Duration::seconds(90));
    second.write_first("Good morning").await;
    // A conversation without a message waits for no one.
    third.start().await;
    app.clock.advance(Duration::seconds(30));
    let gauges = app.desk.gauges().await.unwrap();
    let of = |gauges: &adda::server::domain::gauges::Gauges, status: Status| {
        gauges.conversations.iter().find(|(listed, _)| *listed == status).unwrap().1
    };
    assert_eq!((gauges.queue, gauges.longest_wait, gauges.agents_present), (2, 120, 0));
    assert_eq!([Status::Open, Status::Pending, Status::Resolved, Status::Closed].map(|s| of(&gauges, s)), [2, 0, 0, 0]);
    assert!(gauges.database_bytes > 10_000, "{gauges:?}");

    // The agent's answer assigns the conversation.
    let agent = app.agent("nadia").await;
    agent.reply(&chat, "Good morning").await;
    agent.update(&chat, json!({ "status": "resolved" })).await;
    assert_eq!(app.desk.gauges().await, Some(gauges), "the values of the last ten seconds are used again");
    app.clock.advance(Duration::seconds(10));
    let gauges = app.desk.gauges().await.unwrap();
    assert_eq!((gauges.queue, gauges.longest_wait), (1, 40));
    assert_eq!((of(&gauges, Status::Open), of(&gauges, Status::Resolved)), (1, 1));

    agent.set_online(true).await;
    app.clock.advance(Duration::seconds(10));
    let gauges = app.desk.gauges().await.unwrap();
    assert_eq!((gauges.queue, gauges.longest_wait, gauges.agents_present), (0, 0, 1));
}

#[rstest]
#[tokio::test]
async fn a_message_counts_once_for_its_side(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "Good morning").await;
    let repeated = json!({ "content": "Where is my parcel?", "client_id": "00000000-0000-4000-8000-000000000001" });
    for _ in 0..2 {
        visitor.post(&chat.customer("send"), repeated.clone()).await.ok();
    }
    agent.post(&chat.agent("note"), json!({ "content": "VIP" })).await.ok();
    let tally = app.desk.tally();
    assert_eq!((tally.customer_messages.get(), tally.agent_messages.get()), (2, 1));
}

#[rstest]
#[tokio::test]
async fn a_poll_counts_by_whether_the_database_was_used(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let tally = app.desk.tally();
    let counts = || (tally.polls_from_memory.get(), tally.polls_from_database.get());
    let poll = async |after: u32| {
        visitor.get(&format!("/support/api/conversation/{}/messages/?after={after}", chat.id)).await.ok();
    };
    poll(1_000_000).await;
    let (_, read) = counts();
    poll(1_000_000).await;
    poll(1_000_000).await;
    let (known, _) = counts();
    assert!(known >= 2, "{:?}", counts());
    assert_eq!(counts().1, read, "a poll that finds nothing new was answered from memory");
    poll(0).await;
    assert_eq!(counts(), (known, read + 1), "a poll that finds messages reads them");
    assert_eq!(
        app.bearer("nothing").get(&format!("/support/api/conversation/{}/messages/?after=0", chat.id)).await.status,
        401
    );
    assert_eq!((counts(), tally.rejected_sessions.get()), ((known, read + 1), 1));
}

#[rstest]
#[tokio::test]
async fn the_size_of_stored_files_is_known_after_a_sweep(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    assert_eq!(app.desk.tally().attachment_bytes(), None);
    app.desk.attachments().sweep_files().await.unwrap();
    assert_eq!(app.desk.tally().attachment_bytes(), Some(0));
    visitor.attach(&chat.customer("upload"), "notes.txt", &[b'a'; 1_234]).await;
    app.desk.attachments().sweep_files().await.unwrap();
    assert_eq!(app.desk.tally().attachment_bytes(), Some(1_234));
}
