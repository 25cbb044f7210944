//! Joining the team with a link, and passwords.

use adda::server::entity::invitation;
use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{
    Engine, PASSWORD, TestApp,
    team::{AGENTS, token_of},
};

const NEW: &str = "another long password";

#[rstest]
#[tokio::test]
async fn an_invited_agent_chooses_a_password_and_is_signed_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let new =
        json!({ "username": "rafi", "display_name": "Rafi", "display_name_bn": "রাফি", "email": "rafi@shop.example" });
    let link = admin.post(&format!("{AGENTS}invite/"), new).await.ok();
    assert!(link["url"].as_str().unwrap().starts_with("http://desk.example/console/join#token="));
    assert_eq!((&link["username"], &link["expires_at"]), (&json!("rafi"), &json!("2026-11-29T06:00:00.000Z")));
    let stored = invitation::Entity::find().all(app.database.database.read()).await.unwrap();
    assert!(token_of(&link).len() >= 43 && !format!("{stored:?}").contains(token_of(&link)));

    let invitee = app.signed_out().call("agent/invitee", json!({ "token": token_of(&link) })).await.ok();
    assert_eq!(invitee, json!({ "username": "rafi", "name": "Rafi", "name_bn": "রাফি" }));
    app.signed_out()
        .post("/support/api/login/", json!({ "username": "rafi", "password": "" }))
        .await
        .fails(401, "wrong_credentials");
    assert_eq!(app.join(&link, "short").await.refused_fields(), ["password too_short"]);

    let joined = app.join(&link, NEW).await;
    assert_eq!((&joined.ok()["username"], &joined.ok()["role"]), (&json!("rafi"), &json!("agent")));
    assert!(joined.set_cookies()[0].starts_with("adda_agent="));
    app.signed_out().post("/support/api/login/", json!({ "username": "rafi", "password": NEW })).await.ok();
    assert_eq!(admin.team().await[1]["has_joined"], true);
}

#[rstest]
#[tokio::test]
async fn an_unusable_link_reveals_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let used = admin.invite("used").await;
    app.join(&used, NEW).await.ok();
    let replaced = admin.invite("replaced").await;
    let id = admin.team().await.last().unwrap()["id"].clone();
    let again = admin.change("POST", &format!("{AGENTS}{id}/invite/"), json!({})).await.ok();
    let disabled = admin.invite("disabled").await;
    let id = admin.team().await.last().unwrap()["id"].clone();
    admin.change("DELETE", &format!("{AGENTS}{id}/"), json!({})).await.ok();
    admin.change("POST", &format!("{AGENTS}{id}/invite/"), json!({})).await.fails(409, "conflict");

    let unknown = json!({ "url": "http://desk.example/console/join#token=nothing\0at all" });
    let mut answers = Vec::new();
    for link in [&used, &replaced, &disabled, &unknown] {
        app.signed_out().call("agent/invitee", json!({ "token": token_of(link) })).await.fails(404, "not_found");
        let answer = app.join(link, NEW).await;
        answer.fails(404, "not_found");
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|body| *body == answers[0]));

    app.clock.advance(Duration::days(7) - Duration::seconds(1));
    app.signed_out().call("agent/invitee", json!({ "token": token_of(&again) })).await.ok();
    app.clock.advance(Duration::seconds(1));
    app.join(&again, NEW).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_link_works_once_for_concurrent_requests(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let link = app.admin("mina").await.invite("rafi").await;
    let passwords: Vec<String> = (0..4).map(|number| format!("long password {number}")).collect();
    let answers = join_all(passwords.iter().map(|password| app.join(&link, password))).await;
    let joined: Vec<usize> = (0..4).filter(|number| answers[*number].status == 200).collect();
    assert_eq!(joined.len(), 1, "{answers:?}");
    let credentials = json!({ "username": "rafi", "password": passwords[joined[0]] });
    app.signed_out().post("/support/api/login/", credentials).await.ok();
}

/// Attack 42.
#[rstest]
#[tokio::test]
async fn joining_by_a_new_link_replaces_the_password_and_ends_old_sessions(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("mina").await, app.agent("rafi").await);
    let link = admin.change("POST", &format!("{}invite/", app.member(&agent).await), json!({})).await.ok();
    assert!(app.is_signed_in(&agent).await, "an unused link ends sessions");
    app.join(&link, NEW).await.ok();
    assert!(!app.is_signed_in(&agent).await);
    let login = |password: &str| {
        app.signed_out().post("/support/api/login/", json!({ "username": "rafi", "password": password }))
    };
    login(PASSWORD).await.fails(401, "wrong_credentials");
    login(NEW).await.ok();
}

