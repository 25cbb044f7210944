//! The time since which a customer has waited for an answer.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

#[rstest]
#[tokio::test]
async fn a_customer_waits_from_the_first_unanswered_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let asked = json!("2026-11-22T06:00:00.000Z");
    app.clock.advance(Duration::minutes(1));
    visitor.send(&chat, "Are you there?").await;
    assert_eq!(agent.row(&chat).await["waiting_since"], asked);
    agent.reply(&chat, "Yes").await;
    assert_eq!(agent.row(&chat).await["waiting_since"], Value::Null);
    app.clock.advance(Duration::minutes(1));
    visitor.send(&chat, "Good").await;
    assert_eq!(agent.row(&chat).await["waiting_since"], "2026-11-22T06:02:00.000Z");
}

#[rstest]
#[case("resolved")]
#[case("closed")]
#[tokio::test]
async fn ending_a_conversation_ends_the_wait_and_reopening_restores_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] over: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let since = agent.row(&chat).await["waiting_since"].clone();
    assert!(since.is_string());
    app.clock.advance(Duration::minutes(1));
    assert_eq!(agent.update(&chat, json!({ "status": over })).await["waiting_since"], Value::Null);
    app.clock.advance(Duration::minutes(1));
    assert_eq!(agent.update(&chat, json!({ "status": "open" })).await["waiting_since"], since);

    agent.reply(&chat, "Here we are").await;
    agent.update(&chat, json!({ "status": over })).await;
    assert_eq!(agent.update(&chat, json!({ "status": "open" })).await["waiting_since"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn setting_a_conversation_to_pending_does_not_end_the_wait(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let row = agent.update(&chat, json!({ "status": "pending" })).await;
    assert_eq!(row["waiting_since"], "2026-11-22T06:00:00.000Z");
}
