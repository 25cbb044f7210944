//! Statistics: the exact figures of small histories.

use chrono::Duration;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, TestApp};

const WEEK: &str = "/support/agent/api/statistics/?from=2026-11-16&to=2026-11-22";

/// Returns a visitor who writes at a moment, and their conversation.
async fn asked_at<'a>(app: &'a TestApp, moment: &str) -> (Caller<'a>, Chat) {
    app.clock.set(moment);
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Where is my order?").await;
    (visitor, chat)
}

/// Moves the clock forward, and replies.
async fn answered_after(app: &TestApp, agent: &Caller<'_>, chat: &Chat, wait: Duration) {
    app.clock.advance(wait);
    agent.reply(chat, "On its way.").await;
}

/// Moves the clock forward, and changes the conversation.
async fn updated_after(app: &TestApp, agent: &Caller<'_>, chat: &Chat, wait: Duration, change: Value) {
    app.clock.advance(wait);
    agent.update(chat, change).await;
}

async fn rated(app: &TestApp, chat: &Chat, stars: i32, moment: &str) {
    let sql = "UPDATE support_conversation SET rating = {stars}, rated_at = '{moment}' WHERE conversation_id = '{id}'";
    let moment = moment.replace('Z', "+00:00");
    app.execute(&sql.replace("{stars}", &stars.to_string()).replace("{moment}", &moment).replace("{id}", &chat.id))
        .await;
}

#[rstest]
#[tokio::test]
async fn a_week_is_compared_with_the_week_before(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.clock.set("2026-11-10T06:00:00Z");
    let agent = app.agent("nadia").await;
    let me = app.agent_id(&agent).await;
    let resolve = json!({ "status": "resolved" });
    // The week before has one conversation, which is answered after a minute.
    let (_, first) = asked_at(&app, "2026-11-10T06:00:00Z").await;
    answered_after(&app, &agent, &first, Duration::minutes(1)).await;
    // The week has three: one answered and resolved, one answered and urgent, one waiting.
    let (_, second) = asked_at(&app, "2026-11-16T03:10:00Z").await;
    answered_after(&app, &agent, &second, Duration::minutes(2)).await;
    updated_after(&app, &agent, &second, Duration::minutes(8), resolve.clone()).await;
    updated_after(&app, &agent, &second, Duration::hours(5), json!({ "status": "closed" })).await;
    rated(&app, &second, 5, "2026-11-16T04:00:00Z").await;
    let (asker, third) = asked_at(&app, "2026-11-22T03:20:00Z").await;
    answered_after(&app, &agent, &third, Duration::minutes(4)).await;
    asker.send(&third, "Thanks").await;
    updated_after(&app, &agent, &third, Duration::zero(), json!({ "priority": "urgent", "language": "bn" })).await;
    asked_at(&app, "2026-11-22T05:00:00Z").await;
    // A conversation without a message does not count.
    app.visitor().await.start().await;

    let week = agent.get(WEEK).await.ok();
    assert_eq!((&week["from"], &week["to"]), (&json!("2026-11-16"), &json!("2026-11-22")));
    assert_eq!(week["timezone"], "Asia/Dhaka");
    let none = json!({ "count": 0, "average": null, "distribution": [0, 0, 0, 0, 0] });
    assert_eq!(
        week["totals"],
        json!({
            "conversations": 3, "customer_messages": 4, "agent_messages": 2,
            "first_response": { "count": 2, "median_seconds": 180.0, "p90_seconds": 240.0 },
            "resolution": { "count": 1, "median_seconds": 600.0, "p90_seconds": 600.0 },
            "ratings": { "count": 1, "average": 5.0, "distribution": [0, 0, 0, 0, 1] },
        })
    );
    assert_eq!(
        week["before"],
        json!({
            "conversations": 1, "customer_messages": 1, "agent_messages": 1,
            "first_response": { "count": 1, "median_seconds": 60.0, "p90_seconds": 60.0 },
            "resolution": { "count": 0, "median_seconds": null, "p90_seconds": null },
            "ratings": none,
        })
    );
    let days: Vec<Value> = serde_json::from_value(week["per_day"].clone()).unwrap();
    assert_eq!(days.len(), 7);
    assert_eq!(
        days[0],
        json!({ "date": "2026-11-16", "conversations": 1, "customer_messages": 1, "agent_messages": 1 })
    );
    assert_eq!(
        days[6],
        json!({ "date": "2026-11-22", "conversations": 2, "customer_messages": 3, "agent_messages": 1 })
    );
    let share = |part: &str, of: &str| {
        let shares = week[part].as_array().unwrap().iter();
        let found = shares.into_iter().find(|share| share["of"] == of).unwrap();
        (found["conversations"].as_u64().unwrap(), found["before"].as_u64().unwrap())
    };
    assert_eq!(share("by_status", "open"), (2, 1));
    assert_eq!(share("by_status", "closed"), (1, 0));
    assert_eq!(share("by_status", "pending"), (0, 0));
    assert_eq!(share("by_priority", "urgent"), (1, 0));
    assert_eq!(share("by_priority", "normal"), (2, 1));
    assert_eq!(share("by_language", "bn"), (1, 0));
    let agents: Vec<Value> = serde_json::from_value(week["by_agent"].clone()).unwrap();
    let figures = |row: &Value| json!([row["agent"]["id"], row["conversations"], row["before"], row["replies"]]);
    assert_eq!(agents.iter().map(figures).collect::<Vec<_>>(), [json!([me, 2, 1, 2]), json!([null, 1, 0, 0])]);
    // The messages are from Monday at nine and Sunday at nine and eleven, in Dhaka.
    let hours = &week["hours"];
    assert_eq!((&hours[0][9], &hours[6][9], &hours[6][11]), (&json!(1), &json!(2), &json!(1)));
    let all: u64 =
        hours.as_array().unwrap().iter().flat_map(|day| day.as_array().unwrap()).filter_map(Value::as_u64).sum();
    assert_eq!(all, 4);
}

