//! Requests that fail halfway. None of their changes is stored.

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Engine, TestApp};

/// Checks that the answer is a server error.
fn failed(answer: &Answer) {
    assert!(answer.status.is_server_error(), "{answer}");
}

#[rstest]
#[case::alone(json!({ "is_active": false }))]
#[case::with_the_profile(json!({ "is_active": false, "display_name": "Somebody else" }))]
#[tokio::test]
async fn disabling_an_agent_is_all_or_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: Value,
) {
    let app = TestApp::new(engine).await;
    let (admin, leaving) = (app.admin("mina").await, app.online_agent("rafi").await);
    let chat = app.visitor().await.write_first("Hello").await;
    let one = app.member(&leaving).await;
    let before = admin.get(&one).await.ok();

    // The last step, which unassigns the agent's conversations, fails.
    app.refuse(engine, "UPDATE", "support_conversation").await;
    failed(&admin.change("PATCH", &one, change.clone()).await);
    assert_eq!(admin.get(&one).await.ok(), before);
    assert!(app.is_signed_in(&leaving).await);
    assert_eq!(admin.row(&chat).await["assigned_agent"]["name"], "rafi");

    app.accept(engine, "support_conversation").await;
    let after = admin.change("PATCH", &one, change).await.ok();
    assert_eq!((&after["is_active"], &after["open"]), (&json!(false), &json!(0)));
    assert!(!app.is_signed_in(&leaving).await);
    assert_eq!(admin.row(&chat).await["assigned_agent"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn one_refused_field_refuses_the_whole_change_of_a_member(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let own = app.member(&admin).await;
    let both = json!({ "display_name": "Mina Akter", "is_active": false });
    admin.change("PATCH", &own, both).await.fails(409, "conflict");
    assert_eq!(admin.get(&own).await.ok()["display_name"], "mina");
}

#[rstest]
#[tokio::test]
async fn agents_disabled_while_customers_write_keep_no_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, staying) = (app.admin("mina").await, app.online_agent("nadia").await);
    for round in 0..6 {
        let leaving = app.online_agent(&format!("rafi{round}")).await;
        let one = app.member(&leaving).await;
        let visitors = join_all((0..6).map(|_| app.visitor())).await;
        let writing = join_all(visitors.iter().map(|visitor| visitor.write_first("Hello")));
        let (chats, disabled) = tokio::join!(writing, admin.change("DELETE", &one, json!({})));
        assert_eq!(disabled.ok()["open"], 0);
        for chat in chats {
            assert_eq!(staying.row(&chat).await["assigned_agent"]["name"], "nadia", "round {round}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_page_is_recorded_with_the_message_or_not_at_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let page = json!({ "url": "https://shop.example/orders", "title": "My orders" });
    let message = json!({ "conversation": chat.id, "content": "Where is it?", "page": page });

    app.refuse(engine, "INSERT", "support_message").await;
    failed(&visitor.call("send", message.clone()).await);
    assert_eq!(agent.get(&chat.agent("context")).await.ok()["page"]["url"], "");

    app.accept(engine, "support_message").await;
    visitor.call("send", message).await.ok();
    assert_eq!(agent.get(&chat.agent("context")).await.ok()["page"], page);
}

#[rstest]
#[tokio::test]
async fn a_conversation_is_reopened_with_its_message_or_not_at_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    let reopen = format!("/support/conversation/{}/reopen/", chat.id);
    let submit = |content: String| {
        let fields = [("content", content), ("client_id", "one".to_owned())];
        visitor.ask("POST", &reopen, move |request| request.form(&fields))
    };

    app.refuse(engine, "INSERT", "support_message").await;
    failed(&submit("One more".to_owned()).await);
    assert_eq!(visitor.thread(&chat).await["status"], "closed");

    app.accept(engine, "support_message").await;
    assert_eq!(submit("x".repeat(5_001)).await.status.as_u16(), 422);
    assert_eq!(visitor.thread(&chat).await["status"], "closed", "the conversation was reopened without its message");
    assert_eq!(submit("One more".to_owned()).await.status.as_u16(), 303);
    assert_eq!(submit("One more".to_owned()).await.status.as_u16(), 303);
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["status"], thread["messages"].as_array().unwrap().len()), (&json!("open"), 3));
}
