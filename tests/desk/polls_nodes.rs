//! Polls of several nodes on one PostgreSQL database, each of which answers from its own cache.

use std::sync::{Arc, Mutex};

use adda::server::domain::database::{FOLLOWED_TABLES, Row, sharing_one_check};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TransactionTrait};
use serde_json::{Value, json};

use crate::{
    polls::{Question, questions_of_agent, questions_of_customer},
    support::{Caller, Chat, Engine, TestApp, TestNode, follows},
};

const NONE: Vec<String> = Vec::new();

/// Ends the connections over which nodes follow the changes.
const KILL: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = current_database() AND application_name = 'adda-changes'";

/// Two nodes, and the visitor and the agent who poll them.
struct Two<'a> {
    app: &'a TestApp,
    node: TestNode,
    /// The statements that the second node has run for requests.
    statements: Arc<Mutex<Vec<String>>>,
    visitor: Caller<'a>,
    agent: Caller<'a>,
    chat: Chat,
}

impl<'a> Two<'a> {
    async fn on(app: &'a TestApp) -> Self {
        let statements = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&statements);
        let node = TestNode::beside(app, move |statement| {
            seen.lock().unwrap().push(statement.sql.clone());
        })
        .await;
        let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
        let chat = visitor.write_first("Hello").await;
        Self { app, node, statements, visitor, agent, chat }
    }

    /// Returns the customer's poll of the second node after a message.
    async fn customers(&self, after: i64) -> Value {
        let address = format!("{}?after={after}", self.chat.customer("messages"));
        let (status, answer) = self.node.get(self.visitor.token.as_ref().unwrap(), &address).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// Returns the agent's poll of the second node after a message.
    async fn agents(&self, after: i64) -> Value {
        let address = format!("{}?after={after}", self.chat.agent("messages"));
        self.node.get(self.agent.token.as_ref().unwrap(), &address).await.1
    }

    async fn execute(&self, sql: &str) {
        self.app.database.database.read().execute_unprepared(sql).await.unwrap();
    }

    async fn cursor(&self) -> String {
        let page = self.agent.get("/support/agent/api/conversations/").await.ok();
        page["since"].as_str().unwrap().to_owned()
    }

    /// Sends every kind of poll to the second node. Returns the statements that it ran.
    async fn statements_of_polls(&self, cursors: &[String]) -> Vec<String> {
        self.statements.lock().unwrap().clear();
        let mut questions: Vec<(&Caller, Question)> = Vec::new();
        for cursor in cursors {
            questions.extend(questions_of_agent(&self.chat, 1_000_000, cursor).map(|question| (&self.agent, question)));
        }
        questions.extend(questions_of_customer(&self.chat, 1_000_000).map(|question| (&self.visitor, question)));
        for (caller, question) in questions {
            let request = self.node.server.method(question.method.parse().unwrap(), &question.address);
            let request = request.authorization_bearer(caller.token.as_ref().unwrap());
            let answer = match &question.body {
                Some(body) => request.json(body).await,
                None => request.await,
            };
            assert_eq!(answer.status_code(), 200, "{} {}", question.address, answer.text());
        }
        std::mem::take(&mut *self.statements.lock().unwrap())
    }
}

/// Returns the id of the last message in an answer.
fn newest(answer: &Value) -> i64 {
    answer["messages"].as_array().unwrap().last().map_or(0, |message| message["id"].as_i64().unwrap())
}

