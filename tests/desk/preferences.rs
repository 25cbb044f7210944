//! The preferences of each agent.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

const PATH: &str = "/support/agent/api/preferences/";

#[rstest]
#[tokio::test]
async fn preferences_are_stored_for_each_agent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, rahim) = (app.agent("nadia").await, app.agent("rahim").await);
    let at_first = json!({ "sound": true, "desktop": false, "about": "mine_and_unassigned", "language": Value::Null });
    assert_eq!(nadia.get(PATH).await.ok(), at_first);
    let chosen = json!({ "sound": false, "desktop": true, "about": "mine", "language": "bn" });
    nadia.post(PATH, chosen.clone()).await.ok();
    assert_eq!(nadia.get(PATH).await.ok(), chosen);
    assert_eq!(rahim.get(PATH).await.ok(), at_first, "other agents keep their preferences");

    nadia.call("agent/set-preferences", json!({ "preferences": at_first })).await.ok();
    assert_eq!(nadia.call("agent/preferences", json!({})).await.ok(), at_first);
    nadia.post(PATH, json!({ "about": "everything" })).await.fails(422, "invalid_value");
}

#[rstest]
#[tokio::test]
async fn outdated_or_malformed_stored_preferences_are_tolerated(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.execute("UPDATE support_supportagent SET preferences = '{\"sound\": false, \"volume\": 3}'").await;
    assert_eq!(agent.get(PATH).await.ok()["sound"], false);
    app.execute("UPDATE support_supportagent SET preferences = 'loud'").await;
    assert_eq!(agent.get(PATH).await.ok()["sound"], true);
}
