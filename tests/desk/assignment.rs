//! The choice of the agent to whom a conversation is assigned.

use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

/// Starts a conversation in which a new visitor has written.
async fn new_conversation(app: &TestApp) -> Chat {
    app.visitor().await.write_first("Hello").await
}

/// Returns the assignee's name.
async fn assignee(agent: &Caller<'_>, chat: &Chat) -> Option<String> {
    agent.row(chat).await["assigned_agent"]["name"].as_str().map(str::to_owned)
}

#[rstest]
#[tokio::test]
async fn a_conversation_goes_to_the_agent_with_the_fewest_open_ones_and_ties_go_by_order(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, _second) = (app.online_agent("first").await, app.online_agent("second").await);
    let mut chats = Vec::new();
    for expected in ["first", "second", "first", "second"] {
        let chat = new_conversation(&app).await;
        assert_eq!(assignee(&first, &chat).await.as_deref(), Some(expected));
        chats.push(chat);
    }
    // Two of the second agent's conversations are done, so the second gets the next two.
    for index in [1, 3] {
        first.update(&chats[index], json!({ "status": "resolved" })).await;
    }
    for expected in ["second", "second", "first"] {
        assert_eq!(assignee(&first, &new_conversation(&app).await).await.as_deref(), Some(expected));
    }
}

#[rstest]
#[tokio::test]
async fn the_order_of_agents_breaks_ties_and_not_their_age(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (older, _younger) = (app.online_agent("older").await, app.online_agent("younger").await);
    app.execute("UPDATE support_supportagent SET \"order\" = 0 WHERE display_name = 'younger'").await;
    assert_eq!(assignee(&older, &new_conversation(&app).await).await.as_deref(), Some("younger"));
}

#[rstest]
#[tokio::test]
async fn a_new_customer_is_told_at_once_who_will_answer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.online_agent("nadia").await;
    let created = app.visitor().await.post("/support/api/conversation/create/", json!({})).await.ok();
    assert_eq!(created["agent"], json!({ "name": "nadia", "name_bn": "", "avatar": null, "is_online": true }));
}

#[rstest]
#[tokio::test]
async fn conversations_without_a_customers_message_count_for_no_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, _second) = (app.online_agent("first").await, app.online_agent("second").await);
    for _ in 0..3 {
        app.visitor().await.start().await;
    }
    assert_eq!(assignee(&first, &new_conversation(&app).await).await.as_deref(), Some("first"));
    assert_eq!(assignee(&first, &new_conversation(&app).await).await.as_deref(), Some("second"));
}

#[rstest]
#[tokio::test]
async fn the_assignee_is_chosen_when_the_customer_writes_and_not_when_the_chat_opens(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, _second) = (app.online_agent("first").await, app.online_agent("second").await);
    let (slow, quick) = (app.visitor().await, app.visitor().await);
    let later = slow.start().await;
    let sooner = quick.start().await;
    quick.send(&sooner, "Hello").await;
    slow.send(&later, "Hello").await;
    assert_eq!(assignee(&first, &sooner).await.as_deref(), Some("first"));
    assert_eq!(assignee(&first, &later).await.as_deref(), Some("second"));
}

#[rstest]
#[tokio::test]
async fn with_no_agent_online_a_conversation_waits_and_the_widget_says_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    assert_eq!(assignee(&agent, &chat).await, None);
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["agents_online"], 0);
    assert_eq!(visitor.thread(&chat).await["agents_online"], false);

    agent.set_online(true).await;
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["agents_online"], 1);
    assert_eq!(visitor.thread(&chat).await["agents_online"], true);
    assert_eq!(assignee(&agent, &chat).await.as_deref(), Some("nadia"));

    agent.set_online(false).await;
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["agents_online"], 0);
    assert_eq!(assignee(&agent, &new_conversation(&app).await).await, None);
}

#[rstest]
#[tokio::test]
async fn an_agent_who_comes_online_gets_the_waiting_conversations_and_no_others(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.agent("first").await, app.agent("second").await);
    let mut waiting = Vec::new();
    for _ in 0..5 {
        waiting.push(new_conversation(&app).await);
    }
    let closed = new_conversation(&app).await;
    first.update(&closed, json!({ "status": "closed" })).await;
    let unwritten = app.visitor().await.start().await;

    first.set_online(true).await;
    for chat in &waiting {
        assert_eq!(assignee(&first, chat).await.as_deref(), Some("first"));
    }
    assert_eq!(assignee(&first, &closed).await, None);
    assert_eq!(first.agent_thread(&unwritten).await["agent"], Value::Null);

    // Conversations that are assigned keep their assignee.
    second.set_online(true).await;
    assert!(second.inbox("?assignee=me").await.is_empty());
    assert_eq!(assignee(&first, &new_conversation(&app).await).await.as_deref(), Some("second"));
}

#[rstest]
#[tokio::test]
async fn a_queue_is_shared_evenly_among_online_agents(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.online_agent("first").await, app.agent("second").await);
    let mut chats = Vec::new();
    for _ in 0..7 {
        chats.push(new_conversation(&app).await);
    }
    for chat in &chats[1..] {
        first.update(chat, json!({ "assigned_agent_id": null })).await;
    }
    second.set_online(true).await;
    let shares = [first.inbox("?assignee=me").await.len(), second.inbox("?assignee=me").await.len()];
    assert!(shares == [4, 3] || shares == [3, 4], "{shares:?}");
}

#[rstest]
#[tokio::test]
async fn without_auto_assign_conversations_wait_for_an_agent_to_take_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.auto_assign = Set(false)).await;
    let agent = app.online_agent("nadia").await;
    let chat = new_conversation(&app).await;
    assert_eq!(assignee(&agent, &chat).await, None);
    agent.set_online(true).await;
    assert_eq!(assignee(&agent, &chat).await, None);
}

#[rstest]
#[tokio::test]
async fn a_reply_assigns_an_unassigned_conversation_to_its_author(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (nadia, rafi) = (app.agent("nadia").await, app.agent("rafi").await);
    let chat = new_conversation(&app).await;
    nadia.reply(&chat, "Hello!").await;
    assert_eq!(assignee(&nadia, &chat).await.as_deref(), Some("nadia"));
    // A colleague may reply without becoming the assignee.
    rafi.reply(&chat, "I know this one.").await;
    assert_eq!(assignee(&nadia, &chat).await.as_deref(), Some("nadia"));
}

#[rstest]
#[tokio::test]
async fn a_later_message_assigns_an_unassigned_conversation_to_an_online_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.online_agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    agent.update(&chat, json!({ "assigned_agent_id": null })).await;
    visitor.send(&chat, "Is anybody there?").await;
    assert_eq!(assignee(&agent, &chat).await.as_deref(), Some("nadia"));
}

#[rstest]
#[tokio::test]
async fn no_conversation_is_assigned_to_a_disabled_agent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.online_agent("former").await;
    app.execute("UPDATE support_supportagent SET is_active = false WHERE display_name = 'former'").await;
    assert_eq!(assignee(&agent, &new_conversation(&app).await).await, None);
    app.clock.advance(chrono::Duration::seconds(2));
    assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["agents_online"], 0);
}
