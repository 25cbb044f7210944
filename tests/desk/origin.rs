//! The server accepts writes with a cookie only from its own pages.

use axum::http::HeaderName;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Engine, TestApp};

type Headers = &'static [(&'static str, &'static str)];

const ELSEWHERE: Headers =
    &[("origin", "https://evil.example"), ("host", "desk.example"), ("sec-fetch-site", "cross-site")];

/// Sends a request with a session's cookie and these headers.
async fn ask(app: &TestApp, method: &str, path: &str, cookie: &str, headers: Headers) -> Answer {
    let asked = app.signed_out().ask(method, path, |request| {
        let request = request.add_header("cookie", cookie);
        let request = if method == "GET" { request } else { request.json(&json!({ "content": "Hello", "up_to": 1 })) };
        headers.iter().fold(request, |request, (name, value)| request.add_header(HeaderName::from_static(name), *value))
    });
    asked.await
}

/// Attack 21.
#[rstest]
#[case::another_site(ELSEWHERE)]
#[case::an_old_browser(&[("origin", "https://evil.example"), ("host", "desk.example")])]
#[case::a_sibling_domain(&[("origin", "http://shop.desk.example"), ("sec-fetch-site", "same-site")])]
#[case::a_sandboxed_frame(&[("origin", "null")])]
#[case::a_host_with_the_same_beginning(&[("origin", "http://desk.example.evil.example"), ("host", "desk.example")])]
#[case::a_form_without_origin(&[("sec-fetch-site", "cross-site")])]
#[tokio::test]
async fn a_write_from_another_site_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] headers: Headers,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let customer = format!("adda_session={}", visitor.token.clone().unwrap());
    let team = format!("adda_agent={}", agent.token.clone().unwrap());
    let before = (visitor.thread(&chat).await, agent.row(&chat).await);
    for (method, path, cookie) in [
        ("POST", chat.customer("send"), &customer),
        ("POST", chat.customer("read"), &customer),
        ("POST", chat.customer("close"), &customer),
        ("POST", chat.customer("reopen"), &customer),
        ("POST", "/support/api/session/".to_owned(), &customer),
        ("POST", "/support/api/logout/".to_owned(), &customer),
        ("POST", "/support/api/conversation/create/".to_owned(), &customer),
        ("GET", "/support/api/conversation/create/".to_owned(), &customer),
        ("GET", "/support/api/conversation/create".to_owned(), &customer),
        ("POST", "/support/fn/send".to_owned(), &customer),
        ("POST", "/support/fn/open".to_owned(), &customer),
        ("POST", "/support/api/login/".to_owned(), &team),
        ("POST", chat.agent("send"), &team),
        ("POST", chat.agent("read"), &team),
        ("POST", chat.agent("update"), &team),
        ("POST", "/support/agent/api/online/".to_owned(), &team),
        ("POST", "/support/fn/agent/send".to_owned(), &team),
        ("POST", "/support/fn/agent/sign-out".to_owned(), &team),
    ] {
        ask(&app, method, &path, cookie, headers).await.fails(403, "foreign_origin");
    }
    assert_eq!((visitor.thread(&chat).await, agent.row(&chat).await), before);
}

#[rstest]
#[case::our_page(&[("origin", "http://desk.example"), ("sec-fetch-site", "same-origin")])]
#[case::our_page_in_an_old_browser(&[("origin", "http://desk.example")])]
#[case::another_of_our_names(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")])]
#[case::not_a_browser(&[])]
#[tokio::test]
async fn a_write_from_our_own_pages_is_accepted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] headers: Headers,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let cookie = format!("adda_session={}", visitor.token.clone().unwrap());
    ask(&app, "POST", &chat.customer("send"), &cookie, headers).await.ok();
    ask(&app, "GET", "/support/api/conversation/create/", &cookie, headers).await.ok();
}

#[rstest]
#[tokio::test]
async fn a_write_with_a_bearer_token_is_accepted_from_any_site(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.ask("POST", &chat.customer("send"), |request| {
        let request = request.json(&json!({ "content": "Hello" }));
        ELSEWHERE
            .iter()
            .fold(request, |request, (name, value)| request.add_header(HeaderName::from_static(name), *value))
    });
    sent.await.ok();
}

#[rstest]
#[tokio::test]
async fn a_read_from_another_site_is_allowed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let cookie = format!("adda_session={}", visitor.token.clone().unwrap());
    ask(&app, "GET", &chat.customer("messages"), &cookie, ELSEWHERE).await.ok();
}
