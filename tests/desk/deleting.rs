//! Deleting messages, their files and conversations.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Chat, Engine, TestApp, Upload, pictures};

const SECRET: &str = "The card number is 4111 1111";

/// Deletes what an address of agents names.
pub async fn delete(caller: &Caller<'_>, path: &str) -> Answer {
    caller.ask("DELETE", path, |request| request).await
}

/// Deletes a message, and returns what remains of it.
pub async fn delete_message(caller: &Caller<'_>, chat: &Chat, message: &Value) -> Value {
    delete(caller, &address(chat, message)).await.ok()["message"].take()
}

/// Returns the address of a message.
pub fn address(chat: &Chat, message: &Value) -> String {
    chat.agent(&format!("messages/{}", message["id"]))
}

fn file_of(chat: &Chat, message: &Value) -> String {
    chat.agent(&format!("messages/{}/attachment", message["id"]))
}

fn conversation(chat: &Chat) -> String {
    format!("/support/admin/api/conversation/{}/", chat.id)
}

/// Returns the entries of the log without sign-ins, the newest first: action, subject, and the id of
/// the subject.
pub async fn log(admin: &Caller<'_>) -> Vec<(String, String, String)> {
    let log = admin.get("/support/admin/api/log/").await.ok();
    let text = |entry: &Value, field: &str| entry[field].as_str().unwrap().to_owned();
    let entries = log["entries"].as_array().unwrap().iter().filter(|entry| entry["action"] != "signed_in");
    entries.map(|entry| (text(entry, "action"), text(entry, "subject"), text(entry, "subject_id"))).collect()
}

#[rstest]
#[tokio::test]
async fn agents_delete_their_own_messages_and_admins_all(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, nadia, rahim) = (app.admin("admin").await, app.agent("nadia").await, app.agent("rahim").await);
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let question = visitor.send(&chat, SECRET).await;
    let reply = nadia.reply(&chat, "Do not send it here.").await;
    let note = nadia.post(&chat.agent("note"), json!({ "content": SECRET })).await.ok()["message"].take();
    let welcome = nadia.agent_thread(&chat).await["messages"][0].clone();

    for message in [&reply, &note, &question] {
        delete(&app.signed_out(), &address(&chat, message)).await.fails(401, "not_signed_in");
        delete(&visitor, &address(&chat, message)).await.fails(403, "forbidden");
        delete(&rahim, &address(&chat, message)).await.fails(403, "forbidden");
    }
    delete(&nadia, &address(&chat, &question)).await.fails(403, "forbidden");
    delete(&admin, &address(&chat, &welcome)).await.fails(409, "conflict");
    delete(&nadia, &address(&chat, &welcome)).await.fails(409, "conflict");
    let foreign = delete(&admin, &address(&others, &reply)).await;
    foreign.fails(404, "not_found");
    for unknown in ["0", "-1", "9999999", "one", "99999999999999999999"] {
        let answer = delete(&admin, &chat.agent(&format!("messages/{unknown}"))).await;
        answer.fails(404, "not_found");
        assert_eq!(answer.body, foreign.body);
    }
    assert_eq!(log(&admin).await.len(), 0, "nothing has been deleted");

    for (caller, message, subject) in
        [(&nadia, &reply, "message"), (&nadia, &note, "note"), (&admin, &question, "message")]
    {
        let deleted = delete_message(caller, &chat, message).await;
        assert_eq!((&deleted["id"], &deleted["content"]), (&message["id"], &json!("")));
        assert!(deleted["deleted_at"].as_str().unwrap() >= message["created_at"].as_str().unwrap(), "{deleted}");
        assert_eq!(log(&admin).await[0], ("deleted".to_owned(), subject.to_owned(), chat.id.clone()));
        let again = delete_message(caller, &chat, message).await;
        assert_eq!(again, deleted);
    }
    assert_eq!(log(&admin).await.len(), 3, "deleting again is not logged");
    for thread in [visitor.thread(&chat).await, nadia.agent_thread(&chat).await] {
        assert!(!thread.to_string().contains("4111"), "{thread}");
    }
    let log = admin.get("/support/admin/api/log/").await.body;
    assert!(!log.contains("4111") && !log.contains("Do not send"), "{log}");
}

