//! Several nodes that delete at the same time, and messages that arrive in the meantime.

use std::sync::Arc;

use adda::server::domain::{demo::Demonstration, desk::Desk, random::SystemRandom, retention::Removed};
use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;

use super::{ended, exists, keep, purge};
use crate::{
    large_shop::numbers,
    support::{Engine, TestApp},
};

/// Returns another node, on PostgreSQL with connections of its own.
async fn other_node(app: &TestApp, engine: Engine) -> Desk {
    let database = match engine {
        Engine::Sqlite => app.database.database.clone(),
        Engine::Postgres => app.database.connect_again().await,
    };
    Desk::with(database, app.database.storage(), app.clock.clone(), Arc::new(SystemRandom))
}

#[rstest]
#[tokio::test]
async fn two_nodes_delete_each_conversation_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.desk.fill_with_demo(Demonstration::Year(400), |_| {}).await.unwrap();
    app.execute("UPDATE support_conversation SET status = 'closed', resolved_at = created_at").await;
    app.clock.advance(Duration::days(2));
    keep(&app, Some(1), Some(1), Some(1)).await;
    let all = numbers(&app, "SELECT count(*) FROM support_message").await[0] as u64;
    let nodes = [app.desk.clone(), other_node(&app, engine).await];
    let purges = join_all(nodes.iter().map(|node| node.retention().purge())).await;
    assert!(purges.iter().all(|purge| purge.failure.is_none()), "{purges:?}");
    let removed = purges.iter().fold(Removed::default(), |sum, purge| sum + purge.removed);
    assert_eq!((removed.conversations, removed.messages), (400, all), "{purges:?}");
    assert_eq!(numbers(&app, "SELECT count(*) FROM support_conversation").await, [0]);
    assert_eq!(purge(&app).await, Removed::default());
}

#[rstest]
#[tokio::test]
async fn a_conversation_in_which_somebody_writes_is_kept_whole_or_gone_whole(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    keep(&app, Some(10), Some(10), None).await;
    let agent = app.agent("nadia").await;
    for _ in 0..6 {
        let visitor = app.visitor().await;
        let chat = ended(&visitor, &agent, "Where is my atlas?", "resolved").await;
        visitor.attach(&chat.customer("upload"), "order.txt", b"My order").await;
        agent.update(&chat, json!({ "status": "resolved" })).await;
        app.clock.advance(Duration::days(10));
        let hello = json!({ "content": "Hello?" });
        let requests = [
            (&visitor, chat.customer("send"), hello.clone()),
            (&agent, chat.agent("note"), hello.clone()),
            (&agent, chat.agent("read"), json!({ "up_to": i64::MAX })),
            (&agent, chat.agent("send"), hello),
        ];
        let requests = requests.iter().cycle().take(8).map(|(caller, path, body)| caller.post(path, body.clone()));
        let (answers, removed) = futures::join!(join_all(requests), purge(&app));
        let sent = answers.iter().filter(|answer| answer.status == 200).count();
        for answer in &answers {
            assert!([200, 404, 409, 503].contains(&answer.status.as_u16()), "{answer}");
        }
        if exists(&agent, &chat).await {
            assert!(sent > 0, "it was due, and no request has changed it: {removed:?}");
            agent.update(&chat, json!({ "status": "open" })).await;
        } else {
            assert_eq!(removed.conversations, 1);
            let rest = "SELECT count(*) FROM support_message \
                        WHERE conversation_id NOT IN (SELECT id FROM support_conversation)";
            assert_eq!(numbers(&app, rest).await, [0]);
        }
        let missing =
            "SELECT count(*) FROM support_conversation WHERE last_message_id NOT IN (SELECT id FROM support_message)";
        assert_eq!(numbers(&app, missing).await, [0]);
    }
}

#[tokio::test]
async fn a_conversation_that_is_locked_is_left_to_the_next_run() {
    let app = TestApp::new(Engine::Postgres).await;
    keep(&app, Some(10), Some(10), None).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is my atlas?").await;
    visitor.attach(&chat.customer("upload"), "order.txt", b"My order").await;
    agent.update(&chat, json!({ "status": "closed" })).await;
    let other = ended(&app.visitor().await, &agent, "Where is my globe?", "closed").await;
    app.clock.advance(Duration::days(10));
    let holding = app.database.database.read().begin().await.unwrap();
    let lock = format!("SELECT 1 FROM support_conversation WHERE conversation_id = '{}' FOR UPDATE", chat.id);
    holding.execute_unprepared(&lock).await.unwrap();
    let removed = purge(&app).await;
    assert_eq!((removed.conversations, removed.files), (1, 0));
    holding.rollback().await.unwrap();
    assert!(exists(&agent, &chat).await && !exists(&agent, &other).await);
    let removed = purge(&app).await;
    assert_eq!((removed.conversations, removed.files), (1, 1));
    assert!(!exists(&agent, &chat).await);
}
