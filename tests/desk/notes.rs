//! Notes that agents write for each other. Customers never see them, neither by REST nor by server
//! functions.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp, Upload, pictures};

const SECRET: &str = "Courier says it is lost";

async fn note(agent: &Caller<'_>, chat: &Chat, content: &str) -> Value {
    agent.post(&chat.agent("note"), json!({ "content": content })).await.ok()["message"].take()
}

fn contents(thread: &Value) -> Vec<&str> {
    thread["messages"].as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn colleagues_see_that_a_message_is_a_note(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let chat = visitor.write_first("Where is it?").await;
    let before = rahim.agent_thread(&chat).await["messages"].as_array().unwrap().last().unwrap()["id"].clone();
    let sent = note(&nadia, &chat, SECRET).await;
    assert_eq!(
        (&sent["is_note"], &sent["is_agent"], &sent["sender_name"]),
        (&json!(true), &json!(true), &json!("nadia"))
    );
    let poll = rahim.get(&format!("{}?after={before}", chat.agent("messages"))).await.ok();
    assert_eq!(contents(&poll), [SECRET]);
    assert_eq!(poll["messages"][0]["is_note"], true);
    assert_eq!(rahim.inbox(&format!("?q={}", "lost")).await.len(), 1, "agents find the note");

    let function = json!({ "id": chat.id, "content": "Again", "client_id": "n-1" });
    let first = rahim.call("agent/note", function.clone()).await.ok();
    assert_eq!(rahim.call("agent/note", function).await.ok()["id"], first["id"]);
}

/// Attack 10.
#[rstest]
#[tokio::test]
async fn customers_cannot_see_notes_at_any_endpoint(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    let untouched = visitor.thread(&chat).await;
    let id = note(&agent, &chat, SECRET).await["id"].as_i64().unwrap();
    assert_eq!(visitor.thread(&chat).await, untouched, "the note changes nothing for the customer");

    let calls = [
        ("messages", json!({ "conversation": chat.id, "range": {} })),
        ("messages", json!({ "conversation": chat.id, "range": { "after": id - 1 } })),
        ("messages", json!({ "conversation": chat.id, "range": { "before": id + 1, "limit": 1 } })),
        ("open", json!({ "resume": chat.id, "language": "en" })),
    ];
    for (function, arguments) in calls {
        let answer = visitor.call(function, arguments).await;
        answer.ok();
        assert!(!answer.body.contains(SECRET) && !answer.body.contains("is_note"), "{answer}");
    }
    for query in ["", &format!("?after={}", id - 1), &format!("?before={}", id + 1), "?limit=1"] {
        let answer = visitor.get(&format!("{}{query}", chat.customer("messages"))).await;
        answer.ok();
        assert!(!answer.body.contains(SECRET) && !answer.body.contains("is_note"), "{answer}");
    }

    let transcript = visitor.get(&chat.customer("transcript")).await;
    assert!(transcript.status.is_success() && !transcript.body.contains(SECRET), "{transcript}");

    let reply = agent.reply(&chat, "I will ask again.").await;
    assert_eq!(contents(&visitor.thread(&chat).await).last(), Some(&"I will ask again."));
    assert!(reply["id"].as_i64().unwrap() > id);
    let poll = visitor.get(&format!("{}?after={id}", chat.customer("messages"))).await.ok();
    assert_eq!(contents(&poll), ["I will ask again."]);
}

#[rstest]
#[tokio::test]
async fn a_note_does_not_count_as_a_reply(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    agent.update(&chat, json!({ "status": "pending" })).await;
    let before = agent.row(&chat).await;
    note(&agent, &chat, SECRET).await;
    let mut after = agent.row(&chat).await;
    after["updated_at"] = before["updated_at"].clone();
    assert_eq!(after, before, "status, assignee, unread, last message and time");
    assert_eq!(visitor.thread(&chat).await["unread"], 0);
}

#[rstest]
#[tokio::test]
async fn reading_up_to_a_note_marks_only_earlier_replies_as_read(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    let first = agent.reply(&chat, "One moment.").await["id"].clone();
    let note = note(&agent, &chat, SECRET).await["id"].clone();
    agent.reply(&chat, "It is on its way.").await;
    assert_eq!(visitor.thread(&chat).await["unread"], 2);
    visitor.post(&chat.customer("read"), json!({ "up_to": note })).await.ok();
    let thread = agent.agent_thread(&chat).await;
    assert_eq!(thread["read_up_to"], first, "the reply after the note is unread");
    assert_eq!(visitor.thread(&chat).await["unread"], 1);
}

#[rstest]
#[tokio::test]
async fn customers_cannot_write_notes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    visitor.post(&chat.agent("note"), json!({ "content": SECRET })).await.fails(403, "forbidden");
    visitor.post(&chat.customer("send"), json!({ "content": "Not a note", "is_note": true })).await.ok();
    assert_eq!(contents(&visitor.thread(&chat).await).last(), Some(&"Not a note"));
    agent.post(&chat.agent("note"), json!({ "content": " " })).await.fails(422, "message_empty");
    let unknown = Chat { id: "CONV-000000000000".to_owned() };
    agent.post(&unknown.agent("note"), json!({ "content": SECRET })).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_closed_conversation_accepts_notes_and_stays_closed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    agent.update(&chat, json!({ "status": "closed" })).await;
    let untouched = visitor.thread(&chat).await;
    note(&agent, &chat, SECRET).await;
    let file = agent.attach(&chat.agent("note/upload"), "claim.txt", b"Claim 17").await;
    let seen = agent.agent_thread(&chat).await;
    assert_eq!(contents(&seen)[2..], [SECRET, ""]);
    assert_eq!((&seen["status"], &seen["messages"][3]["id"]), (&json!("closed"), &file["id"]));
    assert_eq!(visitor.thread(&chat).await, untouched);
    // Replies are still refused.
    agent.post(&chat.agent("send"), json!({ "content": "Hello" })).await.fails(409, "conversation_closed");
    agent.upload(&chat.agent("upload"), &Upload::file("a.txt", b"a")).await.fails(409, "conversation_closed");
}

