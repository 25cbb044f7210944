//! Paging through the inbox: no gap and no row twice, even if conversations change in the meantime.

use std::collections::BTreeSet;

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

async fn page(agent: &Caller<'_>, cursor: &Value) -> Value {
    let cursor = cursor.as_str().map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
    agent.get(&format!("/support/agent/api/conversations/{cursor}")).await.ok()
}

fn ids(page: &Value) -> Vec<String> {
    let rows = page["conversations"].as_array().unwrap().iter();
    rows.map(|row| row["conversation_id"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[case::each_at_a_moment_of_its_own(Duration::microseconds(1))]
#[case::all_at_the_same_moment(Duration::zero())]
#[case::over_whole_seconds(Duration::milliseconds(250))]
#[tokio::test]
async fn pages_have_no_gap_and_no_row_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] apart: Duration,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut written = Vec::new();
    for _ in 0..120 {
        app.clock.advance(apart);
        written.push(app.visitor().await.write_first("Hello").await.id);
    }
    written.reverse();

    let first = page(&agent, &Value::Null).await;
    let second = page(&agent, &first["next_cursor"]).await;
    let third = page(&agent, &second["next_cursor"]).await;
    assert_eq!(third["next_cursor"], Value::Null);
    let pages = [ids(&first), ids(&second), ids(&third)];
    assert_eq!(pages.each_ref().map(Vec::len), [50, 50, 20]);
    assert_eq!(pages.concat(), written);
}

#[rstest]
#[tokio::test]
async fn new_messages_between_pages_leave_no_gap(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut written = BTreeSet::new();
    let mut newest = None;
    for _ in 0..120 {
        app.clock.advance(Duration::seconds(1));
        let visitor = app.visitor().await;
        let chat = visitor.write_first("Hello").await;
        written.insert(chat.id.clone());
        newest = Some((visitor, chat));
    }
    let (visitor, listed) = newest.unwrap();

    let mut seen = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let page = page(&agent, &cursor).await;
        seen.extend(ids(&page));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
        // A conversation that was listed moves to the top, and a new one appears.
        app.clock.advance(Duration::seconds(1));
        visitor.send(&listed, "Hello?").await;
        app.visitor().await.write_first("I am new").await;
    }
    assert_eq!(seen.len(), 120);
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), written);
}

#[rstest]
#[tokio::test]
async fn a_full_last_page_has_no_next_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for _ in 0..50 {
        app.visitor().await.write_first("Hello").await;
    }
    let only = page(&agent, &Value::Null).await;
    assert_eq!((ids(&only).len(), &only["next_cursor"]), (50, &Value::Null));
}

/// Attack 23.
#[rstest]
#[case("x")]
#[case("1")]
#[case("1.2.3")]
#[case("1795345200123456")]
#[case("1795345200123456.x")]
#[case("9223372036854775807.1")]
#[case("-9223372036854775808.1")]
#[case("-8000000000000000000.1")]
#[case("8000000000000000000.9223372036854775808")]
#[case("%27%20OR%201=1%20--")]
#[tokio::test]
async fn a_cursor_that_was_never_issued_is_malformed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] cursor: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    agent.get(&format!("/support/agent/api/conversations/?cursor={cursor}")).await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn an_empty_cursor_returns_the_first_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first("Hello").await;
    assert_eq!(ids(&page(&agent, &json!("")).await).len(), 1);
}
