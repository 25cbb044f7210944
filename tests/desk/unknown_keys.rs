//! Unknown keys in a request. They are refused in changes by agents and admins, and ignored in
//! requests of customers' browsers.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, TestApp, Upload, pictures};

async fn ask(caller: &Caller<'_>, method: &str, path: &str, body: &Value) -> Answer {
    caller.ask(method, path, |request| request.json(body)).await
}

/// Checks that a change is refused, and that the error names the key.
async fn refuses(caller: &Caller<'_>, (method, path): (&str, &str), body: Value, key: &str) {
    let answer = ask(caller, method, path, &body).await;
    answer.fails(422, "invalid_value");
    let sentence = answer.json()["error"].as_str().unwrap().to_owned();
    assert!(sentence.contains(&format!("\"{key}\"")), "{sentence}");
}

#[rstest]
#[tokio::test]
async fn a_change_with_an_unknown_key_is_refused_and_changes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("boss").await);
    let chat = visitor.write_first("Hello").await;
    let update = chat.agent("update");
    for (key, body) in [
        ("assigned_agent", json!({ "assigned_agent": 1, "priority": "urgent" })),
        ("Status", json!({ "Status": "closed", "priority": "urgent" })),
        ("", json!({ "": 1, "priority": "urgent" })),
    ] {
        refuses(&admin, ("POST", &update), body, key).await;
    }
    assert_eq!(admin.row(&chat).await["priority"], "normal");

    let settings = "/support/admin/api/settings/";
    refuses(
        &admin,
        ("PATCH", settings),
        json!({ "primary_colour": "#112233", "auto_assign": false }),
        "primary_colour",
    )
    .await;
    let mut all = admin.get(settings).await.ok();
    assert_eq!(all["auto_assign"], true);
    refuses(
        &admin,
        ("PATCH", settings),
        json!({ "holidays": [{ "date": "2026-12-16", "nam": "x" }] }),
        "holidays.0.nam",
    )
    .await;
    all["is_on"] = json!(true);
    refuses(&admin, ("PUT", settings), all, "is_on").await;

    let replies = "/support/admin/api/quick-replies/";
    let reply = admin.get(replies).await.ok()[0].take();
    let one = format!("{replies}{}/", reply["id"]);
    refuses(&admin, ("PATCH", &one), json!({ "titel": "x" }), "titel").await;
    refuses(&admin, ("PUT", &one), json!({ "title": "x", "content": "y", "contents": "z" }), "contents").await;
    refuses(&admin, ("POST", replies), json!({ "title": "x", "content": "y", "text": "z" }), "text").await;
    assert_eq!(admin.get(&one).await.ok(), reply);

    let team = "/support/admin/api/agents/";
    let me = admin.get(team).await.ok()[0].take();
    let path = format!("{team}{}/", me["id"]);
    refuses(&admin, ("PATCH", &path), json!({ "is_activ": false }), "is_activ").await;
    refuses(&admin, ("POST", team), json!({ "username": "mina", "display_name": "Mina", "rol": "admin" }), "rol").await;

    let label = json!({ "name": "Refund", "color": "#112233", "colour": "#112233" });
    refuses(&admin, ("POST", "/support/agent/api/labels/"), label, "colour").await;
    let bulk = json!({ "ids": [chat.id], "action": "close", "values": 1 });
    refuses(&admin, ("POST", "/support/agent/api/conversations/bulk/"), bulk, "values").await;
    refuses(&admin, ("POST", "/support/agent/api/preferences/"), json!({ "sounds": true }), "sounds").await;
    refuses(&admin, ("POST", "/support/agent/api/online/"), json!({ "is_online": true, "online": 1 }), "online").await;
    assert_eq!(admin.row(&chat).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn an_agents_message_with_an_unknown_key_is_refused_and_not_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let before = agent.agent_thread(&chat).await;
    for action in ["send", "note"] {
        let path = chat.agent(action);
        refuses(&agent, ("POST", &path), json!({ "content": "Hi", "clientid": "a" }), "clientid").await;
        refuses(&agent, ("POST", &path), json!({ "content": "Hi", "is_note": true }), "is_note").await;
    }
    let last = before["messages"].as_array().unwrap().last().unwrap()["id"].clone();
    refuses(&agent, ("POST", &chat.agent("read")), json!({ "up_to": last, "upto": last }), "upto").await;
    refuses(&agent, ("POST", &chat.agent("typing")), json!({ "is_typing": false }), "is_typing").await;
    let mut after = agent.agent_thread(&chat).await;
    // The clock does not move, so nothing else can differ.
    assert_eq!(after["messages"].take(), before["messages"]);
    assert_eq!(agent.row(&chat).await["unread"], 1);

    let label = agent.post("/support/agent/api/labels/", json!({ "name": "Refund", "color": "#112233" })).await.ok();
    let labelled = format!("{}{}/", chat.agent("labels"), label["id"]);
    refuses(&agent, ("PUT", &labelled), json!({ "label": 7 }), "label").await;
    assert_eq!(agent.row(&chat).await["labels"], json!([]));
    let password = json!({ "old_password": "a", "new_password": "b", "password": "c" });
    refuses(&agent, ("POST", "/support/agent/api/password/"), password, "password").await;
}