#[rstest]
#[tokio::test]
async fn a_deleted_file_is_not_in_the_store(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("admin").await, app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let upload = |words| Upload::file("card.png", &pictures::png(900, 300)).with("content", words);
    let send = async |words| agent.upload(&chat.agent("upload"), &upload(words)).await.ok()["message"].take();
    let (with_text, without) = (send("My card").await, send("").await);
    assert_eq!(app.database.stored_files().len(), 4);

    let plain = agent.reply(&chat, "No file").await;
    delete(&agent, &file_of(&chat, &plain)).await.fails(404, "not_found");
    delete(&visitor, &file_of(&chat, &with_text)).await.fails(403, "forbidden");
    let kept = delete(&agent, &file_of(&chat, &with_text)).await.ok()["message"].take();
    assert_eq!(app.database.stored_files().len(), 2, "the other picture and its thumbnail");
    assert_eq!(
        (&kept["content"], &kept["attachment"], &kept["attachment_name"], &kept["picture"], &kept["deleted_at"]),
        (&json!("My card"), &Value::Null, &json!(""), &Value::Null, &Value::Null)
    );
    assert!(kept["attachment_deleted_at"].is_string(), "{kept}");
    assert_eq!(delete(&agent, &file_of(&chat, &with_text)).await.ok()["message"], kept, "again");
    for address in [&with_text["attachment"], &with_text["picture"]["thumbnail"]] {
        agent.get(address.as_str().unwrap()).await.fails(404, "not_found");
    }
    assert_eq!(log(&admin).await, [("deleted".to_owned(), "file".to_owned(), chat.id.clone())]);

    delete(&agent, &file_of(&chat, &without)).await.ok();
    let last = agent.agent_thread(&chat).await["messages"].as_array().unwrap()[3].clone();
    assert_eq!((&last["message_type"], &last["content"]), (&json!("image"), &json!("")));
    let deleted = delete_message(&agent, &chat, &with_text).await;
    assert_eq!((&deleted["content"], &deleted["attachment_deleted_at"]), (&json!(""), &Value::Null));
    assert_eq!(delete(&agent, &file_of(&chat, &with_text)).await.ok()["message"], deleted, "its file is gone too");
    assert!(app.database.stored_files().is_empty());
    let file = agent.attach(&chat.agent("note/upload"), "claim.txt", b"Claim 17").await;
    assert_eq!(app.database.stored_files().len(), 1);
    delete_message(&agent, &chat, &file).await;
    assert!(app.database.stored_files().is_empty(), "the file of a deleted message is deleted with it");
}

#[rstest]
#[tokio::test]
async fn counts_previews_and_search_follow_a_deletion(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("admin").await, app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Where is my globe?").await;
    let asked = visitor.send(&chat, "And my zanzibar atlas?").await;
    assert_eq!(agent.row(&chat).await["unread"], 2);
    assert_eq!(agent.inbox("?q=zanzibar").await.len(), 1);
    delete_message(&admin, &chat, &asked).await;
    let row = agent.row(&chat).await;
    assert_eq!((&row["unread"], &row["last_message"]["text"]), (&json!(1), &json!("")));
    assert_eq!(row["last_message"]["created_at"], asked["created_at"], "the conversation keeps its place");
    assert!(row["waiting_since"].is_string(), "the first question is not answered");
    assert_eq!(agent.inbox("?q=zanzibar").await.len(), 0);

    let first = agent.reply(&chat, "In the zanzibar post.").await;
    agent.reply(&chat, "On Monday.").await;
    assert_eq!(visitor.thread(&chat).await["unread"], 2);
    assert_eq!(agent.row(&chat).await["waiting_since"], Value::Null);
    delete_message(&agent, &chat, &first).await;
    assert_eq!(visitor.thread(&chat).await["unread"], 1);
    let row = agent.row(&chat).await;
    assert_eq!((&row["last_message"]["text"], &row["waiting_since"]), (&json!("On Monday."), &Value::Null));
    assert_eq!(agent.inbox("?q=zanzibar").await.len(), 0);

    let thread = visitor.thread(&chat).await;
    let last = thread["messages"].as_array().unwrap().last().unwrap().clone();
    visitor.post(&chat.customer("read"), json!({ "up_to": first["id"] })).await.ok();
    assert_eq!(visitor.thread(&chat).await["unread"], 1, "a deleted message is not counted as read either");
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], Value::Null);
    visitor.post(&chat.customer("read"), json!({ "up_to": last["id"] })).await.ok();
    assert_eq!(agent.agent_thread(&chat).await["read_up_to"], last["id"]);
    delete_message(&agent, &chat, &last).await;
    assert!(agent.row(&chat).await["waiting_since"].is_string(), "no reply is left");

    let pages = [("/support/conversations/".to_owned(), 1), (format!("/support/conversation/{}/", chat.id), 3)];
    for (path, least) in pages {
        let page = visitor.get(&path).await;
        assert!(page.body.matches("Message deleted").count() >= least, "{path}: {}", page.body);
        assert!(!page.body.contains("zanzibar") && !page.body.contains("On Monday"), "{path}: {}", page.body);
    }
    let transcript = visitor.get(&chat.customer("transcript")).await;
    assert_eq!(transcript.body.matches("[Message deleted]").count(), 3, "{}", transcript.body);
}

