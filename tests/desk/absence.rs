//! Conversations of agents who are absent: who sees them, and who they are assigned to.

use std::sync::Arc;

use adda::server::domain::{desk::Desk, random::SystemRandom};
use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

const INBOX: &str = "/support/agent/api/conversations/";

/// Returns the assignee's name.
async fn assignee(agent: &Caller<'_>, chat: &Chat) -> Value {
    agent.row(chat).await["assigned_agent"]["name"].take()
}

async fn counts(agent: &Caller<'_>) -> Value {
    agent.get(INBOX).await.ok()["counts"].take()
}

/// Returns how many waiting conversations the tab counts, and how many unread messages the
/// agent has.
async fn waiting(agent: &Caller<'_>) -> (u64, u64) {
    let counts = counts(agent).await;
    (counts["waiting"].as_u64().unwrap(), counts["unread"].as_u64().unwrap())
}

/// Polls as an idle console does.
async fn poll(agent: &Caller<'_>) {
    agent.call("agent/changes", json!({ "since": "" })).await.ok();
}

/// Lets time pass while the agents' consoles keep polling.
async fn pass(app: &TestApp, there: &[&Caller<'_>], time: Duration) {
    let mut left = time;
    while left > Duration::zero() {
        let step = left.min(Duration::seconds(30));
        app.clock.advance(step);
        left -= step;
        for agent in there {
            poll(agent).await;
        }
    }
}

/// Returns two agents who are present, and a visitor with a conversation of the first agent.
async fn two_agents(app: &TestApp) -> (Caller<'_>, Caller<'_>, Caller<'_>, Chat) {
    let first = app.online_agent("first").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let second = app.online_agent("second").await;
    assert_eq!(assignee(&second, &chat).await, "first");
    (first, second, visitor, chat)
}

#[rstest]
#[tokio::test]
async fn conversations_of_an_absent_agent_wait_for_agents_who_are_present(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, _, chat) = two_agents(&app).await;
    assert_eq!(waiting(&second).await, (0, 0));
    assert!(second.inbox("?assignee=waiting").await.is_empty());
    let since = second.get(INBOX).await.ok()["since"].take();

    first.set_online(false).await;
    assert_eq!(waiting(&second).await, (1, 1));
    assert_eq!(second.inbox("?assignee=waiting").await[0]["conversation_id"], json!(chat.id));
    // It is still assigned to the first agent: `none` lists only unassigned conversations.
    assert!(second.inbox("?assignee=none").await.is_empty());
    let changes = second.call("agent/changes", json!({ "since": since })).await.ok();
    assert_eq!(changes["conversations"][0]["conversation_id"], json!(chat.id));
    assert_eq!(changes["conversations"][0]["assigned_agent"]["is_online"], false);
    assert_eq!((&changes["counts"]["waiting"], &changes["counts"]["unread"]), (&json!(1), &json!(1)));
    // The first agent sees it as one of their own.
    assert_eq!((counts(&first).await["mine"].as_u64(), waiting(&first).await), (Some(1), (0, 1)));

    first.set_online(true).await;
    assert_eq!(waiting(&second).await, (0, 0));
    let back = second.call("agent/changes", json!({ "since": changes["since"] })).await.ok();
    assert_eq!(back["counts"]["waiting"], 0);
}

#[rstest]
#[tokio::test]
async fn conversations_of_an_agent_whose_console_has_stopped_polling_wait_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, _, chat) = two_agents(&app).await;
    let before = second.get(INBOX).await.ok();
    pass(&app, &[&second], Duration::minutes(2)).await;
    let changes = second.call("agent/changes", json!({ "since": before["since"] })).await.ok();
    assert_eq!(changes["conversations"][0]["conversation_id"], json!(chat.id));
    // An agent may have thousands of conversations, so none of their rows is written.
    assert_eq!(changes["conversations"][0]["updated_at"], before["conversations"][0]["updated_at"]);
    assert_eq!(waiting(&second).await, (1, 1));
    poll(&first).await;
    let back = second.call("agent/changes", json!({ "since": changes["since"] })).await.ok();
    assert_eq!((&back["counts"]["waiting"], assignee(&second, &chat).await), (&json!(0), json!("first")));
}

