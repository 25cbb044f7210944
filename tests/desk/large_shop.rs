//! A large shop. The demonstration of a year is consistent. The counts and statistics
//! that are kept agree with a full recount. No heavy query reads whole tables.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use adda::server::domain::{
    demo::Demonstration,
    desk::Desk,
    identity::{IdentityClaims, sign},
    random::SystemRandom,
};
use chrono::Utc;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, Statement, TransactionTrait, Value as DbValue};
use serde_json::{Value, json};

use crate::support::{Caller, Engine, IDENTITY_SECRET, TestApp};

async fn filled(engine: Engine, conversations: usize) -> TestApp {
    let app = TestApp::new(engine).await;
    app.desk.fill_with_demo(Demonstration::Year(conversations), |_| {}).await.unwrap();
    app
}

/// Returns the first column of a query's rows, as numbers.
pub async fn numbers(app: &TestApp, sql: &str) -> Vec<i64> {
    let read = app.database.database.read();
    let rows = read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    numbers(app, sql).await[0]
}

#[rstest]
#[tokio::test]
async fn the_rows_of_a_year_are_as_the_product_writes_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = filled(engine, 600).await;
    assert_eq!(number(&app, "SELECT count(*) FROM support_conversation").await, 600);
    let of_people = "m.conversation_id = c.id AND m.message_type <> 'system'";
    for (what, wrong) in [
        (
            "the newest message",
            "last_message_id IS DISTINCT FROM (SELECT max(id) FROM support_message m WHERE m.conversation_id = c.id)"
                .to_owned(),
        ),
        ("its moment", format!("last_message_at <> (SELECT max(created_at) FROM support_message m WHERE {of_people})")),
        (
            "the first moment",
            format!("first_message_at <> (SELECT min(created_at) FROM support_message m WHERE {of_people})"),
        ),
        (
            "the first response",
            format!(
                "first_response_at IS DISTINCT FROM (SELECT min(created_at) FROM support_message m WHERE {of_people} AND is_agent = TRUE)"
            ),
        ),
        (
            "unread by agents",
            format!(
                "agent_unread_count <> (SELECT count(*) FROM support_message m WHERE {of_people} AND is_agent = FALSE AND is_read = FALSE)"
            ),
        ),
        (
            "unread by the customer",
            format!(
                "user_unread_count <> (SELECT count(*) FROM support_message m WHERE {of_people} AND is_agent = TRUE AND is_read = FALSE)"
            ),
        ),
        (
            "read by the customer",
            format!(
                "user_read_up_to IS DISTINCT FROM (SELECT max(id) FROM support_message m WHERE {of_people} AND is_agent = TRUE AND is_read = TRUE)"
            ),
        ),
        (
            "read by agents",
            format!(
                "agent_read_up_to IS DISTINCT FROM (SELECT max(id) FROM support_message m WHERE {of_people} AND is_agent = FALSE AND is_read = TRUE)"
            ),
        ),
        ("ended", "(status IN ('open', 'pending')) <> (resolved_at IS NULL)".to_owned()),
        ("waiting", "status IN ('resolved', 'closed') AND waiting_since IS NOT NULL".to_owned()),
        ("rated after the end", "rated_at < resolved_at".to_owned()),
        ("its periods", "opened_at IS NULL OR asked_at IS NULL OR responded_at < asked_at".to_owned()),
        ("folded", "subject_folded IS NULL".to_owned()),
    ] {
        let found = number(&app, &format!("SELECT count(*) FROM support_conversation c WHERE {wrong}")).await;
        assert_eq!(found, 0, "{what} of {found} conversations is wrong");
    }
    assert_eq!(number(&app, "SELECT count(*) FROM support_message WHERE content_folded IS NULL").await, 0);
    for language in ["en", "bn"] {
        let sql = format!("SELECT count(*) FROM support_conversation WHERE language = '{language}'");
        assert_eq!(number(&app, &sql).await, 300);
    }
}

