//! Drafts: what agents have typed and not sent.

use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Chat, Engine, NASTY_TEXTS, TestApp};

/// The draft of a browser that has a text, and what it knows of the server's draft.
fn copy(own: Option<(&str, &str)>, age_ms: u64, confirmed: Option<&str>) -> Value {
    let own = own.map(|(client_id, text)| json!({ "client_id": client_id, "text": text, "age_ms": age_ms }));
    json!({ "is_note": false, "own": own, "confirmed": confirmed, "sent": null })
}

async fn try_sync(agent: &Caller<'_>, chat: &Chat, copy: Value) -> Answer {
    agent.call("agent/draft", json!({ "id": chat.id, "copy": copy, "author": null })).await
}

/// Sends a browser's draft. Returns the text of the draft that there is afterwards.
async fn sync(agent: &Caller<'_>, chat: &Chat, copy: Value) -> Value {
    try_sync(agent, chat, copy).await.ok()["text"].take()
}

async fn put(agent: &Caller<'_>, chat: &Chat, texts: Value) -> Answer {
    agent.ask("PUT", &chat.agent("draft"), |request| request.json(&texts)).await
}

/// Returns the texts of the agent's drafts of a reply and a note.
async fn texts(agent: &Caller<'_>, chat: &Chat) -> [Value; 2] {
    let mut drafts = agent.get(&chat.agent("draft")).await.ok();
    ["reply", "note"].map(|kind| drafts[kind]["text"].take())
}

/// Polls the inbox. Returns which of the conversations that have changed have a draft.
async fn marks(agent: &Caller<'_>, since: &mut Value) -> Vec<(String, bool)> {
    let answer = agent.call("agent/changes", json!({ "since": since })).await.ok();
    assert_eq!(answer["reload"], false, "{answer}");
    *since = answer["since"].clone();
    let rows = answer["conversations"].as_array().unwrap().iter();
    rows.map(|row| (row["conversation_id"].as_str().unwrap().to_owned(), row["has_draft"] == true)).collect()
}

async fn since(agent: &Caller<'_>) -> Value {
    agent.get("/support/agent/api/conversations/").await.ok()["since"].take()
}

#[rstest]
#[tokio::test]
async fn a_draft_is_stored_replaced_and_deleted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    assert_eq!(texts(&agent, &chat).await, [Value::Null, Value::Null]);

    let both = put(&agent, &chat, json!({ "reply": "On its", "note": "Ask the courier" })).await.ok();
    assert_eq!((&both["reply"]["text"], &both["note"]["text"]), (&json!("On its"), &json!("Ask the courier")));
    assert_eq!(both["reply"]["written_at"], json!(app.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)));
    put(&agent, &chat, json!({ "reply": "On its way" })).await.ok();
    assert_eq!(texts(&agent, &chat).await, ["On its way", "Ask the courier"].map(Value::from));
    put(&agent, &chat, json!({ "note": " \n" })).await.ok();
    assert_eq!(texts(&agent, &chat).await, [json!("On its way"), Value::Null]);
    agent.ask("DELETE", &chat.agent("draft"), |request| request).await.ok();
    assert_eq!(texts(&agent, &chat).await, [Value::Null, Value::Null]);
}

#[rstest]
#[tokio::test]
async fn of_two_devices_the_text_that_was_typed_last_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    assert_eq!(sync(&agent, &chat, copy(Some(("a", "Hello")), 0, None)).await, "Hello");
    app.clock.advance(Duration::seconds(60));
    // Typed without a network, before the other device's text.
    assert_eq!(sync(&agent, &chat, copy(Some(("b", "Hell")), 90_000, None)).await, "Hello");
    assert_eq!(sync(&agent, &chat, copy(Some(("c", "Hello there")), 30_000, Some("a"))).await, "Hello there");
    // A device that has the earlier text gets the new one, and does not bring back its own.
    assert_eq!(sync(&agent, &chat, copy(Some(("a", "Hello")), 0, Some("a"))).await, "Hello there");
    // An age that no clock can measure.
    assert_eq!(sync(&agent, &chat, copy(Some(("d", "Old")), u64::MAX, None)).await, "Hello there");
    // A device whose field is empty does not delete a draft that it has not shown.
    assert_eq!(sync(&agent, &chat, copy(None, 0, Some("a"))).await, "Hello there");
    assert_eq!(sync(&agent, &chat, copy(None, 0, Some("c"))).await, Value::Null);
    // The copies of the deleted draft do not come back, later text does.
    assert_eq!(sync(&agent, &chat, copy(Some(("c", "Hello there")), 0, Some("c"))).await, Value::Null);
    assert_eq!(sync(&agent, &chat, copy(Some(("c", "Hello there")), 0, None)).await, Value::Null);
    assert_eq!(sync(&agent, &chat, copy(Some(("e", "Hello again")), 1_000, Some("c"))).await, "Hello again");
}

