//! The cookie of a session that is in use lasts as long as the session.

use axum::http::StatusCode;
use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Chat, Engine, TestApp, Upload, pictures};

const AGENT: &str = "adda_agent";
const CUSTOMER: &str = "adda_session";

/// Sends a request without a body, with a cookie.
async fn get(app: &TestApp, path: &str, cookie: &str) -> Answer {
    app.signed_out().ask("GET", path, |request| request.add_header("cookie", cookie.to_owned())).await
}

/// Sends a request with a body and a cookie.
async fn post(app: &TestApp, path: &str, body: serde_json::Value, cookie: &str) -> Answer {
    app.signed_out().ask("POST", path, |request| request.json(&body).add_header("cookie", cookie.to_owned())).await
}

/// Checks that an answer sets the cookie `pair` again for `days`, and that caches do not store the
/// answer.
#[track_caller]
fn renews(answer: &Answer, pair: &str, days: i64) {
    let cookies = answer.set_cookies();
    assert_eq!(cookies.len(), 1, "{answer}: {cookies:?}");
    let parts: Vec<&str> = cookies[0].split("; ").collect();
    let age = format!("Max-Age={}", Duration::days(days).num_seconds());
    assert_eq!(parts[0], pair);
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", age.as_str()] {
        assert!(parts.contains(&part), "{part} is missing in {parts:?}");
    }
    let kept = answer.headers["cache-control"].to_str().unwrap();
    assert!(kept.contains("no-store"), "{answer} may be cached: {kept}");
}

#[track_caller]
fn sets_no_cookie(answer: &Answer) {
    assert_eq!(answer.set_cookies(), Vec::<String>::new(), "{answer}");
}

/// Returns a visitor's cookie, and a conversation in which the visitor has written.
async fn customer(app: &TestApp) -> (String, Chat) {
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Where is my parcel?").await;
    (format!("{CUSTOMER}={}", visitor.token.unwrap()), chat)
}

#[rstest]
#[tokio::test]
async fn an_agent_who_works_every_day_keeps_the_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let cookie = format!("{AGENT}={}", app.agent("nadia").await.token.unwrap());
    for _ in 0..20 {
        app.clock.advance(Duration::days(1));
        let morning = get(&app, "/support/agent/api/agents/", &cookie).await;
        morning.ok();
        renews(&morning, &cookie, 14);
        // Other answers do not renew the cookie, because the session is extended once an hour.
        sets_no_cookie(&get(&app, "/support/agent/api/agents/", &cookie).await);
        sets_no_cookie(&post(&app, "/support/fn/agent/me", json!({}), &cookie).await);
    }
}

#[rstest]
#[case::rest("GET", "/support/agent/api/conversations/")]
#[case::a_server_function("POST", "/support/fn/agent/me")]
#[case::a_refused_request("GET", "/support/agent/api/conversation/CONV-AAAAAAAAAAAA/messages/")]
#[case::a_forbidden_request("GET", "/support/admin/api/settings/")]
#[tokio::test]
async fn every_agent_endpoint_renews_the_cookie(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] method: &str,
    #[case] path: &str,
) {
    let app = TestApp::new(engine).await;
    let cookie = format!("{AGENT}={}", app.agent("nadia").await.token.unwrap());
    app.clock.advance(Duration::hours(2));
    let answer =
        if method == "GET" { get(&app, path, &cookie).await } else { post(&app, path, json!({}), &cookie).await };
    renews(&answer, &cookie, 14);
    sets_no_cookie(&get(&app, path, &cookie).await);
}

#[rstest]
#[tokio::test]
async fn every_customer_endpoint_renews_the_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (cookie, chat) = customer(&app).await;
    let page = format!("/support/conversation/{}/", chat.id);
    for path in [
        "/support/api/widget/",
        "/support/api/conversation/create/",
        &chat.customer("messages"),
        &chat.customer("transcript"),
        "/support/conversations/",
        &page,
    ] {
        app.clock.advance(Duration::hours(1));
        let answer = get(&app, path, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer}");
        renews(&answer, &cookie, 180);
        sets_no_cookie(&get(&app, path, &cookie).await);
    }
    app.clock.advance(Duration::hours(1));
    let poll = json!({ "conversation": chat.id, "range": {} });
    let answer = post(&app, "/support/fn/messages", poll.clone(), &cookie).await;
    answer.ok();
    renews(&answer, &cookie, 180);
    sets_no_cookie(&post(&app, "/support/fn/messages", poll, &cookie).await);
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_sent_with_a_cookie_is_not_cached(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let png = pictures::png(40, 30);
    let sent = visitor.upload(&chat.customer("upload"), &Upload::file("parcel.png", &png)).await.ok();
    let address = sent["message"]["attachment"].as_str().unwrap();
    let cookie = format!("{CUSTOMER}={}", visitor.token.unwrap());
    app.clock.advance(Duration::hours(1));
    renews(&get(&app, address, &cookie).await, &cookie, 180);
    let again = get(&app, address, &cookie).await;
    sets_no_cookie(&again);
    assert_eq!(again.headers["cache-control"], "private, no-cache");
}

#[rstest]
#[tokio::test]
async fn writes_renew_the_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (customer, chat) = customer(&app).await;
    let agent = format!("{AGENT}={}", app.online_agent("nadia").await.token.unwrap());
    let words = json!({ "content": "Hi" });
    let reply = json!({ "id": chat.id, "content": "Hi" });
    let message = json!({ "conversation": chat.id, "content": "Hi" });
    let update = json!({ "priority": "high" });
    for (path, body, cookie, days) in [
        (chat.agent("send"), &words, &agent, 14),
        (chat.agent("note"), &words, &agent, 14),
        (chat.agent("update"), &update, &agent, 14),
        ("/support/fn/agent/send".to_owned(), &reply, &agent, 14),
        (chat.customer("send"), &words, &customer, 180),
        ("/support/fn/send".to_owned(), &message, &customer, 180),
    ] {
        app.clock.advance(Duration::hours(1));
        let answer = post(&app, &path, body.clone(), cookie).await;
        answer.ok();
        renews(&answer, cookie, days);
        sets_no_cookie(&post(&app, &path, body.clone(), cookie).await);
    }
}

