//! Unknown conversations and other customers' conversations get the same answer.

use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Caller, Chat, Engine, TestApp};

/// Tries every way in which a customer reaches a conversation, and returns the answers.
async fn all_answers(caller: &Caller<'_>, chat: &Chat) -> Vec<Answer> {
    vec![
        caller.get(&chat.customer("messages")).await,
        caller.post(&chat.customer("send"), json!({ "content": "Hello" })).await,
        caller.post(&chat.customer("read"), json!({ "up_to": 1 })).await,
        caller.post(&chat.customer("close"), json!({})).await,
        caller.post(&chat.customer("reopen"), json!({})).await,
        caller.post(&chat.customer("rate"), json!({ "rating": 5 })).await,
        caller.get(&chat.customer("transcript")).await,
        caller.post(&chat.customer("typing"), json!({})).await,
    ]
}

fn named(id: &str) -> Chat {
    Chat { id: id.to_owned() }
}

/// Attacks 1 and 2.
#[rstest]
#[tokio::test]
async fn another_customers_conversation_is_answered_like_an_unknown_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (owner, stranger) = (app.visitor().await, app.visitor().await);
    let theirs = owner.write_first("Private").await;
    let before = owner.thread(&theirs).await;

    let unknown =
        ["CONV-000000000000", "CONV-", "conv-7F3A91C2D0B4", "1", "..%2F..%2Fadmin", "%00", "%FF", "%E0%A6%86"];
    let foreign = all_answers(&stranger, &theirs).await;
    for answer in &foreign {
        answer.fails(404, "not_found");
    }
    for id in unknown {
        for (unknown, foreign) in all_answers(&stranger, &named(id)).await.iter().zip(&foreign) {
            assert_eq!((unknown.status, &unknown.body), (foreign.status, &foreign.body), "{unknown}");
            assert_eq!(unknown.headers, foreign.headers, "{unknown}");
        }
    }
    assert_eq!(owner.thread(&theirs).await, before);
}

#[rstest]
#[tokio::test]
async fn a_foreign_conversation_is_not_resumed_when_a_chat_opens(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (owner, stranger) = (app.visitor().await, app.visitor().await);
    let theirs = owner.write_first("Private").await;
    let arguments = json!({ "resume": theirs.id, "language": "en", "identity_token": null });
    let opened = stranger.call("open", arguments.clone()).await.ok();
    assert_ne!(opened["conversation_id"], theirs.id.as_str());
    assert_eq!(opened["thread"]["messages"].as_array().unwrap().len(), 1);
    let mine = owner.call("open", arguments).await.ok();
    assert_eq!(mine["conversation_id"], theirs.id.as_str());
}

/// Attacks 1 and 2.
#[rstest]
#[tokio::test]
async fn server_functions_hide_foreign_conversations_as_well(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (owner, stranger) = (app.visitor().await, app.visitor().await);
    let theirs = owner.write_first("Private").await;
    for (function, more) in [
        ("messages", json!({ "range": {} })),
        ("send", json!({ "content": "Hello" })),
        ("read", json!({ "up_to": 1 })),
        ("close", json!({})),
        ("reopen", json!({})),
        ("rate", json!({ "rating": 5, "comment": "" })),
    ] {
        let ask = async |id: &str| {
            let mut arguments = more.clone();
            arguments["conversation"] = id.into();
            stranger.call(function, arguments).await
        };
        let (foreign, unknown) = (ask(&theirs.id).await, ask("CONV-000000000000").await);
        foreign.fails(404, "not_found");
        assert_eq!((foreign.status, foreign.body), (unknown.status, unknown.body), "{function}");
    }
}

#[rstest]
#[tokio::test]
async fn an_agent_gets_not_found_for_an_unknown_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for id in ["CONV-000000000000", "not-an-id"] {
        let chat = named(id);
        agent.get(&chat.agent("messages")).await.fails(404, "not_found");
        agent.post(&chat.agent("send"), json!({ "content": "Hello" })).await.fails(404, "not_found");
        agent.post(&chat.agent("read"), json!({ "up_to": 1 })).await.fails(404, "not_found");
        agent.post(&chat.agent("update"), json!({ "status": "closed" })).await.fails(404, "not_found");
    }
}
