//! The log of what admins and agents have changed.

use adda::model::settings::MEGABYTE;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

const LOG: &str = "/support/admin/api/log/";

async fn change_settings(admin: &Caller<'_>, change: Value) {
    admin.ask("PATCH", "/support/admin/api/settings/", |request| request.json(&change)).await.ok();
}

async fn entries(admin: &Caller<'_>, parameters: &str) -> Vec<Value> {
    admin.get(&format!("{LOG}{parameters}")).await.ok()["entries"].as_array().unwrap().clone()
}

#[rstest]
#[tokio::test]
async fn an_entry_has_the_author_and_the_values_before_and_after(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let chat = app.visitor().await.write_first("Hello").await;
    change_settings(
        &admin,
        json!({ "max_file_size": 9 * MEGABYTE, "welcome_message": "Hello! How can we help you today?" }),
    )
    .await;
    let id = app.agent_id(&agent).await;
    agent.update(&chat, json!({ "priority": "high", "assigned_agent_id": id })).await;

    let log = entries(&admin, "").await;
    assert_eq!(log.len(), 4);
    let sign_ins: Vec<_> = log[2..].iter().map(|entry| (&entry["action"], &entry["subject_name"])).collect();
    assert_eq!(sign_ins, [(&json!("signed_in"), &json!("nadia")), (&json!("signed_in"), &json!("boss"))]);
    let (conversation, settings) = (&log[0], &log[1]);
    assert_eq!((&settings["username"], &settings["subject"]), (&json!("boss"), &json!("settings")));
    assert_eq!(
        settings["changes"],
        json!([{ "field": "max_file_size", "before": 5 * MEGABYTE, "after": 9 * MEGABYTE }])
    );
    assert_eq!(conversation["subject_id"], chat.id);
    let expected = json!([
        { "field": "assigned_agent_id", "before": null, "after": "nadia" },
        { "field": "priority", "before": "normal", "after": "high" },
    ]);
    assert_eq!(conversation["changes"], expected);
    assert_eq!(admin.call("admin/log", json!({ "view": {}, "cursor": null })).await.ok()["entries"], json!(log));
}

#[rstest]
#[tokio::test]
async fn saving_without_a_change_adds_no_entry(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    change_settings(&admin, json!({})).await;
    assert_eq!(entries(&admin, "?subject=settings").await, [Value::Null; 0]);
}

#[rstest]
#[tokio::test]
async fn the_log_can_be_filtered_and_read_to_its_beginning(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, other) = (app.admin("boss").await, app.admin("second").await);
    for size in 10..65 {
        change_settings(if size % 11 == 0 { &other } else { &admin }, json!({ "max_file_size": size * MEGABYTE }))
            .await;
    }
    admin.post("/support/admin/api/settings/identity-secret/replace/", json!({})).await.ok();
    assert_eq!(entries(&admin, "?subject=identity_secret").await.len(), 1);
    assert_eq!(entries(&admin, "?who=second&subject=settings").await.len(), 5);
    assert_eq!(entries(&admin, "?who=second&subject=identity_secret").await.len(), 0);
    assert_eq!(entries(&admin, "?who=nobody%00").await.len(), 0);

    let first = admin.get(LOG).await.ok();
    assert_eq!(first["people"], json!(["boss", "second"]));
    assert_eq!(first["entries"].as_array().unwrap().len(), 50);
    // An entry that is added meanwhile does not shift the pages.
    change_settings(&admin, json!({ "max_file_size": 99 * MEGABYTE })).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = admin.get(&format!("{LOG}?cursor={cursor}")).await.ok();
    assert_eq!((second["entries"].as_array().unwrap().len(), &second["next_cursor"]), (8, &Value::Null));
    // The two sign-ins came before.
    assert_eq!(second["entries"][5]["changes"][0]["before"], 5 * MEGABYTE);
}

#[rstest]
#[tokio::test]
async fn the_log_is_for_admins_only_and_refuses_unknown_cursors_and_subjects(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    app.agent("nadia").await.get(LOG).await.fails(403, "forbidden");
    app.visitor().await.get(LOG).await.fails(403, "forbidden");
    app.signed_out().get(LOG).await.fails(401, "not_signed_in");
    app.agent("rafi").await.call("admin/log", json!({ "view": {}, "cursor": null })).await.fails(403, "forbidden");
    admin.get(&format!("{LOG}?cursor=x")).await.fails(400, "malformed");
    admin.get(&format!("{LOG}?subject=weather")).await.fails(400, "malformed");
}