#[rstest]
#[case::one(&[60], 60.0, 60.0)]
#[case::two(&[60, 120], 90.0, 120.0)]
#[case::three(&[300, 60, 120], 120.0, 300.0)]
#[case::ten(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 5.5, 9.0)]
#[case::eleven(&[11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6], 6.0, 10.0)]
#[case::all_equal(&[7, 7, 7, 7], 7.0, 7.0)]
#[tokio::test]
async fn durations_are_summarized_by_the_median_and_the_90th_percentile(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] seconds: &[i64],
    #[case] median: f64,
    #[case] p90: f64,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for wait in seconds {
        let (_, chat) = asked_at(&app, "2026-11-22T06:00:00Z").await;
        answered_after(&app, &agent, &chat, Duration::seconds(*wait)).await;
        updated_after(&app, &agent, &chat, Duration::zero(), json!({ "status": "resolved" })).await;
    }
    let totals = agent.get(WEEK).await.ok()["totals"].take();
    let expected = json!({ "count": seconds.len(), "median_seconds": median, "p90_seconds": p90 });
    assert_eq!((&totals["first_response"], &totals["resolution"]), (&expected, &expected));
}

#[rstest]
#[case::dhaka("Asia/Dhaka", "2026-11-22", ["11-21T17:59:59", "11-21T18:00:00", "11-22T17:59:59", "11-22T18:00:00"])]
#[case::spring("Europe/Berlin", "2026-03-29", ["03-28T22:59:59", "03-28T23:00:00", "03-29T21:59:59", "03-29T22:00:00"])]
#[case::autumn("Europe/Berlin", "2026-10-25", ["10-24T21:59:59", "10-24T22:00:00", "10-25T22:59:59", "10-25T23:00:00"])]
#[tokio::test]
async fn a_day_begins_and_ends_in_the_shops_time_zone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] zone: &str,
    #[case] day: &str,
    #[case] moments: [&str; 4],
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.timezone = Set(zone.to_owned())).await;
    // The second before the day, its first and last second, and the second after it.
    for moment in moments {
        asked_at(&app, &format!("2026-{moment}Z")).await;
    }
    let agent = app.agent("nadia").await;
    let of = async |from: &str, to: &str| {
        agent.get(&format!("/support/agent/api/statistics/?from={from}&to={to}")).await.ok()
    };
    let one = of(day, day).await;
    let counts = |totals: &Value| json!([totals["conversations"], totals["customer_messages"]]);
    assert_eq!(counts(&one["totals"]), json!([2, 2]));
    assert_eq!(counts(&one["before"]), json!([1, 1]));
    let day: adda::model::day::Day = day.parse().unwrap();
    let three = of(&day.plus(-1).to_string(), &day.plus(1).to_string()).await;
    let per_day: Vec<Value> = three["per_day"].as_array().unwrap().iter().map(counts).collect();
    assert_eq!(per_day, [json!([1, 1]), json!([2, 2]), json!([1, 1])]);
}

