//! The server normalizes text at every endpoint: it stores `\n` line ends and composed letters, and
//! treats text of only invisible characters as empty.

use adda::model::config::Asked;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp, Upload};

/// A text as a form on Windows sends it, with an `é` of two characters.
const TYPED: &str = " cafe\u{301}\r\ntwo\rthree\r\n";
const KEPT: &str = "caf\u{e9}\ntwo\nthree";
/// A name as an old keyboard layout produces it.
const NAME: &str = " Rene\u{301}e \u{9b8}\u{9ae}\u{9df} ";
const KEPT_NAME: &str = "Ren\u{e9}e \u{9b8}\u{9ae}\u{9af}\u{9bc}";
/// Texts that are invisible on a screen.
const INVISIBLE: [&str; 6] =
    ["\u{200B}", "\u{2060}\u{FEFF}", "\u{3164}", "\u{2800} \u{2800}", "\u{AD}\u{180E}\u{17B5}", "\u{E0020}\u{FE0F}"];

async fn submit(caller: &Caller<'_>, path: &str, form: &[(&str, &str)]) -> u16 {
    caller.ask("POST", path, |request| request.form(&form)).await.status.as_u16()
}

/// Returns the content of the newest message.
async fn newest(agent: &Caller<'_>, chat: &Chat) -> Value {
    agent.agent_thread(chat).await["messages"].as_array().unwrap().last().unwrap()["content"].clone()
}

#[rstest]
#[tokio::test]
async fn a_message_is_normalized_at_every_endpoint(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    assert_eq!(visitor.send(&chat, TYPED).await["content"], KEPT);
    assert_eq!(agent.reply(&chat, TYPED).await["content"], KEPT);
    let note = agent.post(&chat.agent("note"), json!({ "content": TYPED })).await.ok();
    assert_eq!(note["message"]["content"], KEPT);
    let function = json!({ "id": chat.id, "content": TYPED, "client_id": "x-1" });
    assert_eq!(agent.call("agent/note", function).await.ok()["content"], KEPT);

    visitor.send(&chat, "between").await;
    let page = format!("/support/conversation/{}/send/", chat.id);
    assert_eq!(submit(&visitor, &page, &[("content", TYPED)]).await, 303);
    assert_eq!(newest(&agent, &chat).await, KEPT);
    let upload = Upload::empty().with("content", TYPED).and_file("Re\u{301}sume\u{301}.txt", b"text");
    let sent = visitor.upload(&chat.customer("upload"), &upload).await.ok()["message"].take();
    assert_eq!((&sent["content"], &sent["attachment_name"]), (&json!(KEPT), &json!("R\u{e9}sum\u{e9}.txt")));
}

#[rstest]
#[tokio::test]
async fn characters_are_counted_after_normalization(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    // The text has 4,999 characters on 100 lines. As it is sent, its line ends add 99 more.
    let lines = vec!["x".repeat(49); 100].join("\r\n");
    visitor.send(&chat, &lines).await;
    agent.reply(&chat, &lines).await;
    let page = format!("/support/conversation/{}/send/", chat.id);
    assert_eq!(submit(&visitor, &page, &[("content", &lines)]).await, 303);
    let caption = Upload::empty().with("content", &"e\u{301}\r\n".repeat(2_500)).and_file("a.txt", b"text");
    visitor.upload(&chat.customer("upload"), &caption).await.ok();
    visitor.post(&chat.customer("send"), json!({ "content": "x".repeat(5_001) })).await.fails(422, "message_too_long");
}

