//! Sessions: how they begin, last and end.

use adda::{model::role::Role, server::entity::session};
use chrono::Duration;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::{Caller, Engine, PASSWORD, TestApp};

const SESSION: &str = "/support/api/session/";
const LOGIN: &str = "/support/api/login/";
const LOGOUT: &str = "/support/api/logout/";

/// Returns whether a customer's session is still valid.
async fn is_known(caller: &Caller<'_>) -> bool {
    let answer = caller.get("/support/api/conversation/create/").await;
    if answer.status == 200 {
        return true;
    }
    answer.fails(401, "not_signed_in");
    false
}

/// Returns whether an agent's session is still valid.
async fn is_signed_in(caller: &Caller<'_>) -> bool {
    let answer = caller.get("/support/agent/api/agents/").await;
    if answer.status == 200 {
        return true;
    }
    answer.fails(401, "not_signed_in");
    false
}

#[rstest]
#[tokio::test]
async fn only_the_hash_of_a_visitors_token_is_stored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let body = app.signed_out().post(SESSION, json!({})).await.ok();
    let token = body["token"].as_str().unwrap();
    assert!(token.len() >= 43, "{token} can be guessed");
    let customer = json!({ "id": body["customer"]["id"], "name": "", "email": "", "is_anonymous": true });
    assert_eq!(body["customer"], customer);

    let rows = session::Entity::find().all(app.database.database.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!format!("{rows:?}").contains(token), "the token itself is stored");
    assert!(!is_known(&app.bearer(&rows[0].token_hash)).await, "the hash works as a token");
}

#[rstest]
#[case::no_body(None)]
#[case::an_empty_object(Some("{}"))]
#[case::no_token(Some(r#"{"identity_token": null}"#))]
#[tokio::test]
async fn a_visitor_session_needs_no_body(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] body: Option<&'static str>,
) {
    let app = TestApp::new(engine).await;
    let answer = app.signed_out().ask("POST", SESSION, |request| match body {
        Some(body) => request.text(body).content_type("application/json"),
        None => request,
    });
    assert_eq!(answer.await.ok()["customer"]["is_anonymous"], true);
}

#[rstest]
#[tokio::test]
async fn a_customer_who_has_a_session_keeps_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let first = app.signed_out().post(SESSION, json!({})).await.ok();
    let caller = app.bearer(first["token"].as_str().unwrap());
    let second = caller.post(SESSION, json!({})).await.ok();
    assert_eq!(first["customer"], second["customer"]);
    assert_eq!(first["token"], second["token"]);
    assert!(is_known(&caller).await);
    assert_eq!(session::Entity::find().all(app.database.database.read()).await.unwrap().len(), 1);
}

#[rstest]
#[case::http("http://desk.example", false)]
#[case::https("https://desk.example", true)]
#[tokio::test]
async fn cookies_are_inaccessible_to_scripts_and_other_sites(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] public_url: &str,
    #[case] secure: bool,
) {
    let app = TestApp::served_at(engine, public_url).await;
    app.add_agent("nadia", Role::Agent).await;
    let visitor = app.signed_out().post(SESSION, json!({})).await;
    let agent = app.signed_out().post(LOGIN, json!({ "username": "nadia", "password": PASSWORD })).await;
    let opened = app.signed_out().call("open", json!({ "language": "en" })).await;
    let signed_in = app.signed_out().call("agent/sign-in", json!({ "username": "nadia", "password": PASSWORD })).await;
    for (answer, name, days) in [
        (visitor, "adda_session", 180),
        (agent, "adda_agent", 14),
        (opened, "adda_session", 180),
        (signed_in, "adda_agent", 14),
    ] {
        let name = if secure { format!("__Host-{name}") } else { name.to_owned() };
        answer.ok();
        let cookies = answer.set_cookies();
        assert_eq!(cookies.len(), 1, "{answer}");
        let parts: Vec<&str> = cookies[0].split("; ").collect();
        assert!(parts[0].starts_with(&format!("{name}=")), "{parts:?}");
        let age = format!("Max-Age={}", Duration::days(days).num_seconds());
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", &age] {
            assert!(parts.contains(&part), "{part} is missing in {parts:?}");
        }
        assert_eq!(parts.contains(&"Secure"), secure, "{parts:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_cookie_authenticates_like_a_bearer_token(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let cookie = format!("other=1; adda_session={}", visitor.token.unwrap());
    let answer =
        app.signed_out().ask("GET", &chat.customer("messages"), |request| request.add_header("cookie", cookie));
    answer.await.ok();
}

#[rstest]
#[case::wrong("Bearer 0123456789abcdef")]
#[case::blank("Bearer ")]
#[case::no_token("Bearer")]
#[case::another_scheme("Basic YWRtaW46YWRtaW4=")]
#[case::very_long(&format!("Bearer {}", "x".repeat(10_000)))]
#[tokio::test]
async fn an_invalid_token_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] authorization: &str,
) {
    let app = TestApp::new(engine).await;
    app.visitor().await;
    for path in ["/support/api/conversation/create/", "/support/agent/api/agents/"] {
        let answer = app.signed_out().ask("GET", path, |request| request.add_header("authorization", authorization));
        answer.await.fails(401, "not_signed_in");
    }
}

