//! Business hours: the information for customers, and the assignment of their messages.

use chrono::Duration;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

// Dhaka is six hours ahead of UTC; 22 November 2026 is a Sunday.
const EVENING: &str = "2026-11-22T14:00:00Z";
const NEXT_MORNING: &str = "2026-11-23T03:00:00Z";

/// Returns a shop that follows its business hours: 9 to 18 in Dhaka, each day.
async fn shop_with_hours(engine: Engine) -> TestApp {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.business_hours_enabled = Set(true)).await;
    app
}

async fn assignee(agent: &Caller<'_>, chat: &Chat) -> Value {
    agent.row(chat).await["assigned_agent"]["name"].clone()
}

async fn set(admin: &Caller<'_>, change: Value) {
    admin.ask("PATCH", "/support/admin/api/settings/", |request| request.json(&change)).await.ok();
}

/// Polls as an idle console does.
async fn poll(agent: &Caller<'_>) {
    agent.call("agent/changes", json!({ "since": "2026-11-22T06:00:00.000Z" })).await.ok();
}

#[rstest]
#[tokio::test]
async fn a_message_outside_business_hours_waits_in_the_queue(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = shop_with_hours(engine).await;
    app.clock.set(EVENING);
    let agent = app.online_agent("nadia").await;
    let visitor = app.visitor().await;
    let opened = visitor.post("/support/api/conversation/create/", json!({})).await.ok();
    assert_eq!(opened["agent"], Value::Null);
    let chat = visitor.write_first("Are you still there?").await;
    assert_eq!(assignee(&agent, &chat).await, Value::Null);
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["within_business_hours"], &thread["agents_online"]), (&json!(false), &json!(true)));

    agent.set_online(false).await;
    app.clock.set(NEXT_MORNING);
    poll(&agent).await;
    assert_eq!(assignee(&agent, &chat).await, Value::Null, "no agent is online");
    agent.set_online(true).await;
    assert_eq!(assignee(&agent, &chat).await, "nadia");
}

#[rstest]
#[tokio::test]
async fn when_business_hours_begin_the_queue_is_assigned_to_online_agents(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = shop_with_hours(engine).await;
    app.clock.set(NEXT_MORNING);
    app.clock.advance(-Duration::seconds(40));
    let agent = app.online_agent("nadia").await;
    let chat = app.visitor().await.write_first("Good morning").await;
    app.clock.advance(Duration::seconds(30));
    poll(&agent).await;
    assert_eq!(assignee(&agent, &chat).await, Value::Null);
    app.clock.advance(Duration::seconds(30));
    poll(&agent).await;
    assert_eq!(assignee(&agent, &chat).await, "nadia");
}

#[rstest]
#[tokio::test]
async fn an_agent_who_comes_online_in_the_evening_gets_the_waiting_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = shop_with_hours(engine).await;
    app.clock.set(EVENING);
    let chat = app.visitor().await.write_first("Hello").await;
    let agent = app.online_agent("nadia").await;
    assert_eq!(assignee(&agent, &chat).await, "nadia");
}

#[rstest]
#[tokio::test]
async fn a_change_of_hours_or_holidays_reaches_an_open_widget_at_its_next_poll(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = shop_with_hours(engine).await;
    let admin = app.admin("boss").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let within = async || visitor.thread(&chat).await["within_business_hours"].clone();
    assert_eq!(within().await, true);
    // It is noon in Dhaka.
    let day = json!([{ "start": "09:00", "end": "11:00" }, { "start": "13:00", "end": "18:00" }]);
    set(&admin, json!({ "business_periods": [[], [], [], [], [], [], day] })).await;
    assert_eq!(within().await, false);
    app.clock.advance(Duration::hours(1));
    assert_eq!(within().await, true);
    set(&admin, json!({ "holidays": [{ "date": "2026-11-22" }] })).await;
    assert_eq!(within().await, false);
    set(&admin, json!({ "holidays": [], "timezone": "America/New_York" })).await;
    assert_eq!(within().await, false, "it is two in the morning there");
}

#[rstest]
#[tokio::test]
async fn settings_that_open_the_desk_assign_the_waiting_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = shop_with_hours(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.online_agent("nadia").await);
    for (closes, opens) in [
        (json!({ "weekdays": [] }), json!({ "weekdays": [1, 2, 3, 4, 5, 6, 7] })),
        (json!({ "auto_assign": false }), json!({ "auto_assign": true })),
    ] {
        set(&admin, closes.clone()).await;
        let chat = app.visitor().await.write_first("Is anybody there?").await;
        assert_eq!(assignee(&agent, &chat).await, Value::Null, "{closes}");
        set(&admin, json!({ "welcome_message": format!("Hello, {}", chat.id) })).await;
        assert_eq!(assignee(&agent, &chat).await, Value::Null, "the desk is still closed");
        set(&admin, opens.clone()).await;
        assert_eq!(assignee(&agent, &chat).await, "nadia", "{opens}");
    }
}

#[rstest]
#[tokio::test]
async fn a_new_shop_is_open_whenever_an_agent_is_online(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.clock.set(EVENING);
    let agent = app.online_agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Are you still there?").await;
    assert_eq!(assignee(&agent, &chat).await, "nadia");
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["within_business_hours"], &thread["agents_online"]), (&json!(true), &json!(true)));
    let config = visitor.get("/support/api/config/").await.ok();
    assert_eq!(config["within_business_hours"], true);
}

#[rstest]
#[tokio::test]
async fn business_hours_can_be_switched_on_and_off_for_open_widgets_and_the_queue(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.clock.set(EVENING);
    let (admin, agent) = (app.admin("boss").await, app.online_agent("nadia").await);
    set(&admin, json!({ "business_hours_enabled": true })).await;
    let me = agent.call("agent/me", json!({})).await.ok();
    assert_eq!((&me["is_online"], &me["within_business_hours"]), (&json!(true), &json!(false)));
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Is it too late?").await;
    assert_eq!(visitor.thread(&chat).await["within_business_hours"], false);
    assert_eq!(assignee(&agent, &chat).await, Value::Null);

    set(&admin, json!({ "business_hours_enabled": false })).await;
    assert_eq!(visitor.thread(&chat).await["within_business_hours"], true);
    assert_eq!(assignee(&agent, &chat).await, "nadia", "the waiting conversation is assigned at once");
    assert_eq!(agent.call("agent/me", json!({})).await.ok()["within_business_hours"], true);
}