#[rstest]
#[tokio::test]
async fn a_demonstration_can_be_added_to_a_shop_that_has_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = filled(engine, 250).await;
    let agents = number(&app, "SELECT count(*) FROM support_supportagent").await;
    app.desk.fill_with_demo(Demonstration::Year(250), |_| {}).await.unwrap();
    app.desk.fill_with_demo(Demonstration::Tour, |_| {}).await.unwrap();
    assert_eq!(number(&app, "SELECT count(*) FROM support_conversation").await, 700);
    assert_eq!(number(&app, "SELECT count(*) FROM support_supportagent").await, agents);
    // New conversations do not reuse ids.
    app.visitor().await.write_first("Hello").await;
    assert_eq!(number(&app, "SELECT count(*) FROM support_conversation").await, 701);
}

#[rstest]
#[tokio::test]
async fn a_year_is_the_same_in_two_new_databases(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let mut texts = Vec::new();
    for _ in 0..2 {
        let app = filled(engine, 120).await;
        let read = app.database.database.read();
        let sql = "SELECT c.conversation_id || m.content AS text FROM support_message m \
                   JOIN support_conversation c ON c.id = m.conversation_id ORDER BY m.id";
        let rows = read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await.unwrap();
        texts.push(rows.iter().map(|row| row.try_get::<String>("", "text").unwrap()).collect::<Vec<_>>());
    }
    assert!(texts[0].len() > 1_000 && texts[0] == texts[1]);
}

/// A generator of pseudo-random numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Makes a random change to a conversation.
async fn change_something(app: &TestApp, dice: &mut Dice, conversations: u64) {
    let id = 1 + dice.below(conversations);
    let status = ["open", "pending", "resolved", "closed"][usize::try_from(dice.below(4)).unwrap()];
    let agent = match dice.below(4) {
        0 => "NULL".to_owned(),
        number => number.to_string(),
    };
    let at = format!("'2026-{:02}-{:02}T{:02}:30:00+00:00'", 1 + dice.below(11), 1 + dice.below(28), dice.below(24));
    let sql = match dice.below(11) {
        0..3 => {
            format!("UPDATE support_conversation SET status = '{status}', assigned_agent_id = {agent} WHERE id = {id}")
        }
        // A conversation without a message is not snoozed.
        3 => format!("UPDATE support_conversation SET last_message_at = NULL, is_snoozed = FALSE WHERE id = {id}"),
        4 => format!("UPDATE support_conversation SET last_message_at = {at} WHERE id = {id}"),
        5 => format!("DELETE FROM support_conversation WHERE id = {id}"),
        6 => format!("UPDATE support_conversation SET rating = {}, rated_at = {at} WHERE id = {id}", 1 + dice.below(5)),
        7 => format!("UPDATE support_conversation SET resolved_at = {at}, responded_at = {at} WHERE id = {id}"),
        8 => format!(
            "INSERT INTO support_message (conversation_id, is_agent, message_type, content, is_read, created_at) \
             SELECT id, FALSE, 'text', 'late', TRUE, {at} FROM support_conversation WHERE id = {id}"
        ),
        9 => {
            format!("UPDATE support_conversation SET is_snoozed = TRUE WHERE id = {id} AND last_message_at IS NOT NULL")
        }
        _ => format!(
            "UPDATE support_conversation SET first_message_at = {at}, agent_unread_count = {} WHERE id = {id}",
            dice.below(5)
        ),
    };
    app.database.database.read().execute_unprepared(&sql).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn counts_agree_with_a_full_recount_whatever_changes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = filled(engine, 700).await;
    let agent = app.agent("nadia").await;
    let me = app.agent_id(&agent).await;
    let mut dice = Dice(7);
    for round in 0..25 {
        for _ in 0..dice.below(12) {
            change_something(&app, &mut dice, 700).await;
        }
        if round % 5 == 0 {
            app.desk.inbox().settle_counts().await.unwrap();
        }
        let counts = agent.call("agent/inbox", json!({ "view": { "label": 999 } })).await.ok()["counts"].clone();
        for status in ["open", "pending", "snoozed", "resolved", "closed"] {
            let condition = match status {
                "pending" => "status = 'pending' AND is_snoozed = FALSE".to_owned(),
                "snoozed" => "status = 'pending' AND is_snoozed = TRUE".to_owned(),
                _ => format!("status = '{status}'"),
            };
            let of = format!("FROM support_conversation WHERE last_message_at IS NOT NULL AND {condition}");
            let unassigned = "(assigned_agent_id IS NULL)";
            for (name, filter) in [
                (None, "TRUE".to_owned()),
                (Some("mine_by_status"), format!("assigned_agent_id = {me}")),
                (Some("unassigned_by_status"), unassigned.to_owned()),
                (Some("waiting_by_status"), format!("({unassigned} OR assigned_agent_id <> {me})")),
            ] {
                let counted = name.map_or(&counts, |name| &counts[name]);
                let recounted = number(&app, &format!("SELECT count(*) {of} AND {filter}")).await;
                assert_eq!(counted[status], recounted, "{name:?} {status} in round {round}");
            }
        }
        let unread = "SELECT CAST(coalesce(sum(agent_unread_count), 0) AS bigint) FROM support_conversation \
                      WHERE last_message_at IS NOT NULL AND status IN ('open', 'pending') \
                      AND NOT (is_snoozed = TRUE AND status = 'pending')";
        assert_eq!(counts["unread"], number(&app, unread).await, "round {round}");
    }
    let rows = number(&app, "SELECT count(*) FROM support_inbox_count").await;
    assert!(rows < 500, "{rows} rows are not added up");
}

