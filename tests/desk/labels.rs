//! Labels: creating them, adding them to conversations and filtering by them.

use adda::model::role::Role;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, PASSWORD, TestApp};

const LABELS: &str = "/support/agent/api/labels/";

async fn create(agent: &Caller<'_>, name: &str) -> i64 {
    agent.post(LABELS, json!({ "name": name, "color": "#008B8B" })).await.ok()["id"].as_i64().unwrap()
}

async fn ask(caller: &Caller<'_>, method: &str, path: &str, body: Value) -> crate::support::Answer {
    caller.ask(method, path, |request| request.json(&body)).await
}

async fn names(agent: &Caller<'_>) -> Vec<String> {
    let labels = agent.get(LABELS).await.ok();
    labels.as_array().unwrap().iter().map(|label| label["name"].as_str().unwrap().to_owned()).collect()
}

async fn put_on(agent: &Caller<'_>, chat: &Chat, label: i64) -> Value {
    ask(agent, "PUT", &chat.agent(&format!("labels/{label}")), json!({})).await.ok()
}

async fn admin(app: &TestApp) -> Caller<'_> {
    app.add_agent("boss", Role::Admin).await;
    let (token, _) = app.desk.access().sign_in("boss", PASSWORD.to_owned()).await.unwrap();
    app.bearer(token.reveal())
}

#[rstest]
#[tokio::test]
async fn labels_are_created_renamed_and_deleted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, admin) = (app.agent("nadia").await, admin(&app).await);
    let delivery = create(&agent, " delivery ").await;
    create(&agent, "ফেরত").await;
    assert_eq!(names(&agent).await, ["delivery", "ফেরত"]);
    let path = format!("{LABELS}{delivery}/");
    let changed = ask(&agent, "PUT", &path, json!({ "name": "Delivery", "color": "#dc3545" })).await.ok();
    assert_eq!(changed, json!({ "id": delivery, "name": "Delivery", "color": "#DC3545" }));
    ask(&agent, "DELETE", &path, json!({})).await.fails(403, "forbidden");
    ask(&admin, "DELETE", &path, json!({})).await.ok();
    assert_eq!(names(&agent).await, ["ফেরত"]);
    ask(&admin, "DELETE", &path, json!({})).await.fails(404, "not_found");
    ask(&agent, "PUT", &path, json!({ "name": "x", "color": "#dc3545" })).await.fails(404, "not_found");
    ask(&agent, "PUT", &format!("{LABELS}x/"), json!({ "name": "x", "color": "#dc3545" }))
        .await
        .fails(404, "not_found");
}

#[rstest]
#[case::empty("", "required")]
#[case::space(" \t ", "required")]
#[case::long("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "too_long")]
#[case::two_lines("two\nlines", "invalid")]
#[case::nul("nul\0", "invalid")]
#[case::taken("delivery", "taken")]
#[case::taken_in_another_case("DELIVERY", "taken")]
#[tokio::test]
async fn an_invalid_name_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] name: &str,
    #[case] problem: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    create(&agent, "delivery").await;
    let answer = agent.post(LABELS, json!({ "name": name, "color": "#008B8B" })).await;
    assert_eq!(answer.status.as_u16(), 422, "{answer}");
    assert_eq!(answer.json()["fields"][0]["field"], "name");
    assert_eq!(answer.json()["fields"][0]["problem"], problem);
    assert_eq!(names(&agent).await, ["delivery"]);
}

/// Attack 18.
#[rstest]
#[tokio::test]
async fn an_invalid_colour_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for color in ["", "red", "#12345", "#123456;"] {
        agent.post(LABELS, json!({ "name": "x", "color": color })).await.fails(422, "invalid_value");
    }
}

#[rstest]
#[tokio::test]
async fn twenty_requests_at_once_create_a_label_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let draft = json!({ "name": "delivery", "color": "#008B8B" });
    let answers = futures::future::join_all((0..20).map(|_| agent.post(LABELS, draft.clone()))).await;
    let made = answers.iter().filter(|answer| answer.status.is_success()).count();
    assert!(answers.iter().all(|answer| matches!(answer.status.as_u16(), 200 | 422)), "{answers:?}");
    assert_eq!((made, names(&agent).await.len()), (1, 1));
}

#[rstest]
#[tokio::test]
async fn a_label_is_added_and_removed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let (chat, other) = (visitor.write_first("Hello").await, app.visitor().await.write_first("Hello").await);
    let (late, book) = (create(&agent, "late").await, create(&agent, "book").await);
    put_on(&agent, &chat, book).await;
    for _ in 0..2 {
        let row = put_on(&agent, &chat, late).await;
        assert_eq!(row["labels"].as_array().unwrap().len(), 2);
        assert_eq!(row["labels"][0], json!({ "id": late, "name": "late", "color": "#008B8B" }));
    }
    let listed = agent.inbox(&format!("?label={late}")).await;
    assert_eq!((listed.len(), &listed[0]["conversation_id"]), (1, &json!(chat.id)));
    let row = ask(&agent, "DELETE", &chat.agent(&format!("labels/{late}")), json!({})).await.ok();
    assert_eq!(row["labels"][0]["name"], "book");
    assert!(agent.inbox(&format!("?label={late}")).await.is_empty());
    assert_eq!(agent.row(&other).await["labels"], json!([]));
    let unknown = Chat { id: "CONV-000000000000".to_owned() };
    for (chat, label) in [(&chat, 999_999), (&unknown, book)] {
        ask(&agent, "PUT", &chat.agent(&format!("labels/{label}")), json!({})).await.fails(404, "not_found");
    }
    ask(&visitor, "PUT", &chat.agent(&format!("labels/{late}")), json!({})).await.fails(403, "forbidden");
}

#[rstest]
#[tokio::test]
async fn a_poll_returns_a_conversation_whose_label_has_changed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, admin) = (app.agent("nadia").await, admin(&app).await);
    let chat = app.visitor().await.write_first("Hello").await;
    let late = create(&agent, "late").await;
    put_on(&agent, &chat, late).await;
    let path = format!("{LABELS}{late}/");
    for (method, caller, labels) in [
        ("PUT", &agent, json!([{ "id": late, "name": "too late", "color": "#DC3545" }])),
        ("DELETE", &admin, json!([])),
    ] {
        app.clock.advance(chrono::Duration::minutes(1));
        let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].take();
        ask(caller, method, &path, json!({ "name": "too late", "color": "#DC3545" })).await.ok();
        let changes = agent.call("agent/changes", json!({ "since": since })).await.ok();
        assert_eq!(changes["conversations"][0]["labels"], labels);
    }
}
