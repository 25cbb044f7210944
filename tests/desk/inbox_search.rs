//! Searching the inbox: special characters are matched literally.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

/// Returns the last messages of the conversations that are found. Calls the server
/// function, whose argument may be of any length.
async fn found(agent: &Caller<'_>, words: &str) -> Vec<String> {
    let view = json!({ "statuses": [], "priorities": [], "assignee": "anyone", "query": words });
    let page = agent.call("agent/inbox", json!({ "view": view, "cursor": null })).await.ok();
    let mut texts: Vec<String> = page["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row: &Value| row["last_message"]["text"].as_str().unwrap().to_owned())
        .collect();
    texts.sort();
    texts
}

#[rstest]
#[case::a_word("order", &["Where is my ORDER?"])]
#[case::another_case("ORDER", &["Where is my ORDER?"])]
#[case::part_of_a_word("rde", &["Where is my ORDER?"])]
#[case::space_around("  order ", &["Where is my ORDER?"])]
#[case::percent("%", &["100% off"])]
#[case::percent_in_words("0% o", &["100% off"])]
#[case::underscore("_", &["snake_case"])]
#[case::backslash("\\", &["C:\\books"])]
#[case::two_backslashes("\\\\", &[])]
#[case::quote("'", &["It's \"quoted\""])]
#[case::double_quote("\"", &["It's \"quoted\""])]
#[case::an_attack("' OR '1'='1", &[])]
#[case::emoji("🙏", &["ধন্যবাদ 🙏"])]
#[case::bangla("ধন্যবাদ", &["ধন্যবাদ 🙏"])]
#[case::part_of_bangla("ন্যবা", &["ধন্যবাদ 🙏"])]
#[case::accents_as_written("ÉCOLE", &["ÉCOLE normale"])]
#[case::nothing_like_it("xyzzy", &[])]
#[tokio::test]
async fn words_are_matched_literally(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    // With this many newer conversations, a search has to use the index.
    #[values(0, 400)] newer: u32,
    #[case] words: &str,
    #[case] expected: &[&str],
) {
    let app = TestApp::new(engine).await;
    app.crowd("NEW", newer, "Hi", "2030-01-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    let texts =
        ["Where is my ORDER?", "100% off", "snake_case", "C:\\books", "It's \"quoted\"", "ধন্যবাদ 🙏", "ÉCOLE normale"];
    for text in texts {
        app.visitor().await.write_first(text).await;
    }
    assert_eq!(found(&agent, words).await, expected);
}

#[rstest]
#[tokio::test]
async fn the_search_looks_at_customer_subject_id_and_every_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("The first message").await;
    agent.reply(&chat, "A reply").await;
    app.visitor().await.write_first("Something else").await;
    app.execute(
        "UPDATE accounts_user SET name = 'Rahim Uddin', email = 'rahim@shop.example' \
         WHERE id = (SELECT min(user_id) FROM support_conversation)",
    )
    .await;
    app.execute(
        "UPDATE support_conversation SET subject = 'Damaged cover' \
         WHERE id = (SELECT min(id) FROM support_conversation)",
    )
    .await;
    for words in ["rahim u", "RAHIM@", "damaged", &chat.id, &chat.id.to_lowercase(), "first message", "a reply"] {
        assert_eq!(found(&agent, words).await, ["A reply"], "{words}");
    }
    assert_eq!(found(&agent, "").await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn a_search_of_any_length_is_answered(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let long = "আ".repeat(5_000);
    app.visitor().await.write_first(&long).await;
    assert_eq!(found(&agent, &long).await.len(), 1);
    for words in ["x".repeat(10_000), "%".repeat(10_000), "🙏".repeat(10_000), "x".repeat(200_000)] {
        assert_eq!(found(&agent, &words).await, [""; 0]);
    }
}

#[rstest]
#[tokio::test]
async fn a_search_with_nul_finds_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first("Hello").await;
    assert_eq!(found(&agent, "Hel\0lo").await, [""; 0]);
    assert!(agent.inbox("?q=Hel%00lo").await.is_empty());
}