#[rstest]
#[tokio::test]
async fn kept_statistics_agree_with_those_of_a_new_node(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = filled(engine, 500).await;
    let agent = app.agent("nadia").await;
    let mut dice = Dice(11);
    for round in 0..12 {
        if round == 6 {
            app.change_settings(|settings| {
                settings.timezone = Set("Asia/Kathmandu".to_owned());
            })
            .await;
        }
        let period = "?from=2025-11-22&to=2026-11-21";
        let path = format!("/support/agent/api/statistics/{period}");
        let kept = agent.get(&path).await.ok();
        let fresh = other_node(&app);
        let own = adda::model::statistics::Period::Own { from: "2025-11-22".to_owned(), to: "2026-11-21".to_owned() };
        let recounted = serde_json::to_string(&fresh.statistics().statistics(&own).await.unwrap()).unwrap();
        // Read from JSON, as the answer was: this rounds the last digit of a fraction.
        let recounted: Value = serde_json::from_str(&recounted).unwrap();
        assert_eq!(kept, recounted, "round {round}");
        assert!(kept["totals"]["conversations"].as_u64().unwrap() > 300);
        for _ in 0..=dice.below(4) {
            change_something(&app, &mut dice, 500).await;
        }
        app.desk.statistics().keep_statistics().await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn a_long_queue_is_assigned_while_messages_are_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = with_long_queue(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let agent = app.online_agent("nadia").await;
    visitor.send(&chat, "Hello?").await;
    until_assigned(&app, &[&agent]).await;
}

/// Returns a shop in which 650 conversations wait.
async fn with_long_queue(engine: Engine) -> TestApp {
    let app = filled(engine, 700).await;
    app.execute(
        "UPDATE support_conversation SET status = 'open', assigned_agent_id = NULL, resolved_at = NULL WHERE id <= 650",
    )
    .await;
    app
}

async fn waiting(app: &TestApp) -> i64 {
    let sql =
        "SELECT count(*) FROM support_conversation WHERE assigned_agent_id IS NULL AND status IN ('open', 'pending')";
    number(app, sql).await
}

/// Waits until no conversation waits for an agent. The agents poll, which keeps them present.
async fn until_assigned(app: &TestApp, agents: &[&Caller<'_>]) {
    for _ in 0..600 {
        if waiting(app).await == 0 {
            return;
        }
        for agent in agents {
            agent.inbox("").await;
        }
    }
    panic!("{} conversations still wait", waiting(app).await);
}

/// Returns another node, or the same one after a restart.
fn other_node(app: &TestApp) -> Desk {
    Desk::with(app.database.database.clone(), app.database.storage(), app.clock.clone(), Arc::new(SystemRandom))
}

#[rstest]
#[tokio::test]
async fn a_start_continues_with_a_queue_that_was_assigned_in_part(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = with_long_queue(engine).await;
    let agent = app.agent("nadia").await;
    // The process ended after the agent had come online and before the whole queue was assigned.
    let now = app.now().to_rfc3339();
    app.execute(&format!(
        "UPDATE support_supportagent SET is_online = TRUE, last_seen_at = '{now}', was_present = TRUE WHERE id = {}",
        app.agent_id(&agent).await
    ))
    .await;
    let node = other_node(&app);
    assert!(waiting(&app).await >= 650);
    node.assignment().resume_queue().await;
    until_assigned(&app, &[&agent]).await;
    // The queue is done, so the next start does not assign a conversation that was
    // unassigned later.
    app.execute("UPDATE support_conversation SET assigned_agent_id = NULL WHERE id = 1").await;
    node.assignment().resume_queue().await;
    assert_eq!(waiting(&app).await, 1);
}

#[rstest]
#[tokio::test]
async fn nodes_that_assign_a_long_queue_together_assign_each_conversation_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = with_long_queue(engine).await;
    app.execute("UPDATE support_conversation SET status = 'closed' WHERE id > 650").await;
    app.execute("UPDATE support_supportagent SET is_online = FALSE").await;
    let (nadia, omar) = (app.agent("nadia").await, app.agent("omar").await);
    let now = app.now().to_rfc3339();
    let ids = [app.agent_id(&nadia).await, app.agent_id(&omar).await];
    app.execute(&format!(
        "UPDATE support_supportagent SET is_online = TRUE, last_seen_at = '{now}', was_present = TRUE \
         WHERE id IN ({}, {})",
        ids[0], ids[1]
    ))
    .await;
    let before = number(&app, "SELECT count(*) FROM support_message WHERE message_type = 'system'").await;
    let nodes: Vec<Desk> = (0..3).map(|_| other_node(&app)).collect();
    join_all(nodes.iter().map(|node| node.assignment().resume_queue())).await;
    until_assigned(&app, &[&nadia, &omar]).await;
    let after = number(&app, "SELECT count(*) FROM support_message WHERE message_type = 'system'").await;
    // The line about its assignment is written once in each conversation.
    assert_eq!(after - before, 650);
    for id in ids {
        let sql =
            format!("SELECT count(*) FROM support_conversation WHERE status = 'open' AND assigned_agent_id = {id}");
        assert_eq!(number(&app, &sql).await, 325);
    }
}

/// Returns how far triggers have changed the counts and the statistics.
async fn noted(app: &TestApp) -> (i64, i64) {
    let counts = "SELECT coalesce(max(id), 0) FROM support_inbox_count";
    let statistics = "SELECT CAST(coalesce(sum(change), 0) AS bigint) FROM support_statistics_change";
    (number(app, counts).await, number(app, statistics).await)
}

#[rstest]
#[tokio::test]
async fn messages_in_an_open_conversation_write_no_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    // Triggers use the clock of the database.
    app.clock.advance(Utc::now() - app.now());
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "How can I help?").await;
    let before = noted(&app).await;
    visitor.send(&chat, "Where is my parcel?").await;
    agent.reply(&chat, "On its way.").await;
    assert_eq!(noted(&app).await, before);
}