#[rstest]
#[tokio::test]
async fn admin_requests_with_an_unknown_key_are_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let member = app.member(&admin).await;
    let secret = "/support/admin/api/settings/identity-secret/";
    let before = admin.get(secret).await.ok();
    refuses(&admin, ("POST", &format!("{member}invite/")), json!({ "role": "agent" }), "role").await;
    refuses(&admin, ("POST", &format!("{secret}replace/")), json!({ "secret": "x" }), "secret").await;
    refuses(&admin, ("POST", &format!("{secret}forget/")), json!({ "all": true }), "all").await;
    let check = json!({ "identity_token": "x", "token": "x" });
    refuses(&admin, ("POST", &format!("{secret}check/")), check, "token").await;
    for list in ["agents", "quick-replies"] {
        let order = json!({ "ids": [], "id": 1 });
        refuses(&admin, ("POST", &format!("/support/admin/api/{list}/order/")), order, "id").await;
    }
    assert_eq!(admin.get(secret).await.ok(), before);
    // A request works without a body, with an empty body, and with an empty object.
    for empty in [None, Some(""), Some("{}")] {
        let asked = admin.ask("POST", &format!("{secret}replace/"), |request| match empty {
            None => request,
            Some(text) => request.text(text).content_type("application/json"),
        });
        asked.await.ok();
    }
}

#[rstest]
#[tokio::test]
async fn an_agents_upload_with_an_unknown_part_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let png = pictures::png(20, 10);
    let form = || Upload::file("a.png", &png).with("caption", "The invoice");
    for path in [chat.agent("upload"), format!("{}upload/", chat.agent("note"))] {
        let refused = agent.upload(&path, &form()).await;
        refused.fails(422, "invalid_value");
        assert!(refused.json()["error"].as_str().unwrap().contains("\"caption\""), "{refused}");
    }
    assert!(app.database.stored_files().is_empty(), "the file is left behind");
    visitor.upload(&chat.customer("upload"), &form()).await.ok();
}

#[rstest]
#[tokio::test]
async fn unknown_keys_from_customers_and_in_server_functions_are_ignored(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let newer = json!({ "content": "Hello again", "reply_to": 7 });
    ask(&visitor, "POST", &chat.customer("send"), &newer).await.ok();
    visitor.call("open", json!({ "language": "en", "screen": "small" })).await.ok();
    let update = json!({ "conversation": chat.id, "update": { "priority": "high", "mood": "good" } });
    agent.call("agent/update", update).await.is_handled();
}
