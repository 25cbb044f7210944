//! The presence of agents. An agent is present if their switch is on and their console polls.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

/// Polls as an idle console does.
async fn poll(agent: &Caller<'_>) {
    agent.call("agent/changes", json!({ "since": "2026-11-22T06:00:00.000Z" })).await.ok();
}

/// Returns the number of online agents that the widget gets.
async fn online_agents(app: &TestApp) -> Value {
    app.signed_out().get("/support/api/config/").await.ok()["agents_online"].take()
}

/// Returns whether colleagues see the first agent of the list as online.
async fn is_seen_online(colleague: &Caller<'_>) -> Value {
    colleague.get("/support/agent/api/agents/").await.ok()[0]["is_online"].take()
}

#[rstest]
#[tokio::test]
async fn an_agent_is_away_after_ninety_seconds_without_a_request_and_back_with_the_next_poll(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let colleague = app.agent("rafi").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    app.clock.advance(Duration::seconds(89));
    assert_eq!((online_agents(&app).await, is_seen_online(&colleague).await), (json!(1), json!(true)));

    app.clock.advance(Duration::seconds(1));
    assert_eq!(is_seen_online(&colleague).await, false);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(online_agents(&app).await, 0);
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["agents_online"], &thread["agent"]["is_online"]), (&json!(false), &json!(false)));
    assert_eq!(thread["agent"]["name"], "nadia", "the conversation keeps its assignee");

    poll(&agent).await;
    assert_eq!((online_agents(&app).await, is_seen_online(&colleague).await), (json!(1), json!(true)));
    assert_eq!(visitor.thread(&chat).await["agent"]["is_online"], true);
}

#[rstest]
#[tokio::test]
async fn polling_keeps_an_agent_online_and_does_not_turn_the_switch_back_on(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    for _ in 0..10 {
        app.clock.advance(Duration::seconds(60));
        poll(&agent).await;
        app.clock.advance(Duration::seconds(19));
        poll(&agent).await;
    }
    assert_eq!(online_agents(&app).await, 1);
    agent.set_online(false).await;
    app.clock.advance(Duration::minutes(5));
    poll(&agent).await;
    assert_eq!(online_agents(&app).await, 0);
}

#[rstest]
#[tokio::test]
async fn new_conversations_skip_an_absent_agent_who_gets_the_queued_ones_on_return(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let first = app.online_agent("first").await;
    app.clock.advance(Duration::seconds(80));
    let second = app.online_agent("second").await;
    app.clock.advance(Duration::seconds(20));
    let chat = app.visitor().await.write_first("Hello").await;
    assert_eq!(second.row(&chat).await["assigned_agent"]["name"], "second");

    app.clock.advance(Duration::minutes(3));
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Is anybody there?").await;
    assert_eq!(visitor.thread(&chat).await["agent"], Value::Null);
    poll(&first).await;
    assert_eq!(visitor.thread(&chat).await["agent"]["name"], "first");
}

#[rstest]
#[tokio::test]
async fn reopening_the_console_keeps_the_agents_switch(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    app.clock.advance(Duration::hours(1));
    assert_eq!(agent.call("agent/me", json!({})).await.ok()["is_online"], true);
    assert_eq!(online_agents(&app).await, 1);
}