#[rstest]
#[tokio::test]
async fn only_a_reply_to_a_customers_message_counts_as_a_response(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    // The agent writes first, so the message is not a response.
    let visitor = app.visitor().await;
    let greeted = visitor.start().await;
    app.clock.advance(Duration::minutes(1));
    agent.reply(&greeted, "Can I help you?").await;
    // The customer writes an hour after the conversation is opened. The wait begins with the
    // message.
    let late = app.visitor().await;
    let opened = late.start().await;
    app.clock.advance(Duration::hours(1));
    late.send(&opened, "Hello?").await;
    answered_after(&app, &agent, &opened, Duration::seconds(30)).await;
    answered_after(&app, &agent, &opened, Duration::seconds(500)).await;
    // The conversation is resolved and reopened. The first period has ended, the second has not.
    updated_after(&app, &agent, &opened, Duration::minutes(1), json!({ "status": "resolved" })).await;
    late.send(&opened, "It broke again").await;
    let totals = agent.get(WEEK).await.ok()["totals"].take();
    assert_eq!(totals["first_response"], json!({ "count": 1, "median_seconds": 30.0, "p90_seconds": 30.0 }));
    assert_eq!(totals["resolution"], json!({ "count": 1, "median_seconds": 590.0, "p90_seconds": 590.0 }));
    assert_eq!((&totals["conversations"], &totals["agent_messages"]), (&json!(2), &json!(3)));
}

#[rstest]
#[tokio::test]
async fn each_period_of_a_reopened_conversation_is_measured_separately(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let resolve = json!({ "status": "resolved" });
    // Answered after one minute, resolved after three.
    let (visitor, chat) = asked_at(&app, "2026-11-20T06:00:00Z").await;
    answered_after(&app, &agent, &chat, Duration::minutes(1)).await;
    updated_after(&app, &agent, &chat, Duration::minutes(2), resolve.clone()).await;
    // A day later the customer writes again: answered after five minutes, resolved after nine.
    // Closing a resolved conversation does not extend the period.
    app.clock.advance(Duration::days(1));
    visitor.send(&chat, "It broke again").await;
    answered_after(&app, &agent, &chat, Duration::minutes(5)).await;
    answered_after(&app, &agent, &chat, Duration::minutes(1)).await;
    updated_after(&app, &agent, &chat, Duration::minutes(3), resolve.clone()).await;
    updated_after(&app, &agent, &chat, Duration::hours(1), json!({ "status": "closed" })).await;
    // An agent reopens it and writes, which is not a response. Then the customer writes, and waits
    // for two minutes.
    updated_after(&app, &agent, &chat, Duration::hours(1), json!({ "status": "open" })).await;
    answered_after(&app, &agent, &chat, Duration::minutes(10)).await;
    app.clock.advance(Duration::minutes(10));
    visitor.send(&chat, "Thank you. And the other one?").await;
    answered_after(&app, &agent, &chat, Duration::minutes(2)).await;
    updated_after(&app, &agent, &chat, Duration::minutes(5), resolve.clone()).await;
    // It is resolved without a response. The customer reopens it, and waits from then on.
    app.clock.advance(Duration::hours(1));
    visitor.send(&chat, "Hello?").await;
    updated_after(&app, &agent, &chat, Duration::minutes(1), resolve.clone()).await;
    app.clock.advance(Duration::hours(1));
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    answered_after(&app, &agent, &chat, Duration::minutes(4)).await;

    let totals = agent.get(WEEK).await.ok()["totals"].take();
    let minutes = |count: u32, median: f64, p90: f64| json!({ "count": count, "median_seconds": median * 60.0, "p90_seconds": p90 * 60.0 });
    // First responses: 1, 5, 2 and 4 minutes. Resolutions: 3, 9, 27 and 1.
    assert_eq!(totals["first_response"], minutes(4, 3.0, 5.0));
    assert_eq!(totals["resolution"], minutes(4, 6.0, 27.0));
    assert_eq!(totals["conversations"], 1);
    // A period counts on the day on which it ends.
    let first = agent.get("/support/agent/api/statistics/?from=2026-11-20&to=2026-11-20").await.ok()["totals"].take();
    assert_eq!((&first["first_response"], &first["resolution"]), (&minutes(1, 1.0, 1.0), &minutes(1, 3.0, 3.0)));
}

