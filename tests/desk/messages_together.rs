//! Messages that are sent at the same time. SQLite stores them in one transaction. The result for
//! each message is the same as if it had been sent alone.

use std::sync::{Arc, Mutex};

use futures::future::join_all;
use rstest::rstest;
use sea_orm::Statement;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

/// More messages than one transaction stores.
const MANY: usize = 70;

/// Returns visitors, each with a conversation in which they have written once.
async fn visitors(app: &TestApp, count: usize) -> Vec<(Caller<'_>, Chat)> {
    let mut visitors = Vec::new();
    for _ in 0..count {
        let visitor = app.visitor().await;
        let chat = visitor.write_first("Hello").await;
        visitors.push((visitor, chat));
    }
    visitors
}

/// Returns a thread and its row in the inbox, without the fields that differ between conversations.
async fn seen(agent: &Caller<'_>, (visitor, chat): &(Caller<'_>, Chat)) -> Value {
    const OWN: [&str; 14] = [
        "id",
        "conversation_id",
        "user_id",
        "customer",
        "customer_id",
        "customer_name",
        "newest",
        "cursor",
        "last_message_id",
        "read_up_to",
        "assigned_at",
        "client_id",
        "change_seq",
        // `text` has an excerpt of the id, by which `row` searches.
        "text",
    ];
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| !OWN.contains(&name.as_str()));
                fields.values_mut().for_each(strip);
            }
            Value::Array(values) => values.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut seen = json!([visitor.thread(chat).await, agent.agent_thread(chat).await, agent.row(chat).await]);
    strip(&mut seen);
    seen
}

fn body(client_id: &str) -> Value {
    json!({ "content": "Again", "client_id": client_id })
}

/// Returns a desk on SQLite, and the statements that it runs.
async fn observed() -> (TestApp, Arc<Mutex<Vec<String>>>) {
    let statements: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&statements);
    let seen = move |statement: &Statement| seen.lock().unwrap().push(statement.sql.clone());
    (TestApp::observed(Engine::Sqlite, seen).await, statements)
}

#[rstest]
#[tokio::test]
async fn messages_sent_together_are_stored_like_messages_sent_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(false, true)] are_assigned: bool,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    agent.set_online(are_assigned).await;
    let (alone, together) = (visitors(&app, 1).await, visitors(&app, MANY).await);
    let body = json!({ "content": "Where are my books?\nPlease!", "page": { "url": "/books/1", "title": "A book" } });
    alone[0].0.post(&alone[0].1.customer("send"), body.clone()).await.ok();
    let answers = together.iter().map(|(visitor, chat)| visitor.post(&chat.customer("send"), body.clone()));
    for answer in join_all(answers).await {
        assert_eq!(answer.ok()["message"]["content"], body["content"]);
    }
    let expected = seen(&agent, &alone[0]).await;
    for one in &together {
        assert_eq!(seen(&agent, one).await, expected);
    }
    if are_assigned {
        agent.reply(&alone[0].1, "On their way.").await;
        join_all(together.iter().map(|(_, chat)| agent.reply(chat, "On their way."))).await;
        let expected = seen(&agent, &alone[0]).await;
        for one in &together {
            assert_eq!(seen(&agent, one).await, expected);
        }
    }
}

#[rstest]
#[tokio::test]
async fn each_message_sent_together_with_others_has_its_own_outcome(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let visitors = visitors(&app, 6).await;
    let [plain, resent, closed, resolved, other, busy] = &visitors[..] else { unreachable!() };
    let first = resent.0.post(&resent.1.customer("send"), body("first")).await.ok();
    agent.update(&closed.1, json!({ "status": "closed" })).await;
    agent.update(&resolved.1, json!({ "status": "resolved" })).await;
    let (sent, again, refused, reopened, foreign, twice) = futures::join!(
        plain.0.post(&plain.1.customer("send"), body("first")),
        resent.0.post(&resent.1.customer("send"), body("first")),
        closed.0.post(&closed.1.customer("send"), body("first")),
        resolved.0.post(&resolved.1.customer("send"), body("first")),
        other.0.post(&plain.1.customer("send"), body("first")),
        join_all((0..5).map(|number| busy.0.post(&busy.1.customer("send"), body(&format!("{number}"))))),
    );
    assert_eq!(sent.ok()["message"]["client_id"], "first");
    assert_eq!(again.ok(), first);
    refused.fails(409, "conversation_closed");
    reopened.ok();
    assert_eq!(resolved.0.thread(&resolved.1).await["status"], "open");
    foreign.fails(404, "not_found");
    let mut ids: Vec<_> = twice.iter().map(|answer| answer.ok()["message"]["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5, "{ids:?}");
    assert_eq!(agent.row(&busy.1).await["unread"], 6);
    assert_eq!(agent.row(&plain.1).await["unread"], 2);
}

#[tokio::test]
async fn queued_messages_share_their_statements() {
    let (app, statements) = observed().await;
    app.agent("nadia").await;
    let visitors = visitors(&app, MANY).await;
    statements.lock().unwrap().clear();
    join_all(visitors.iter().map(|(visitor, chat)| visitor.send(chat, "Where are my books?"))).await;
    let statements = statements.lock().unwrap();
    let count = |kind: &str| statements.iter().filter(|sql| sql.replace('"', "").starts_with(kind)).count();
    for kind in ["INSERT INTO support_message ", "UPDATE support_conversation "] {
        let count = count(kind);
        assert!((1..=MANY / 4).contains(&count), "{count} × {kind}");
    }
}

#[rstest]
#[tokio::test]
async fn messages_of_different_kinds_sent_together_are_stored_like_messages_sent_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let (alone, together) = (visitors(&app, 3).await, visitors(&app, 12).await);
    let with_page = json!({ "content": "Here?", "page": { "url": "/books/1", "title": "A book" } });
    let send = async |kind: usize, (visitor, chat): &(Caller<'_>, Chat)| match kind {
        0 => agent.reply(chat, "On their way.").await,
        1 => visitor.post(&chat.customer("send"), with_page.clone()).await.ok(),
        _ => visitor.send(chat, "Where are my books?").await,
    };
    for (kind, one) in alone.iter().enumerate() {
        send(kind, one).await;
    }
    join_all(together.iter().enumerate().map(|(number, one)| send(number % 3, one))).await;
    for (number, one) in together.iter().enumerate() {
        assert_eq!(seen(&agent, one).await, seen(&agent, &alone[number % 3]).await, "{number}");
    }
}

/// A first message ends an assignment to an agent who has left.
#[rstest]
#[tokio::test]
async fn a_first_message_in_a_reopened_conversation_is_assigned_like_any_first_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    agent.set_online(false).await;
    visitor.send(&chat, "Hello").await;
    assert_eq!(agent.row(&chat).await["agent"], Value::Null);
}

#[tokio::test]
async fn the_failure_of_one_message_does_not_fail_others() {
    let app = TestApp::new(Engine::Sqlite).await;
    let visitors = visitors(&app, 10).await;
    app.execute(
        "CREATE TRIGGER refuse_one BEFORE INSERT ON support_message WHEN new.content = 'refused' \
         BEGIN SELECT raise(ABORT, 'refused'); END",
    )
    .await;
    let answers = visitors.iter().enumerate().map(|(number, (visitor, chat))| {
        let content = if number == 4 { "refused" } else { "Hello" };
        visitor.post(&chat.customer("send"), json!({ "content": content }))
    });
    for (number, answer) in join_all(answers).await.into_iter().enumerate() {
        if number == 4 {
            answer.fails(500, "internal");
        } else {
            answer.ok();
        }
    }
}
