//! A team that requires two-factor authentication.

use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Engine, PASSWORD, TestApp, Upload, pictures, two_factor::TWO_FACTOR};

const INBOX: &str = "/support/agent/api/conversations/";
const SETTINGS: &str = "/support/admin/api/settings/";

#[rstest]
#[tokio::test]
async fn agents_cannot_work_before_they_set_up_two_factor_authentication(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    assert_eq!(admin.get(SETTINGS).await.ok()["require_two_factor"], false);
    let phone = app.set_up(&admin).await;
    let changed = admin.change("PATCH", SETTINGS, json!({ "require_two_factor": true })).await.ok();
    assert_eq!(changed["require_two_factor"], true);
    // The admin has set up two-factor authentication, and keeps access.
    admin.get(INBOX).await.ok();
    // The session of an agent without two-factor authentication is restricted at once.
    agent.get(INBOX).await.fails(403, "two_factor_required");
    agent.call("agent/colleagues", json!({})).await.fails(403, "two_factor_required");
    let me = agent.call("agent/me", json!({})).await.ok();
    assert_eq!((&me["username"], &me["must_set_up_two_factor"]), (&json!("nadia"), &json!(true)));
    // A new session is restricted as well.
    let login = app.login("nadia", None).await.ok();
    assert_eq!(login["agent"]["must_set_up_two_factor"], true);
    let agent = app.bearer(login["token"].as_str().unwrap());
    agent.get(INBOX).await.fails(403, "two_factor_required");
    let credentials = json!({ "username": "nadia", "password": PASSWORD });
    let console = app.signed_out().call("agent/sign-in", credentials).await.ok();
    assert_eq!(console["must_set_up_two_factor"], true);
    assert_eq!(agent.get(TWO_FACTOR).await.ok()["is_required"], true);
    let status = agent.call("agent/two-factor", json!({})).await.ok();
    assert_eq!((&status["is_on"], &status["is_required"]), (&json!(false), &json!(true)));
    app.set_up(&agent).await;
    agent.get(INBOX).await.ok();
    assert_eq!(agent.call("agent/me", json!({})).await.ok().get("must_set_up_two_factor"), None);
    // Turning it off restricts the session again.
    agent.post(&format!("{TWO_FACTOR}off/"), json!({ "password": PASSWORD })).await.ok();
    agent.get(INBOX).await.fails(403, "two_factor_required");
    agent.post("/support/api/logout/", json!({})).await.ok();
    agent.get(INBOX).await.fails(401, "not_signed_in");
    app.login("boss", Some(&phone.code_at(app.now()))).await.ok();
}

#[rstest]
#[tokio::test]
async fn an_agent_who_must_set_up_two_factor_authentication_is_away(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    app.change_settings(|settings| settings.require_two_factor = Set(true)).await;
    app.clock.advance(chrono::Duration::minutes(2));
    agent.call("agent/me", json!({})).await.ok();
    let chat = visitor.write_first("Hello").await;
    let thread = visitor.thread(&chat).await;
    assert_eq!(thread["agent"], Value::Null, "{thread}");
}

#[rstest]
#[tokio::test]
async fn an_agent_who_joins_by_a_link_must_set_up_two_factor_authentication(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let link = admin.invite("rafi").await;
    app.change_settings(|settings| settings.require_two_factor = Set(true)).await;
    let joined = app.join(&link, "rafi has a password").await;
    assert_eq!(joined.ok()["must_set_up_two_factor"], true);
    let cookie = joined.set_cookies()[0].split(';').next().unwrap().to_owned();
    let rafi = app.bearer(cookie.split_once('=').unwrap().1);
    rafi.call("agent/colleagues", json!({})).await.fails(403, "two_factor_required");
}

#[rstest]
#[tokio::test]
async fn files_are_refused_before_an_agent_sets_up_two_factor_authentication(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let sent = visitor.upload(&chat.customer("upload"), &Upload::file("photo.png", &pictures::png(4, 4))).await.ok();
    let path = sent["message"]["attachment"].as_str().unwrap().to_owned();
    assert!(agent.get(&path).await.status.is_success());
    app.change_settings(|settings| settings.require_two_factor = Set(true)).await;
    agent.get(&path).await.fails(403, "two_factor_required");
    assert!(visitor.get(&path).await.status.is_success());
}