#[rstest]
#[tokio::test]
async fn notes_do_not_count_as_messages(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    agent.reply(&chat, "A word for colleagues").await;
    app.execute("UPDATE support_message SET is_note = true WHERE content = 'A word for colleagues'").await;
    let week = agent.get(WEEK).await.ok();
    assert_eq!((&week["totals"]["customer_messages"], &week["totals"]["agent_messages"]), (&json!(1), &json!(0)));
    assert_eq!(week["by_agent"][0]["replies"], 0);
}

#[rstest]
#[tokio::test]
async fn waiting_customers_are_counted_regardless_of_the_period(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let (_, long) = asked_at(&app, "2026-11-22T05:00:00Z").await;
    let (_, short) = asked_at(&app, "2026-11-22T06:00:00Z").await;
    let (_, ended) = asked_at(&app, "2026-11-22T06:00:00Z").await;
    agent.update(&ended, json!({ "status": "closed" })).await;
    for (chat, since) in [(&long, "05:00:00"), (&short, "06:00:00"), (&ended, "04:00:00")] {
        let since = format!("2026-11-22T{since}+00:00");
        let sql =
            format!("UPDATE support_conversation SET waiting_since = '{since}' WHERE conversation_id = '{}'", chat.id);
        app.execute(&sql).await;
    }
    app.clock.set("2026-11-22T06:30:00Z");
    let past = agent.get("/support/agent/api/statistics/?from=2025-01-01&to=2025-01-07").await.ok();
    assert_eq!(past["waiting"], json!({ "count": 2, "longest_seconds": 5400 }));
    assert_eq!(past["totals"]["conversations"], 0);
}

#[rstest]
#[tokio::test]
async fn an_empty_period_has_all_its_days_and_no_figures(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    // The default range is the last thirty days.
    let month = agent.get("/support/agent/api/statistics/").await.ok();
    assert_eq!((&month["from"], &month["to"]), (&json!("2026-10-24"), &json!("2026-11-22")));
    assert_eq!(month["per_day"].as_array().unwrap().len(), 30);
    assert_eq!(month["totals"], month["before"]);
    assert_eq!(month["totals"]["ratings"]["average"], Value::Null);
    assert_eq!(month["by_agent"], json!([]));
    assert_eq!(month["waiting"], json!({ "count": 0, "longest_seconds": null }));
    let year = agent.get("/support/agent/api/statistics/?from=2024-01-01&to=2024-12-31").await.ok();
    assert_eq!(year["per_day"].as_array().unwrap().len(), 366);
}

#[rstest]
#[tokio::test]
async fn a_preset_period_ends_with_today_in_the_shops_time_zone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    // In Dhaka, it is already the first of December.
    app.clock.set("2026-11-30T19:00:00Z");
    for (preset, from) in [("7", "2026-11-25"), ("30", "2026-11-02"), ("90", "2026-09-03"), ("month", "2026-12-01")] {
        let answer = agent.call("agent/statistics", json!({ "period": { "preset": preset } })).await.ok();
        assert_eq!((&answer["from"], &answer["to"]), (&json!(from), &json!("2026-12-01")), "{preset}");
    }
    let own = json!({ "period": { "own": { "from": "2026-11-30", "to": "2026-11-30" } } });
    assert_eq!(agent.call("agent/statistics", own).await.ok()["per_day"].as_array().unwrap().len(), 1);
}

#[rstest]
#[case::not_a_day("?from=yesterday&to=2026-11-22", "from", "invalid")]
#[case::a_day_that_does_not_exist("?from=2026-11-01&to=2026-11-31", "to", "invalid")]
#[case::no_last_day("?from=2026-11-01", "to", "required")]
#[case::backwards("?from=2026-11-22&to=2026-11-21", "to", "too_small")]
#[case::too_long("?from=2025-01-01&to=2026-01-02", "to", "too_large")]
#[case::far_away("?from=9999-12-30&to=9999-12-31", "from", "invalid")]
#[tokio::test]
async fn invalid_days_are_refused_by_field(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] query: &str,
    #[case] field: &str,
    #[case] problem: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for path in ["statistics/", "statistics/days.csv"] {
        let answer = agent.get(&format!("/support/agent/api/{path}{query}")).await;
        assert_eq!(answer.status, 422, "{answer}");
        let body = answer.json();
        assert_eq!((&body["fields"][0]["field"], &body["fields"][0]["problem"]), (&json!(field), &json!(problem)));
    }
}
