//! Sessions that are listed, ended, replaced and reused.

use adda::{
    model::role::Role,
    server::{
        domain::identity::{IdentityClaims, sign},
        entity::session,
    },
};
use chrono::Duration;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, IDENTITY_SECRET, PASSWORD, TestApp};

const SESSIONS: &str = "/support/agent/api/sessions/";
const LOGIN: &str = "/support/api/login/";

async fn sign_in<'a>(app: &'a TestApp, name: &str) -> Caller<'a> {
    let (token, _) = app.desk.access().sign_in(name, PASSWORD.to_owned()).await.unwrap();
    app.bearer(token.reveal())
}

async fn stored_sessions(app: &TestApp) -> usize {
    session::Entity::find().all(app.database.database.read()).await.unwrap().len()
}

/// Posts a body with a cookie.
async fn with_cookie(app: &TestApp, path: &str, body: &Value, cookie: &str) -> Answer {
    app.signed_out().ask("POST", path, |request| request.json(body).add_header("cookie", cookie.to_owned())).await
}

fn cookie_of(answer: &Answer) -> String {
    answer.set_cookies()[0].split(';').next().unwrap().to_owned()
}

#[rstest]
#[tokio::test]
async fn an_agent_sees_and_ends_their_own_sessions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (first, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    app.clock.advance(Duration::hours(2));
    let (second, third) = (sign_in(&app, "nadia").await, sign_in(&app, "nadia").await);
    let list =
        async |agent: &Caller<'_>| -> Vec<Value> { serde_json::from_value(agent.get(SESSIONS).await.ok()).unwrap() };
    let all = list(&second).await;
    assert_eq!(all.len(), 3);
    let current: Vec<&Value> = all.iter().filter(|session| session["is_current"] == true).collect();
    assert_eq!(current.len(), 1);
    assert!(!all.iter().any(|session| session.to_string().contains(second.token.as_deref().unwrap())));
    assert_eq!(second.call("agent/sessions", json!({})).await.ok(), json!(all));
    // The session that was used longest ago is last.
    let oldest = all[2]["id"].as_i64().unwrap();
    colleague.ask("DELETE", &format!("{SESSIONS}{oldest}/"), |request| request).await.fails(404, "not_found");
    assert!(app.is_signed_in(&first).await);
    second.ask("DELETE", &format!("{SESSIONS}{oldest}/"), |request| request).await.ok();
    second.ask("DELETE", &format!("{SESSIONS}{oldest}/"), |request| request).await.fails(404, "not_found");
    assert!(!app.is_signed_in(&first).await && app.is_signed_in(&third).await);
    second.ask("DELETE", SESSIONS, |request| request).await.ok();
    assert!(!app.is_signed_in(&third).await && app.is_signed_in(&second).await && app.is_signed_in(&colleague).await);
    let fourth = sign_in(&app, "nadia").await;
    second.call("agent/end-sessions", json!({ "id": null })).await.ok();
    assert!(!app.is_signed_in(&fourth).await && app.is_signed_in(&second).await);
    app.visitor().await.get(SESSIONS).await.fails(403, "forbidden");
    app.signed_out().get(SESSIONS).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn an_admin_ends_all_sessions_of_an_agent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let elsewhere = sign_in(&app, "nadia").await;
    let path = format!("{}sessions/", app.member(&agent).await);
    agent.ask("DELETE", &path, |request| request).await.fails(403, "forbidden");
    admin.ask("DELETE", &path, |request| request).await.ok();
    assert!(!app.is_signed_in(&agent).await && !app.is_signed_in(&elsewhere).await && app.is_signed_in(&admin).await);
    let log = admin.get("/support/admin/api/log/").await.ok();
    assert_eq!((&log["entries"][0]["action"], &log["entries"][0]["subject"]), (&json!("signed_out"), &json!("agent")));
    // The password still works.
    let again = sign_in(&app, "nadia").await;
    let id = app.agent_id(&again).await;
    admin.call("admin/end-agent-sessions", json!({ "id": id })).await.ok();
    assert!(!app.is_signed_in(&again).await);
    let unknown = "/support/admin/api/agents/999/sessions/";
    admin.ask("DELETE", unknown, |request| request).await.fails(404, "not_found");
}

