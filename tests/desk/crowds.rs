//! A flood of first messages from one address does not use up every agent's limit.

use axum_test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    identity::token_of,
    support::{Caller, Chat, Engine, TestApp},
};

/// Writes a first message from an address.
async fn write_from(app: &TestApp, visitor: &Caller<'_>, address: &str) -> Chat {
    app.clock.advance(chrono::Duration::seconds(1));
    let chat = visitor.start().await;
    let address = address.to_owned();
    let send = |request: TestRequest| request.add_header("x-forwarded-for", address).json(&json!({ "content": "Hi" }));
    visitor.ask("POST", &chat.customer("send"), send).await.ok();
    chat
}

async fn assignee(agent: &Caller<'_>, chat: &Chat) -> Value {
    agent.row(chat).await["assigned_agent"]["name"].take()
}

/// Attack 47.
#[rstest]
#[tokio::test]
async fn a_flood_from_one_address_leaves_room_for_others(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "on").await;
    let agent = app.online_agent("nadia").await;
    app.execute("UPDATE support_supportagent SET max_open = 6 WHERE display_name = 'nadia'").await;
    let mut flood = Vec::new();
    for _ in 0..9 {
        flood.push(write_from(&app, &app.visitor().await, "203.0.113.66").await);
    }
    let mut assigned = 0;
    for chat in &flood {
        assigned += usize::from(!assignee(&agent, chat).await.is_null());
    }
    assert_eq!(assigned, 3, "half of the agents' room");

    // The conversation of a visitor at another address is assigned at once. So is that of an
    // identified customer, even at this address.
    let other = write_from(&app, &app.visitor().await, "198.51.100.1").await;
    assert_eq!(assignee(&agent, &other).await, "nadia");
    let session = json!({ "identity_token": token_of("17") });
    let session = app.signed_out().post("/support/api/session/", session).await.ok();
    let known = app.bearer(session["token"].as_str().unwrap());
    let known = write_from(&app, &known, "203.0.113.66").await;
    assert_eq!(assignee(&agent, &known).await, "nadia");

    // The conversations that wait are in the inbox, and are assigned as the earlier ones are done.
    assert_eq!(agent.inbox("?assignee=none").await.len(), 6);
    agent.update(&flood[0], json!({ "status": "resolved" })).await;
    assert_eq!(assignee(&agent, &flood[3]).await, "nadia");
    assert!(assignee(&agent, &flood[4]).await.is_null());
    // An agent can assign any of them manually.
    let me = app.agent_id(&agent).await;
    agent.update(&flood[8], json!({ "assigned_agent_id": me })).await;
    assert_eq!(assignee(&agent, &flood[8]).await, "nadia");
}

#[rstest]
#[tokio::test]
async fn the_queue_of_a_flood_does_not_hold_up_others(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "on").await;
    let mut flood = Vec::new();
    for _ in 0..4 {
        flood.push(write_from(&app, &app.visitor().await, "203.0.113.66").await);
    }
    let other = write_from(&app, &app.visitor().await, "198.51.100.1").await;
    let agent = app.agent("nadia").await;
    app.execute("UPDATE support_supportagent SET max_open = 2 WHERE display_name = 'nadia'").await;
    agent.set_online(true).await;
    assert_eq!(assignee(&agent, &flood[0]).await, "nadia", "the one that has waited longest");
    assert_eq!(assignee(&agent, &other).await, "nadia");
    assert!(assignee(&agent, &flood[1]).await.is_null());
}

#[rstest]
#[tokio::test]
async fn the_networks_of_customers_are_deleted_after_a_month(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "on").await;
    write_from(&app, &app.visitor().await, "203.0.113.66").await;
    let kept = async || {
        use sea_orm::{EntityTrait, PaginatorTrait};
        let rows = adda::server::entity::customer_network::Entity::find();
        rows.count(app.database.database.read()).await.unwrap()
    };
    app.desk.limits().forget_networks().await.unwrap();
    assert_eq!(kept().await, 1);
    app.clock.advance(chrono::Duration::days(31));
    app.desk.limits().forget_networks().await.unwrap();
    assert_eq!(kept().await, 0);
}