#[rstest]
#[tokio::test]
async fn a_message_deletes_the_draft_that_it_was(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("send", "note")] action: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    let (kind, other) = if action == "send" { ("reply", "note") } else { ("note", "reply") };
    let write = async |text: &str| {
        let drafts = put(&agent, &chat, json!({ kind: text, other: "Another" })).await.ok();
        drafts[kind]["client_id"].clone()
    };
    let left = async || {
        let drafts = agent.get(&chat.agent("draft")).await.ok();
        assert_eq!(drafts[other]["text"], "Another");
        drafts[kind]["text"].clone()
    };
    let id = write("It was sent").await;
    let sent = json!({ "content": "It was sent", "client_id": id });
    agent.post(&chat.agent(action), sent.clone()).await.ok();
    assert_eq!(left().await, Value::Null);
    // A message that is sent again does not delete what was typed since.
    write("By courier").await;
    agent.post(&chat.agent(action), sent).await.ok();
    agent.post(&chat.agent(action), json!({ "content": "Another message", "client_id": "x" })).await.ok();
    assert_eq!(left().await, "By courier");
    agent.post(&chat.agent(action), json!({ "content": "By courier" })).await.ok();
    assert_eq!(left().await, Value::Null, "without an id, the text tells");
}

#[rstest]
#[tokio::test]
async fn only_its_author_reads_a_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, admin, visitor) = (app.agent("nadia").await, app.admin("boss").await, app.visitor().await);
    let chat = visitor.write_first("Where is it?").await;
    let mut seen = since(&admin).await;
    put(&nadia, &chat, json!({ "reply": "Private", "note": "Private too" })).await.ok();
    assert_eq!(texts(&admin, &chat).await, [Value::Null, Value::Null]);
    assert_eq!(sync(&admin, &chat, copy(None, 0, None)).await, Value::Null);
    assert_eq!(marks(&admin, &mut seen).await, [], "it is not a change for others");
    for answer in [
        admin.get("/support/agent/api/conversations/").await.ok(),
        admin.get(&chat.agent("messages")).await.ok(),
        admin.call("agent/conversation", json!({ "id": chat.id })).await.ok(),
        admin.get("/support/admin/api/log/").await.ok(),
        visitor.get(&chat.customer("messages")).await.ok(),
    ] {
        let text = answer.to_string();
        assert!(!text.contains("Private") && !text.contains("has_draft") && !text.contains("\"drafts\""), "{text}");
    }
    visitor.get(&chat.agent("draft")).await.fails(403, "forbidden");
    // The browser of another agent, in which this one has signed in since.
    let stolen =
        json!({ "id": chat.id, "copy": copy(Some(("a", "Hers")), 0, None), "author": app.agent_id(&nadia).await });
    admin.call("agent/draft", stolen).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn the_list_marks_conversations_with_a_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let (chat, other) = (visitor.write_first("Where is it?").await, app.visitor().await.write_first("Hello").await);
    let order = |rows: Vec<Value>| rows.into_iter().map(|row| row["conversation_id"].clone()).collect::<Vec<_>>();
    let (before, row) = (order(agent.inbox("").await), agent.row(&chat).await);
    let mut seen = since(&agent).await;

    put(&agent, &chat, json!({ "reply": "On" })).await.ok();
    assert_eq!(marks(&agent, &mut seen).await, [(chat.id.clone(), true)]);
    assert_eq!(marks(&agent, &mut seen).await, []);
    put(&agent, &chat, json!({ "reply": "On its way" })).await.ok();
    assert_eq!(marks(&agent, &mut seen).await, [], "it was marked before");
    put(&agent, &other, json!({ "note": "Ask" })).await.ok();
    assert_eq!(marks(&agent, &mut seen).await, [(other.id.clone(), true)]);

    let marked = agent.row(&chat).await;
    assert_eq!(marked["has_draft"], true);
    assert_eq!((&marked["unread"], &marked["updated_at"]), (&row["unread"], &row["updated_at"]));
    assert_eq!(order(agent.inbox("").await), before);
    let updated = agent.update(&chat, json!({ "priority": "high" })).await;
    assert_eq!(updated["has_draft"], true);
    // A change of the conversation itself brings the mark too.
    assert_eq!(marks(&agent, &mut seen).await, [(chat.id.clone(), true)]);

    let ids = agent.call("agent/watch", json!({ "id": chat.id, "range": {}, "is_looking": true })).await.ok();
    let draft = agent.get(&chat.agent("draft")).await.ok();
    assert_eq!(ids["drafts"], json!({ "reply": draft["reply"]["client_id"] }));
    agent.ask("DELETE", &chat.agent("draft"), |request| request).await.ok();
    assert_eq!(marks(&agent, &mut seen).await, [(chat.id.clone(), false)]);
    assert_eq!(agent.row(&chat).await.get("has_draft"), None);
}