#[rstest]
#[tokio::test]
async fn a_file_in_a_note_is_visible_to_agents_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let chat = visitor.write_first("Where is it?").await;
    let untouched = visitor.thread(&chat).await;
    let before = nadia.row(&chat).await;
    let upload = Upload::file("claim.png", &pictures::png(900, 300)).with("content", SECRET).with("client_id", "n-1");
    let path = chat.agent("note/upload");
    let sent = nadia.upload(&path, &upload).await.ok()["message"].take();
    assert_eq!(
        (&sent["is_note"], &sent["message_type"], &sent["content"]),
        (&json!(true), &json!("image"), &json!(SECRET))
    );
    assert_eq!(nadia.upload(&path, &upload).await.ok()["message"]["id"], sent["id"], "a retry returns the same note");

    let mut after = nadia.row(&chat).await;
    after["updated_at"] = before["updated_at"].clone();
    assert_eq!(after, before, "the note does not count as a reply");
    assert_eq!(visitor.thread(&chat).await, untouched);
    for path in [chat.customer("messages"), chat.customer("transcript"), format!("/support/conversation/{}/", chat.id)]
    {
        let answer = visitor.get(&path).await;
        assert!(answer.status.is_success(), "{answer}");
        assert!(!answer.body.contains("claim.png") && !answer.body.contains("/support/files/"), "{answer}");
    }
    for address in [&sent["attachment"], &sent["picture"]["thumbnail"]] {
        let address = address.as_str().unwrap();
        assert!(rahim.get(address).await.status.is_success(), "colleagues cannot fetch the file");
        visitor.get(address).await.fails(404, "not_found");
        app.signed_out().get(address).await.fails(404, "not_found");
    }
    visitor.upload(&path, &upload).await.fails(403, "forbidden");
}
