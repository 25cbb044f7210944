//! What is deleted once sessions have ended.

use adda::server::{
    domain::access::sessions::CUSTOMER_SESSION,
    entity::{account, session},
};
use chrono::Duration;
use rstest::rstest;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::{
    identity::token_of,
    support::{Engine, PASSWORD, TestApp},
};

/// Counts the sessions and the accounts.
async fn stored(app: &TestApp) -> (u64, u64) {
    let read = app.database.database.read();
    (session::Entity::find().count(read).await.unwrap(), account::Entity::find().count(read).await.unwrap())
}

#[rstest]
#[tokio::test]
async fn ended_sessions_and_visitors_who_never_wrote_are_deleted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    // Accounts of the agents, without sessions of customers.
    let before = stored(&app).await;
    let (silent, opened, writer, blocked) =
        (app.visitor().await, app.visitor().await, app.visitor().await, app.visitor().await);
    opened.start().await;
    let chat = writer.write_first("Hello").await;
    let spam = blocked.write_first("Buy my watches").await;
    agent.post(&spam.agent("block"), json!({})).await.ok();
    app.signed_out().post("/support/api/session/", json!({ "identity_token": token_of("17") })).await.ok();
    let all = stored(&app).await;
    assert_eq!((all.0 - before.0, all.1 - before.1), (5, 5));

    app.desk.access().forget_ended_sessions().await.unwrap();
    assert_eq!(stored(&app).await, all, "no session has ended");

    // One visitor returns before the end.
    app.clock.advance(CUSTOMER_SESSION - Duration::days(1));
    silent.get("/support/api/conversation/create/").await.ok();
    app.clock.advance(Duration::days(2));
    app.desk.access().forget_ended_sessions().await.unwrap();
    // The session of the agent has ended too. The accounts of the writer, of the blocked visitor,
    // of the identified customer and of the visitor who returned remain.
    let left = stored(&app).await;
    assert_eq!(left, (1, before.1 + 4));
    let (token, _) = app.desk.access().sign_in("nadia", PASSWORD.to_owned()).await.unwrap();
    let agent = app.bearer(token.reveal());
    assert_eq!(agent.agent_thread(&chat).await["messages"].as_array().map(Vec::len), Some(2));
    silent.get("/support/api/conversation/create/").await.ok();
}
