//! Requests that wait until something has changed.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use adda::{
    model::ids::ConversationId,
    server::domain::{access::sessions::Token, actor::CustomerActor},
};
use futures::{FutureExt, future::join_all};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Answer, Caller, Chat, Engine, TestApp, TestNode};

/// How long a change may take to end a wait on a busy machine. A wait is held for longer than that.
const SOON: Duration = Duration::from_secs(10);

/// The code that handles a request: the short path for polls, or the router.
#[derive(Clone, Copy, Debug)]
enum Door {
    Short,
    Routes,
}

impl Door {
    async fn wait(self, caller: &Caller<'_>, function: &str, arguments: Value) -> Answer {
        let kind = match self {
            Self::Short => "application/json",
            Self::Routes => "application/json; charset=utf-8",
        };
        let path = format!("/support/fn/{function}");
        caller.ask("POST", &path, |request| request.json(&arguments).content_type(kind)).await
    }

    /// Returns the current cursor. The request for it does not wait.
    async fn now(self, caller: &Caller<'_>, function: &str, about: &Value) -> Value {
        let hint = timeout(SOON, self.wait(caller, function, about.clone()))
            .await
            .expect("a request without a cursor does not wait")
            .ok();
        hint["since"].clone()
    }

    /// Returns the answer to a wait that begins before a change is made.
    async fn hint(self, caller: &Caller<'_>, function: &str, about: Value, change: impl Future) -> Value {
        let since = self.now(caller, function, &about).await;
        let mut waiting = pin!(self.wait(caller, function, with_since(about, since)));
        // The wait begins, and does not end before the change.
        assert!(timeout(Duration::from_millis(100), &mut waiting).await.is_err(), "the request did not wait");
        change.await;
        timeout(SOON, waiting).await.expect("the change did not end the wait").ok()
    }
}

fn with_since(mut about: Value, since: Value) -> Value {
    about["since"] = since;
    about
}

fn of_customer(chat: &Chat) -> Value {
    json!({ "conversation": chat.id })
}

#[rstest]
#[tokio::test]
async fn a_customers_wait_ends_when_their_conversation_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Door::Short, Door::Routes)] door: Door,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.online_agent("nadia").await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    for what in ["message", "typing", "status"] {
        let change = async {
            // A change of another conversation does not end the wait.
            agent.reply(&others, "Coffee?").await;
            match what {
                "message" => drop(agent.reply(&chat, "Tea?").await),
                "typing" => drop(agent.call("agent/typing", json!({ "id": chat.id })).await.ok()),
                _ => drop(agent.update(&chat, json!({ "status": "resolved" })).await),
            }
        };
        let hint = door.hint(&visitor, "wait", of_customer(&chat), change).await;
        assert_eq!((&hint["conversation"], &hint["inbox"]), (&json!(true), &json!(false)), "{what}");
    }
    // No change is missed between two waits.
    let since = door.now(&visitor, "wait", &of_customer(&chat)).await;
    agent.reply(&chat, "Still there?").await;
    let hint = timeout(SOON, door.wait(&visitor, "wait", with_since(of_customer(&chat), since))).await;
    assert_eq!(hint.expect("the request does not wait for an earlier change").ok()["conversation"], true);
}

#[rstest]
#[tokio::test]
async fn a_customers_wait_ends_when_another_conversation_of_theirs_has_news(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    let first = visitor.write_first("Hello").await;
    visitor.post(&first.customer("close"), json!({})).await.ok();
    let second = visitor.write_first("Hello again").await;
    let change = async { drop(agent.update(&first, json!({ "status": "open" })).await) };
    let hint = Door::Short.hint(&visitor, "wait", of_customer(&second), change).await;
    assert_eq!(hint["conversation"], true);
}

