//! Editing messages.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    deleting::{address, delete, delete_message, log},
    deletions::{Client, NONE},
    support::{Answer, Caller, Chat, Engine, TestApp, Upload},
};

/// Asks for another text of a message.
async fn edit(caller: &Caller<'_>, chat: &Chat, message: &Value, content: &str) -> Answer {
    edit_at(caller, &address(chat, message), content).await
}

async fn edit_at(caller: &Caller<'_>, path: &str, content: &str) -> Answer {
    caller.ask("PATCH", path, |request| request.json(&json!({ "content": content }))).await
}

/// Edits a message, and returns it.
async fn edited(caller: &Caller<'_>, chat: &Chat, message: &Value, content: &str) -> Value {
    edit(caller, chat, message, content).await.ok()["message"].take()
}

async fn note(agent: &Caller<'_>, chat: &Chat, content: &str) -> Value {
    agent.post(&chat.agent("note"), json!({ "content": content })).await.ok()["message"].take()
}

#[rstest]
#[tokio::test]
async fn agents_edit_only_what_they_wrote(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, nadia, rahim) = (app.admin("admin").await, app.agent("nadia").await, app.agent("rahim").await);
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let question = visitor.send(&chat, "Where is it?").await;
    let reply = nadia.reply(&chat, "In the pots.").await;
    let note = note(&nadia, &chat, "A regular").await;
    let welcome = nadia.agent_thread(&chat).await["messages"][0].clone();

    for message in [&reply, &note, &question] {
        edit(&app.signed_out(), &chat, message, "No").await.fails(401, "not_signed_in");
        edit(&visitor, &chat, message, "No").await.fails(403, "forbidden");
        edit(&rahim, &chat, message, "No").await.fails(403, "forbidden");
        edit(&admin, &chat, message, "No").await.fails(403, "forbidden");
    }
    edit(&nadia, &chat, &question, "No").await.fails(403, "forbidden");
    edit(&nadia, &chat, &welcome, "No").await.fails(409, "conflict");
    let foreign = edit(&nadia, &others, &reply, "No").await;
    foreign.fails(404, "not_found");
    for unknown in ["0", "-1", "9999999", "one", "99999999999999999999"] {
        let answer = edit_at(&nadia, &chat.agent(&format!("messages/{unknown}")), "No").await;
        answer.fails(404, "not_found");
        assert_eq!(answer.body, foreign.body);
    }
    for (content, code) in [
        ("", "message_empty"),
        (" \n", "message_empty"),
        ("a\0b", "invalid_value"),
        (&"x".repeat(5_001), "message_too_long"),
    ] {
        edit(&nadia, &chat, &reply, content).await.fails(422, code);
    }
    let unknown_key = json!({ "content": "In the post.", "is_note": true });
    nadia.ask("PATCH", &address(&chat, &reply), |request| request.json(&unknown_key)).await.fails(422, "invalid_value");
    assert_eq!(edited(&nadia, &chat, &reply, " In the pots.\n").await, reply, "the same text is no edit");
    assert_eq!(log(&admin).await.len(), 0, "nothing has been edited");

    for (message, subject) in [(&reply, "message"), (&note, "note")] {
        let after = edited(&nadia, &chat, message, " In the post.\r\nToday. ").await;
        assert_eq!(after["content"], "In the post.\nToday.", "as a new message would be stored");
        assert!(after["edited_at"].as_str().unwrap() >= message["created_at"].as_str().unwrap(), "{after}");
        for field in ["id", "client_id", "created_at", "is_read", "message_type", "sender_id"] {
            assert_eq!(after[field], message[field], "{field}");
        }
        assert_eq!(log(&admin).await[0], ("edited".to_owned(), subject.to_owned(), chat.id.clone()));
        assert_eq!(edited(&nadia, &chat, message, "In the post.\nToday.").await, after, "again");
    }
    let entries = admin.get("/support/admin/api/log/").await.body;
    assert!(log(&admin).await.len() == 2 && !entries.contains("In the p"), "{entries}");

    nadia.update(&chat, json!({ "status": "closed" })).await;
    edited(&nadia, &chat, &reply, "In the post, at last.").await;
    delete_message(&nadia, &chat, &note).await;
    edit(&nadia, &chat, &note, "Back").await.fails(409, "conflict");
    let deleted = delete_message(&nadia, &chat, &reply).await;
    assert_eq!(deleted["edited_at"], Value::Null, "only the deletion is shown");
    delete(&admin, &format!("/support/admin/api/conversation/{}/", chat.id)).await.ok();
    edit(&nadia, &chat, &reply, "Back").await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_poll_brings_each_edit_once_in_the_order_of_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let reply = agent.reply(&chat, "In the pots.").await;
    let upload = Upload::file("claim.txt", b"Claim 17").with("content", "The clam");
    let file = agent.upload(&chat.agent("upload"), &upload).await.ok()["message"].take();
    let note = note(&agent, &chat, "A regular").await;
    agent.reply(&chat, "Anything else?").await;
    let mut customer = Client::open(&visitor, chat.customer("messages")).await;
    let mut console = Client::open(&agent, chat.agent("messages")).await;

    // All within the same moment of the test's clock.
    let first = edited(&agent, &chat, &reply, "In the post.").await;
    edited(&agent, &chat, &file, "The claim").await;
    let second = edited(&agent, &chat, &reply, "In the mail.").await;
    assert!(second["edited_at"].as_str() > first["edited_at"].as_str(), "each edit has a later moment");
    for client in [&mut customer, &mut console] {
        assert_eq!(client.poll().await, [file["id"].clone(), reply["id"].clone()]);
        assert_eq!(client.poll().await, NONE, "once");
    }
    let attachment = format!("{}attachment/", address(&chat, &file));
    delete(&agent, &attachment).await.ok();
    edited(&agent, &chat, &reply, "Posted.").await;
    assert_eq!(customer.poll().await, [file["id"].clone(), reply["id"].clone()], "a file deleted after an edit");
    edited(&agent, &chat, &file, "The claim, without its file").await;
    assert_eq!(customer.poll().await, [file["id"].clone()], "an edit after the file was deleted");
    edit(&agent, &chat, &file, "").await.fails(422, "message_empty");

    let before = visitor.thread(&chat).await;
    edited(&agent, &chat, &note, "An old regular").await;
    assert_eq!(
        (customer.poll().await, visitor.thread(&chat).await),
        (NONE, before),
        "customers learn nothing of notes"
    );
    console.poll().await;
    let last = agent.agent_thread(&chat).await["messages"].as_array().unwrap()[4].clone();
    assert_eq!((&last["content"], last["edited_at"].is_string()), (&json!("An old regular"), true));

    let shown = visitor.thread(&chat).await["messages"].clone();
    let contents: Vec<&Value> = shown.as_array().unwrap().iter().skip(2).map(|message| &message["content"]).collect();
    assert_eq!(contents, ["Posted.", "The claim, without its file", "Anything else?"]);
}

