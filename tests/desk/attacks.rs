//! Attacks that no other file covers, on a shop whose customers are strangers.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

/// Attack 4: a message cannot take a file or a quotation from another conversation.
#[rstest]
#[tokio::test]
async fn a_message_takes_nothing_from_another_conversation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (victim, visitor) = (app.visitor().await, app.visitor().await);
    let theirs = victim.start().await;
    let secret = victim.attach(&theirs.customer("upload"), "secret.txt", b"the words of another").await;
    let own = visitor.start().await;
    let sent = visitor
        .post(
            &own.customer("send"),
            json!({
                "content": "Hello", "attachment": secret["attachment"], "attachment_name": "secret.txt",
                "attachment_id": secret["id"], "reply_to": secret["id"], "conversation": theirs.id,
            }),
        )
        .await;
    if sent.status == 200 {
        let message = &sent.ok()["message"];
        assert_eq!((&message["attachment"], &message["message_type"]), (&Value::Null, &json!("text")));
    }
    assert_eq!(victim.thread(&theirs).await["messages"].as_array().unwrap().len(), 2);
    // The id of a message from another conversation marks nothing as read here.
    visitor.post(&own.customer("read"), json!({ "up_to": secret["id"] })).await.ok();
    let agent = app.agent("nadia").await;
    let thread = agent.agent_thread(&theirs).await;
    let told: Vec<_> =
        thread["messages"].as_array().unwrap().iter().map(|message| message["is_read"].clone()).collect();
    assert!(told[1] == json!(false), "{thread}");
}

/// Attack 13: only the content of a customer's message is accepted.
#[rstest]
#[tokio::test]
async fn a_customer_sets_only_the_content_of_a_message(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let claimed = json!({
        "content": "Hello", "is_agent": true, "sender_id": 1, "sender": 1, "sender_name": "Support", "status": "closed",
        "priority": "urgent", "created_at": "2001-01-01T00:00:00Z", "is_read": true, "is_note": true,
        "message_type": "system", "id": 1, "assigned_agent_id": 1,
    });
    let answer = visitor.post(&chat.customer("send"), claimed.clone()).await;
    if answer.status != 200 {
        // A strict endpoint refuses unknown keys.
        answer.fails(422, "invalid_value");
        visitor.send(&chat, "Hello").await;
    }
    let started = visitor.post("/support/api/conversation/create/", claimed).await;
    assert!(started.status == 200 || started.status == 422, "{started}");
    let thread = agent.agent_thread(&chat).await;
    let message = thread["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&message["is_agent"], &message["message_type"], &message["is_read"], &message["content"]),
        (&json!(false), &json!("text"), &json!(false), &json!("Hello"))
    );
    assert!(!message["created_at"].as_str().unwrap().starts_with("2001"), "{message}");
    assert_ne!(message["sender_name"], "Support");
    let row = agent.get("/support/agent/api/conversations/").await.ok()["conversations"][0].clone();
    assert_eq!((&row["status"], &row["priority"]), (&json!("open"), &json!("normal")));
}

/// Attack 19: no code listens to messages that other frames send to the page, except for the preview of
/// the widget. That listens only to the page around it, which must be one of ours (`server.rs`).
#[test]
fn no_code_listens_to_messages_from_foreign_frames() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["loader", "src", "public"] {
        collect(&root.join(folder), &mut sources);
    }
    assert!(sources.len() > 100, "{} files", sources.len());
    for (path, text) in sources {
        for listener in ["addEventListener(\"message\"", "addEventListener('message'", "onmessage =", "MessageEvent"] {
            let is_of_channel = text.contains("BroadcastChannel");
            let is_of_own_page = path.ends_with("loader/preview.js") && text.contains("if (source !== parent) return;");
            assert!(!text.contains(listener) || is_of_channel || is_of_own_page, "{} has {listener}", path.display());
        }
    }
}

/// Collects the text files of a folder.
fn collect(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if let Ok(text) = fs::read_to_string(&path) {
            into.push((path, text));
        }
    }
}

/// Each attack in the list of `docs/attacks.md` has a test with its number.
#[test]
fn each_listed_attack_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for folder in ["tests", "src", "end2end/journeys"] {
        read(&root.join(folder), &mut found);
    }
    let listed = fs::read_to_string(root.join("docs/attacks.md")).unwrap();
    let lines = listed.lines().filter_map(|line| line.strip_prefix("| "));
    let numbers: Vec<u32> = lines.filter_map(|line| line.split(' ').next()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=47).collect::<Vec<_>>(), "the lines of docs/attacks.md");
    for number in numbers {
        assert!(found.contains(&number), "attack {number} has no test");
    }
}

/// Collects the numbers after "Attack" and "Attacks" in the comments of a folder.
fn read(folder: &Path, found: &mut BTreeSet<u32>) {
    let mut sources = Vec::new();
    collect(folder, &mut sources);
    for (_, text) in sources {
        for line in text.lines().filter(|line| line.trim_start().starts_with("//")) {
            for part in line.split("Attack").skip(1) {
                let numbers = part.trim_start_matches('s').split([':', '.']).next().unwrap_or_default();
                found.extend(
                    numbers.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<u32>().ok()),
                );
            }
        }
    }
}