#[rstest]
#[tokio::test]
async fn a_message_that_is_sent_again_stays_deleted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("admin").await, app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let paths = [(&visitor, chat.customer("send")), (&agent, chat.agent("send")), (&agent, chat.agent("note"))];
    for (number, (caller, path)) in paths.into_iter().enumerate() {
        let body = json!({ "content": SECRET, "client_id": format!("retry-{number}") });
        let sent = caller.post(&path, body.clone()).await.ok()["message"].take();
        let deleted = delete_message(&admin, &chat, &sent).await;
        let again = caller.post(&path, body).await.ok()["message"].take();
        assert_eq!((&again["id"], &again["content"]), (&sent["id"], &json!("")), "{path}");
        assert_eq!(again["deleted_at"], deleted["deleted_at"]);
    }
    let upload = Upload::file("a.txt", b"secret").with("client_id", "file-1");
    let sent = visitor.upload(&chat.customer("upload"), &upload).await.ok()["message"].take();
    delete_message(&admin, &chat, &sent).await;
    let again = visitor.upload(&chat.customer("upload"), &upload).await.ok()["message"].take();
    assert_eq!((&again["id"], &again["attachment"]), (&sent["id"], &Value::Null));
    assert!(app.database.stored_files().is_empty());
    assert_eq!(agent.agent_thread(&chat).await["messages"].as_array().unwrap().len(), 6);
}

#[rstest]
#[tokio::test]
async fn a_deleted_conversation_leaves_one_entry_in_the_log(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("admin").await, app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first(SECRET).await;
    visitor.upload(&chat.customer("upload"), &Upload::file("a.png", &pictures::png(4, 4))).await.ok();
    agent.update(&chat, json!({ "subject": "A lost card" })).await;
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].as_str().unwrap().to_owned();

    delete(&agent, &conversation(&chat)).await.fails(403, "forbidden");
    delete(&visitor, &conversation(&chat)).await.fails(403, "forbidden");
    delete(&admin, &conversation(&chat)).await.ok();
    delete(&admin, &conversation(&chat)).await.fails(404, "not_found");

    visitor.get(&chat.customer("messages")).await.fails(404, "not_found");
    agent.get(&chat.agent("messages")).await.fails(404, "not_found");
    agent.call("agent/watch", json!({ "id": chat.id, "range": {}, "is_looking": true })).await.fails(404, "not_found");
    assert!(app.database.stored_files().is_empty());
    assert_eq!(agent.inbox("").await, Vec::<Value>::new());
    assert_eq!(agent.inbox("?q=card").await, Vec::<Value>::new());
    let changes = agent.get(&format!("/support/agent/api/conversations/changes/?since={since}")).await.ok();
    assert_eq!(changes["reload"], true, "consoles fetch the list again");
    assert_eq!(log(&admin).await[0], ("deleted".to_owned(), "conversation".to_owned(), chat.id.clone()));
    let entries = admin.get("/support/admin/api/log/").await.body;
    assert!(!entries.contains("lost card") && !entries.contains("4111"), "{entries}");

    let opened = visitor.call("open", json!({ "resume": chat.id, "language": "en" })).await.ok();
    assert_ne!(opened["conversation_id"], json!(chat.id), "the customer starts anew");
    assert_eq!(opened["thread"]["messages"].as_array().unwrap().len(), 1, "the welcome line");
}

#[rstest]
#[tokio::test]
async fn deleting_while_people_write_causes_no_internal_error(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, visitor) = (app.admin("admin").await, app.visitor().await);
    for _ in 0..5 {
        let chat = visitor.write_first("Hello").await;
        let reply = admin.reply(&chat, SECRET).await;
        let writing = (0..12).map(|number| {
            let (caller, path) =
                if number % 2 == 0 { (&visitor, chat.customer("send")) } else { (&admin, chat.agent("send")) };
            caller.post(&path, json!({ "content": "Hello?" }))
        });
        let paths = [address(&chat, &reply), file_of(&chat, &reply), conversation(&chat)];
        let (written, message, file, whole) = futures::join!(
            futures::future::join_all(writing),
            delete(&admin, &paths[0]),
            delete(&admin, &paths[1]),
            delete(&admin, &paths[2]),
        );
        whole.ok();
        for answer in written.into_iter().chain([message, file]) {
            assert!(answer.status.as_u16() < 500 || answer.status == 503, "{answer:?}");
        }
        admin.get(&chat.agent("messages")).await.fails(404, "not_found");
    }
}