#[rstest]
#[tokio::test]
async fn a_text_that_cannot_be_a_message_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    let unknown = Chat { id: "CONV-AAAAAAAAAAAA".to_owned() };
    put(&agent, &chat, json!({ "reply": "আ".repeat(5_000) })).await.ok();
    for text in ["আ".repeat(5_001), "nul\0".to_owned()] {
        let answer = put(&agent, &chat, json!({ "note": "Fine", "reply": text })).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{answer}");
        let answer = try_sync(&agent, &chat, copy(Some(("a", text.as_str())), 0, None)).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{answer}");
    }
    assert_eq!(texts(&agent, &chat).await[1], Value::Null, "nothing is stored");
    put(&agent, &chat, json!({ "replies": "Hello" })).await.fails(422, "invalid_value");
    put(&agent, &unknown, json!({ "reply": "Hello" })).await.fails(404, "not_found");
    agent.get(&unknown.agent("draft")).await.fails(404, "not_found");
    for (number, text) in NASTY_TEXTS.iter().enumerate() {
        let id = format!("n{number}");
        try_sync(&agent, &chat, copy(Some((id.as_str(), *text)), 0, None)).await.is_handled();
    }
}

#[rstest]
#[tokio::test]
async fn drafts_are_deleted_with_their_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("conversation", "customer", "old")] deleted: &str,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    put(&admin, &chat, json!({ "reply": "On its way" })).await.ok();
    let customer = admin.row(&chat).await["customer"]["id"].clone();
    match deleted {
        "conversation" => {
            let path = format!("/support/admin/api/conversation/{}/", chat.id);
            admin.ask("DELETE", &path, |request| request).await.ok();
        }
        "customer" => {
            let path = format!("/support/admin/api/customers/{customer}/erase/");
            admin.post(&path, json!({})).await.ok();
        }
        _ => {
            admin.update(&chat, json!({ "status": "closed" })).await;
            app.change_settings(|settings| settings.keep_conversations_days = sea_orm::ActiveValue::Set(Some(1))).await;
            app.clock.advance(Duration::days(2));
            drop(app.desk.retention().purge().await);
        }
    }
    assert_eq!(rows(&app).await, 0);
}

#[rstest]
#[tokio::test]
async fn what_remains_of_a_deleted_draft_is_deleted_after_a_week(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Where is it?").await;
    put(&agent, &chat, json!({ "reply": "Sent", "note": "Kept" })).await.ok();
    put(&agent, &chat, json!({ "reply": "" })).await.ok();
    for (days, left) in [(6, 2), (2, 1), (400, 1)] {
        app.clock.advance(Duration::days(days));
        app.desk.chat().forget_old_drafts().await.unwrap();
        assert_eq!(rows(&app).await, left, "{days} days");
    }
}

#[rstest]
#[tokio::test]
async fn drafts_that_are_stored_at_the_same_time_are_all_marked(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut chats = Vec::new();
    for _ in 0..5 {
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    let mut seen = since(&agent).await;
    let mut marked = Vec::new();
    for round in 0..4 {
        let text = if round % 2 == 0 { "Hi" } else { "" };
        let stored = join_all(chats.iter().map(|chat| put(&agent, chat, json!({ "reply": text, "note": text }))));
        let (answers, polled) = futures::join!(stored, marks(&agent, &mut seen));
        answers.iter().for_each(|answer| drop(answer.ok()));
        marked = polled;
    }
    marked.extend(marks(&agent, &mut seen).await);
    for chat in &chats {
        let last = marked.iter().rev().find(|(id, _)| *id == chat.id);
        assert!(last.is_none_or(|(_, has_draft)| !has_draft), "{marked:?}");
        assert_eq!(agent.row(chat).await.get("has_draft"), None);
    }
}

/// Returns how many rows of drafts there are.
async fn rows(app: &TestApp) -> u64 {
    use sea_orm::{EntityTrait, PaginatorTrait};
    adda::server::entity::draft::Entity::find().count(app.database.database.read()).await.unwrap()
}