#[rstest]
#[tokio::test]
async fn an_unused_session_expires(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    app.clock.advance(Duration::days(14) - Duration::seconds(1));
    let untouched = app.visitor().await;
    assert!(is_known(&visitor).await);
    app.clock.advance(Duration::seconds(1));
    assert!(!is_signed_in(&agent).await);
    app.clock.advance(Duration::days(180) - Duration::seconds(2));
    assert!(is_known(&untouched).await);
    app.clock.advance(Duration::days(180));
    assert!(!is_known(&untouched).await);
}

#[rstest]
#[tokio::test]
async fn a_session_in_use_does_not_expire(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    for _ in 0..6 {
        app.clock.advance(Duration::days(13));
        assert!(is_signed_in(&agent).await);
        assert!(is_known(&visitor).await);
    }
    for _ in 0..24 {
        app.clock.advance(Duration::days(13));
        assert!(is_known(&visitor).await);
    }
}

#[rstest]
#[tokio::test]
async fn an_agents_session_expires_after_90_days_even_if_it_is_used(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for _ in 0..89 {
        app.clock.advance(Duration::days(1));
        assert!(is_signed_in(&agent).await);
    }
    app.clock.advance(Duration::days(1) - Duration::seconds(1));
    assert!(is_signed_in(&agent).await);
    app.clock.advance(Duration::seconds(1));
    assert!(!is_signed_in(&agent).await);
}

#[rstest]
#[tokio::test]
async fn the_last_used_endpoint_does_not_change_how_long_a_session_lasts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    app.clock.advance(Duration::hours(2));
    visitor.get("/support/agent/api/agents/").await.fails(403, "forbidden");
    agent.get("/support/api/conversation/create/").await.fails(401, "not_signed_in");
    app.clock.advance(Duration::days(15));
    assert!(is_known(&visitor).await, "a customer's session ended like an agent's");
    assert!(!is_signed_in(&agent).await, "an agent's session lasted like a customer's");
}

/// Attack 11.
#[rstest]
#[tokio::test]
async fn a_wrong_password_and_a_wrong_name_get_the_same_answer(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.add_agent("nadia", Role::Agent).await;
    let ask = async |username: &str, password: &str| {
        app.signed_out().post(LOGIN, json!({ "username": username, "password": password })).await
    };
    let wrong_password = ask("nadia", "not the password").await;
    wrong_password.fails(401, "wrong_credentials");
    for (username, password) in
        [("nobody", PASSWORD), ("NADIA", PASSWORD), ("", ""), ("nadia\0", PASSWORD), ("nadia' --", "x"), ("nadia", "")]
    {
        let answer = ask(username, password).await;
        assert_eq!((answer.status, &answer.body), (wrong_password.status, &wrong_password.body), "{username:?}");
        assert_eq!(answer.headers, wrong_password.headers, "{username:?}");
    }
    ask("nadia", &"x".repeat(100_000)).await.fails(401, "wrong_credentials");
    ask("nadia", PASSWORD).await.ok();
}

#[rstest]
#[tokio::test]
async fn the_answer_to_a_sign_in_describes_the_agent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.add_agent("nadia", Role::Admin).await;
    let body = app.signed_out().post(LOGIN, json!({ "username": "nadia", "password": PASSWORD })).await.ok();
    let agent = app.bearer(body["token"].as_str().unwrap());
    assert_eq!(agent.call("agent/me", json!({})).await.ok(), body["agent"]);
    assert_eq!((&body["agent"]["username"], &body["agent"]["role"]), (&json!("nadia"), &json!("admin")));
}

/// Attack 12.
#[rstest]
#[tokio::test]
async fn a_new_password_ends_all_sessions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    app.desk.team().set_password("nadia", "another long password").await.unwrap();
    assert!(!is_signed_in(&agent).await);
    assert!(is_signed_in(&colleague).await);
    let old = app.signed_out().post(LOGIN, json!({ "username": "nadia", "password": PASSWORD })).await;
    old.fails(401, "wrong_credentials");
    app.signed_out().post(LOGIN, json!({ "username": "nadia", "password": "another long password" })).await.ok();
}

/// Attack 6.
#[rstest]
#[case::the_agent("UPDATE support_supportagent SET is_active = false")]
#[case::the_account("UPDATE accounts_user SET is_active = false")]
#[tokio::test]
async fn a_disabled_agent_is_signed_out_at_the_next_request(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] disable: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    assert!(is_signed_in(&agent).await);
    app.execute(disable).await;
    assert!(!is_signed_in(&agent).await);
    let again = app.signed_out().post(LOGIN, json!({ "username": "nadia", "password": PASSWORD })).await;
    again.fails(401, "wrong_credentials");
}

#[rstest]
#[tokio::test]
async fn signing_out_ends_the_session_on_the_server(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let answer = agent.post(LOGOUT, json!({})).await;
    assert_eq!(answer.ok(), json!({ "success": true }));
    assert!(answer.set_cookies().iter().all(|cookie| cookie.contains("Max-Age=0")), "{:?}", answer.set_cookies());
    assert!(!is_signed_in(&agent).await);
    assert!(is_known(&visitor).await);
    // Signing out again is not an error.
    agent.post(LOGOUT, json!({})).await.ok();
    app.signed_out().post(LOGOUT, json!({})).await.ok();

    let (token, _) = app.desk.access().sign_in("nadia", PASSWORD.to_owned()).await.unwrap();
    let cookie = format!("adda_agent={}", token.reveal());
    let sign_out = app
        .signed_out()
        .ask("POST", "/support/fn/agent/sign-out", |request| request.json(&json!({})).add_header("cookie", cookie));
    sign_out.await.ok();
    assert!(!is_signed_in(&app.bearer(token.reveal())).await);
}