async fn rows(app: &TestApp, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    app.database.database.read().query_all_raw(statement).await.unwrap()
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    rows(app, sql).await[0].try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn the_next_poll_on_another_node_has_every_acknowledged_change() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    let (mut after, mut since) = (0, two.cursor().await);
    for round in 0..60 {
        // The other node caches the poll.
        for _ in 0..2 {
            two.customers(after).await;
            two.agents(after).await;
        }
        let sent = two.agent.reply(&two.chat, "Tea?").await["id"].as_i64().unwrap();
        let answer = two.customers(after).await;
        assert_eq!(newest(&answer), sent, "round {round}: {answer}");
        assert_eq!(answer["unread"], 1, "round {round}: {answer}");

        let address = format!("/support/agent/api/conversations/changes/?since={since}");
        let (_, changes) = two.node.get(two.agent.token.as_ref().unwrap(), &address).await;
        assert_eq!(changes["conversations"].as_array().unwrap().len(), 1, "round {round}: {changes}");
        since = changes["since"].as_str().unwrap().to_owned();

        two.visitor.post(&two.chat.customer("read"), json!({ "up_to": sent })).await.ok();
        assert_eq!(two.agents(sent).await["read_up_to"], sent, "round {round}");
        assert_eq!(two.customers(sent).await.get("unread"), None, "round {round}");
        let sent = two.visitor.send(&two.chat, "Yes!").await["id"].as_i64().unwrap();
        let answer = two.agents(sent - 1).await;
        assert_eq!(newest(&answer), sent, "round {round}: {answer}");
        after = sent;

        for status in ["pending", "open"] {
            two.agent.update(&two.chat, json!({ "status": status })).await;
            assert_eq!(two.customers(after).await["status"], status, "round {round}");
        }
        for is_online in [false, true] {
            two.agent.set_online(is_online).await;
            let answer = two.customers(after).await;
            assert_eq!(answer["agents_online"].as_bool().unwrap_or(false), is_online, "round {round}: {answer}");
        }
        let version = two.customers(after).await["settings_version"].as_i64().unwrap();
        two.execute("UPDATE support_chatsettings SET updated_at = updated_at + interval '1 second'").await;
        assert_eq!(two.customers(after).await["settings_version"], version + 1_000, "round {round}");
    }
    two.visitor.post("/support/api/logout/", json!({})).await.ok();
    let address = format!("{}?after={after}", two.chat.customer("messages"));
    assert_eq!(two.node.get(two.visitor.token.as_ref().unwrap(), &address).await.0, 401);
    two.agents(after).await;
    two.execute("UPDATE accounts_user SET is_active = FALSE WHERE username = 'nadia'").await;
    let address = format!("{}?after={after}", two.chat.agent("messages"));
    assert_eq!(two.node.get(two.agent.token.as_ref().unwrap(), &address).await.0, 401);
}

#[tokio::test]
async fn an_idle_poll_runs_no_statement_of_its_own() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    let mut cursors = Vec::new();
    for _ in 0..3 {
        cursors.push(two.cursor().await);
        // Another transaction, which changes nothing that a poll shows.
        two.execute("SELECT pg_current_xact_id()").await;
    }
    assert_ne!(two.statements_of_polls(&cursors).await, NONE);
    for _ in 0..20 {
        two.execute("SELECT pg_current_xact_id()").await;
        assert_eq!(two.statements_of_polls(&cursors).await, NONE);
    }
    two.visitor.send(&two.chat, "Still there?").await;
    assert_ne!(two.statements_of_polls(&cursors).await, NONE);
}

#[tokio::test]
async fn a_request_checks_for_changes_again_after_its_own_commit() {
    let app = TestApp::new(Engine::Postgres).await;
    let database = &app.database.database;
    let asking = async {
        for round in 0..3 {
            assert!(database.catch_up().await.is_some(), "round {round}");
            let moment = database.changes().now();
            let transaction = database.begin().await.unwrap();
            transaction.execute_unprepared("UPDATE support_chatsettings SET updated_at = updated_at").await.unwrap();
            transaction.commit().await.unwrap();
            assert!(!database.catch_up().await.unwrap().are_unchanged(moment, [Row::Settings]), "round {round}");
        }
    };
    sharing_one_check(asking).await;
}

#[tokio::test]
async fn a_cursor_that_is_ahead_of_the_database_is_not_answered_from_memory() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    let cursor = two.cursor().await;
    two.statements_of_polls(std::slice::from_ref(&cursor)).await;
    let (epoch, next) = cursor.split_once('.').unwrap();
    let next: i64 = next.split('.').next().unwrap().parse().unwrap();
    let address = format!("/support/agent/api/conversations/changes/?since={epoch}.{}", next + 1_000_000);
    assert_eq!(two.node.get(two.agent.token.as_ref().unwrap(), &address).await.1["reload"], true);
}

#[tokio::test]
async fn polls_stay_correct_while_the_connection_that_follows_changes_is_lost() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    let mut after = 0;
    for round in 0..8 {
        two.customers(after).await;
        if round % 2 == 0 {
            follows(two.node.desk.database()).await;
        }
        two.execute(KILL).await;
        for _ in 0..3 {
            let sent = two.agent.reply(&two.chat, "Tea?").await["id"].as_i64().unwrap();
            let answer = two.customers(after).await;
            assert_eq!(newest(&answer), sent, "round {round}: {answer}");
            after = sent;
        }
    }
    follows(two.node.desk.database()).await;
    let cursors = [two.cursor().await];
    two.statements_of_polls(&cursors).await;
    assert_eq!(two.statements_of_polls(&cursors).await, NONE);
}

