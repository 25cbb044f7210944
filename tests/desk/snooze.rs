//! Snoozed conversations: set aside until a time, or until the customer writes.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

/// A morning after the test's clock.
const TOMORROW: &str = "2026-11-23T03:00:00.000Z";
const INBOX: &str = "/support/agent/api/conversations/";

/// Returns the ids in a list of the inbox.
async fn ids(agent: &Caller<'_>, query: &str) -> Vec<String> {
    agent.inbox(query).await.iter().map(|row| row["conversation_id"].as_str().unwrap().to_owned()).collect()
}

/// Returns what a row tells about status and snooze.
fn state(row: &Value) -> Value {
    json!([row["status"], row["is_snoozed"], row["snoozed_until"]])
}

async fn counts(agent: &Caller<'_>) -> Value {
    agent.get(INBOX).await.ok()["counts"].clone()
}

/// Ends the snoozes whose time has come, and returns how many.
async fn wake(app: &TestApp) -> usize {
    app.desk.chat().end_snoozes().await.unwrap()
}

/// Returns the lines of a conversation: the author's kind, and the change.
async fn lines(agent: &Caller<'_>, chat: &Chat) -> Vec<Value> {
    let thread = agent.get(&chat.agent("messages")).await.ok();
    let messages = thread["messages"].as_array().unwrap();
    let events = messages.iter().filter_map(|message| message.get("event"));
    events.map(|event| json!([event["by"], event["change"]])).collect()
}

#[rstest]
#[tokio::test]
async fn a_snoozed_conversation_leaves_the_lists_and_the_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    let (chat, pending) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    let me = app.agent_id(&agent).await;
    for chat in [&chat, &pending] {
        agent.update(chat, json!({ "status": "pending", "assigned_agent_id": me })).await;
    }
    let row = agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
    assert_eq!(state(&row), json!(["pending", true, TOMORROW]));
    assert_eq!(state(&agent.row(&chat).await), state(&row));

    let listed = |query| ids(&agent, query);
    let (snoozed, unsnoozed) = ([chat.id.clone()], [pending.id.clone()]);
    assert_eq!(listed("?status=open,pending").await, unsnoozed);
    assert_eq!(listed("?status=pending&assignee=me").await, unsnoozed);
    assert_eq!(listed("?snoozed=true").await, snoozed);
    assert_eq!(listed("?status=closed&snoozed=true").await, snoozed);
    assert_eq!(listed("?status=pending&snoozed=true").await.len(), 2);
    assert_eq!(listed("").await.len(), 2, "without a status, all are listed");
    agent.get(&format!("{INBOX}?snoozed=perhaps")).await.fails(400, "malformed");

    let counts = counts(&agent).await;
    for of in [&counts, &counts["mine_by_status"]] {
        assert_eq!(json!([of["open"], of["pending"], of["snoozed"]]), json!([0, 1, 1]), "{counts}");
    }
    assert_eq!((&counts["mine"], &counts["unread"]), (&json!(1), &json!(1)));
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["status"], thread["messages"].as_array().unwrap().len()), (&json!("pending"), 2));
}

#[rstest]
#[tokio::test]
async fn a_time_is_in_the_next_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (change, field, problem) in [
        (json!({ "snoozed_until": "2026-11-22T05:59:00Z" }), "snoozed_until", "too_small"),
        (json!({ "snoozed_until": "2027-11-22T06:00:01Z" }), "snoozed_until", "too_large"),
        (json!({ "snoozed_until": "tomorrow" }), "snoozed_until", "invalid"),
        (json!({ "snoozed_until": TOMORROW, "is_snoozed": false }), "snoozed_until", "invalid"),
        (json!({ "snoozed_until": TOMORROW, "status": "closed" }), "status", "invalid"),
    ] {
        let refused = agent.post(&chat.agent("update"), change.clone()).await;
        refused.fails(422, "invalid_value");
        let fields = agent.post(&chat.agent("update"), change).await.json()["fields"].clone();
        assert_eq!((&fields[0]["field"], &fields[0]["problem"]), (&json!(field), &json!(problem)));
    }
    assert_eq!(state(&agent.row(&chat).await), json!(["open", false, null]));
    let unwritten = app.visitor().await.start().await;
    agent.post(&unwritten.agent("update"), json!({ "is_snoozed": true })).await.fails(409, "conflict");
}