#[rstest]
#[tokio::test]
async fn an_agents_wait_tells_the_inbox_and_the_open_conversation_apart(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Door::Short, Door::Routes)] door: Door,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.online_agent("nadia").await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let of_both = |hint: &Value| (hint["inbox"] == true, hint["conversation"] == true);

    let change = async { drop(other.send(&others, "Is anyone there?").await) };
    let hint = door.hint(&agent, "agent/wait", json!({ "id": chat.id }), change).await;
    assert_eq!(of_both(&hint), (true, false));
    let change = async { drop(visitor.call("typing", of_customer(&chat)).await.ok()) };
    let hint = door.hint(&agent, "agent/wait", json!({ "id": chat.id }), change).await;
    assert_eq!(of_both(&hint), (false, true));
    let change = async { drop(visitor.send(&chat, "I am").await) };
    let hint = door.hint(&agent, "agent/wait", json!({ "id": null }), change).await;
    assert_eq!(of_both(&hint), (true, false));
}

#[rstest]
#[tokio::test]
async fn only_callers_who_may_poll_may_wait(#[values(Door::Short, Door::Routes)] door: Door) {
    let app = TestApp::new(Engine::Sqlite).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.online_agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    door.wait(&other, "wait", of_customer(&chat)).await.fails(404, "not_found");
    door.wait(&app.signed_out(), "wait", of_customer(&chat)).await.fails(401, "not_signed_in");
    door.wait(&agent, "wait", of_customer(&chat)).await.fails(401, "not_signed_in");
    door.wait(&visitor, "agent/wait", json!({})).await.fails(403, "forbidden");
    for since in ["", ".", "0.0", "0.ffffffffffffffffff", "x.y", "খ.১"] {
        let hint = timeout(SOON, door.wait(&visitor, "wait", with_since(of_customer(&chat), json!(since)))).await;
        assert_eq!(hint.expect("a foreign cursor does not wait").ok()["conversation"], false, "{since:?}");
    }
}

/// Otherwise a client whose requests reach two nodes in turn would poll after each wait.
#[tokio::test]
async fn a_cursor_of_another_node_returns_one_of_this_node_and_no_hint() {
    let app = TestApp::new(Engine::Postgres).await;
    let node = TestNode::beside(&app, |_| {}).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let since = Door::Short.now(&visitor, "wait", &of_customer(&chat)).await;
    let wait = async |since: Value| -> Value {
        let request = node.server.post("/support/fn/wait").json(&with_since(of_customer(&chat), since));
        request.authorization_bearer(visitor.token.as_ref().unwrap()).await.json()
    };
    let hint = timeout(SOON, wait(since)).await.expect("a foreign cursor does not wait");
    assert_eq!((&hint["conversation"], &hint["inbox"]), (&json!(false), &json!(false)));
    let mut waiting = pin!(wait(hint["since"].clone()));
    assert!(timeout(Duration::from_millis(100), &mut waiting).await.is_err(), "the request did not wait");
    visitor.send(&chat, "Tea?").await;
    assert_eq!(timeout(SOON, waiting).await.expect("the change did not end the wait")["conversation"], true);
}

#[tokio::test]
async fn an_account_has_a_bounded_number_of_waits() {
    let app = TestApp::new(Engine::Sqlite).await;
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let since = Door::Short.now(&visitor, "wait", &of_customer(&chat)).await;
    let waits = || Door::Short.wait(&visitor, "wait", with_since(of_customer(&chat), since.clone()));
    let mut held: Vec<_> = (0..8).map(|_| Box::pin(waits())).collect();
    for wait in &mut held {
        assert!(timeout(Duration::from_millis(100), wait).await.is_err(), "the request did not wait");
    }
    for door in [Door::Short, Door::Routes] {
        let refused = door.wait(&visitor, "wait", with_since(of_customer(&chat), since.clone())).await;
        refused.fails(429, "rate_limited");
    }
    Door::Short.now(&other, "wait", &of_customer(&others)).await;
    visitor.send(&chat, "Never mind").await;
    for answer in timeout(SOON, join_all(held)).await.expect("all waits end") {
        assert_eq!(answer.ok()["conversation"], true);
    }
    Door::Short.now(&visitor, "wait", &of_customer(&chat)).await;
}

