//! How conversations start, and when the inbox shows them.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

const CREATE: &str = "/support/api/conversation/create/";
const WELCOME: &str = "Hello! How can we help you today?";
const WELCOME_BN: &str = "আসসালামু আলাইকুম, রকমারি ডটকমে আপনাকে স্বাগতম। অনুগ্রহ করে জানাবেন কিভাবে সহযোগিতা করতে পারি।";

/// Returns the first message of the conversation that `create/` has returned.
async fn first_message(visitor: &Caller<'_>, created: &Value) -> Value {
    let id = created["conversation_id"].as_str().unwrap();
    visitor.get(&format!("/support/api/conversation/{id}/messages/")).await.ok()["messages"][0].take()
}

#[rstest]
#[tokio::test]
async fn a_new_conversation_is_pending_and_has_an_id_that_cannot_be_guessed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("GET", "POST")] method: &str,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let created = visitor.ask(method, CREATE, |request| request).await.ok();
    assert_eq!((&created["status"], &created["agent"]), (&json!("pending"), &Value::Null));
    let id = created["conversation_id"].as_str().unwrap();
    let random = id.strip_prefix("CONV-").unwrap();
    assert!(
        random.len() == 12 && random.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()),
        "{id}"
    );
    let other = app.visitor().await.start().await;
    assert_ne!(other.id, id);
}

#[rstest]
#[tokio::test]
async fn a_customer_has_one_conversation_at_a_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let first = visitor.start().await;
    assert_eq!(visitor.start().await, first, "pending");
    visitor.send(&first, "Hello").await;
    assert_eq!(visitor.start().await, first, "open");
    agent.update(&first, json!({ "status": "resolved" })).await;
    let second = visitor.start().await;
    assert_ne!(second, first, "resolved");
    visitor.post(&second.customer("close"), json!({})).await.ok();
    assert_ne!(visitor.start().await, second, "closed");
}

#[rstest]
#[case::english_by_default("", None, WELCOME)]
#[case::the_parameter("?lang=bn", None, WELCOME_BN)]
#[case::the_header("", Some("bn-BD,bn;q=0.9,en;q=0.8"), WELCOME_BN)]
#[case::the_first_known_language_of_the_header("", Some("fr, bn;q=0.5"), WELCOME_BN)]
#[case::the_parameter_before_the_header("?lang=en", Some("bn"), WELCOME)]
#[case::the_header_if_the_parameter_is_unknown("?lang=fr", Some("bn"), WELCOME_BN)]
#[tokio::test]
async fn a_conversation_begins_with_the_welcome_line_in_the_customers_language(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("GET", "POST")] method: &str,
    #[case] parameter: &str,
    #[case] accept_language: Option<&str>,
    #[case] expected: &str,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let created = visitor
        .ask(method, &format!("{CREATE}{parameter}"), |request| match accept_language {
            Some(languages) => request.add_header("accept-language", languages),
            None => request,
        })
        .await
        .ok();
    let welcome = first_message(&visitor, &created).await;
    assert_eq!((&welcome["content"], &welcome["message_type"]), (&json!(expected), &json!("system")));
    assert_eq!((&welcome["sender_name"], &welcome["is_agent"]), (&json!(""), &json!(false)));
}

#[rstest]
#[tokio::test]
async fn nothing_is_stored_before_a_visitor_opens_the_chat(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    use adda::server::entity::{account, conversation, message, session};
    use sea_orm::{EntityTrait, PaginatorTrait};

    let app = TestApp::new(engine).await;
    app.signed_out().get("/support/api/config/").await.ok();
    app.signed_out().get(CREATE).await.fails(401, "not_signed_in");
    app.signed_out().call("config", json!({ "language": "bn" })).await.ok();
    let database = app.database.database.read();
    assert_eq!(account::Entity::find().count(database).await.unwrap(), 0);
    assert_eq!(session::Entity::find().count(database).await.unwrap(), 0);
    assert_eq!(conversation::Entity::find().count(database).await.unwrap(), 0);
    assert_eq!(message::Entity::find().count(database).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn a_conversation_is_in_the_inbox_once_the_customer_has_written(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let page = agent.get("/support/agent/api/conversations/").await.ok();
    assert_eq!((&page["conversations"], &page["counts"]["pending"]), (&json!([]), &json!(0)));
    visitor.send(&chat, "Hello").await;
    let page = agent.get("/support/agent/api/conversations/").await.ok();
    assert_eq!(page["conversations"][0]["conversation_id"], chat.id.as_str());
    assert_eq!(page["counts"]["open"], 1);
}

#[rstest]
#[tokio::test]
async fn opening_the_widget_starts_a_session_and_a_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let arguments = json!({ "resume": null, "language": "bn", "identity_token": null });
    let answer = app.signed_out().call("open", arguments.clone()).await;
    let opened = answer.ok();
    assert_eq!(opened["thread"]["messages"][0]["content"], WELCOME_BN);
    let cookie = &answer.set_cookies()[0];
    let cookie = cookie.split(';').next().unwrap();
    // The next time, the cookie identifies the customer.
    let again = app
        .signed_out()
        .ask("POST", "/support/fn/open", |request| request.json(&arguments).add_header("cookie", cookie));
    let again = again.await;
    assert_eq!(again.ok()["conversation_id"], opened["conversation_id"]);
    assert_eq!(again.set_cookies(), [""; 0]);
}

#[rstest]
#[tokio::test]
async fn an_ended_conversation_is_resumed_on_request(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    let open = async |resume: Value| {
        visitor.call("open", json!({ "resume": resume, "language": "en", "identity_token": null })).await.ok()
    };
    let resumed = open(json!(chat.id)).await;
    assert_eq!(resumed["conversation_id"], chat.id.as_str());
    assert_eq!(resumed["thread"]["status"], "closed");
    assert_ne!(open(Value::Null).await["conversation_id"], chat.id.as_str());
}
