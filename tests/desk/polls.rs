//! Polls that are answered from memory, compared with answers from the database.

use std::sync::{Arc, Mutex};

use adda::model::config::Asked;
use axum_test::TestServer;
use chrono::Duration;
use rand::{Rng, SeedableRng, rngs::StdRng};
use rstest::rstest;
use sea_orm::{ActiveValue::Set, Statement};
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp, TestNode};

const LABELS: &str = "/support/agent/api/labels/";

/// A poll. The app answers it from memory if possible. A node without a cache answers it through
/// the router.
pub struct Question {
    pub method: &'static str,
    pub address: String,
    pub body: Option<Value>,
}

impl Question {
    fn get(address: String) -> Self {
        Self { method: "GET", address, body: None }
    }

    fn call(function: &str, arguments: Value) -> Self {
        Self { method: "POST", address: format!("/support/fn/{function}"), body: Some(arguments) }
    }
}

/// Polls the app and a node without a cache, and compares the answers. Returns the answer.
async fn same(app: &TestApp, other: &TestServer, caller: &Caller<'_>, question: &Question) -> Value {
    same_of(app, &app.server, other, caller, question).await
}

/// Compares the answers of a node with a cache and of one without. Returns the answer.
async fn same_of(
    app: &TestApp,
    node: &TestServer,
    other: &TestServer,
    caller: &Caller<'_>,
    question: &Question,
) -> Value {
    let token = caller.token.clone().unwrap();
    let ask = |request: axum_test::TestRequest| {
        let request = request.authorization_bearer(token.clone());
        match &question.body {
            Some(body) => request.json(body),
            None => request,
        }
    };
    let ours = ask(node.method(question.method.parse().unwrap(), &question.address)).await;
    // An empty parameter, or a content type with a charset, makes the server use its router.
    let theirs = match &question.body {
        None => {
            let address = match question.address.split_once('?') {
                Some((path, query)) => format!("{path}?&{query}"),
                None => question.address.clone(),
            };
            ask(other.get(&address)).await
        }
        Some(_) => ask(other.post(&question.address)).content_type("application/json; charset=utf-8").await,
    };
    assert_eq!(ours.status_code(), theirs.status_code(), "{} {}", question.method, question.address);
    let (mut ours, mut theirs): (Value, Value) = (ours.json(), theirs.json());
    // The fields that depend on the time of the request. On PostgreSQL, a cursor is the number of
    // the next transaction, and transactions of other databases count too.
    let moments: &[&str] = if app.desk.database().is_sqlite() { &["now"] } else { &["now", "since"] };
    for answer in [&mut ours, &mut theirs] {
        for name in moments {
            answer.as_object_mut().unwrap().remove(*name);
        }
    }
    assert_eq!(ours, theirs, "{} {}", question.method, question.address);
    ours
}

pub fn questions_of_customer(chat: &Chat, after: i64) -> [Question; 2] {
    let range = json!({ "after": after, "before": null, "limit": null, "deletions": 0 });
    [
        Question::get(format!("{}?after={after}", chat.customer("messages"))),
        Question::call("messages", json!({ "conversation": chat.id, "range": range })),
    ]
}

pub fn questions_of_agent(chat: &Chat, after: i64, since: &str) -> [Question; 5] {
    let range = json!({ "after": after, "before": null, "limit": null, "deletions": 0 });
    [
        Question::get(format!("{}?after={after}", chat.agent("messages"))),
        Question::call("agent/messages", json!({ "id": chat.id, "range": range })),
        Question::call("agent/watch", json!({ "id": chat.id, "range": range, "is_looking": false })),
        Question::get(format!("/support/agent/api/conversations/changes/?since={since}")),
        Question::call("agent/changes", json!({ "since": since })),
    ]
}

