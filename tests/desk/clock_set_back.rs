//! The machine's clock is set back by an hour. The desk keeps working before the clock has
//! caught up.

use adda::server::entity::session;
use chrono::Duration;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

/// Polls as an idle console does.
async fn poll(agent: &Caller<'_>) {
    agent.call("agent/changes", json!({ "since": "2026-11-22T06:00:00.000Z" })).await.ok();
}

async fn agents_online(app: &TestApp) -> Value {
    app.signed_out().get("/support/api/config/").await.ok()["agents_online"].take()
}

#[rstest]
#[tokio::test]
async fn an_agent_who_leaves_afterwards_counts_as_away(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    app.clock.set_back(Duration::hours(1));
    poll(&agent).await;
    app.clock.advance(Duration::seconds(60));
    assert_eq!(agents_online(&app).await, 1, "the last poll is a minute old");
    app.clock.advance(Duration::seconds(60));
    assert_eq!(agents_online(&app).await, 0, "the last poll is two minutes old");
    poll(&agent).await;
    assert_eq!(agents_online(&app).await, 1);
}

#[rstest]
#[tokio::test]
async fn an_agent_who_had_left_before_counts_as_away(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let _gone = app.online_agent("nadia").await;
    app.clock.advance(Duration::minutes(2));
    app.clock.set_back(Duration::hours(1));
    assert_eq!(agents_online(&app).await, 0);
    let chat = app.visitor().await.write_first("Hello").await;
    let colleague = app.agent("rafi").await;
    assert_eq!(colleague.row(&chat).await["assigned_agent"], Value::Null);
}

/// Lets time pass while an agent's console keeps polling.
async fn pass(app: &TestApp, there: &Caller<'_>, seconds: i64) {
    for _ in 0..seconds / 30 {
        app.clock.advance(Duration::seconds(30));
        poll(there).await;
    }
}

#[rstest]
#[case::switched_off(true)]
#[case::stopped_polling(false)]
#[tokio::test]
async fn a_conversation_of_an_agent_who_left_is_reassigned_after_the_delay(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] is_switched_off: bool,
) {
    let app = TestApp::new(engine).await;
    let gone = app.online_agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    // The conversation is also open on the agent's screen.
    gone.call("agent/watch", json!({ "id": chat.id, "range": {}, "is_looking": true })).await.ok();
    if is_switched_off {
        gone.set_online(false).await;
    }
    let there = app.online_agent("rafi").await;
    let assignee = async || there.row(&chat).await["assigned_agent"]["name"].take();
    app.clock.set_back(Duration::hours(1));
    pass(&app, &there, 120).await;
    assert_eq!(assignee().await, "nadia", "the delay is not over");
    pass(&app, &there, 330).await;
    assert_eq!(assignee().await, "rafi", "the delay is over, although the clock has not caught up");
}

#[rstest]
#[tokio::test]
async fn an_agent_at_work_keeps_their_conversations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (with_console, with_switch_off) = (app.online_agent("nadia").await, app.online_agent("mina").await);
    let first = app.visitor().await.write_first("Hello").await;
    let second = app.visitor().await.write_first("Hello").await;
    with_switch_off.set_online(false).await;
    let there = app.online_agent("rafi").await;
    app.clock.set_back(Duration::hours(1));
    for _ in 0..10 {
        // A colleague's console polls first.
        pass(&app, &there, 60).await;
        poll(&with_console).await;
        with_switch_off.reply(&second, "One moment").await;
    }
    let assignee = async |chat| there.row(chat).await["assigned_agent"]["name"].take();
    assert_eq!((assignee(&first).await, assignee(&second).await), (json!("nadia"), json!("mina")));
}

#[rstest]
#[tokio::test]
async fn settings_that_another_server_changes_are_read_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let enabled = || async { app.signed_out().get("/support/api/config/").await.ok()["enabled"].take() };
    assert_eq!(enabled().await, true);
    app.clock.set_back(Duration::hours(1));
    app.execute("UPDATE support_chatsettings SET is_enabled = FALSE").await;
    app.clock.advance(Duration::seconds(1));
    assert_eq!(enabled().await, false);
}

#[rstest]
#[tokio::test]
async fn a_typing_indicator_does_not_stay_for_an_hour(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.post(&chat.agent("typing"), json!({})).await.ok();
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], true);
    app.clock.set_back(Duration::hours(1));
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], false);
    agent.post(&chat.agent("typing"), json!({})).await.ok();
    assert_eq!(visitor.thread(&chat).await["other_is_typing"], true);
}

#[rstest]
#[tokio::test]
async fn only_colleagues_who_look_now_count_as_viewers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.agent("nadia").await, app.agent("rafi").await);
    let chat = app.visitor().await.write_first("Hello").await;
    let look = async |agent: &Caller<'_>| {
        let arguments = json!({ "id": chat.id, "range": {}, "is_looking": true });
        agent.call("agent/watch", arguments).await.ok()["viewers"].as_array().map_or(0, Vec::len)
    };
    look(&first).await;
    assert_eq!(look(&second).await, 1);
    app.clock.set_back(Duration::hours(1));
    assert_eq!(look(&second).await, 0, "the first agent has not looked since");
    look(&first).await;
    assert_eq!(look(&second).await, 1);
}

#[rstest]
#[tokio::test]
async fn using_a_session_updates_its_last_use(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.clock.set_back(Duration::days(30));
    agent.get("/support/agent/api/preferences/").await.ok();
    let sessions = session::Entity::find().all(app.database.database.read()).await.unwrap();
    assert_eq!(sessions.iter().map(|session| session.last_used_at).collect::<Vec<_>>(), [app.now()]);
}
