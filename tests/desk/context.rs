//! The page that a customer writes from, their earlier conversations, and what an agent
//! changes in a conversation besides its status.

use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

async fn context(agent: &Caller<'_>, chat: &Chat) -> Value {
    agent.get(&chat.agent("context")).await.ok()
}

#[rstest]
#[tokio::test]
async fn the_widget_sends_its_page_and_browser_with_its_requests(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let page = json!({ "url": "https://shop.example/books/1", "title": "Gitanjali" });
    let open = json!({ "language": "en", "page": page });
    let opened = visitor
        .ask("POST", "/support/fn/open", |request| request.json(&open).add_header("user-agent", "Firefox/145.0"))
        .await
        .ok();
    let chat = Chat { id: opened["conversation_id"].as_str().unwrap().to_owned() };
    let known = context(&agent, &chat).await;
    assert_eq!((&known["page"], &known["user_agent"]), (&page, &json!("Firefox/145.0")));

    let elsewhere = json!({ "url": "https://shop.example/orders", "title": "My orders" });
    let message = json!({ "conversation": chat.id, "content": "Where is it?", "page": elsewhere });
    visitor.call("send", message).await.ok();
    assert_eq!(context(&agent, &chat).await["page"], elsewhere);
    visitor.send(&chat, "Hello?").await;
    assert_eq!(context(&agent, &chat).await["page"], elsewhere, "a message without a page changes nothing");
    assert_eq!(agent.call("agent/context", json!({ "id": chat.id })).await.ok(), context(&agent, &chat).await);
}

/// Attack 39: the customer chooses the title, so the host shows where the link leads.
#[rstest]
#[tokio::test]
async fn the_context_has_the_host_of_a_page_and_whether_it_is_the_shops(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    app.change_settings(|settings| settings.allowed_origins = Set("https://shop.example".to_owned())).await;
    let chat = visitor.write_first("Hello").await;
    for (url, host, is_own) in [
        ("https://shop.example/books/1", "shop.example", true),
        ("https://shop.example:8443/", "shop.example:8443", false),
        ("http://shop.example/", "shop.example", false),
        ("https://shop.example@elsewhere.example/shop.example", "elsewhere.example", false),
        ("https://shop.example.elsewhere.example/", "shop.example.elsewhere.example", false),
        ("https://SHOP.example/", "shop.example", true),
    ] {
        let page = json!({ "url": url, "title": "shop.example" });
        visitor.call("send", json!({ "conversation": chat.id, "content": "Hello", "page": page })).await.ok();
        let known = context(&agent, &chat).await;
        assert_eq!((&known["page_host"], &known["page_is_own"]), (&json!(host), &json!(is_own)), "{url}");
    }
}

#[rstest]
#[case::a_script(json!({ "url": "javascript:alert(1)", "title": "x" }), "", "x")]
#[case::nul(json!({ "url": "https://a\0b", "title": "a\0b" }), "", "a b")]
#[case::too_long(json!({ "url": format!("https://{}", "x".repeat(3_000)), "title": "" }), "", "")]
#[case::nothing(json!({}), "", "")]
#[tokio::test]
async fn an_invalid_page_is_left_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] page: Value,
    #[case] url: &str,
    #[case] title: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    visitor.call("open", json!({ "resume": chat.id, "language": "en", "page": page })).await.ok();
    assert_eq!(context(&agent, &chat).await["page"], json!({ "url": url, "title": title }));
}

#[rstest]
#[tokio::test]
async fn earlier_conversations_of_the_same_customer_are_listed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    app.visitor().await.write_first("Somebody else's").await;
    let first = visitor.write_first("Which edition?").await;
    agent.update(&first, json!({ "status": "resolved", "subject": "Editions" })).await;
    let second = visitor.write_first("Where is it?").await;
    let others = context(&agent, &second).await["others"].take();
    assert_eq!(others.as_array().unwrap().len(), 1);
    assert_eq!(others[0]["conversation_id"], first.id.as_str());
    assert_eq!((&others[0]["status"], &others[0]["subject"]), (&json!("resolved"), &json!("Editions")));
    assert_eq!(others[0]["excerpt"], "Which edition?");
    visitor.get(&second.agent("context")).await.fails(403, "forbidden");
    agent.get(&Chat { id: "CONV-000000000000".to_owned() }.agent("context")).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn an_agent_sets_the_subject_of_a_conversation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    assert_eq!(agent.update(&chat, json!({ "subject": "  Late\norder " })).await["subject"], "Late order");
    let answer = agent.post(&chat.agent("update"), json!({ "subject": "x".repeat(201), "status": "closed" })).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert_eq!(answer.json()["fields"], json!([{ "field": "subject", "problem": "too_long", "limit": 200 }]));
    assert_eq!(agent.row(&chat).await["status"], "open", "nothing of the refused change is stored");
    assert_eq!(agent.post(&chat.agent("update"), json!({ "subject": "a\0b" })).await.status.as_u16(), 422);
    assert_eq!(agent.update(&chat, json!({ "subject": "" })).await["subject"], "");
}

#[rstest]
#[tokio::test]
async fn a_change_of_status_is_undone_only_if_the_status_has_not_changed_since(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    let undo = json!({ "status": "open", "if_status": "resolved" });
    agent.update(&chat, json!({ "status": "resolved" })).await;
    assert_eq!(agent.update(&chat, undo.clone()).await["status"], "open");
    agent.update(&chat, json!({ "status": "closed" })).await;
    agent.post(&chat.agent("update"), undo).await.fails(409, "conflict");
    assert_eq!(agent.row(&chat).await["status"], "closed");
}

#[rstest]
#[case::priority(json!({ "priority": "high" }), json!({ "priority": "normal", "if_priority": "high" }), json!({ "priority": "low" }))]
#[case::assignee(json!({ "assigned_agent_id": null }), json!({ "language": "bn", "if_assigned_agent_id": null }), json!({ "assigned_agent_id": 1 }))]
#[case::language(json!({ "language": "bn" }), json!({ "language": "en", "if_language": "bn" }), json!({ "language": "en" }))]
#[tokio::test]
async fn a_change_is_undone_only_if_its_value_has_not_changed_since(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: Value,
    #[case] undo: Value,
    #[case] other: Value,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is it?").await;
    agent.update(&chat, change.clone()).await;
    agent.update(&chat, undo.clone()).await;
    agent.update(&chat, change).await;
    agent.update(&chat, other).await;
    let before = agent.row(&chat).await;
    agent.post(&chat.agent("update"), undo).await.fails(409, "conflict");
    assert_eq!(agent.row(&chat).await, before);
}