/// A history of random events, and its participants.
struct Story<'a> {
    app: &'a TestApp,
    /// Another node with a cache, on PostgreSQL.
    second: Option<TestNode>,
    other: TestServer,
    random: StdRng,
    customers: Vec<(Caller<'a>, Chat, i64)>,
    /// The agents, with the cursor of a console that has just polled.
    agents: Vec<(Caller<'a>, String)>,
    /// The cursor of a console that has never polled.
    first: String,
    label: i64,
}

impl<'a> Story<'a> {
    async fn new(app: &'a TestApp, seed: u64) -> Self {
        app.change_settings(|settings| settings.prechat_name = Set(Asked::Optional)).await;
        let mut customers = Vec::new();
        for _ in 0..3 {
            let visitor = app.visitor().await;
            let chat = visitor.write_first("Hello").await;
            customers.push((visitor, chat, 0));
        }
        let mut agents = Vec::new();
        for name in ["nadia", "rafi"] {
            let agent = app.online_agent(name).await;
            let page = agent.get("/support/agent/api/conversations/").await.ok();
            agents.push((agent, page["since"].as_str().unwrap().to_owned()));
        }
        let second = match app.desk.database().is_sqlite() {
            true => None,
            false => Some(TestNode::beside(app, |_| {}).await),
        };
        let other = app.node_without_cache().await;
        let first = agents[0].1.clone();
        let label = json!({ "name": "late", "color": "#008B8B" });
        let label = agents[0].0.post(LABELS, label).await.ok()["id"].as_i64().unwrap();
        Self { app, second, other, random: StdRng::seed_from_u64(seed), customers, agents, first, label }
    }

    /// Performs a random action that a poll may show.
    async fn go_on(&mut self) {
        let (customer, chat, seen) = self.customers[self.random.random_range(0..self.customers.len())].clone();
        let agent = self.agents[self.random.random_range(0..self.agents.len())].0.clone();
        let word = ["Hello", "Tea?", "চা?"][self.random.random_range(0..3)];
        match self.random.random_range(0..22) {
            // Some of these are refused, such as a message to a closed conversation.
            0 => drop(customer.post(&chat.customer("send"), json!({ "content": word })).await),
            1 => drop(agent.post(&chat.agent("send"), json!({ "content": word })).await),
            2 => {
                let word = [word, "@nadia", "@rafi, look"][self.random.random_range(0..3)];
                agent.post(&chat.agent("note"), json!({ "content": word })).await.ok();
            }
            20 if self.random.random_bool(0.5) => {
                agent.post(&chat.agent("mentions/seen"), json!({ "up_to": seen + 10 })).await.ok();
            }
            3 => drop(customer.post(&chat.customer("read"), json!({ "up_to": seen })).await),
            4 if self.random.random_bool(0.5) => drop(agent.post(&chat.agent("unread"), json!({})).await),
            4 => drop(agent.post(&chat.agent("read"), json!({ "up_to": seen })).await),
            5 => {
                let status = ["open", "pending", "resolved", "closed"][self.random.random_range(0..4)];
                drop(agent.post(&chat.agent("update"), json!({ "status": status })).await);
            }
            // Some of the snoozes end before the comparison.
            19 => {
                let until = (self.app.now() + Duration::seconds(self.random.random_range(1..40))).to_rfc3339();
                let snooze = [json!({ "snoozed_until": until }), json!({ "is_snoozed": true })];
                let snooze = &snooze[self.random.random_range(0..2)];
                drop(agent.post(&chat.agent("update"), snooze.clone()).await);
                self.app.desk.chat().end_snoozes().await.unwrap();
            }
            6 => {
                let to = [json!(null), json!(self.app.agent_id(&self.agents[0].0).await)];
                let to = &to[self.random.random_range(0..2)];
                drop(agent.post(&chat.agent("update"), json!({ "assigned_agent_id": to })).await);
            }
            7 => agent.set_online(self.random.random_bool(0.5)).await,
            8 => drop(customer.post(&chat.customer("typing"), json!({})).await),
            9 => drop(agent.post(&chat.agent("typing"), json!({})).await),
            10 => drop(customer.post(&chat.customer("reopen"), json!({})).await),
            11 => drop(customer.post(&chat.customer("rate"), json!({ "rating": 4 })).await),
            12 => {
                let enabled = self.random.random_bool(0.5);
                self.app.change_settings(|settings| settings.business_hours_enabled = Set(enabled)).await;
            }
            13 => self.app.clock.advance(Duration::seconds(self.random.random_range(1..40))),
            14 => {
                let watch = json!({ "id": chat.id, "range": {}, "is_looking": true });
                agent.call("agent/watch", watch).await.ok();
            }
            15 => {
                let method = ["PUT", "DELETE"][self.random.random_range(0..2)];
                let path = chat.agent(&format!("labels/{}", self.label));
                drop(agent.ask(method, &path, |request| request.json(&json!({}))).await);
            }
            16 => {
                let draft = json!({ "name": word, "color": "#DC3545" });
                drop(agent.ask("PUT", &format!("{LABELS}{}/", self.label), |request| request.json(&draft)).await);
            }
            17 => drop(customer.post("/support/api/details/", json!({ "name": word })).await),
            18 => {
                let path = chat.agent(&format!("messages/{seen}"));
                let answer = match self.random.random_range(0..4) {
                    0 => agent.ask("DELETE", &path, |request| request).await,
                    1 => agent.ask("PATCH", &path, |request| request.json(&json!({ "content": word }))).await,
                    2 => agent.post(&format!("{path}recall/"), json!({})).await,
                    _ => customer.post(&chat.customer(&format!("messages/{seen}/recall")), json!({})).await,
                };
                drop(answer);
            }
            20 => {
                let kind = ["reply", "note"][self.random.random_range(0..2)];
                let text = ["", word][self.random.random_range(0..2)];
                let texts = json!({ kind: text });
                drop(agent.ask("PUT", &chat.agent("draft"), |request| request.json(&texts)).await);
            }
            // Begins another conversation of the same customer.
            _ => {
                customer.post(&chat.customer("close"), json!({})).await.ok();
                let chat = customer.start().await;
                customer.send(&chat, word).await;
                self.customers.push((customer, chat, 0));
            }
        }
    }

    /// Compares the polls of all customers and agents.
    async fn compare(&mut self) {
        for (customer, chat, seen) in &mut self.customers {
            for question in questions_of_customer(chat, *seen) {
                // The second answer comes from memory.
                for _ in 0..2 {
                    if let Some(second) = &self.second {
                        same_of(self.app, &second.server, &self.other, customer, &question).await;
                    }
                }
                same(self.app, &self.other, customer, &question).await;
                let answer = same(self.app, &self.other, customer, &question).await;
                let newest = answer["messages"].as_array().unwrap().iter().filter_map(|message| message["id"].as_i64());
                *seen = newest.max().unwrap_or(*seen);
            }
        }
        for (agent, since) in &mut self.agents {
            let (_, chat, seen) = &self.customers[self.random.random_range(0..self.customers.len())];
            let late = Question::call("agent/changes", json!({ "since": self.first }));
            for question in questions_of_agent(chat, *seen, since).into_iter().chain([late]) {
                if let Some(second) = &self.second {
                    same_of(self.app, &second.server, &self.other, agent, &question).await;
                }
                same(self.app, &self.other, agent, &question).await;
            }
            let changes = agent.get(&format!("/support/agent/api/conversations/changes/?since={since}")).await.ok();
            *since = changes["since"].as_str().unwrap().to_owned();
        }
    }
}

#[rstest]
#[tokio::test]
async fn polls_get_the_same_answers_from_memory_and_from_the_database(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(1, 2)] seed: u64,
) {
    let app = TestApp::new(engine).await;
    let mut story = Story::new(&app, seed).await;
    for _ in 0..25 {
        story.go_on().await;
        // The other node caches the number of online agents for a second.
        app.clock.advance(Duration::seconds(1));
        story.compare().await;
    }
}