#[rstest]
#[case::switched_off(true)]
#[case::stopped_polling(false)]
#[tokio::test]
async fn after_five_minutes_a_conversation_goes_to_an_agent_who_is_present(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] is_switched_off: bool,
) {
    let app = TestApp::new(engine).await;
    let (first, second, _, chat) = two_agents(&app).await;
    let pending = app.visitor().await.write_first("Can you call me?").await;
    second.update(&pending, json!({ "status": "pending", "assigned_agent_id": app.agent_id(&first).await })).await;
    let over = app.visitor().await.write_first("Thank you").await;
    let first_id = app.agent_id(&first).await;
    second.update(&over, json!({ "assigned_agent_id": first_id })).await;
    second.update(&over, json!({ "status": "resolved" })).await;
    if is_switched_off {
        first.set_online(false).await;
    }
    pass(&app, &[&second], Duration::seconds(270)).await;
    assert_eq!(assignee(&second, &chat).await, "first");
    pass(&app, &[&second], Duration::seconds(60)).await;
    for chat in [&chat, &pending] {
        assert_eq!(assignee(&second, chat).await, "second");
    }
    assert_eq!(assignee(&second, &over).await, "first", "a resolved conversation keeps its assignee");
    assert_eq!(waiting(&second).await.0, 0);
}

#[rstest]
#[tokio::test]
async fn the_delay_is_a_setting(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let path = "/support/admin/api/settings/";
    assert_eq!(admin.get(path).await.ok()["release_after_minutes"], 5);
    for (minutes, problem) in [(0, "too_small"), (1441, "too_large"), (-5, "too_small")] {
        let refused = admin.change("PATCH", path, json!({ "release_after_minutes": minutes })).await;
        assert_eq!(refused.refused_fields(), [format!("release_after_minutes {problem}")]);
    }
    admin.change("PATCH", path, json!({ "release_after_minutes": 20 })).await.ok();
    let (first, second, _, chat) = two_agents(&app).await;
    first.set_online(false).await;
    pass(&app, &[&second], Duration::minutes(19)).await;
    assert_eq!(assignee(&second, &chat).await, "first");
    pass(&app, &[&second], Duration::minutes(2)).await;
    assert_eq!(assignee(&second, &chat).await, "second");
}

#[rstest]
#[tokio::test]
async fn a_short_absence_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.release_after_minutes = Set(1)).await;
    let (first, second, visitor, chat) = two_agents(&app).await;
    for _ in 0..5 {
        // Longer than the delay, and shorter than the time after which an agent counts as absent.
        pass(&app, &[&second], Duration::seconds(80)).await;
        visitor.send(&chat, "Are you there?").await;
        assert_eq!((assignee(&second, &chat).await, waiting(&second).await), (json!("first"), (0, 0)));
        poll(&first).await;
    }
    // The agent turns the switch off and on again.
    first.set_online(false).await;
    pass(&app, &[&first, &second], Duration::seconds(30)).await;
    first.set_online(true).await;
    pass(&app, &[&first, &second], Duration::minutes(10)).await;
    assert_eq!(assignee(&second, &chat).await, "first");
}

#[rstest]
#[tokio::test]
async fn with_no_agent_present_a_conversation_waits_for_the_next_agent_to_come_online(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, visitor, chat) = two_agents(&app).await;
    first.set_online(false).await;
    second.set_online(false).await;
    pass(&app, &[&second], Duration::minutes(6)).await;
    assert_eq!(assignee(&second, &chat).await, Value::Null);
    assert_eq!(visitor.thread(&chat).await["agent"], Value::Null);
    second.set_online(true).await;
    assert_eq!(assignee(&second, &chat).await, "second");
}

#[rstest]
#[tokio::test]
async fn without_auto_assign_a_conversation_goes_back_to_the_queue(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, _, chat) = two_agents(&app).await;
    app.change_settings(|settings| settings.auto_assign = Set(false)).await;
    first.set_online(false).await;
    pass(&app, &[&second], Duration::minutes(6)).await;
    assert_eq!((assignee(&second, &chat).await, counts(&second).await["unassigned"].take()), (Value::Null, json!(1)));
}

#[rstest]
#[case::by_the_customers_message("message")]
#[case::by_the_customer("reopen")]
#[case::by_a_colleague("update")]
#[case::by_a_colleague_among_many("bulk")]
#[tokio::test]
async fn a_reopened_conversation_does_not_stay_with_an_absent_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] by: &str,
) {
    let app = TestApp::new(engine).await;
    let (first, second, visitor, chat) = two_agents(&app).await;
    first.update(&chat, json!({ "status": "resolved" })).await;
    first.set_online(false).await;
    pass(&app, &[&second], Duration::minutes(6)).await;
    assert_eq!((assignee(&second, &chat).await, waiting(&second).await), (json!("first"), (0, 0)));
    match by {
        "message" => drop(visitor.send(&chat, "It broke again").await),
        "reopen" => drop(visitor.post(&chat.customer("reopen"), json!({})).await.ok()),
        "update" => drop(second.update(&chat, json!({ "status": "open" })).await),
        _ => {
            let bulk = json!({ "ids": [chat.id], "action": "reopen" });
            second.post(&format!("{INBOX}bulk/"), bulk).await.ok();
        }
    }
    assert_eq!(assignee(&second, &chat).await, "second");
}