#[rstest]
#[tokio::test]
async fn usernames_are_unique(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let invite = |username: &str| admin.post(AGENTS, json!({ "username": username, "display_name": "Rafi" }));
    assert_eq!(invite("mina").await.refused_fields(), ["username taken"]);
    assert_eq!(invite("two words").await.refused_fields(), ["username invalid"]);
    assert_eq!(invite(" ").await.refused_fields(), ["username required"]);
    let answers = join_all((0..4).map(|_| invite("rafi"))).await;
    let (added, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(added.len(), 1);
    assert!(refused.iter().all(|answer| answer.refused_fields() == ["username taken"]));
    assert_eq!(admin.team().await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn an_agent_changes_their_own_password_and_stays_signed_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("rafi").await;
    let elsewhere = app.desk.access().sign_in("rafi", PASSWORD.to_owned()).await.unwrap().0;
    let change = |old: &str, new: &str| {
        agent.post("/support/agent/api/password/", json!({ "old_password": old, "new_password": new }))
    };
    assert_eq!(change("wrong", NEW).await.refused_fields(), ["old_password invalid"]);
    assert_eq!(change(PASSWORD, "short").await.refused_fields(), ["new_password too_short"]);
    assert!(app.is_signed_in(&app.bearer(elsewhere.reveal())).await);
    assert_eq!(change(PASSWORD, NEW).await.ok(), json!({ "success": true }));
    assert!(app.is_signed_in(&agent).await);
    assert!(!app.is_signed_in(&app.bearer(elsewhere.reveal())).await);
    let arguments = json!({ "old_password": NEW, "new_password": PASSWORD });
    assert_eq!(agent.call("agent/password", arguments).await.ok(), Value::Null);
}

#[rstest]
#[tokio::test]
async fn a_password_that_is_easy_to_guess_is_refused_at_every_endpoint(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let link = admin.invite("rafi.rahman").await;
    let refusals = [
        ("ninechars", "too_short"),
        ("Password123", "common"),
        ("1111111111", "common"),
        ("Rafi.Rahman", "same_as_name"),
    ];
    for (password, problem) in refusals {
        assert_eq!(app.join(&link, password).await.refused_fields(), [format!("password {problem}")], "{password}");
    }
    let rafi = app.join(&link, "rafi has a password").await;
    let cookie = rafi.set_cookies()[0].split(';').next().unwrap().to_owned();
    let rafi = app.bearer(cookie.split_once('=').unwrap().1);
    for (password, problem) in refusals {
        let passwords = json!({ "old_password": "rafi has a password", "new_password": password });
        let by_rest = rafi.post("/support/agent/api/password/", passwords.clone()).await;
        assert_eq!(by_rest.refused_fields(), [format!("new_password {problem}")], "{password}");
        let by_function = rafi.call("agent/password", passwords).await;
        assert_eq!(by_function.refused_fields(), [format!("new_password {problem}")], "{password}");
        app.desk.team().set_password("rafi.rahman", password).await.unwrap_err();
    }
    app.desk.team().ensure_admin("admin", Some("qwertyuiop"), std::path::Path::new("unused")).await.unwrap();
    assert!(app.is_signed_in(&rafi).await, "a refusal ended the session");
}

#[rstest]
#[case::by_the_agent("agent")]
#[case::by_the_command_line("command line")]
#[tokio::test]
async fn a_new_password_invalidates_open_links(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] by: &str,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("rafi").await);
    let link = admin.post(&format!("{}invite/", app.member(&agent).await), json!({})).await.ok();
    let of_another = admin.invite("mina").await;
    if by == "agent" {
        let passwords = json!({ "old_password": PASSWORD, "new_password": NEW });
        agent.post("/support/agent/api/password/", passwords).await.ok();
    } else {
        app.desk.team().set_password("rafi", NEW).await.unwrap();
    }
    app.join(&link, "a third long password").await.fails(404, "not_found");
    app.signed_out().call("agent/invitee", json!({ "token": token_of(&link) })).await.fails(404, "not_found");
    app.signed_out().post("/support/api/login/", json!({ "username": "rafi", "password": NEW })).await.ok();
    app.join(&of_another, "a third long password").await.ok();
}
