//! Messages that quote an earlier one.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    deleting::{address, delete_message},
    support::{Answer, Caller, Chat, Engine, TestApp, Upload},
};

/// Sends a reply (`send`) or a note (`note`) that quotes a message.
async fn quote(agent: &Caller<'_>, chat: &Chat, action: &str, content: &str, quoted: &Value) -> Answer {
    let body = json!({ "content": content, "client_id": client_id(content), "quoted_id": quoted["id"] });
    agent.post(&chat.agent(action), body).await
}

/// Returns an id for the message with this text, the same each time.
fn client_id(content: &str) -> String {
    content.replace(' ', "-")
}

async fn quoting(agent: &Caller<'_>, chat: &Chat, action: &str, content: &str, quoted: &Value) -> Value {
    quote(agent, chat, action, content, quoted).await.ok()["message"].take()
}

async fn note(agent: &Caller<'_>, chat: &Chat, content: &str) -> Value {
    agent.post(&chat.agent("note"), json!({ "content": content })).await.ok()["message"].take()
}

/// Returns a message of a conversation.
fn found(thread: &Value, message: &Value) -> Value {
    let messages = thread["messages"].as_array().unwrap();
    messages.iter().find(|other| other["id"] == message["id"]).expect("the message is in the conversation").clone()
}

/// Returns all that the customer can read of a conversation.
async fn all_that_is_seen(customer: &Caller<'_>, chat: &Chat) -> String {
    let page = format!("/support/conversation/{}/", chat.id);
    let mut seen = String::new();
    for path in [chat.customer("messages"), chat.customer("transcript"), page, "/support/conversations/".to_owned()] {
        let answer = customer.get(&path).await;
        assert_eq!(answer.status.as_u16(), 200, "{answer}");
        seen.push_str(&answer.body);
    }
    seen
}

#[rstest]
#[tokio::test]
async fn both_sides_see_what_a_message_quotes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, rahim, visitor) = (app.agent("nadia").await, app.agent("rahim").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let question = visitor.send(&chat, &format!("Where is\nthe globe? {}", "x".repeat(200))).await;
    let note = note(&nadia, &chat, "A regular").await;
    let plain = nadia.reply(&chat, "One moment.").await;
    assert!(plain.get("quote").is_none(), "{plain}");

    let reply = quoting(&nadia, &chat, "send", "In the post.", &question).await;
    let cut = format!("Where is the globe? {}…", "x".repeat(120));
    let expected = json!({
        "id": question["id"], "is_agent": false, "sender_name": "", "sender_name_bn": "", "text": cut, "is_deleted": false,
    });
    assert_eq!(reply["quote"], expected);
    let second = quoting(&rahim, &chat, "send", "Since Monday.", &reply).await;
    assert_eq!((&second["quote"]["sender_name"], &second["quote"]["text"]), (&json!("nadia"), &json!("In the post.")));
    let remark = quoting(&rahim, &chat, "note", "She is", &note).await;
    assert_eq!((&remark["quote"]["text"], &remark["is_note"]), (&json!("A regular"), &json!(true)));

    let console = nadia.agent_thread(&chat).await;
    for message in [&reply, &second, &remark] {
        assert_eq!(found(&console, message)["quote"], message["quote"]);
    }
    let after = visitor.get(&format!("{}?after={}", chat.customer("messages"), plain["id"])).await.ok();
    for message in [&reply, &second] {
        assert_eq!(found(&after, message)["quote"], message["quote"]);
    }
    assert!(found(&after, &reply)["quote"].get("quote").is_none(), "a quote has no quote of its own");
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    assert!(transcript.contains(&format!("] nadia: > You: {cut}\n    In the post.\n")), "{transcript}");
    let page = visitor.get(&format!("/support/conversation/{}/", chat.id)).await.body;
    assert!(page.contains("<blockquote") && page.contains(&cut), "{page}");

    // Sent again, with and without the quote: the first one, once. The customer's page has marked it as read.
    let first = |message: &Value| (message["id"].clone(), message["quote"].clone());
    assert_eq!(first(&quoting(&nadia, &chat, "send", "In the post.", &question).await), first(&reply));
    let body = json!({ "content": "Other words", "client_id": client_id("In the post.") });
    assert_eq!(first(&nadia.post(&chat.agent("send"), body).await.ok()["message"]), first(&reply));
    assert_eq!(first(&quoting(&rahim, &chat, "note", "She is", &note).await), first(&remark));
}