/// The statements that a desk has run, while they are collected.
type Seen = Arc<Mutex<Option<Vec<Statement>>>>;

/// Returns the query plan of a statement, as one text. PostgreSQL is asked for the
/// best plan that reads no whole table, if one exists: for a table of some thousand rows such a
/// plan costs more.
async fn plan(app: &TestApp, statement: &Statement) -> String {
    let read = app.database.database.read().begin().await.unwrap();
    let backend = read.get_database_backend();
    if backend == DbBackend::Postgres {
        read.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    }
    let explain = if backend == DbBackend::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
    let values: Vec<DbValue> = statement.values.clone().map(|values| values.0).unwrap_or_default();
    let explained = Statement::from_sql_and_values(backend, format!("{explain} {}", statement.sql), values);
    let rows = read.query_all_raw(explained).await.unwrap();
    let column = if backend == DbBackend::Sqlite { "detail" } else { "QUERY PLAN" };
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect::<Vec<_>>().join("\n")
}

/// Returns whether a plan reads all rows of the tables that grow.
fn reads_everything(plan: &str) -> bool {
    ["support_message", "support_conversation", "accounts_user", "support_auditlog"].iter().any(|table| {
        plan.lines().any(|line| {
            let line = line.trim();
            let scan = [format!("SCAN {table}"), format!("Seq Scan on {table}")];
            // An ordered read of an index stops at the end of its page.
            scan.iter().any(|scan| line.contains(&format!("{scan} ")) || line.ends_with(scan))
                && !line.contains("_search")
                && !line.contains(" USING INDEX")
                && !line.contains("VIRTUAL TABLE")
        })
    })
}