#[rstest]
#[tokio::test]
async fn the_next_poll_of_an_ended_session_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let agent = app.agent("nadia").await;
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].as_str().unwrap().to_owned();
    let [poll, call] = questions_of_customer(&chat, 1_000);
    let other = app.node_without_cache().await;
    for _ in 0..2 {
        for question in [&poll, &call] {
            same(&app, &other, &visitor, question).await;
        }
        for question in questions_of_agent(&chat, 1_000, &since) {
            same(&app, &other, &agent, &question).await;
        }
    }
    visitor.post("/support/api/logout/", json!({})).await.ok();
    visitor.get(&poll.address).await.fails(401, "not_signed_in");
    visitor.call("messages", call.body.unwrap()).await.fails(401, "not_signed_in");
    agent.post("/support/api/logout/", json!({})).await.ok();
    for question in questions_of_agent(&chat, 1_000, &since) {
        let answer = match question.body {
            None => agent.get(&question.address).await,
            Some(body) => agent.post(&question.address, body).await,
        };
        answer.fails(401, "not_signed_in");
    }
}

#[rstest]
#[tokio::test]
async fn a_write_by_another_process_is_in_the_next_poll(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let [poll, _] = questions_of_customer(&chat, 1_000);
    for status in ["pending", "resolved", "open"] {
        visitor.get(&poll.address).await.ok();
        app.execute(&format!("UPDATE support_conversation SET status = '{status}'")).await;
        assert_eq!(visitor.get(&poll.address).await.ok()["status"], status);
    }
    app.execute("DELETE FROM support_session").await;
    visitor.get(&poll.address).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn an_idle_poll_is_short(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    /// The bytes before the headers and between headers and body, and the headers that the server
    /// adds, which are content length and date.
    const REST: usize = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\ndate: Fri, 27 Nov 2026 05:00:00 GMT\r\n\r\n".len();
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    for question in questions_of_customer(&chat, 1_000) {
        let request = app.server.method(question.method.parse().unwrap(), &question.address);
        let request = request.authorization_bearer(visitor.token.as_ref().unwrap());
        let answer = match &question.body {
            Some(body) => request.json(body).await,
            None => request.await,
        };
        let headers: usize = answer
            .iter_headers()
            .filter(|(name, _)| *name != "content-length")
            .map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len())
            .sum();
        let length = REST + headers + answer.as_bytes().len();
        assert!(length <= 250, "{length} bytes: {:?} {}", answer.headers(), answer.text());
    }
}

