//! Agents who sign in with an OpenID provider.

use adda::{
    model::role::Role,
    server::config::{OidcConfig, Secret},
};
use openidconnect::IssuerUrl;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{
    Answer, Engine, TestApp,
    issuer::{CLIENT_ID, CLIENT_SECRET, FakeIssuer},
};

const START: &str = "/console/oidc/start";

/// Returns a server with the agent nadia, whose email address is known, and a provider.
async fn shop(engine: Engine) -> (TestApp, FakeIssuer) {
    let issuer = FakeIssuer::start().await;
    let app = TestApp::with_provider(engine, provider(&issuer.url)).await;
    app.add_agent("nadia", Role::Agent).await;
    app.execute("UPDATE support_supportagent SET email = 'Nadia@example.com'").await;
    issuer.says(json!({ "email": "nadia@example.com", "email_verified": true }));
    (app, issuer)
}

fn provider(url: &str) -> OidcConfig {
    OidcConfig {
        issuer: IssuerUrl::new(url.to_owned()).unwrap(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: Secret::new(CLIENT_SECRET),
        name: "Example".to_owned(),
    }
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status.as_u16(), 303, "{answer}");
    answer.headers["location"].to_str().unwrap().to_owned()
}

/// Returns the cookie of this name that an answer sets, or none if the answer deletes it.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.set_cookies();
    let set = all.iter().find(|cookie| cookie.starts_with(&format!("{name}=")))?;
    let pair = set.split(';').next()?.to_owned();
    (!pair.ends_with('=')).then_some(pair)
}

/// Goes to the provider. Returns the provider's page and the cookie of the attempt.
async fn go(app: &TestApp, query: &str) -> (String, String) {
    let answer = app.signed_out().get(&format!("{START}{query}")).await;
    let attempt = cookie(&answer, "adda_oidc").unwrap_or_else(|| panic!("no cookie: {answer}"));
    let all = answer.set_cookies().join(" ");
    assert!(all.contains("HttpOnly") && all.contains("SameSite=Lax") && all.contains("Max-Age=600"), "{all}");
    (location(&answer), attempt)
}

/// Comes back from the provider with a query and the cookie of an attempt.
async fn come_back(app: &TestApp, query: &str, cookie: &str) -> Answer {
    let path = format!("/console/oidc/callback?{query}");
    app.signed_out().ask("GET", &path, |request| request.add_header("cookie", cookie.to_owned())).await
}

/// Goes to the provider and back.
async fn sign_in(app: &TestApp, issuer: &FakeIssuer) -> Answer {
    let (page, attempt) = go(app, "").await;
    come_back(app, &issuer.pass(&page), &attempt).await
}

/// Checks that the sign-in failed, and that the sign-in page gets this reason.
#[track_caller]
fn is_refused(answer: &Answer, reason: &str) {
    assert_eq!(location(answer), format!("/console/sign-in?oidc={reason}"));
    assert_eq!(cookie(answer, "adda_agent"), None, "{answer:?}");
}

#[rstest]
#[tokio::test]
async fn an_agent_signs_in_with_the_provider(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, issuer) = shop(engine).await;
    assert!(app.signed_out().get("/console/sign-in").await.body.contains("content=\"Example\""));
    let (page, attempt) = go(&app, "?next=%2Fconsole%2Fprofile").await;
    let query = issuer.pass(&page);
    let answer = come_back(&app, &query, &attempt).await;
    assert_eq!(location(&answer), "/console/profile");
    assert_eq!(cookie(&answer, "adda_oidc"), None);
    let session = cookie(&answer, "adda_agent").unwrap();
    let agent = app.bearer(session.split_once('=').unwrap().1);
    assert_eq!(agent.call("agent/me", json!({})).await.ok()["username"], "nadia");
    // The provider's answer is valid once.
    is_refused(&come_back(&app, &query, &attempt).await, "refused");
    assert!(app.is_signed_in(&agent).await);
    // A second sign-in replaces the first in that browser.
    let (page, attempt) = go(&app, "").await;
    let again = come_back(&app, &issuer.pass(&page), &format!("{attempt}; {session}")).await;
    assert_eq!(location(&again), "/console/inbox");
    assert!(!app.is_signed_in(&agent).await);
}