async fn ask(agent: &Caller<'_>, function: &str, argument: Value) {
    let answer = agent.call(function, argument).await;
    assert!(answer.status.is_success(), "{function}: {answer}");
}

/// Words of statements, and what SQLite's plan of them contains. Those with a covering index are
/// answered from it alone.
const PLANNED: [(&[&str], &str); 17] = [
    (&["SUM(", "AGENT_UNREAD_COUNT > 0"], "USING COVERING INDEX support_conversation_unread_by_status"),
    (&["SUM(AGENT", "IS_SNOOZED = TRUE"], "USING COVERING INDEX support_conversation_snoozed_by_agent"),
    (
        &["SUM(CONVERSATIONS", "IS_SNOOZED = TRUE"],
        "SEARCH support_conversation USING COVERING INDEX support_conversation_snoozed_by_agent",
    ),
    (&["ORDER BY", "AND (SUPPORT_CONVERSATION.IS_SNOOZED = TRUE"], "USING INDEX support_conversation_snoozed"),
    (&["SNOOZED_UNTIL\" <="], "support_conversation_snoozed_until"),
    (&["COUNT(*)", "QUARTER", "IS_AGENT = FALSE"], "USING INDEX support_message_asked"),
    (&["COUNT(*)", "QUARTER", "IS_AGENT = TRUE"], "USING INDEX support_message_replied"),
    (&["FIRST_MESSAGE_AT >="], "USING INDEX support_conversation_began"),
    (&["ASKED_AT AS SINCE"], "USING INDEX support_conversation_responded"),
    (&["OPENED_AT AS SINCE"], "USING INDEX support_conversation_ended"),
    (&["RATED_AT >="], "USING INDEX support_conversation_rated"),
    (&["(CREATED_AT, ID) >", "ASSIGNED_AGENT_ID IS NULL"], "USING INDEX support_conversation_queue"),
    (&["(UPDATED_AT, ID) >", "UPDATED_AT <="], "USING INDEX support_conversation_inactive_since"),
    (&["SUBJECT FROM SUPPORT_AUDITLOG", "CREATED_AT <="], "USING INDEX support_auditlog_created_at"),
    (&["COUNT(*)", "UPDATED_AT <="], "USING COVERING INDEX support_conversation_inactive_since"),
    (&["ATTACHMENT IS NOT NULL", "CREATED_AT <="], "USING INDEX support_message_attached_at"),
    (&["COUNT(*)", "SUPPORT_AUDITLOG", "CREATED_AT <="], "USING COVERING INDEX support_auditlog_created_at"),
];

