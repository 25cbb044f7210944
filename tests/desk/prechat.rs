//! The questions that visitors answer before the first message.

use adda::model::config::Asked;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

async fn asking_desk(engine: Engine, name: Asked, email: Asked) -> TestApp {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| {
        settings.prechat_name = Set(name);
        settings.prechat_email = Set(email);
    })
    .await;
    app
}

async fn open(visitor: &Caller<'_>) -> Value {
    visitor.call("open", json!({ "resume": null, "language": "en", "identity_token": null })).await.ok()
}

/// Attack 7.
#[rstest]
#[tokio::test]
async fn a_visitor_who_gives_details_before_the_first_message_stays_a_visitor(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = asking_desk(engine, Asked::Required, Asked::Optional).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    assert_eq!(open(&visitor).await["asks_details"], true);
    let chat = visitor.start().await;
    let refused = visitor.post(&chat.customer("send"), json!({ "content": "Hello" })).await;
    assert_eq!(refused.status.as_u16(), 422, "{refused}");
    assert_eq!(refused.json()["fields"], json!([{ "field": "name", "problem": "required" }]));

    let details = json!({ "name": " Mina ", "email": "mina@example.com" });
    visitor.post("/support/api/details/", details).await.ok();
    assert_eq!(open(&visitor).await["asks_details"], false);
    visitor.send(&chat, "Hello").await;
    let customer = agent.row(&chat).await["customer"].take();
    assert_eq!(
        (&customer["name"], &customer["email"], &customer["is_anonymous"]),
        (&json!("Mina"), &json!("mina@example.com"), &json!(true))
    );
}

#[rstest]
#[tokio::test]
async fn optional_details_do_not_block_the_first_message(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = asking_desk(engine, Asked::Optional, Asked::Optional).await;
    let visitor = app.visitor().await;
    assert_eq!(open(&visitor).await["asks_details"], true);
    visitor.call("introduce", json!({ "details": {} })).await.ok();
    visitor.write_first("Hello").await;
    assert_eq!(open(&visitor).await["asks_details"], false);
}

#[rstest]
#[tokio::test]
async fn invalid_details_are_refused_by_field(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = asking_desk(engine, Asked::Required, Asked::Required).await;
    let visitor = app.visitor().await;
    let refused = visitor.post("/support/api/details/", json!({ "name": "a\0b", "email": "nobody" })).await;
    assert_eq!(refused.status.as_u16(), 422, "{refused}");
    let expected = json!([{ "field": "name", "problem": "invalid" }, { "field": "email", "problem": "invalid" }]);
    assert_eq!(refused.json()["fields"], expected);
    app.signed_out().post("/support/api/details/", json!({})).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn details_that_are_not_asked_for_are_not_stored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = asking_desk(engine, Asked::Off, Asked::Off).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    visitor.post("/support/api/details/", json!({ "name": "Somebody Else" })).await.ok();
    let chat = visitor.write_first("Hello").await;
    assert_eq!(agent.row(&chat).await["customer"]["name"], "");
}

#[rstest]
#[tokio::test]
async fn new_questions_do_not_block_an_existing_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    app.change_settings(|settings| settings.prechat_name = Set(Asked::Required)).await;
    visitor.send(&chat, "Are you there?").await;
}