#[rstest]
#[case::another_nonce(json!({ "nonce": "another" }))]
#[case::no_nonce(json!({ "nonce": null }))]
#[case::another_audience(json!({ "aud": "another" }))]
#[case::an_additional_audience(json!({ "aud": [CLIENT_ID, "another"] }))]
#[case::another_issuer(json!({ "iss": "https://another.example" }))]
#[case::an_expired_token(json!({ "exp": 1_000_000_000 }))]
#[tokio::test]
async fn a_token_that_is_not_for_this_attempt_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] claims: Value,
) {
    let (app, issuer) = shop(engine).await;
    let mut all = json!({ "email": "nadia@example.com", "email_verified": true });
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    issuer.says(all);
    is_refused(&sign_in(&app, &issuer).await, "refused");
}

#[rstest]
#[tokio::test]
async fn a_token_with_another_signature_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, issuer) = shop(engine).await;
    assert!(cookie(&sign_in(&app, &issuer).await, "adda_agent").is_some());
    issuer.lose_key();
    is_refused(&sign_in(&app, &issuer).await, "refused");
}

#[rstest]
#[tokio::test]
async fn an_answer_is_valid_only_in_the_browser_that_began_the_sign_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, issuer) = shop(engine).await;
    let (page, attempt) = go(&app, "").await;
    let (_, other) = go(&app, "").await;
    let query = issuer.pass(&page);
    let (code, state) = query.split_once('&').unwrap();
    for (query, cookie) in [
        (&*query, ""),
        (&query, &*other),
        (&query, "adda_oidc=none"),
        (&format!("{code}&state="), &attempt),
        (&format!("{code}&state={}", "0".repeat(64)), &attempt),
        (code, &attempt),
        (state, &attempt),
        ("", &attempt),
        ("error=access_denied", &attempt),
    ] {
        is_refused(&come_back(&app, query, cookie).await, "refused");
    }
    // A code from another attempt is refused, because its verifier differs.
    let (page, second) = go(&app, "").await;
    let theirs = issuer.pass(&page);
    let mixed = format!("{code}&{}", theirs.split_once('&').unwrap().1);
    is_refused(&come_back(&app, &mixed, &second).await, "refused");
}

#[rstest]
#[case::not_verified(json!({ "email": "nadia@example.com", "email_verified": false }))]
#[case::no_claim_of_verification(json!({ "email": "nadia@example.com" }))]
#[case::no_address(json!({ "preferred_username": "nadia", "email_verified": true }))]
#[case::unknown(json!({ "email": "rafi@example.com", "email_verified": true }))]
#[case::an_empty_address(json!({ "email": "", "email_verified": true }))]
#[tokio::test]
async fn only_the_verified_email_address_of_an_agent_is_accepted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] claims: Value,
) {
    let (app, issuer) = shop(engine).await;
    issuer.says(claims);
    is_refused(&sign_in(&app, &issuer).await, "unknown");
    assert_eq!(app.admin("boss").await.team().await.len(), 2, "an agent was created");
}

#[rstest]
#[tokio::test]
async fn an_address_of_two_agents_or_of_a_disabled_agent_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, issuer) = shop(engine).await;
    let admin = app.admin("boss").await;
    app.execute("UPDATE support_supportagent SET email = 'nadia@example.com'").await;
    is_refused(&sign_in(&app, &issuer).await, "unknown");
    app.execute("UPDATE support_supportagent SET email = '' WHERE display_name = 'boss'").await;
    assert!(cookie(&sign_in(&app, &issuer).await, "adda_agent").is_some());
    let nadia = admin.team().await.into_iter().find(|agent| agent["username"] == "nadia").unwrap();
    let member = format!("/support/admin/api/agents/{}/", nadia["id"]);
    admin.change("PATCH", &member, json!({ "is_active": false })).await.ok();
    is_refused(&sign_in(&app, &issuer).await, "unknown");
}