#[rstest]
#[tokio::test]
async fn no_heavy_query_reads_a_whole_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let seen: Seen = Seen::default();
    let app = {
        let seen = Arc::clone(&seen);
        TestApp::observed(engine, move |statement| {
            if let Some(seen) = &mut *seen.lock().unwrap() {
                seen.push(statement.clone());
            }
        })
        .await
    };
    app.desk.fill_with_demo(Demonstration::Year(4_000), |_| {}).await.unwrap();
    // SQLite chooses its plans without statistics. PostgreSQL's autovacuum collects them later.
    if engine == Engine::Postgres {
        app.execute("ANALYZE").await;
    }
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Where is my parcel?").await;
    *seen.lock().unwrap() = Some(Vec::new());
    for view in [
        json!({}),
        json!({ "sort": "waiting" }),
        json!({ "sort": "priority" }),
        json!({ "statuses": ["open"] }),
        json!({ "unread": true }),
        json!({ "snoozed": true }),
        json!({ "assignee": { "agent": 3 } }),
        json!({ "query": "parcel" }),
        json!({ "query": "number is 1000777" }),
        json!({ "query": "monsoon" }),
        json!({ "query": "xyzzy" }),
        json!({ "query": "৳৳" }),
    ] {
        ask(&agent, "agent/inbox", json!({ "view": view })).await;
    }
    let since = agent.call("agent/inbox", json!({ "view": {} })).await.ok()["since"].clone();
    agent.reply(&chat, "On its way.").await;
    ask(&agent, "agent/changes", json!({ "since": since })).await;
    agent.get("/support/agent/api/statistics/?from=2026-11-01&to=2026-11-22").await.ok();
    let claims = IdentityClaims {
        sub: "demo-regular".to_owned(),
        name: "The regular".to_owned(),
        email: "regular@example.com".to_owned(),
        exp: app.now().timestamp() + 60,
        locale: None,
        nbf: None,
    };
    let token = sign(IDENTITY_SECRET, &claims).unwrap();
    visitor.post("/support/api/session/", json!({ "identity_token": token })).await.ok();
    visitor.get(&chat.customer("transcript")).await;
    app.desk.inbox().settle_counts().await.unwrap();
    app.desk.chat().end_snoozes().await.unwrap();
    agent.set_online(true).await;
    // So long that PostgreSQL prefers the indexes to reading everything that has ended.
    let periods = json!({ "keep_conversations_days": 300, "keep_attachments_days": 300, "keep_log_days": 300 });
    let admin = app.admin("admin").await;
    ask(&admin, "admin/due-data", json!({ "periods": periods })).await;
    app.change_settings(|settings| {
        settings.keep_conversations_days = Set(Some(300));
        settings.keep_attachments_days = Set(Some(100));
        settings.keep_log_days = Set(Some(100));
    })
    .await;
    assert!(app.desk.retention().purge().await.removed.conversations > 0);
    let statements = seen.lock().unwrap().take().unwrap();
    let (mut checked, mut planned) = (0, BTreeSet::new());
    for statement in statements {
        let sql = statement.sql.trim_start().to_uppercase();
        if !["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| sql.starts_with(verb)) {
            continue;
        }
        checked += 1;
        let plan = plan(&app, &statement).await;
        assert!(!reads_everything(&plan), "{}\n{plan}", statement.sql);
        for (words, expected) in PLANNED {
            if words.iter().all(|word| sql.contains(word)) {
                planned.insert(expected);
                // PostgreSQL names the index and other ways to read it.
                let index = expected.rsplit(' ').next().unwrap();
                let expected = if engine == Engine::Sqlite { expected } else { index };
                assert!(plan.contains(expected), "{}\n{plan}", statement.sql);
            }
        }
    }
    assert!(checked > 60 && planned.len() == PLANNED.len(), "{checked} statements were seen, {planned:?} among them");
}
