//! Searching among more conversations than one page of a search reads.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp, crowd_id};

/// More conversations than five pages of a search read.
const MANY: u32 = 5_200;

/// Returns the ids of all pages of a search, and how many pages there were.
async fn all(agent: &Caller<'_>, words: &str, sort: &str) -> (Vec<String>, usize) {
    let (mut ids, mut pages, mut cursor) = (Vec::new(), 0, Value::Null);
    loop {
        let view = json!({ "query": words, "sort": sort });
        let page = agent.call("agent/inbox", json!({ "view": view, "cursor": cursor })).await.ok();
        let rows = page["conversations"].as_array().unwrap().iter();
        ids.extend(rows.map(|row| row["conversation_id"].as_str().unwrap().to_owned()));
        pages += 1;
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            return (ids, pages);
        }
    }
}

fn numbered(name: &str, count: u32) -> Vec<String> {
    (1..=count).rev().map(|number| crowd_id(name, number)).collect()
}

#[rstest]
#[case::by_its_pieces("needle", 1)]
#[case::by_its_number("CONV-OLD100000001", 1)]
#[case::by_the_customer("old", 1)]
// Words of fewer than three letters are not indexed. Such a search reads the
// conversations, some of them for each page.
#[case::by_two_letters("dl", 6)]
#[case::a_word_without_a_match("xyzzy", 1)]
#[tokio::test]
async fn a_rare_match_is_found_behind_very_many_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("last_message", "waiting", "priority")] sort: &str,
    #[case] words: &str,
    #[case] pages: usize,
) {
    let app = TestApp::new(engine).await;
    app.crowd("OLD", 1, "A needle", "2026-01-01T00:00:00").await;
    app.crowd("NEW", MANY, "Hay {i}", "2026-02-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    let expected = if words == "xyzzy" { vec![] } else { numbered("OLD", 1) };
    assert_eq!(all(&agent, words, sort).await, (expected, pages));
}

#[rstest]
#[tokio::test]
async fn words_that_were_common_once_are_found_without_gaps_or_duplicates(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("monsoon", "ns")] words: &str,
) {
    let app = TestApp::new(engine).await;
    app.crowd("OLD", 1_020, "The monsoon {i}", "2026-01-01T00:00:00").await;
    app.crowd("NEW", MANY, "Hay {i}", "2026-02-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    let (ids, pages) = all(&agent, words, "last_message").await;
    assert_eq!(ids, numbered("OLD", 1_020));
    // The first five pages find nothing, and return a cursor for the next page.
    assert_eq!(pages, 26);
}

#[rstest]
#[tokio::test]
async fn accents_and_case_are_folded_however_common_a_word_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.crowd("OLD", 1_020, "\u{c9}COLE {i}", "2026-01-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    assert_eq!(all(&agent, "\u{e9}cole", "last_message").await, (numbered("OLD", 1_020), 21));
}

/// Either one word is rare and the other is in every conversation, or both are rare and
/// in different conversations.
#[rstest]
#[case("needle hay", &["OLD"])]
#[case("hay needle old", &["OLD"])]
#[case("needle pin", &[])]
#[case("le ne dle", &["OLD"])]
#[tokio::test]
async fn several_words_are_found_behind_very_many_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] words: &str,
    #[case] expected: &[&str],
) {
    let app = TestApp::new(engine).await;
    app.crowd("OLD", 1, "A needle in the hay", "2026-01-01T00:00:00").await;
    app.crowd("PIN", 1, "A pin in the hay", "2026-01-02T00:00:00").await;
    app.crowd("NEW", MANY, "Hay {i}", "2026-02-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    let expected: Vec<String> = expected.iter().map(|name| crowd_id(name, 1)).collect();
    assert_eq!(all(&agent, words, "last_message").await.0, expected);
}