#[rstest]
#[tokio::test]
async fn signing_in_with_the_provider_needs_no_code_even_if_the_team_requires_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, issuer) = shop(engine).await;
    app.change_settings(|settings| settings.require_two_factor = Set(true)).await;
    let session = cookie(&sign_in(&app, &issuer).await, "adda_agent").unwrap();
    let agent = app.bearer(session.split_once('=').unwrap().1);
    agent.call("agent/colleagues", json!({})).await.ok();
    assert_eq!(agent.call("agent/me", json!({})).await.ok().get("must_set_up_two_factor"), None);
    // The password alone is still not enough.
    let login = app.login("nadia", None).await.ok();
    let by_password = app.bearer(login["token"].as_str().unwrap());
    by_password.call("agent/colleagues", json!({})).await.fails(403, "two_factor_required");
}

#[rstest]
#[tokio::test]
async fn the_server_and_passwords_work_while_the_provider_is_down(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, issuer) = shop(engine).await;
    let (page, attempt) = go(&app, "").await;
    let query = issuer.pass(&page);
    let url = issuer.url.clone();
    issuer.stop();
    let down = come_back(&app, &query, &attempt).await;
    let never_seen = TestApp::with_provider(engine, provider(&url)).await;
    for answer in [down, never_seen.signed_out().get(START).await, never_seen.signed_out().get(START).await] {
        assert_eq!(answer.status.as_u16(), 503, "{answer}");
        assert!(answer.headers.contains_key("retry-after") && answer.body.contains("<div id=\"console\">"), "{answer}");
        assert_eq!(cookie(&answer, "adda_agent"), None);
    }
    assert!(app.login("nadia", None).await.status.is_success());
    assert!(app.signed_out().get("/console/sign-in").await.status.is_success());
}

#[rstest]
#[tokio::test]
async fn the_server_fetches_new_keys_of_the_provider(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let issuer = FakeIssuer::start().await;
    let app = TestApp::with_provider(engine, provider(&issuer.url)).await;
    app.add_agent("nadia", Role::Agent).await;
    app.execute("UPDATE support_supportagent SET email = 'nadia@example.com'").await;
    issuer.says(json!({ "email": "nadia@example.com", "email_verified": true }));
    let (page, attempt) = go(&app, "").await;
    issuer.change_key();
    let answer = come_back(&app, &issuer.pass(&page), &attempt).await;
    assert!(cookie(&answer, "adda_agent").is_some(), "{answer}");
}

#[rstest]
#[case("https://evil.example")]
#[case("//evil.example/console")]
#[case("/console/../../evil")]
#[case("/console\\@evil.example")]
#[case("javascript:alert(1)")]
#[tokio::test]
async fn a_redirect_outside_the_console_is_ignored(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] next: &str,
) {
    let (app, issuer) = shop(engine).await;
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let (page, attempt) = go(&app, &format!("?next={next}")).await;
    let answer = come_back(&app, &issuer.pass(&page), &attempt).await;
    assert_eq!(location(&answer), "/console/inbox");
}

#[rstest]
#[tokio::test]
async fn without_a_provider_its_pages_do_not_exist(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.signed_out().get(START).await.fails(404, "not_found");
    app.signed_out().get("/console/oidc/callback?code=1&state=2").await.fails(404, "not_found");
    assert!(!app.signed_out().get("/console/sign-in").await.body.contains("adda-oidc"));
}

#[rstest]
#[tokio::test]
async fn over_https_the_cookie_of_the_attempt_is_limited_to_this_host(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let issuer = FakeIssuer::start().await;
    let app = TestApp::with_provider_at(engine, "https://desk.example", provider(&issuer.url)).await;
    let answer = app.signed_out().get(START).await;
    let attempt = cookie(&answer, "__Host-adda_oidc").unwrap();
    let query = issuer.pass(&location(&answer));
    // The server ignores a cookie that another host of the site may have set.
    let planted = attempt.trim_start_matches("__Host-").to_owned();
    is_refused(&come_back(&app, &query, &planted).await, "refused");
}