#[tokio::test]
async fn a_wait_without_a_change_ends_after_fifteen_seconds() {
    let app = TestApp::new(Engine::Sqlite).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let customer = app.desk.access().customer_of(&Token::new(visitor.token.clone().unwrap())).await.unwrap().unwrap();
    let wait = async |since| {
        let (customer, id): (&CustomerActor, ConversationId) = (&customer, chat.id.parse().unwrap());
        app.desk.chat().wait_as_customer(customer, &id, since).await.unwrap()
    };
    let first = wait(None).await.hint().now_or_never().expect("a request without a cursor does not wait");
    assert!(first.conversation);
    let waiting = wait(Some(&first.since)).await;
    let began = Instant::now();
    assert!(!waiting.hint().await.conversation);
    assert!(began.elapsed() >= Duration::from_secs(15), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_wait_on_one_node_ends_when_another_node_has_written() {
    let app = TestApp::new(Engine::Postgres).await;
    let node = TestNode::beside(&app, |_| {}).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let wait = async |arguments: Value| -> Value {
        let request = node.server.post("/support/fn/wait").json(&arguments);
        let answer = request.authorization_bearer(visitor.token.as_ref().unwrap()).await;
        assert_eq!(answer.status_code(), 200, "{}", answer.text());
        answer.json()
    };
    let since = wait(of_customer(&chat)).await["since"].clone();
    let mut waiting = pin!(wait(with_since(of_customer(&chat), since)));
    assert!(timeout(Duration::from_millis(100), &mut waiting).await.is_err(), "the request did not wait");
    // Changes that the node noted before this wait count too.
    agent.reply(&chat, "Tea?").await;
    let hint = timeout(SOON, waiting).await.expect("the other node's change did not end the wait");
    assert_eq!(hint["conversation"], true);
}

#[rstest]
#[tokio::test]
async fn a_wait_does_not_end_for_a_conversation_that_moved_to_another_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.online_agent("nadia").await);
    let (chat, others) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let since = Door::Short.now(&visitor, "wait", &of_customer(&chat)).await;
    let mut waiting = pin!(Door::Short.wait(&visitor, "wait", with_since(of_customer(&chat), since)));
    assert!(timeout(Duration::from_millis(100), &mut waiting).await.is_err(), "the request did not wait");
    // The conversation moves to another account, as it does when the visitor signs in.
    let owner = format!("SELECT user_id FROM support_conversation WHERE conversation_id = '{}'", others.id);
    let moved = format!("UPDATE support_conversation SET user_id = ({owner}) WHERE conversation_id = '{}'", chat.id);
    app.execute(&moved).await;
    agent.reply(&chat, "Tea?").await;
    assert!(
        timeout(Duration::from_secs(2), &mut waiting).await.is_err(),
        "another customer's conversation ended the wait"
    );
    assert_eq!(waiting.await.ok()["conversation"], false);
}

#[rstest]
#[tokio::test]
async fn an_agents_wait_ends_with_a_draft_of_their_own_and_not_of_a_colleague(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (nadia, rahim) = (app.agent("nadia").await, app.agent("rahim").await);
    let chat = app.visitor().await.write_first("Hello").await;
    let write = async |agent: &Caller<'_>, text: &str| {
        let texts = json!({ "reply": text });
        agent.ask("PUT", &chat.agent("draft"), |request| request.json(&texts)).await.ok();
    };
    // The presence of both is recorded, and does not end the wait.
    write(&rahim, "Mine").await;
    let since = Door::Short.now(&nadia, "agent/wait", &json!({ "id": null })).await;
    let mut waiting = pin!(Door::Short.wait(&nadia, "agent/wait", json!({ "id": null, "since": since })));
    write(&rahim, "Mine too").await;
    assert!(timeout(Duration::from_millis(100), &mut waiting).await.is_err(), "a colleague's draft ended the wait");
    write(&nadia, "Hers").await;
    let hint = timeout(SOON, waiting).await.expect("the draft did not end the wait").ok();
    assert_eq!((&hint["conversation"], &hint["inbox"]), (&json!(false), &json!(true)));
}