#[rstest]
#[tokio::test]
async fn a_conversation_reopened_soon_after_its_agent_left_waits_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, visitor, chat) = two_agents(&app).await;
    first.update(&chat, json!({ "status": "resolved" })).await;
    first.set_online(false).await;
    pass(&app, &[&second], Duration::minutes(1)).await;
    visitor.send(&chat, "It broke again").await;
    assert_eq!((assignee(&second, &chat).await, waiting(&second).await.0), (json!("first"), 1));
    pass(&app, &[&second], Duration::minutes(5)).await;
    assert_eq!((assignee(&second, &chat).await, waiting(&second).await.0), (json!("second"), 0));
}

#[rstest]
#[tokio::test]
async fn an_agent_who_answers_while_switched_off_keeps_their_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second, visitor, chat) = two_agents(&app).await;
    first.set_online(false).await;
    for _ in 0..4 {
        pass(&app, &[&first, &second], Duration::minutes(4)).await;
        first.reply(&chat, "One moment").await;
        visitor.send(&chat, "All right").await;
        assert_eq!(assignee(&second, &chat).await, "first");
    }
    // A conversation that is open on the agent's screen counts too.
    for _ in 0..40 {
        pass(&app, &[&second], Duration::seconds(10)).await;
        let watch = json!({ "id": chat.id, "range": {}, "is_looking": true });
        first.call("agent/watch", watch).await.ok();
    }
    assert_eq!(assignee(&second, &chat).await, "first");
    pass(&app, &[&second], Duration::minutes(1)).await;
    assert_eq!(assignee(&second, &chat).await, "second");
}

#[rstest]
#[tokio::test]
async fn a_conversation_that_a_colleague_assigns_to_an_absent_agent_is_not_reassigned_at_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (away, second) = (app.agent("away").await, app.online_agent("second").await);
    let chat = app.visitor().await.write_first("Hello").await;
    pass(&app, &[&second], Duration::minutes(30)).await;
    second.update(&chat, json!({ "assigned_agent_id": app.agent_id(&away).await })).await;
    pass(&app, &[&second], Duration::minutes(4)).await;
    assert_eq!((assignee(&second, &chat).await, waiting(&second).await.0), (json!("away"), 1));
    pass(&app, &[&second], Duration::minutes(2)).await;
    assert_eq!(assignee(&second, &chat).await, "second");
}

#[rstest]
#[tokio::test]
async fn several_nodes_assign_each_conversation_to_one_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let first = app.online_agent("first").await;
    let mut chats = Vec::new();
    for _ in 0..12 {
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    let (second, third) = (app.online_agent("second").await, app.online_agent("third").await);
    first.set_online(false).await;
    app.clock.advance(Duration::seconds(290));
    for agent in [&second, &third] {
        poll(agent).await;
    }
    app.clock.advance(Duration::seconds(11));
    let node = || {
        let (database, storage) = (app.database.database.clone(), app.database.storage());
        Desk::with(database, storage, app.clock.clone(), Arc::new(SystemRandom))
    };
    let nodes: Vec<Desk> = (0..4).map(|_| node()).collect();
    join_all(nodes.iter().map(|node| node.assignment().handle_absences(None))).await;
    // The next pass assigns what one node left to another.
    nodes[0].assignment().handle_absences(None).await;
    let shares = [second.inbox("?assignee=me").await.len(), third.inbox("?assignee=me").await.len()];
    assert_eq!((shares, first.inbox("?assignee=me").await.len()), ([6, 6], 0));
}

#[rstest]
#[tokio::test]
async fn a_conversation_reopened_while_its_agent_is_disabled_is_unassigned(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    for round in 0..6 {
        let agent = app.online_agent(&format!("agent-{round}")).await;
        let visitor = app.visitor().await;
        let mut chats = Vec::new();
        for _ in 0..3 {
            let chat = visitor.write_first("Hello").await;
            agent.update(&chat, json!({ "status": "resolved" })).await;
            chats.push(chat);
        }
        let member = app.member(&agent).await;
        let (reopen, say) = (json!({}), json!({ "content": "It broke again" }));
        let (disabled, ..) = futures::join!(
            admin.change("PATCH", &member, json!({ "is_active": false })),
            visitor.post(&chats[0].customer("reopen"), reopen.clone()),
            visitor.post(&chats[1].customer("send"), say),
            visitor.post(&chats[2].customer("reopen"), reopen),
        );
        disabled.ok();
        for chat in &chats {
            let row = admin.row(chat).await;
            assert_eq!((&row["status"], &row["assigned_agent"]), (&json!("open"), &Value::Null), "round {round}");
        }
    }
}
