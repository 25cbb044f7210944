//! The excerpts that a search shows of its hits. The index follows every change.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

/// Returns where the words were found in the only row, and the text with the words in
/// brackets.
async fn hit(agent: &Caller<'_>, words: &str) -> (String, String) {
    let page = agent.call("agent/inbox", json!({ "view": { "query": words }, "cursor": null })).await.ok();
    let rows = page["conversations"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{words}: {rows:?}");
    let text = |part: &Value| {
        let text = part["text"].as_str().unwrap();
        if part["is_match"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    let hit = &rows[0]["hit"];
    let parts = hit["parts"].as_array().unwrap_or_else(|| panic!("{words}: no hit"));
    (hit["place"].as_str().unwrap().to_owned(), parts.iter().map(text).collect())
}

async fn count(agent: &Caller<'_>, words: &str) -> usize {
    let page = agent.call("agent/inbox", json!({ "view": { "query": words }, "cursor": null })).await.ok();
    page["conversations"].as_array().unwrap().len()
}

#[rstest]
#[case::a_message("FIRST", "message", "The [first] message")]
#[case::a_reply("এখানে", "message", "আপনার বই [এখানে] আছে")]
#[case::a_note("angry", "note", "He is [angry], be kind")]
#[case::an_attachment("receipt", "attachment", "[receipt]-2026.pdf")]
#[case::the_name("rahim", "name", "[Rahim] Uddin")]
#[case::the_email("@SHOP", "email", "rahim[@shop].example")]
#[case::the_subject("amaged c", "subject", "D[amaged] [c]over")]
#[case::markup("<b>", "message", "[<b>]bold</b> & \"quoted\"")]
#[case::two_letters("বই", "message", "আপনার [বই] এখানে আছে")]
#[case::one_letter("&", "message", "<b>bold</b> [&] \"quoted\"")]
#[tokio::test]
async fn the_words_are_shown_where_they_were_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] words: &str,
    #[case] place: &str,
    #[case] text: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("The first message").await;
    agent.reply(&chat, "আপনার বই এখানে আছে").await;
    visitor.send(&chat, "<b>bold</b> & \"quoted\"").await;
    let sent = [agent.reply(&chat, "He is angry, be kind").await, visitor.send(&chat, "Look").await];
    app.execute(&format!("UPDATE support_message SET is_note = true WHERE id = {}", sent[0]["id"])).await;
    app.execute(&format!(
        "UPDATE support_message SET attachment_name = 'receipt-2026.pdf' WHERE id = {}",
        sent[1]["id"]
    ))
    .await;
    app.execute("UPDATE accounts_user SET name = 'Rahim Uddin', email = 'rahim@shop.example' WHERE role = 'customer'")
        .await;
    app.execute("UPDATE support_conversation SET subject = 'Damaged cover'").await;
    assert_eq!(hit(&agent, words).await, (place.to_owned(), text.to_owned()));
}

#[rstest]
#[tokio::test]
async fn without_a_search_there_is_no_hit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first("Hello").await;
    assert_eq!(agent.inbox("").await[0].get("hit"), None);
    assert_eq!(agent.inbox("?q=%20").await[0].get("hit"), None);
}

/// `য়`, `ড়`, `ঢ়` and `ো` can each be typed as one character or as two.
#[rstest]
#[case("\u{9af}\u{9bc}")]
#[case("\u{9df}")]
#[tokio::test]
async fn letters_with_two_encodings_find_each_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] written: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first(&format!("সময{written}মতো পাই বাড\u{9bc}ি আষাঢ\u{9bc} কো")).await;
    for words in
        ["\u{9df}মত", "\u{9af}\u{9bc}মত", "বা\u{9dc}ি", "বাড\u{9bc}ি", "ষা\u{9dd} ক", "মত\u{9c7}\u{9be} প", "মতো প"]
    {
        assert_eq!(count(&agent, words).await, 1, "{words:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_search_does_not_find_the_shops_own_welcome(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first("Good morning").await;
    for words in ["How can we help", "!", "o!"] {
        assert_eq!(count(&agent, words).await, 0, "{words}");
    }
}

#[rstest]
#[tokio::test]
async fn changed_and_deleted_messages_are_no_longer_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    // With this many newer conversations, a search has to use the index.
    #[values(0, 400)] newer: u32,
) {
    let app = TestApp::new(engine).await;
    app.crowd("NEW", newer, "Hi", "2030-01-01T00:00:00").await;
    let agent = app.agent("nadia").await;
    app.visitor().await.write_first("The first words").await;
    app.execute("UPDATE support_message SET content = 'Other words' WHERE content = 'The first words'").await;
    assert_eq!((count(&agent, "first").await, count(&agent, "other w").await), (0, 1));
    app.execute("DELETE FROM support_conversation WHERE conversation_id NOT LIKE 'CONV-NEW%'").await;
    assert_eq!(count(&agent, "other w").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_search_respects_the_filters_and_the_order(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let (open, closed) =
        (app.visitor().await.write_first("My order").await, app.visitor().await.write_first("My order").await);
    agent.update(&closed, json!({ "status": "closed", "priority": "urgent" })).await;
    let found = agent.inbox("?q=order&status=open").await;
    assert_eq!((found.len(), &found[0]["conversation_id"]), (1, &json!(open.id)));
    let found = agent.inbox("?q=order&sort=priority").await;
    assert_eq!((found.len(), &found[0]["conversation_id"]), (2, &json!(closed.id)));
}