#[rstest]
#[tokio::test]
async fn what_the_customer_writes_ends_every_snooze(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    app.assign(&chat, &agent).await;
    for snooze in [json!({ "snoozed_until": TOMORROW }), json!({ "is_snoozed": true })] {
        let row = agent.update(&chat, snooze).await;
        assert_eq!(row["is_snoozed"], true);
        agent.reply(&chat, "We are looking into it.").await;
        assert_eq!(state(&agent.row(&chat).await), state(&row), "a reply keeps it");
        assert_eq!(wake(&app).await, 0);
        visitor.send(&chat, "Any news?").await;
        assert_eq!(state(&agent.row(&chat).await), json!(["open", false, null]));
    }
    let status = json!({ "status": { "from": "pending", "to": "open" } });
    let snooze = |until: Option<&str>| json!({ "snooze": { "is_snoozed": true, "until": until } });
    assert_eq!(
        lines(&agent, &chat).await.split_off(1),
        [
            json!(["agent", snooze(Some(TOMORROW))]),
            json!(["customer", status]),
            json!(["agent", snooze(None)]),
            json!(["customer", status]),
        ]
    );
}

#[rstest]
#[tokio::test]
async fn a_change_of_the_status_ends_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (change, status) in [
        (json!({ "status": "open" }), "open"),
        (json!({ "status": "resolved" }), "resolved"),
        (json!({ "snoozed_until": null }), "open"),
        (json!({ "is_snoozed": false }), "open"),
        (json!({ "is_snoozed": false, "status": "pending" }), "pending"),
        (json!({ "status": "closed" }), "closed"),
    ] {
        agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
        let row = agent.update(&chat, change.clone()).await;
        assert_eq!(state(&row), json!([status, false, null]), "{change}");
    }
    agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
    let reopen = json!({ "ids": [chat.id], "action": "reopen" });
    let results = agent.post(&format!("{INBOX}bulk/"), reopen).await.ok()["results"].clone();
    assert_eq!(
        (&results[0]["outcome"], state(&agent.row(&chat).await)),
        (&json!("done"), json!(["open", false, null]))
    );
    agent.update(&chat, json!({ "status": "closed" })).await;
    // Nothing of it is left for the time.
    app.clock.advance(Duration::days(2));
    assert_eq!(wake(&app).await, 0);
    assert_eq!(state(&agent.row(&chat).await), json!(["closed", false, null]));
    agent.update(&chat, json!({ "is_snoozed": true })).await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    assert_eq!(state(&agent.row(&chat).await), json!(["closed", false, null]));
    let unchanged = agent.update(&chat, json!({ "snoozed_until": null })).await;
    assert_eq!(state(&unchanged), json!(["closed", false, null]), "it was not snoozed");
}

