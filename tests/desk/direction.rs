//! In pages, transcripts and names, right-to-left text and marks that turn the direction
//! do not move the text beside them.

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, TestApp, Upload};

const NAME: &str = "سارة";

#[rstest]
#[tokio::test]
async fn a_transcript_isolates_names_words_and_files(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, visitor) = (app.admin("mina").await, app.visitor().await);
    admin.change("PATCH", &app.member(&admin).await, json!({ "display_name": NAME })).await.ok();
    let chat = visitor.write_first("مرحبا (1)\nHello \u{202E}you").await;
    admin.reply(&chat, "Good day").await;
    visitor.upload(&chat.customer("upload"), &Upload::file("فاتورة.txt", b"text")).await.ok();
    admin.update(&chat, json!({ "subject": "طلب 7" })).await;
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    for line in [
        "Subject: \u{2068}طلب 7\u{2069}\n",
        "[12:00] You: \u{2068}مرحبا (1)\u{2069}\n    Hello you\n",
        "[12:00] \u{2068}سارة\u{2069}: Good day\n",
        "[12:00] You: [File: \u{2068}فاتورة.txt\u{2069}]\n",
    ] {
        assert!(transcript.contains(line), "{line:?} is not in {transcript}");
    }
}

/// Attack 46.
#[rstest]
#[tokio::test]
async fn pages_isolate_names_words_times_and_files(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, visitor) = (app.admin("mina").await, app.visitor().await);
    admin.change("PATCH", &app.member(&admin).await, json!({ "display_name": NAME })).await.ok();
    let chat = visitor.write_first("مرحبا").await;
    admin.reply(&chat, "See https://shop.example/a").await;
    visitor.upload(&chat.customer("upload"), &Upload::file("فاتورة.txt", b"text")).await.ok();
    let page = visitor.get(&format!("/support/conversation/{}/", chat.id)).await.body;
    for part in [
        "<bdi>سارة</bdi>",
        "<bdi>12:00</bdi>",
        "<p dir=\"auto\">",
        "<bdi class=\"adda-file-name\">فاتورة.txt</bdi>",
        "<a href=\"https://shop.example/a\" dir=\"ltr\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    visitor.send(&chat, "\u{202E}شكرا").await;
    let list = visitor.get("/support/conversations/").await.body;
    assert!(list.contains("<bdi>شكرا</bdi>"), "{list}");
}

/// Attack 46.
#[rstest]
#[tokio::test]
async fn names_lose_marks_that_turn_the_text_behind_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let turning = "\u{202E}\u{2066}Late\u{2069}\u{2069}";
    let label = admin.post("/support/agent/api/labels/", json!({ "name": turning, "color": "#008B8B" })).await.ok();
    assert_eq!(label["name"], "Late");
    let member = admin.change("PATCH", &app.member(&admin).await, json!({ "display_name": turning })).await.ok();
    assert_eq!(member["display_name"], "Late");
    let chat = app.visitor().await.write_first("A \u{202E}message").await;
    assert_eq!(admin.update(&chat, json!({ "subject": turning })).await["subject"], "Late");
    // The message keeps its text unchanged. Its preview in lists loses the mark.
    assert_eq!(admin.row(&chat).await["last_message"]["text"], "A message");
    let thread = admin.agent_thread(&chat).await;
    assert_eq!(thread["messages"].as_array().unwrap().last().unwrap()["content"], "A \u{202E}message");
}
