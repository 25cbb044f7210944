//! Customers' ratings of conversations that have ended.

use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Chat, Engine, TestApp};

async fn rate(caller: &Caller<'_>, chat: &Chat, rating: Value) -> Answer {
    caller.post(&chat.customer("rate"), rating).await
}

async fn rated_desk(engine: Engine) -> TestApp {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.rating_enabled = Set(true)).await;
    app
}

#[rstest]
#[tokio::test]
async fn a_customer_can_rate_an_ended_conversation_again_until_it_is_reopened(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = rated_desk(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    rate(&visitor, &chat, json!({ "rating": 5 })).await.fails(409, "conflict");

    agent.update(&chat, json!({ "status": "resolved" })).await;
    rate(&visitor, &chat, json!({ "rating": 5 })).await.ok();
    assert_eq!(visitor.thread(&chat).await["rating"], json!({ "rating": 5, "comment": "" }));
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    rate(&visitor, &chat, json!({ "rating": 2, "comment": " Too late " })).await.ok();
    assert_eq!(visitor.thread(&chat).await["rating"], json!({ "rating": 2, "comment": "Too late" }));

    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    rate(&visitor, &chat, json!({ "rating": 4 })).await.fails(409, "conflict");
}

#[rstest]
#[tokio::test]
async fn a_reopened_conversation_asks_for_a_new_rating_and_the_last_rating_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = rated_desk(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let given = |thread: Value| thread.get("rating").map(|rating| rating["rating"].clone());
    let counted = async || agent.get("/support/agent/api/statistics/").await.ok()["totals"]["ratings"].take();
    agent.update(&chat, json!({ "status": "resolved" })).await;
    rate(&visitor, &chat, json!({ "rating": 2 })).await.ok();
    // Closing a conversation that is resolved and rated does not ask for a rating again.
    agent.update(&chat, json!({ "status": "closed" })).await;
    assert_eq!(given(visitor.thread(&chat).await), Some(json!(2)));

    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    assert_eq!(given(visitor.thread(&chat).await), None);
    app.clock.advance(chrono::Duration::minutes(5));
    agent.update(&chat, json!({ "status": "resolved" })).await;
    assert_eq!(given(visitor.thread(&chat).await), None, "the customer is asked again");
    assert_eq!(counted().await["average"], 2.0, "the last rating counts");
    rate(&visitor, &chat, json!({ "rating": 5 })).await.ok();
    assert_eq!(given(visitor.thread(&chat).await), Some(json!(5)));
    assert_eq!((&counted().await["average"], &counted().await["count"]), (&json!(5.0), &json!(1)));
}

#[rstest]
#[tokio::test]
async fn ratings_are_refused_while_they_are_turned_off(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    rate(&visitor, &chat, json!({ "rating": 5 })).await.fails(409, "conflict");
    let arguments = json!({ "conversation": chat.id, "rating": 5, "comment": "" });
    visitor.call("rate", arguments).await.fails(409, "conflict");
}

#[rstest]
#[case::missing(json!({}), "rating", "required")]
#[case::too_low(json!({ "rating": 0 }), "rating", "too_small")]
#[case::too_high(json!({ "rating": 6 }), "rating", "too_large")]
#[case::too_long(json!({ "rating": 3, "comment": "x".repeat(1_001) }), "comment", "too_long")]
#[case::nul(json!({ "rating": 3, "comment": "a\0b" }), "comment", "invalid")]
#[tokio::test]
async fn an_invalid_rating_is_refused_by_field(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] rating: Value,
    #[case] field: &str,
    #[case] problem: &str,
) {
    let app = rated_desk(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    let refused = rate(&visitor, &chat, rating).await;
    assert_eq!(refused.status.as_u16(), 422, "{refused}");
    let errors = &refused.json()["fields"];
    assert_eq!((&errors[0]["field"], &errors[0]["problem"]), (&json!(field), &json!(problem)));
    assert_eq!(visitor.thread(&chat).await.get("rating"), None);
}