#[rstest]
#[tokio::test]
async fn only_messages_of_the_conversation_can_be_quoted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("admin").await, app.agent("nadia").await);
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("A secret").await);
    let foreign = other.send(&others, "Another secret").await;
    let welcome = agent.agent_thread(&chat).await["messages"][0].clone();
    let gone = agent.reply(&chat, "Wrong").await;
    delete_message(&agent, &chat, &gone).await;
    let taken = agent.reply(&chat, "Wrong too").await;
    agent.post(&format!("{}recall/", address(&chat, &taken)), json!({})).await.ok();

    for action in ["send", "note"] {
        quote(&agent, &chat, action, "No", &foreign).await.fails(422, "invalid_value");
        quote(&agent, &chat, action, "No", &welcome).await.fails(422, "invalid_value");
        quote(&agent, &chat, action, "No", &gone).await.fails(409, "conflict");
        quote(&agent, &chat, action, "No", &taken).await.fails(409, "conflict");
        for unknown in [json!({ "id": 0 }), json!({ "id": -1 }), json!({ "id": 9_999_999 })] {
            quote(&agent, &chat, action, "No", &unknown).await.fails(422, "invalid_value");
        }
        for wrong in [json!({ "id": "one" }), json!({ "id": 1.5 }), json!({ "id": [] })] {
            let answer = quote(&agent, &chat, action, "No", &wrong).await;
            assert!(answer.status.is_client_error(), "{answer}");
        }
    }
    let before = agent.agent_thread(&chat).await["messages"].as_array().unwrap().len();
    // A customer quotes nothing.
    let body = json!({ "content": "Me too", "quoted_id": foreign["id"] });
    let message = visitor.post(&chat.customer("send"), body).await.ok()["message"].take();
    assert!(message.get("quote").is_none(), "{message}");
    let thread = agent.agent_thread(&chat).await;
    assert_eq!(thread["messages"].as_array().unwrap().len(), before + 1, "nothing else was stored");
    assert!(!thread.to_string().contains("secret"), "{thread}");

    // As if a program had written it into the database.
    let own = agent.reply(&chat, "Mine").await;
    app.execute(&format!("UPDATE support_message SET quoted_id = {} WHERE id = {}", foreign["id"], own["id"])).await;
    assert!(found(&agent.agent_thread(&chat).await, &own).get("quote").is_none());
    // A deleted conversation takes its quotes along.
    let quoted = other.send(&others, "Quoted").await;
    quoting(&agent, &others, "send", "Quoting", &quoted).await;
    crate::deleting::delete(&admin, &format!("/support/admin/api/conversation/{}/", others.id)).await.ok();
}

#[rstest]
#[tokio::test]
async fn the_customer_never_sees_a_quoted_note(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let secret = note(&agent, &chat, "A difficult customer").await;
    let file = Upload::file("difficult.txt", b"Claim 17");
    let file = agent.upload(&chat.agent("note/upload"), &file).await.ok()["message"].take();
    for noted in [&secret, &file] {
        quote(&agent, &chat, "send", "Dear customer", noted).await.fails(422, "invalid_value");
        quoting(&agent, &chat, "note", &format!("About {}", noted["id"]), noted).await;
    }
    assert!(!all_that_is_seen(&visitor, &chat).await.contains("difficult"));

    // As if a program had written it into the database.
    let reply = agent.reply(&chat, "Dear customer").await;
    app.execute(&format!("UPDATE support_message SET quoted_id = {} WHERE id = {}", secret["id"], reply["id"])).await;
    assert!(found(&agent.agent_thread(&chat).await, &reply).get("quote").is_none());
    assert!(found(&visitor.thread(&chat).await, &reply).get("quote").is_none());
    assert!(!all_that_is_seen(&visitor, &chat).await.contains("difficult"));
}

#[rstest]
#[tokio::test]
async fn a_quote_follows_the_message_that_it_quotes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let [edited, deleted, recalled] = [
        agent.reply(&chat, "In the pots.").await,
        agent.reply(&chat, "By crow.").await,
        agent.reply(&chat, "Oops.").await,
    ];
    let file = Upload::file("crow.txt", b"Claim 17");
    let file = agent.upload(&chat.agent("upload"), &file).await.ok()["message"].take();
    let mut quotes = Vec::new();
    for message in [&edited, &deleted, &recalled, &file] {
        quotes.push(quoting(&agent, &chat, "send", &format!("See {}", message["id"]), message).await);
    }
    assert_eq!(quotes[3]["quote"]["text"], "crow.txt");

    let change = json!({ "content": "In the post." });
    agent.ask("PATCH", &address(&chat, &edited), |request| request.json(&change)).await.ok();
    delete_message(&agent, &chat, &deleted).await;
    agent.post(&format!("{}recall/", address(&chat, &recalled)), json!({})).await.ok();
    crate::deleting::delete(&agent, &format!("{}attachment/", address(&chat, &file))).await.ok();

    for thread in [agent.agent_thread(&chat).await, visitor.thread(&chat).await] {
        let shown: Vec<_> = quotes.iter().map(|message| found(&thread, message)["quote"].clone()).collect();
        assert_eq!((&shown[0]["text"], &shown[0]["is_deleted"]), (&json!("In the post."), &json!(false)));
        for quote in &shown[1..] {
            assert_eq!((&quote["text"], &quote["is_deleted"]), (&json!(""), &json!(true)));
        }
    }
    let seen = all_that_is_seen(&visitor, &chat).await;
    for text in ["pots", "By crow", "Oops", "crow.txt"] {
        assert!(!seen.contains(text), "{text} is still there: {seen}");
    }
    assert!(seen.contains("] nadia: > nadia: [Message deleted]\n    See "), "{seen}");

    // What was stored before the deletion is found again, and not refused.
    let again = quoting(&agent, &chat, "send", &format!("See {}", deleted["id"]), &deleted).await;
    assert_eq!((&again["id"], &again["quote"]["is_deleted"]), (&quotes[1]["id"], &json!(true)));
    let remark = note(&agent, &chat, "Remark").await;
    let answer = quoting(&agent, &chat, "note", "Answer", &remark).await;
    delete_message(&agent, &chat, &remark).await;
    assert_eq!(quoting(&agent, &chat, "note", "Answer", &remark).await["id"], answer["id"]);
}
