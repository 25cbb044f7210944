//! Statistics as tables for spreadsheets.

use axum::http::header;
use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Engine, TestApp};

const FROM: &str = "from=2026-11-21&to=2026-11-22";

/// Returns the lines of a part, without the byte order mark.
fn lines(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{answer}");
    answer.body.strip_prefix('\u{feff}').expect("a byte order mark").lines().collect()
}

#[rstest]
#[tokio::test]
async fn each_part_is_a_csv_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    app.clock.advance(chrono::Duration::seconds(90));
    agent.reply(&chat, "Hello!").await;
    agent.update(&chat, json!({ "status": "resolved" })).await;
    let get = async |part: &str| agent.get(&format!("/support/agent/api/statistics/{part}.csv?{FROM}")).await;

    let days = get("days").await;
    assert_eq!(
        lines(&days),
        ["date,conversations,customer_messages,agent_messages", "2026-11-21,0,0,0", "2026-11-22,1,1,1"]
    );
    let headers = [header::CONTENT_TYPE, header::CONTENT_DISPOSITION].map(|name| days.headers[name].to_str().unwrap());
    let name = "attachment; filename=\"adda-days-2026-11-21-2026-11-22.csv\"";
    assert_eq!(headers, ["text/csv; charset=utf-8", name]);
    let totals = get("totals").await;
    assert_eq!(
        lines(&totals),
        [
            "figure,period,before",
            "conversations,1,0",
            "customer_messages,1,0",
            "agent_messages,1,0",
            "first_responses,1,0",
            "first_response_median_seconds,90,",
            "first_response_p90_seconds,90,",
            "resolutions,1,0",
            "resolution_median_seconds,90,",
            "resolution_p90_seconds,90,",
            "ratings,0,0",
            "rating_average,,",
        ]
    );
    let status = get("status").await;
    assert_eq!(
        lines(&status),
        ["status,conversations,before", "open,0,0", "pending,0,0", "resolved,1,0", "closed,0,0"]
    );
    assert_eq!(lines(&get("priority").await)[2], "normal,1,0");
    assert_eq!(lines(&get("language").await)[1], "en,1,0");
    assert_eq!(lines(&get("ratings").await), ["stars,ratings,before", "1,0,0", "2,0,0", "3,0,0", "4,0,0", "5,0,0"]);
    let hours = get("hours").await;
    assert_eq!(lines(&hours).len(), 8);
    assert!(lines(&hours)[0].starts_with("weekday,00:00,01:00,"));
    // Sunday from noon, which is the thirteenth hour.
    assert_eq!(lines(&hours)[7].split(',').nth(13), Some("1"));
}

/// Attack 15.
#[rstest]
#[tokio::test]
async fn a_name_that_looks_like_a_formula_is_escaped(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let name = "=HYPERLINK(\"\"http://evil.example\"\")";
    app.execute("UPDATE support_supportagent SET display_name = '=HYPERLINK(\"http://evil.example\")', display_name_bn = 'নাদিয়া, রকমারি'").await;
    let chat = app.visitor().await.write_first("Hello").await;
    agent.reply(&chat, "Hello!").await;
    let agents = agent.get(&format!("/support/agent/api/statistics/agents.csv?{FROM}")).await;
    assert_eq!(
        lines(&agents),
        ["agent,agent_bn,conversations,before,replies".to_owned(), format!("\"'{name}\",\"নাদিয়া, রকমারি\",1,0,1"),]
    );
}

#[rstest]
#[tokio::test]
async fn only_agents_get_tables_and_unknown_parts_are_not_found(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let path = "/support/agent/api/statistics/days.csv";
    app.signed_out().get(path).await.fails(401, "not_signed_in");
    visitor.get(path).await.fails(403, "forbidden");
    for unknown in ["days", "days.json", "secrets.csv", ".csv", "..%2fdays.csv"] {
        agent.get(&format!("/support/agent/api/statistics/{unknown}")).await.fails(404, "not_found");
    }
}
