//! Sending messages exactly once, and reading them in order.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

/// Sends a message with a `client_id`. Returns the stored message.
async fn send_once(caller: &Caller<'_>, chat: &Chat, content: &str, client_id: &str) -> Value {
    let body = json!({ "content": content, "client_id": client_id });
    caller.post(&chat.customer("send"), body).await.ok()["message"].take()
}

/// Returns the contents of a thread's messages, without the welcome message.
fn words(thread: &Value) -> Vec<String> {
    let messages = thread["messages"].as_array().unwrap().iter();
    let of_people = messages.filter(|message| message["message_type"] != "system");
    of_people.map(|message| message["content"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn a_message_is_trimmed_and_arrives_on_the_other_side(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let sent = visitor.send(&chat, "  Is it in stock?\n\n").await;
    assert_eq!(sent["content"], "Is it in stock?");
    assert_eq!(sent["is_agent"], false);
    assert_eq!(sent["message_type"], "text");
    assert_eq!(words(&agent.agent_thread(&chat).await), ["Is it in stock?"]);

    let reply = agent.reply(&chat, "Yes.").await;
    assert_eq!((&reply["is_agent"], &reply["sender_name"]), (&json!(true), &json!("nadia")));
    assert_eq!(words(&visitor.thread(&chat).await), ["Is it in stock?", "Yes."]);
}

#[rstest]
#[case::empty("", "message_empty")]
#[case::white_space(" \n\t\u{a0}", "message_empty")]
#[case::nul("a\0b", "invalid_value")]
#[case::one_character_too_long(&"x".repeat(5_001), "message_too_long")]
#[case::one_character_too_long_in_bangla(&"আ".repeat(5_001), "message_too_long")]
#[tokio::test]
async fn an_invalid_message_is_refused_with_its_error_code(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] content: &str,
    #[case] code: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    visitor.post(&chat.customer("send"), json!({ "content": content })).await.fails(422, code);
    agent.post(&chat.agent("send"), json!({ "content": content })).await.fails(422, code);
    assert_eq!(words(&visitor.thread(&chat).await), [""; 0]);
    assert_eq!(visitor.thread(&chat).await["status"], "pending");
}

/// Attack 15.
#[rstest]
#[case::one_character("x".to_owned())]
#[case::longest("x".repeat(5_000))]
#[case::longest_in_bangla("আ".repeat(5_000))]
#[case::longest_in_emoji("🙏".repeat(5_000))]
#[case::bangla_with_conjuncts("ক্ষমা করবেন, আমার অর্ডারটি কোথায়? ধন্যবাদ 🙏🏽".to_owned())]
#[case::a_family_and_a_flag("👨‍👩‍👧‍👦 🇧🇩".to_owned())]
#[case::markup("<script>alert(1)</script> & \"'` \\ %s".to_owned())]
#[case::sql("'; DROP TABLE support_message; --".to_owned())]
#[case::line_ends_and_a_direction_override("one\ntwo\r\nthree\u{202e}four\u{0}".replace('\0', ""))]
#[tokio::test]
async fn text_comes_back_as_it_was_sent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] content: String,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    visitor.send(&chat, &content).await;
    agent.reply(&chat, &content).await;
    // The server stores all line ends as `\n`.
    let content = content.replace("\r\n", "\n");
    assert_eq!(words(&visitor.thread(&chat).await), [content.clone(), content.clone()]);
    assert_eq!(words(&agent.agent_thread(&chat).await), [content.clone(), content]);
}

#[rstest]
#[tokio::test]
async fn the_same_client_id_returns_the_first_message(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let first = send_once(&visitor, &chat, "Hello", "a-1").await;
    let again = send_once(&visitor, &chat, "Hello, but other words", "a-1").await;
    assert_eq!(first, again);
    assert_eq!(first["client_id"], "a-1");
    let other = send_once(&visitor, &chat, "Hello", "a-2").await;
    assert_ne!(first["id"], other["id"]);
    assert_eq!(words(&visitor.thread(&chat).await), ["Hello", "Hello"]);
    assert_eq!(agent.agent_thread(&chat).await["unread"], 2);
}