#[rstest]
#[tokio::test]
async fn its_time_opens_it_once_and_lets_it_count_as_unread(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    app.assign(&chat, &agent).await;
    agent.post(&chat.agent("read"), json!({ "up_to": i64::MAX })).await.ok();
    agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
    let since = agent.get(INBOX).await.ok()["since"].clone();
    assert_eq!(wake(&app).await, 0, "it is too early");

    app.clock.advance(Duration::days(1));
    agent.set_online(true).await;
    // Two nodes, and a third one that was down at the time.
    let node = || app.node_on(app.database.database.clone(), "off").0;
    let (second, late) = (node(), node());
    let both = futures::future::join(app.desk.chat().end_snoozes(), second.chat().end_snoozes());
    let (one, two) = both.await;
    assert_eq!((one.unwrap() + two.unwrap(), late.chat().end_snoozes().await.unwrap()), (1, 0));

    let changes = agent.get(&format!("{INBOX}changes/?since={}", since.as_str().unwrap())).await.ok();
    let row = &changes["conversations"][0];
    assert_eq!((state(row), &row["unread"]), (json!(["open", false, null]), &json!(1)));
    assert_eq!(json!([changes["counts"]["mine"], changes["counts"]["snoozed"]]), json!([1, 0]));
    let ended = json!(["system", { "snooze": { "is_snoozed": false, "until": null } }]);
    assert_eq!(lines(&agent, &chat).await.split_off(2), [ended]);
    let admin = app.admin("boss").await;
    let entry = admin.get("/support/admin/api/log/?subject=conversation").await.ok()["entries"][0].clone();
    let fields = entry["changes"].as_array().unwrap().iter().map(|change| change["field"].as_str().unwrap());
    let fields: std::collections::BTreeSet<_> = fields.collect();
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), ["is_snoozed", "snoozed_until", "status"], "{entry}");
    assert_eq!(entry["username"], "system");
    // Reading it ends that.
    agent.post(&chat.agent("read"), json!({ "up_to": i64::MAX })).await.ok();
    assert_eq!(agent.row(&chat).await["unread"], 0);
}

#[rstest]
#[tokio::test]
async fn many_are_opened_after_a_long_stop(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
    let columns = "user_id, subject, status, is_snoozed, snoozed_until, priority, language, last_message_at, \
                   created_at, updated_at";
    for number in 0..120 {
        app.execute(&format!(
            "INSERT INTO support_conversation (conversation_id, {columns}) \
             SELECT 'CONV-{number:012}', {columns} FROM support_conversation WHERE conversation_id = '{}'",
            chat.id
        ))
        .await;
    }
    assert_eq!(counts(&agent).await["snoozed"], 121);
    app.clock.advance(Duration::days(3));
    assert_eq!(wake(&app).await, 121);
    assert_eq!(json!([counts(&agent).await["snoozed"], counts(&agent).await["open"]]), json!([0, 121]));
}

#[rstest]
#[tokio::test]
async fn a_snooze_is_undone_only_if_it_is_still_the_same(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.update(&chat, json!({ "snoozed_until": TOMORROW })).await;
    let undo = |until: Option<&str>| json!({ "status": "open", "is_snoozed": false, "if_is_snoozed": true, "if_snoozed_until": until });
    agent.post(&chat.agent("update"), undo(None)).await.fails(409, "conflict");
    agent.post(&chat.agent("update"), undo(Some("2026-11-23T03:00:01Z"))).await.fails(409, "conflict");
    let row = agent.update(&chat, undo(Some("2026-11-23T09:00:00+06:00"))).await;
    assert_eq!(state(&row), json!(["open", false, null]));
    agent.post(&chat.agent("update"), undo(Some(TOMORROW))).await.fails(409, "conflict");
}

#[rstest]
#[tokio::test]
async fn no_absence_and_no_queue_moves_a_snoozed_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.online_agent("nadia").await;
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (mine, unassigned) = (visitor.write_first("Hello").await, other.write_first("Hello").await);
    agent.update(&mine, json!({ "snoozed_until": TOMORROW })).await;
    agent.update(&unassigned, json!({ "snoozed_until": TOMORROW })).await;
    agent.update(&unassigned, json!({ "assigned_agent_id": null })).await;
    app.desk.assignment().resume_queue().await;
    assert_eq!(agent.row(&unassigned).await["assigned_agent"], Value::Null);
    // The agent goes home.
    agent.set_online(false).await;
    app.clock.advance(Duration::hours(8));
    app.desk.assignment().handle_absences(None).await;
    assert_eq!(agent.row(&mine).await["assigned_agent"]["name"], "nadia");
    // In the morning, both return: one to its agent, the other through the queue.
    app.clock.advance(Duration::hours(16));
    agent.set_online(true).await;
    assert_eq!(wake(&app).await, 2);
    for chat in [&mine, &unassigned] {
        let row = agent.row(chat).await;
        assert_eq!((state(&row), &row["assigned_agent"]["name"]), (json!(["open", false, null]), &json!("nadia")));
    }
}
