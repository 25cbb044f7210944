//! The agents' inbox: what it lists, and what has changed since a cursor.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["conversation_id"].as_str().unwrap()).collect()
}

/// Returns what has changed since a cursor.
async fn changes(agent: &Caller<'_>, since: &Value) -> Value {
    agent.call("agent/changes", json!({ "since": since })).await.ok()
}

/// Creates four conversations that differ in every respect, the oldest first.
async fn four(app: &TestApp, agent: &Caller<'_>) -> Vec<Chat> {
    let me = app.agent_id(agent).await;
    let mut chats = Vec::new();
    for change in [
        json!({ "priority": "low", "assigned_agent_id": me }),
        json!({ "status": "pending", "priority": "high", "language": "bn" }),
        json!({ "status": "resolved", "assigned_agent_id": me }),
        json!({ "status": "closed", "priority": "urgent" }),
    ] {
        app.clock.advance(Duration::minutes(1));
        let chat = app.visitor().await.write_first("Hello").await;
        agent.update(&chat, change).await;
        chats.push(chat);
    }
    chats
}

#[rstest]
#[case::everything("", &[3, 2, 1, 0])]
#[case::one_status("?status=pending", &[1])]
#[case::several("?status=open,pending", &[1, 0])]
#[case::spaces_between("?status=open,%20pending", &[1, 0])]
#[case::priority("?priority=urgent", &[3])]
#[case::priorities("?priority=low,high", &[1, 0])]
#[case::mine("?assignee=me", &[2, 0])]
#[case::unassigned("?assignee=none", &[3, 1])]
#[case::any_assignee("?assignee=any", &[3, 2, 1, 0])]
#[case::an_unknown_agent("?assignee=999999", &[])]
#[case::several_filters("?assignee=me&status=open&priority=low", &[0])]
#[case::language("?language=bn", &[1])]
#[case::the_other_language("?language=en", &[3, 2, 0])]
#[case::read_or_unread("?unread=false", &[3, 2, 1, 0])]
#[case::of_a_day("?from=2026-11-22&to=2026-11-22", &[3, 2, 1, 0])]
#[case::since_a_later_day("?from=2026-11-23", &[])]
#[case::up_to_an_earlier_day("?to=2026-11-21", &[])]
#[case::up_to_the_day("?to=2026-11-22&status=closed", &[3])]
#[case::an_unknown_label("?label=999999", &[])]
#[case::no_match_for_both_filters("?assignee=me&priority=urgent", &[])]
#[tokio::test]
async fn filters_list_the_matching_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] query: &str,
    #[case] expected: &[usize],
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chats = four(&app, &agent).await;
    let rows = agent.inbox(query).await;
    assert_eq!(ids(&rows), expected.iter().map(|index| chats[*index].id.as_str()).collect::<Vec<_>>());
}

/// Attack 23.
#[rstest]
#[case("?status=lost")]
#[case("?status=open;pending")]
#[case("?priority=HIGH")]
#[case("?assignee=you")]
#[case("?assignee=99999999999999999999")]
#[case("?language=fr")]
#[case("?unread=maybe")]
#[case("?label=x")]
#[case("?from=yesterday")]
#[case("?to=2026-13-01")]
#[case("?from=-99999-01-01")]
#[case("?to=%2B262142-12-31")]
#[case("?sort=newest")]
#[tokio::test]
async fn an_invalid_filter_is_malformed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] query: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    agent.get(&format!("/support/agent/api/conversations/{query}")).await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn the_unread_filter_lists_only_conversations_with_unread_messages(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let (read, unread) = (app.visitor().await.write_first("One").await, app.visitor().await.write_first("Two").await);
    app.assign(&read, &agent).await;
    agent.post(&read.agent("read"), json!({ "up_to": i64::MAX })).await.ok();
    assert_eq!(ids(&agent.inbox("?unread=true").await), [unread.id.as_str()]);
}

/// Dhaka is six hours ahead of UTC, so the next day begins at 18:00 UTC.
#[rstest]
#[tokio::test]
async fn a_day_is_a_day_in_the_shops_time_zone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.clock.advance(Duration::hours(12) - Duration::milliseconds(1));
    let last = app.visitor().await.write_first("The last of the 22nd").await;
    app.clock.advance(Duration::milliseconds(1));
    let first = app.visitor().await.write_first("The first of the 23rd").await;
    assert_eq!(ids(&agent.inbox("?to=2026-11-22").await), [last.id.as_str()]);
    assert_eq!(ids(&agent.inbox("?from=2026-11-23&to=2026-11-23").await), [first.id.as_str()]);
}

#[rstest]
#[case("from")]
#[case("until")]
#[tokio::test]
async fn a_view_with_an_invalid_moment_is_malformed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] field: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for moment in ["", "x", "2026-11-22", "-262143-01-01T00:00:00Z", "2026-11-22T00:00:00.000Z'"] {
        agent.call("agent/inbox", json!({ "view": { field: moment }, "cursor": null })).await.fails(400, "malformed");
    }
}