#[rstest]
#[tokio::test]
async fn client_ids_of_different_senders_do_not_collide(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    send_once(&visitor, &chat, "Question", "same").await;
    agent.post(&chat.agent("send"), json!({ "content": "Answer", "client_id": "same" })).await.ok();
    assert_eq!(words(&visitor.thread(&chat).await), ["Question", "Answer"]);
    let elsewhere = app.visitor().await;
    let other = elsewhere.start().await;
    send_once(&elsewhere, &other, "Another question", "same").await;
    assert_eq!(words(&elsewhere.thread(&other).await), ["Another question"]);
}

#[rstest]
#[tokio::test]
async fn a_retry_returns_the_stored_message_even_after_the_conversation_is_closed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let first = send_once(&visitor, &chat, "Hello", "a-1").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    assert_eq!(send_once(&visitor, &chat, "Hello", "a-1").await, first);
    assert_eq!(visitor.thread(&chat).await["status"], "closed");
}

#[rstest]
#[tokio::test]
async fn a_thread_is_read_forwards_from_a_message(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let mut ids = Vec::new();
    for number in 1..=7 {
        ids.push(visitor.send(&chat, &number.to_string()).await["id"].as_i64().unwrap());
    }
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");

    let part = visitor.messages(&chat, &format!("?after={}&limit=3", ids[1])).await;
    assert_eq!(words(&part), ["3", "4", "5"]);
    assert_eq!(part["has_more"], true);
    let rest = visitor.messages(&chat, &format!("?after={}&limit=3", ids[4])).await;
    assert_eq!(words(&rest), ["6", "7"]);
    assert_eq!(rest["has_more"], false);
    let nothing = visitor.messages(&chat, &format!("?after={}", ids[6])).await;
    assert_eq!((words(&nothing), &nothing["has_more"]), (Vec::new(), &json!(false)));
    let beyond = visitor.messages(&chat, &format!("?after={}", i64::MAX)).await;
    assert_eq!(words(&beyond), [""; 0]);
}

#[rstest]
#[tokio::test]
async fn a_thread_is_paged_back_to_the_welcome_message(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    for number in 1..=5 {
        visitor.send(&chat, &number.to_string()).await;
    }
    let newest = visitor.messages(&chat, "?limit=2").await;
    assert_eq!((words(&newest), &newest["has_more"]), (vec!["4".to_owned(), "5".to_owned()], &json!(true)));
    let before = &newest["messages"][0]["id"];
    let older = visitor.messages(&chat, &format!("?before={before}&limit=2")).await;
    assert_eq!((words(&older), &older["has_more"]), (vec!["2".to_owned(), "3".to_owned()], &json!(true)));
    let before = &older["messages"][0]["id"];
    let oldest = visitor.messages(&chat, &format!("?before={before}&limit=2")).await;
    assert_eq!((words(&oldest), &oldest["has_more"]), (vec!["1".to_owned()], &json!(false)));
    assert_eq!(oldest["messages"][0]["message_type"], "system");
}

#[rstest]
#[tokio::test]
async fn a_limit_is_clamped_to_its_bounds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    for number in 1..=205 {
        visitor.send(&chat, &number.to_string()).await;
    }
    for (limit, expected) in [("?limit=0", 1), ("", 50), ("?limit=200", 200), ("?limit=4294967295", 200)] {
        let thread = visitor.get(&format!("{}{limit}", chat.customer("messages"))).await.ok();
        assert_eq!(thread["messages"].as_array().unwrap().len(), expected, "{limit}");
        assert_eq!(thread["messages"][expected - 1]["content"], "205", "{limit}");
    }
    for wrong in ["limit=-1", "limit=x", "limit=4294967296", "after=x", "after=9223372036854775808", "before=1.5"] {
        visitor.get(&format!("{}?{wrong}", chat.customer("messages"))).await.fails(400, "malformed");
    }
}

#[rstest]
#[case::empty("")]
#[case::spaces("two words")]
#[case::bangla("নম্বর")]
#[case::too_long(&"x".repeat(65))]
#[tokio::test]
async fn an_invalid_client_id_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] client_id: &str,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let body = json!({ "content": "Hello", "client_id": client_id });
    visitor.post(&chat.customer("send"), body).await.fails(422, "invalid_value");
}

#[rstest]
#[tokio::test]
async fn a_client_id_is_optional(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    visitor.post(&chat.customer("send"), json!({ "content": "Hello", "client_id": null })).await.ok();
    visitor.send(&chat, "Hello").await;
    assert_eq!(words(&visitor.thread(&chat).await), ["Hello", "Hello"]);
}