#[rstest]
#[tokio::test]
async fn opening_or_sending_a_file_renews_an_agents_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let cookie = format!("{AGENT}={}", agent.token.unwrap());
    let (_, chat) = customer(&app).await;
    app.clock.advance(Duration::hours(1));
    let form = Upload::file("parcel.png", &pictures::png(40, 30));
    let sent = app.signed_out().ask("POST", &chat.agent("upload"), |request| {
        let request = request.bytes(form.body().into()).content_type(&Upload::content_type());
        request.add_header("cookie", cookie.clone())
    });
    let sent = sent.await;
    renews(&sent, &cookie, 14);
    let address = sent.ok()["message"]["attachment"].as_str().unwrap().to_owned();
    sets_no_cookie(&get(&app, &address, &cookie).await);
    app.clock.advance(Duration::hours(1));
    renews(&get(&app, &address, &cookie).await, &cookie, 14);
}

#[rstest]
#[tokio::test]
async fn an_agent_who_is_also_a_customer_keeps_both_cookies(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = format!("{AGENT}={}", app.agent("nadia").await.token.unwrap());
    let (customer, chat) = customer(&app).await;
    let both = format!("{agent}; {customer}");
    app.clock.advance(Duration::hours(1));
    renews(&get(&app, "/support/agent/api/agents/", &both).await, &agent, 14);
    renews(&get(&app, &chat.customer("messages"), &both).await, &customer, 180);
}

#[rstest]
#[tokio::test]
async fn a_request_with_a_bearer_token_gets_no_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    app.clock.advance(Duration::hours(2));
    sets_no_cookie(&agent.get("/support/agent/api/agents/").await);
    sets_no_cookie(&visitor.get("/support/api/conversation/create/").await);
}

#[rstest]
#[tokio::test]
async fn a_page_of_another_site_gets_no_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (cookie, _) = customer(&app).await;
    app.clock.advance(Duration::hours(2));
    let answer = app.signed_out().ask("GET", "/support/api/widget/", |request| {
        request.add_header("cookie", cookie).add_header("origin", crate::support::SHOP)
    });
    sets_no_cookie(&answer.await);
}

#[rstest]
#[tokio::test]
async fn the_cookie_of_an_ended_session_is_not_renewed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let cookie = format!("{AGENT}={}", agent.token.clone().unwrap());
    let (customer, _) = customer(&app).await;
    // Signing out deletes the cookies and sets none.
    app.clock.advance(Duration::hours(2));
    let both = format!("{cookie}; {customer}");
    let signed_out = post(&app, "/support/api/logout/", json!({}), &both).await;
    assert!(signed_out.set_cookies().iter().all(|cookie| cookie.contains("Max-Age=0")), "{signed_out}");
    for (path, cookie) in [("/support/agent/api/agents/", &cookie), ("/support/api/conversation/create/", &customer)] {
        let refused = get(&app, path, cookie).await;
        refused.fails(401, "not_signed_in");
        sets_no_cookie(&refused);
    }
    // An expired session gets no cookie either.
    let late = format!("{AGENT}={}", app.agent("rafi").await.token.unwrap());
    app.clock.advance(Duration::days(14));
    sets_no_cookie(&get(&app, "/support/agent/api/agents/", &late).await);
}

#[rstest]
#[tokio::test]
async fn the_cookie_of_a_session_that_ends_while_it_is_extended_is_not_renewed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let cookie = format!("{AGENT}={}", app.agent("nadia").await.token.unwrap());
    app.clock.advance(Duration::hours(2));
    // The triggers delete the session right after it was accepted, as if another request signed out
    // at that moment.
    let end = "DELETE FROM support_session WHERE id = NEW.id;";
    let triggers = match engine {
        Engine::Sqlite => vec![format!("CREATE TRIGGER ends AFTER UPDATE ON support_session BEGIN {end} END")],
        Engine::Postgres => vec![
            format!("CREATE FUNCTION ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {end} RETURN NULL; END $$"),
            "CREATE TRIGGER ends AFTER UPDATE ON support_session FOR EACH ROW EXECUTE FUNCTION ends()".to_owned(),
        ],
    };
    for trigger in triggers {
        app.execute(&trigger).await;
    }
    let answer = get(&app, "/support/agent/api/agents/", &cookie).await;
    answer.ok();
    sets_no_cookie(&answer);
}

#[rstest]
#[tokio::test]
async fn a_customer_who_signs_in_gets_only_the_new_cookie(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (cookie, _) = customer(&app).await;
    app.clock.advance(Duration::hours(2));
    let renewed = post(&app, "/support/api/session/", json!({}), &cookie).await;
    let token = renewed.ok()["token"].as_str().unwrap().to_owned();
    renews(&renewed, &format!("{CUSTOMER}={token}"), 180);
}

#[rstest]
#[tokio::test]
async fn concurrent_requests_renew_the_cookie_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let cookie = format!("{AGENT}={}", app.agent("nadia").await.token.unwrap());
    app.clock.advance(Duration::hours(2));
    let asked = (0..6).map(|_| get(&app, "/support/agent/api/agents/", &cookie));
    let answers = futures::future::join_all(asked).await;
    let set: usize = answers.iter().map(|answer| answer.set_cookies().len()).sum();
    assert_eq!(set, 1);
}