#[tokio::test]
async fn a_long_transaction_is_in_the_next_poll_after_its_commit() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    for (round, status) in ["pending", "open", "pending"].into_iter().enumerate() {
        let long = app.database.database.read().begin().await.unwrap();
        let change = format!("UPDATE support_conversation SET status = '{status}'");
        long.execute_unprepared(&change).await.unwrap();
        let before = two.customers(1_000_000).await["status"].clone();
        // Other transactions begin and end in the meantime.
        for _ in 0..3 {
            two.visitor.call("news", json!({})).await;
            two.execute("UPDATE support_chatsettings SET updated_at = updated_at + interval '1 second'").await;
            assert_eq!(two.customers(1_000_000).await["status"], before, "round {round}");
        }
        long.commit().await.unwrap();
        assert_eq!(two.customers(1_000_000).await["status"], status, "round {round}");
    }
}

/// Deletes all entries. Transactions of other tests may keep some of them for a moment.
async fn trim(app: &TestApp) {
    let database = &app.database.database;
    while number(app, "SELECT count(*) FROM support_row_change").await > 0 {
        let horizon = database.trim_changes(None).await.unwrap();
        database.trim_changes(horizon).await.unwrap();
    }
}

#[tokio::test]
async fn a_node_that_has_missed_deleted_entries_clears_its_cache() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    let mut after = 0;
    for round in 0..3 {
        two.customers(after).await;
        let sent = two.agent.reply(&two.chat, "Tea?").await["id"].as_i64().unwrap();
        trim(&app).await;
        let answer = two.customers(after).await;
        assert_eq!(newest(&answer), sent, "round {round}: {answer}");
        after = sent;
    }
    // Entries of a database that was restored from another server do no harm.
    two.execute("UPDATE support_row_change_trimmed SET below = 1000000000").await;
    two.execute("INSERT INTO support_row_change VALUES (900000000, 'everything', 0)").await;
    trim(&app).await;
    let cursors = [two.cursor().await];
    two.statements_of_polls(&cursors).await;
    assert_eq!(two.statements_of_polls(&cursors).await, NONE);
}

#[tokio::test]
async fn a_statement_that_changes_many_rows_adds_one_entry() {
    let app = TestApp::new(Engine::Postgres).await;
    let two = Two::on(&app).await;
    two.customers(1_000_000).await;
    two.execute("DELETE FROM support_row_change").await;
    for sql in [
        "INSERT INTO support_session (token_hash, user_id, created_at, last_used_at, expires_at) \
         SELECT 'many ' || n, (SELECT min(id) FROM accounts_user), now(), now(), now() FROM generate_series(1, 3000) AS n",
        "UPDATE support_session SET last_used_at = now() WHERE token_hash LIKE 'many %'",
        "DELETE FROM support_session WHERE token_hash LIKE 'many %'",
        "TRUNCATE support_customernetwork",
    ] {
        two.execute(sql).await;
    }
    let entries = "SELECT subject FROM support_row_change";
    let entries: Vec<String> = rows(&app, entries).await.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert_eq!(entries, ["everything"; 4]);
    // A statement that changes nothing adds no entry. A transaction adds one entry for each
    // row that it changes.
    two.execute("DELETE FROM support_row_change; UPDATE support_conversation SET status = 'open' WHERE FALSE").await;
    assert_eq!(number(&app, "SELECT count(*) FROM support_row_change").await, 0);
    two.execute(
        "UPDATE support_conversation SET status = 'pending'; UPDATE support_conversation SET priority = 'high'",
    )
    .await;
    let entries = "SELECT subject FROM support_row_change ORDER BY subject";
    let entries: Vec<String> = rows(&app, entries).await.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert_eq!(entries, ["conversation", "conversations_of", "last_change"]);
    assert_eq!(two.customers(1_000_000).await["status"], "pending");
}

#[tokio::test]
async fn each_followed_table_has_triggers_for_each_kind_of_statement() {
    let app = TestApp::new(Engine::Postgres).await;
    for table in FOLLOWED_TABLES.into_iter().chain(["support_inbox_change"]) {
        let sql = format!(
            "SELECT string_agg(event_manipulation, ' ' ORDER BY event_manipulation) \
             FROM information_schema.triggers WHERE event_object_table = '{table}' AND action_timing = 'AFTER' \
             AND action_statement LIKE '%{table}_told()' AND action_orientation = 'STATEMENT'"
        );
        let events: Option<String> = rows(&app, &sql).await[0].try_get_by_index(0).unwrap();
        assert_eq!(events.as_deref(), Some("DELETE INSERT UPDATE"), "{table}");
        // `information_schema.triggers` does not list triggers for TRUNCATE.
        let sql = format!("SELECT count(*) FROM pg_trigger WHERE tgname = '{table}_told_truncate'");
        assert_eq!(number(&app, &sql).await, 1, "{table}");
    }
}
