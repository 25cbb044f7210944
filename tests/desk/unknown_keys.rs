//! Keys that a request does not have: refused where agents and admins change
//! something, passed over where customers' browsers ask.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, TestApp};

async fn ask(caller: &Caller<'_>, method: &str, path: &str, body: &Value) -> Answer {
    caller.ask(method, path, |request| request.json(body)).await
}

/// Expects a change to be refused with the name of the key, and nothing to be changed.
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
async fn customers_and_the_programs_own_functions_may_say_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let newer = json!({ "content": "Hello again", "reply_to": 7 });
    ask(&visitor, "POST", &chat.customer("send"), &newer).await.ok();
    visitor.call("open", json!({ "language": "en", "screen": "small" })).await.ok();
    let update = json!({ "conversation": chat.id, "update": { "priority": "high", "mood": "good" } });
    agent.call("agent/update", update).await.is_no_failure();
}
