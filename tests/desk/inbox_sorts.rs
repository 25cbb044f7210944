//! The sort orders of the inbox, and paging through each.

use std::collections::BTreeSet;

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

/// Returns all pages of a view.
async fn all(agent: &Caller<'_>, sort: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/support/agent/api/conversations/?sort={sort}&cursor={cursor}");
        let page = agent.get(&path).await.ok();
        pages.push(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return pages,
        }
    }
}

fn ids(page: &Value) -> Vec<String> {
    let rows = page["conversations"].as_array().unwrap().iter();
    rows.map(|row| row["conversation_id"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn the_longest_wait_comes_first_and_answered_conversations_last(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut chats = Vec::new();
    for _ in 0..4 {
        app.clock.advance(Duration::minutes(1));
        let visitor = app.visitor().await;
        chats.push((visitor.write_first("Hello").await, visitor));
    }
    app.clock.advance(Duration::minutes(1));
    agent.reply(&chats[0].0, "Hello").await;
    app.clock.advance(Duration::minutes(1));
    agent.reply(&chats[2].0, "Hello").await;
    // A second message does not restart the wait.
    app.clock.advance(Duration::minutes(1));
    chats[1].1.send(&chats[1].0, "Hello?").await;
    let expected = [1, 3, 2, 0].map(|index: usize| chats[index].0.id.clone());
    assert_eq!(all(&agent, "waiting").await, [expected]);
}

#[rstest]
#[tokio::test]
async fn the_most_urgent_come_first_and_the_newest_first_among_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut chats = Vec::new();
    for priority in ["low", "urgent", "normal", "urgent", "high", "normal"] {
        app.clock.advance(Duration::minutes(1));
        let chat = app.visitor().await.write_first("Hello").await;
        agent.update(&chat, json!({ "priority": priority })).await;
        chats.push(chat.id);
    }
    let expected = [3, 1, 4, 5, 2, 0].map(|index: usize| chats[index].clone());
    assert_eq!(all(&agent, "priority").await, [expected]);
}

/// Sixty conversations of each kind, so that every section of an order begins within a page.
#[rstest]
#[case::last_message("last_message")]
#[case::waiting("waiting")]
#[case::priority("priority")]
#[tokio::test]
async fn pages_of_each_order_have_no_gap_and_no_row_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] sort: &str,
    #[values(Duration::zero(), Duration::milliseconds(7))] apart: Duration,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut written = BTreeSet::new();
    for number in 0..120 {
        app.clock.advance(apart);
        let chat = app.visitor().await.write_first("Hello").await;
        if number % 2 == 0 {
            agent.reply(&chat, "Hello").await;
        }
        if number % 3 == 0 {
            agent.update(&chat, json!({ "priority": "high" })).await;
        }
        written.insert(chat.id);
    }
    let pages = all(&agent, sort).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
    assert_eq!(pages.concat().into_iter().collect::<BTreeSet<_>>(), written);
}

#[rstest]
#[case::last_message("last_message", "waiting")]
#[case::waiting("waiting", "priority")]
#[case::priority("priority", "last_message")]
#[tokio::test]
async fn a_cursor_of_another_order_is_malformed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] sort: &str,
    #[case] other: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for _ in 0..51 {
        app.visitor().await.write_first("Hello").await;
    }
    let page = agent.get(&format!("/support/agent/api/conversations/?sort={sort}")).await.ok();
    let cursor = page["next_cursor"].as_str().unwrap();
    let path = |sort: &str| format!("/support/agent/api/conversations/?sort={sort}&cursor={cursor}");
    assert_eq!(ids(&agent.get(&path(sort)).await.ok()).len(), 1);
    agent.get(&path(other)).await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn a_reply_between_two_pages_leaves_no_gap(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let mut written = Vec::new();
    for _ in 0..110 {
        app.clock.advance(Duration::seconds(1));
        written.push(app.visitor().await.write_first("Hello").await);
    }
    let path = |cursor: &str| format!("/support/agent/api/conversations/?sort=waiting&cursor={cursor}");
    let first = agent.get(&path("")).await.ok();
    // One conversation of the first page, and the last one of all.
    agent.reply(&written[3], "Hello").await;
    agent.reply(&written[109], "Hello").await;
    let second = agent.get(&path(first["next_cursor"].as_str().unwrap())).await.ok();
    let third = agent.get(&path(second["next_cursor"].as_str().unwrap())).await.ok();
    let seen: BTreeSet<String> = [ids(&first), ids(&second), ids(&third)].concat().into_iter().collect();
    assert_eq!(seen.len(), 110);
}
