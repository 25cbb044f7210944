//! Conversations that customers download as text.

use rstest::rstest;

use crate::support::{Engine, TestApp};

#[rstest]
#[tokio::test]
async fn a_transcript_contains_what_the_customer_sees_in_their_language(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello\nIs it there?").await;
    agent.reply(&chat, "হ্যাঁ").await;
    let english = visitor.get(&chat.customer("transcript")).await;
    assert_eq!(english.status.as_u16(), 200);
    assert_eq!(english.headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(english.headers["content-disposition"], format!("attachment; filename=\"{}.txt\"", chat.id));
    let expected = format!(
        "\u{feff}Conversation: {}\nBegan: 22 November 2026, 12:00\nTimes: Asia/Dhaka\n\n22 November 2026\n\
         [12:00] — Hello! How can we help you today?\n[12:00] You: Hello\n    Is it there?\n[12:00] nadia: হ্যাঁ\n",
        chat.id
    );
    assert_eq!(english.body, expected);
    let bangla = visitor.get(&format!("{}?lang=bn", chat.customer("transcript"))).await;
    assert!(bangla.body.contains("\n২২ নভেম্বর ২০২৬\n"), "{bangla}");
    assert!(bangla.body.contains("[১২:০০] আপনি: Hello"), "{bangla}");
}

#[rstest]
#[tokio::test]
async fn a_transcript_contains_no_notes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "A difficult customer").await;
    app.execute("UPDATE support_message SET is_note = TRUE WHERE content = 'A difficult customer'").await;
    let transcript = visitor.get(&chat.customer("transcript")).await;
    assert!(!transcript.body.contains("difficult"), "{transcript}");
}

/// Attack 36.
#[rstest]
#[tokio::test]
async fn a_transcript_contains_a_long_conversation_in_full(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("first").await;
    app.execute(
        "INSERT INTO support_message (conversation_id, is_agent, message_type, content, attachment_name, is_read, created_at) \
         SELECT conversation_id, is_agent, message_type, content, attachment_name, is_read, created_at FROM support_message, \
         (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) SELECT i FROM n) numbers \
         WHERE content = 'first'",
    )
    .await;
    let transcript = visitor.get(&chat.customer("transcript")).await;
    assert_eq!(transcript.body.matches("You: first").count(), 1_101);
}