#[rstest]
#[tokio::test]
async fn names_and_settings_are_normalized(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| {
        settings.prechat_name = Set(Asked::Required);
        settings.rating_enabled = Set(true);
    })
    .await;
    let (admin, visitor) = (app.admin("mina").await, app.visitor().await);
    visitor.post("/support/api/details/", json!({ "name": NAME })).await.ok();
    let chat = visitor.write_first("Hello").await;
    assert_eq!(admin.row(&chat).await["customer"]["name"], KEPT_NAME);
    admin.update(&chat, json!({ "subject": TYPED })).await;
    assert_eq!(admin.row(&chat).await["subject"], "caf\u{e9} two three");

    let reply = json!({ "title": NAME, "content": TYPED, "content_bn": TYPED, "category": NAME });
    let reply = admin.post("/support/admin/api/quick-replies/", reply).await.ok();
    assert_eq!((&reply["title"], &reply["category"]), (&json!(KEPT_NAME), &json!(KEPT_NAME)));
    assert_eq!((&reply["content"], &reply["content_bn"]), (&json!(KEPT), &json!(KEPT)));
    let label = admin.post("/support/agent/api/labels/", json!({ "name": NAME, "color": "#008B8B" })).await;
    assert_eq!(label.ok()["name"], KEPT_NAME);
    let member = json!({ "display_name": NAME, "bio": TYPED });
    let member = admin.change("PATCH", &app.member(&admin).await, member).await.ok();
    assert_eq!((&member["display_name"], &member["bio"]), (&json!(KEPT_NAME), &json!(KEPT)));
    let settings = json!({
        "welcome_message": TYPED, "offline_message_bn": TYPED,
        "holidays": [{ "date": "2026-12-16", "name": NAME, "name_bn": "\u{3164}" }],
    });
    let settings = admin.change("PATCH", "/support/admin/api/settings/", settings).await.ok();
    assert_eq!((&settings["welcome_message"], &settings["offline_message_bn"]), (&json!(KEPT), &json!(KEPT)));
    assert_eq!(settings["holidays"], json!([{ "date": "2026-12-16", "name": KEPT_NAME, "name_bn": "" }]));
    admin.update(&chat, json!({ "status": "resolved" })).await;
    visitor.post(&chat.customer("rate"), json!({ "rating": 5, "comment": TYPED })).await.ok();
    assert_eq!(visitor.thread(&chat).await["rating"]["comment"], KEPT);
}

#[rstest]
#[tokio::test]
async fn invisible_text_is_empty_at_every_endpoint(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.prechat_name = Set(Asked::Required)).await;
    let (admin, visitor) = (app.admin("mina").await, app.visitor().await);
    visitor.post("/support/api/details/", json!({ "name": "Mina" })).await.ok();
    let chat = visitor.write_first("Hello").await;
    for text in INVISIBLE {
        let content = json!({ "content": text });
        for path in [chat.customer("send"), chat.agent("send"), chat.agent("note")] {
            let caller = if path == chat.customer("send") { &visitor } else { &admin };
            caller.post(&path, content.clone()).await.fails(422, "message_empty");
        }
        let page = format!("/support/conversation/{}/send/", chat.id);
        assert_eq!(submit(&visitor, &page, &[("content", text)]).await, 422, "{text:?}");
        let file = Upload::empty().with("content", text).and_file(&format!("{text}.txt"), b"text");
        let sent = visitor.upload(&chat.customer("upload"), &file).await.ok()["message"].take();
        assert_eq!((&sent["content"], &sent["attachment_name"]), (&json!(""), &json!("file.txt")), "{text:?}");

        let nameless = app.visitor().await.post("/support/api/details/", json!({ "name": text })).await;
        assert_eq!(nameless.refused_fields(), ["name required"], "{text:?}");
        admin.update(&chat, json!({ "subject": text })).await;
        assert_eq!(admin.row(&chat).await["subject"], "", "{text:?}");
        let reply = admin.post("/support/admin/api/quick-replies/", json!({ "title": text, "content": text })).await;
        assert_eq!(reply.refused_fields(), ["title required", "content required"], "{text:?}");
        let label = admin.post("/support/agent/api/labels/", json!({ "name": text, "color": "#008B8B" })).await;
        assert_eq!(label.refused_fields(), ["name required"], "{text:?}");
        let member = admin.change("PATCH", &app.member(&admin).await, json!({ "display_name": text })).await;
        assert_eq!(member.refused_fields(), ["display_name required"], "{text:?}");
        let settings = admin.change("PATCH", "/support/admin/api/settings/", json!({ "welcome_message": text })).await;
        assert_eq!(settings.refused_fields(), ["welcome_message required"], "{text:?}");
    }
}

#[rstest]
#[tokio::test]
async fn an_agent_signs_in_with_every_spelling_of_the_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.agent("Rene\u{301}e").await;
    for typed in ["Ren\u{e9}e", "Rene\u{301}e", " Ren\u{e9}e\r\n"] {
        let credentials = json!({ "username": typed, "password": crate::support::PASSWORD });
        app.signed_out().post("/support/api/login/", credentials).await.ok();
    }
    // An account from an earlier version has a name that is not normalized.
    app.execute("UPDATE accounts_user SET username = 'Rene\u{301}e' WHERE role = 'agent'").await;
    let credentials = json!({ "username": "Rene\u{301}e", "password": crate::support::PASSWORD });
    app.signed_out().post("/support/api/login/", credentials).await.ok();
}