/// Returns a desk on SQLite, and the statements that its database has run.
async fn observed() -> (TestApp, Arc<Mutex<Vec<String>>>) {
    let statements: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&statements);
    let seen = move |statement: &Statement| seen.lock().unwrap().push(statement.sql.clone());
    (TestApp::observed(Engine::Sqlite, seen).await, statements)
}

#[tokio::test]
async fn agent_activity_does_not_reload_conversations() {
    let (app, statements) = observed().await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    agent.set_online(true).await;
    let chat = visitor.write_first("Hello").await;
    let [poll, _] = questions_of_customer(&chat, 1_000);
    let before = visitor.get(&poll.address).await.ok();
    app.clock.advance(Duration::seconds(25));
    // The request records that the agent is present, which changes the agent's row.
    agent.get("/support/agent/api/agents/").await.ok();
    statements.lock().unwrap().clear();
    assert_eq!(visitor.get(&poll.address).await.ok(), before);
    let statements = statements.lock().unwrap().join("\n");
    assert!(!statements.contains("support_conversation"), "{statements}");
    assert!(statements.contains("support_supportagent"), "{statements}");
}

#[tokio::test]
async fn consoles_share_changed_rows() {
    let (app, statements) = observed().await;
    let (first, second) = (app.agent("nadia").await, app.agent("rafi").await);
    let mut chats = Vec::new();
    for _ in 0..3 {
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    let since = first.get("/support/agent/api/conversations/").await.ok()["since"].take();
    for chat in &chats {
        first.reply(chat, "Yes").await;
    }
    let poll = Question::call("agent/changes", json!({ "since": since }));
    let ask = async |agent: &Caller<'_>| {
        statements.lock().unwrap().clear();
        let answer = agent.post(&poll.address, poll.body.clone().unwrap()).await.ok();
        let statements = statements.lock().unwrap().join("\n");
        (answer["conversations"].clone(), statements.contains("last_message_text"))
    };
    let (read, is_read) = ask(&first).await;
    assert_eq!((read.as_array().unwrap().len(), is_read), (3, true));
    assert_eq!(ask(&second).await, (read, false));
    // After one more change, one row is read again.
    second.reply(&chats[1], "No").await;
    let (read, is_read) = ask(&first).await;
    assert_eq!((&read[2]["last_message"]["text"], is_read), (&json!("No"), true));
    assert_eq!(ask(&second).await, (read, false));
}

#[tokio::test]
async fn unused_cache_entries_are_dropped() {
    let (app, statements) = observed().await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let [poll, _] = questions_of_customer(&chat, 1_000);
    let before = visitor.get(&poll.address).await.ok();
    for (times, is_read) in [(0, false), (1, false), (2, true), (1, false)] {
        for _ in 0..times {
            app.desk.drop_unused();
        }
        statements.lock().unwrap().clear();
        assert_eq!(visitor.get(&poll.address).await.ok(), before);
        let statements = statements.lock().unwrap().join("\n");
        assert_eq!(statements.contains("support_session"), is_read, "{times}: {statements}");
        assert_eq!(statements.contains("support_conversation"), is_read, "{times}: {statements}");
    }
}

#[tokio::test]
async fn drafts_cost_an_idle_poll_no_query() {
    let (app, statements) = observed().await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    agent.ask("PUT", &chat.agent("draft"), |request| request.json(&json!({ "reply": "On" }))).await.ok();
    // The first list reads the drafts.
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].take();
    let questions = questions_of_agent(&chat, 1_000, since.as_str().unwrap());
    for is_first in [true, false] {
        statements.lock().unwrap().clear();
        for question in &questions {
            match &question.body {
                None => agent.get(&question.address).await.ok(),
                Some(body) => agent.post(&question.address, body.clone()).await.ok(),
            };
        }
        let read = statements.lock().unwrap().join("\n");
        assert!(is_first || !read.contains("support_"), "{read}");
    }
}