#[rstest]
#[tokio::test]
async fn the_list_the_search_and_the_customers_pages_follow_an_edit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Where is my globe?").await;
    let first = agent.reply(&chat, "In Zanzibar.").await;
    let last = agent.reply(&chat, "On Monday.").await;
    let (before, unread) = (agent.row(&chat).await, visitor.thread(&chat).await["unread"].clone());

    edited(&agent, &chat, &first, "In Timbuktu.").await;
    assert_eq!(agent.row(&chat).await["last_message"], before["last_message"], "the last message is another one");
    assert_eq!((agent.inbox("?q=zanzibar").await.len(), agent.inbox("?q=timbuktu").await.len()), (0, 1));
    edited(&agent, &chat, &last, "On Tuesday.").await;
    let row = agent.row(&chat).await;
    assert_eq!(row["last_message"]["text"], "On Tuesday.");
    for field in ["created_at", "is_agent"] {
        assert_eq!(row["last_message"][field], before["last_message"][field], "{field}");
    }
    for field in ["unread", "status", "waiting_since"] {
        assert_eq!(row[field], before[field], "{field}");
    }
    assert_eq!(visitor.thread(&chat).await["unread"], unread);
    visitor.post(&chat.customer("read"), json!({ "up_to": last["id"] })).await.ok();
    assert_eq!(edited(&agent, &chat, &last, "On Friday.").await["is_read"], true, "it stays read");
    assert_eq!(visitor.thread(&chat).await["unread"], 0);

    let page = visitor.get(&format!("/support/conversation/{}/", chat.id)).await.body;
    assert!(page.matches(">Edited<").count() == 2 && page.contains("In Timbuktu."), "{page}");
    assert!(!page.contains("Zanzibar"), "{page}");
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    assert!(transcript.contains("[Edited]") && transcript.contains("On Friday."), "{transcript}");
    let list = visitor.get("/support/conversations/").await.body;
    assert!(list.contains("On Friday."), "{list}");
}

#[rstest]
#[tokio::test]
async fn a_caption_may_become_empty(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let file = agent.attach(&chat.agent("upload"), "claim.txt", b"Claim 17").await;
    assert_eq!(edited(&agent, &chat, &file, "Your claim").await["content"], "Your claim");
    assert_eq!(agent.row(&chat).await["last_message"]["text"], "Your claim");
    let plain = edited(&agent, &chat, &file, " ").await;
    assert_eq!((&plain["content"], &plain["attachment"]), (&json!(""), &file["attachment"]));
    assert_eq!(agent.row(&chat).await["last_message"]["text"], "claim.txt");
}

/// An edit costs as much as a message, so it counts as one.
#[rstest]
#[tokio::test]
async fn edits_are_limited_like_messages(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "messages_conversation=1/h/3").await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let reply = agent.reply(&chat, "In the pots.").await;
    edited(&agent, &chat, &reply, "In the post.").await;
    edit(&agent, &chat, &reply, "In the mail.").await.fails(429, "rate_limited");
}