#[rstest]
#[case::rest(LOGIN)]
#[case::by_a_server_function("/support/fn/agent/sign-in")]
#[tokio::test]
async fn a_second_sign_in_replaces_the_first_in_the_same_browser(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] path: &str,
) {
    let app = TestApp::new(engine).await;
    let elsewhere = app.agent("nadia").await;
    app.add_agent("rafi", Role::Agent).await;
    let credentials = |name: &str| json!({ "username": name, "password": PASSWORD });
    let first = cookie_of(&app.signed_out().post(path, credentials("nadia")).await);
    let token = |cookie: &str| app.bearer(cookie.split_once('=').unwrap().1);
    // A failed sign-in ends no session.
    let wrong = json!({ "username": "rafi", "password": "wrong" });
    with_cookie(&app, path, &wrong, &first).await.fails(401, "wrong_credentials");
    assert!(app.is_signed_in(&token(&first)).await);
    let answer = with_cookie(&app, path, &credentials("rafi"), &first).await;
    answer.ok();
    assert!(!app.is_signed_in(&token(&first)).await, "the previous session is still valid");
    assert!(app.is_signed_in(&token(&cookie_of(&answer))).await && app.is_signed_in(&elsewhere).await);
}

#[rstest]
#[tokio::test]
async fn a_customer_who_opens_many_pages_keeps_one_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let claims = |sub: &str| IdentityClaims {
        sub: sub.to_owned(),
        name: "Rahim".to_owned(),
        email: String::new(),
        exp: app.now().timestamp() + 600,
        locale: None,
        nbf: None,
    };
    let open = |sub: &str| json!({ "language": "en", "identity_token": sign(IDENTITY_SECRET, &claims(sub)).unwrap() });
    let first = app.signed_out().call("open", open("17")).await;
    first.ok();
    let cookie = cookie_of(&first);
    for _ in 0..3 {
        let next = with_cookie(&app, "/support/fn/open", &open("17"), &cookie).await;
        next.ok();
        assert!(
            next.set_cookies().iter().all(|set| set.starts_with(&format!("{cookie};"))),
            "{:?}",
            next.set_cookies()
        );
    }
    let session = json!({ "identity_token": sign(IDENTITY_SECRET, &claims("17")).unwrap() });
    let by_rest = with_cookie(&app, "/support/api/session/", &session, &cookie).await.ok();
    assert_eq!(by_rest["token"], cookie.split_once('=').unwrap().1);
    assert_eq!(stored_sessions(&app).await, 1);
    // Another customer in the same browser gets a new cookie.
    let other = with_cookie(&app, "/support/fn/open", &open("18"), &cookie).await;
    other.ok();
    assert_ne!(cookie_of(&other), cookie);
    assert_eq!(stored_sessions(&app).await, 1);
    let gone = app.bearer(cookie.split_once('=').unwrap().1);
    gone.get("/support/api/conversation/create/").await.fails(401, "not_signed_in");
    // A visitor's conversation moves to the customer.
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Where is my parcel?").await;
    let theirs = visitor.post("/support/api/session/", session).await.ok();
    assert_ne!(theirs["token"].as_str(), visitor.token.as_deref());
    app.bearer(theirs["token"].as_str().unwrap()).get(&chat.customer("messages")).await.ok();
}

#[rstest]
#[case::a_new_password("password")]
#[case::the_agent_is_disabled("disabled")]
#[tokio::test]
async fn a_sign_in_during_a_password_change_or_disabling_leaves_no_session(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] concurrent_change: &str,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    for round in 0..4 {
        let name = format!("agent-{round}");
        let agent = app.agent(&name).await;
        let member = app.member(&agent).await;
        let change = async {
            if concurrent_change == "password" {
                // Stores a hash without computing it, so that the password changes while the server
                // checks the old one.
                app.execute(&format!(
                    "UPDATE accounts_user SET password = 'changed' WHERE username = '{name}'; \
                     DELETE FROM support_session WHERE user_id = (SELECT id FROM accounts_user WHERE username = '{name}')"
                ))
                .await;
            } else {
                admin.change("PATCH", &member, json!({ "is_active": false })).await.ok();
            }
        };
        let (signed_in, ()) = futures::join!(app.desk.access().sign_in(&name, PASSWORD.to_owned()), change);
        if let Ok((token, _)) = signed_in {
            assert!(!app.is_signed_in(&app.bearer(token.reveal())).await, "round {round}");
        }
        // No session is left that would become valid when the agent is enabled again.
        app.execute("UPDATE accounts_user SET is_active = TRUE").await;
        app.execute("UPDATE support_supportagent SET is_active = TRUE").await;
        let left = session::Entity::find().all(app.database.database.read()).await.unwrap();
        assert_eq!(left.len(), 1, "round {round}: a session besides the admin's is left");
    }
}
