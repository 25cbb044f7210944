//! Reports of panics of the programs in browsers.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Engine, SHOP, TestApp};

const ADDRESS: &str = "/support/api/panic/";

fn report() -> Value {
    json!({ "program": "0123456789abcdef/widget", "stack": ["0123456789abcdef/widget#123@0x4567", "#8@"] })
}

async fn send(app: &TestApp, body: Value) -> Answer {
    app.signed_out()
        .ask("POST", ADDRESS, move |request| request.add_header("x-forwarded-for", "192.0.2.7").json(&body))
        .await
}

#[rstest]
#[tokio::test]
async fn a_page_reports_a_panic_without_a_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    assert_eq!(send(&app, report()).await.status, StatusCode::NO_CONTENT);
    let from = |origin: &'static str| {
        app.signed_out().ask("POST", ADDRESS, move |request| request.add_header("origin", origin).json(&report()))
    };
    assert_eq!(from(SHOP).await.status, StatusCode::NO_CONTENT);
    from("https://evil.example").await.fails(403, "foreign_origin");
}

#[rstest]
#[case::a_forged_line("program", json!("0123456789abcdef/widget\n2026-11-28T00:00:00Z ERROR adda: forged"))]
#[case::a_forged_field("stack", json!(["#1@\" client=203.0.113.7"]))]
#[case::an_escape_sequence("stack", json!(["\u{1b}[2J"]))]
#[case::words_of_a_customer("stack", json!(["আমার অর্ডার"]))]
#[case::no_program("program", json!(""))]
#[case::no_stack("stack", json!([]))]
#[case::too_many_functions("stack", json!(vec!["#1@"; 11]))]
#[case::a_long_function("stack", json!(["a".repeat(81)]))]
#[case::another_type("stack", json!("#1@"))]
#[tokio::test]
async fn a_report_with_anything_else_is_refused(#[case] field: &str, #[case] value: Value) {
    let app = TestApp::new(Engine::Sqlite).await;
    let mut body = report();
    body[field] = value;
    send(&app, body).await.fails(422, "invalid_value");
}

#[tokio::test]
async fn a_report_is_short() {
    let app = TestApp::new(Engine::Sqlite).await;
    let mut body = report();
    body["stack"] = json!(["a".repeat(5_000)]);
    send(&app, body).await.fails(413, "too_large");
}

#[rstest]
#[tokio::test]
async fn reports_are_limited_by_address(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "panics_address=1/h/2").await;
    for _ in 0..2 {
        assert_eq!(send(&app, report()).await.status, StatusCode::NO_CONTENT);
    }
    let limited = send(&app, report()).await;
    limited.fails(429, "rate_limited");
    assert!(limited.headers.contains_key("retry-after"));
}