#[rstest]
#[tokio::test]
async fn tabs_count_their_conversations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    four(&app, &agent).await;
    app.visitor().await.start().await;
    let counts = async |caller: &Caller<'_>, query: &str| {
        caller.get(&format!("/support/agent/api/conversations/{query}")).await.ok()["counts"].take()
    };
    let mine = json!({
        "mine": 1, "unassigned": 1, "waiting": 1, "unread": 2, "mentions": 0, "newest_mention": null, "open": 1, "pending": 1, "snoozed": 0,
        "resolved": 1, "closed": 1,
        "mine_by_status": { "open": 1, "pending": 0, "snoozed": 0, "resolved": 1, "closed": 0 },
        "unassigned_by_status": { "open": 0, "pending": 1, "snoozed": 0, "resolved": 0, "closed": 1 },
        "waiting_by_status": { "open": 0, "pending": 1, "snoozed": 0, "resolved": 0, "closed": 1 },
    });
    assert_eq!(counts(&agent, "").await, mine);
    // The tabs count the same with any filter.
    assert_eq!(counts(&agent, "?status=closed&q=nothing").await, mine);
    let of = |counts: &Value| json!([counts["mine"], counts["unassigned"], counts["waiting"], counts["unread"]]);
    assert_eq!(of(&counts(&colleague, "").await), json!([0, 1, 2, 2]), "the first agent is absent");
    agent.set_online(true).await;
    assert_eq!(
        of(&counts(&colleague, "").await),
        json!([0, 0, 0, 0]),
        "the first agent is back and gets the waiting ones"
    );
}

#[rstest]
#[tokio::test]
async fn a_row_says_who_asked_what_and_when(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Where is\nmy order?").await;
    let row = agent.row(&chat).await;
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(row, { ".conversation_id" => "[id]", ".customer.id" => "[id]", ".hit" => "[hit]" });
    }
    app.clock.advance(Duration::seconds(90));
    agent.reply(&chat, &"আ".repeat(200)).await;
    let row = agent.row(&chat).await;
    let excerpt = format!("{}…", "আ".repeat(140));
    let last = json!({
        "text": excerpt, "message_type": "text", "is_agent": true, "created_at": "2026-11-22T06:01:30.000Z",
        "sender_id": app.agent_id(&agent).await, "sender_name": "nadia",
    });
    assert_eq!((&row["last_message"], &row["unread"]), (&last, &json!(0)));
}

#[rstest]
#[tokio::test]
async fn a_row_and_a_message_say_which_agent_wrote(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    let (visitor, helper) = (app.visitor().await, app.agent_id(&colleague).await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "One moment").await;
    colleague.reply(&chat, "Here it is").await;
    let row = agent.row(&chat).await;
    assert_eq!(row["assigned_agent"]["name"], "nadia");
    assert_eq!(
        (&row["last_message"]["sender_id"], &row["last_message"]["sender_name"]),
        (&json!(helper), &json!("rafi"))
    );
    // A note does not count as the last message.
    agent.post(&chat.agent("note"), json!({ "content": "A regular" })).await.ok();
    assert_eq!(agent.row(&chat).await["last_message"]["sender_name"], "rafi");
    let thread = visitor.thread(&chat).await;
    let senders: Vec<&Value> =
        thread["messages"].as_array().unwrap().iter().map(|message| &message["sender_id"]).collect();
    assert_eq!(senders, [&Value::Null, &Value::Null, &json!(app.agent_id(&agent).await), &json!(helper)]);
    visitor.send(&chat, "Thanks").await;
    assert_eq!(agent.row(&chat).await["last_message"]["sender_id"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn a_poll_returns_only_what_has_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let (one, two) = (app.visitor().await, app.visitor().await);
    let first = one.write_first("Hello").await;
    two.write_first("Hello").await;
    app.assign(&first, &agent).await;
    app.clock.advance(Duration::minutes(1));
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].take();
    let nothing = changes(&agent, &since).await;
    assert_eq!((&nothing["conversations"], &nothing["reload"]), (&json!([]), &json!(false)));
    assert_eq!(nothing["counts"], Value::Null, "the counts have not changed");

    app.clock.advance(Duration::minutes(1));
    one.send(&first, "Are you there?").await;
    let changed = changes(&agent, &nothing["since"]).await;
    assert_eq!(ids(changed["conversations"].as_array().unwrap()), [first.id.as_str()]);
    assert_eq!(changed["conversations"][0]["unread"], 2);
    assert_eq!(changed["counts"]["open"], 2);

    // Changes by an agent show as well, because another agent may be looking at the inbox.
    let reading = agent.post(&first.agent("read"), json!({ "up_to": i64::MAX }));
    let mut since = changed["since"].clone();
    app.clock.advance(Duration::minutes(1));
    reading.await.ok();
    for change in [json!({ "status": "closed" }), json!({ "priority": "high" }), json!({ "language": "bn" })] {
        let changed = changes(&agent, &since).await;
        assert_eq!(ids(changed["conversations"].as_array().unwrap()), [first.id.as_str()], "before {change}");
        since = changed["since"].clone();
        app.clock.advance(Duration::minutes(1));
        agent.update(&first, change).await;
    }
    assert_eq!(changes(&agent, &since).await["conversations"][0]["language"], "bn");
}

#[rstest]
#[tokio::test]
async fn a_change_that_became_visible_late_is_not_missed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.start().await;
    app.clock.advance(Duration::seconds(2));
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].take();
    // The message has an earlier time than the poll.
    app.clock.advance(Duration::seconds(-2));
    visitor.send(&chat, "Hello").await;
    app.clock.advance(Duration::seconds(4));
    assert_eq!(ids(changes(&agent, &since).await["conversations"].as_array().unwrap()), [chat.id.as_str()]);
}

#[rstest]
#[tokio::test]
async fn after_too_many_changes_a_poll_asks_for_a_reload(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let since = agent.get("/support/agent/api/conversations/").await.ok()["since"].take();
    for _ in 0..250 {
        app.visitor().await.write_first("Hello").await;
    }
    let most = changes(&agent, &since).await;
    assert_eq!((most["conversations"].as_array().unwrap().len(), &most["reload"]), (250, &json!(false)));
    app.visitor().await.write_first("Hello").await;
    let more = changes(&agent, &since).await;
    assert_eq!((&more["conversations"], &more["reload"]), (&json!([]), &json!(true)));
    assert_eq!(more["counts"]["open"], 251);
}
