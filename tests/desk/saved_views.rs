//! Views of the inbox that agents have saved.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, TestApp};

async fn save(agent: &Caller<'_>, name: &str, is_shared: bool) -> Answer {
    let draft = json!({ "name": name, "address": "tab=all&priority=urgent", "is_shared": is_shared });
    agent.call("agent/save-view", json!({ "draft": draft })).await
}

/// Returns the names of the views that an agent sees, and whether they may delete each.
async fn views(agent: &Caller<'_>) -> Vec<(String, bool)> {
    let views = agent.call("agent/saved-views", json!({})).await.ok();
    let name = |view: &Value| (view["name"].as_str().unwrap().to_owned(), view["can_delete"].as_bool().unwrap());
    views.as_array().unwrap().iter().map(name).collect()
}

fn seen(views: &[(&str, bool)]) -> Vec<(String, bool)> {
    views.iter().map(|(name, can_delete)| ((*name).to_owned(), *can_delete)).collect()
}

#[rstest]
#[tokio::test]
async fn a_view_is_seen_by_its_author_or_by_all_and_deleted_by_author_or_admin(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (nadia, rahim, admin) = (app.agent("nadia").await, app.agent("rahim").await, app.admin("boss").await);
    let own = save(&nadia, "  urgent ", false).await.ok();
    assert_eq!(
        own,
        json!({ "id": own["id"], "name": "urgent", "address": "tab=all&priority=urgent", "is_shared": false, "can_delete": true })
    );
    let shared = save(&nadia, "Returns", true).await.ok()["id"].clone();
    assert_eq!(views(&nadia).await, seen(&[("Returns", true), ("urgent", true)]));
    assert_eq!(views(&rahim).await, seen(&[("Returns", false)]));
    assert_eq!(views(&admin).await, seen(&[("Returns", true)]));

    for (agent, id) in [(&rahim, &own["id"]), (&rahim, &shared), (&admin, &own["id"]), (&rahim, &json!(9_999))] {
        agent.call("agent/delete-view", json!({ "id": id })).await.fails(404, "not_found");
    }
    admin.call("agent/delete-view", json!({ "id": shared })).await.ok();
    nadia.call("agent/delete-view", json!({ "id": own["id"] })).await.ok();
    assert_eq!(views(&nadia).await, []);
}

#[rstest]
#[case::no_name("  ", "tab=mine", "view-name required")]
#[case::a_long_name(&"x".repeat(41), "tab=mine", "view-name too_long")]
#[case::two_lines("a\nb", "tab=mine", "view-name invalid")]
#[case::another_page("Mine", "tab=mine#/console/settings", "address invalid")]
#[case::not_ascii("Mine", "q=বই", "address invalid")]
#[case::a_long_address("Mine", &"x".repeat(4_001), "address invalid")]
#[tokio::test]
async fn a_view_needs_a_name_and_an_address(#[case] name: &str, #[case] address: &str, #[case] refused: &str) {
    let app = TestApp::new(Engine::Sqlite).await;
    let agent = app.agent("nadia").await;
    let draft = json!({ "name": name, "address": address, "is_shared": false });
    let answer = agent.call("agent/save-view", json!({ "draft": draft })).await;
    answer.fails(422, "invalid_value");
    assert_eq!(answer.refused_fields(), [refused]);
    assert_eq!(views(&agent).await, []);
}

#[rstest]
#[tokio::test]
async fn an_agent_saves_up_to_fifty_views(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, rahim) = (app.agent("nadia").await, app.agent("rahim").await);
    for number in 0..50 {
        save(&nadia, &format!("View {number}"), false).await.ok();
    }
    save(&nadia, "One too many", false).await.fails(409, "conflict");
    save(&rahim, "His first", false).await.ok();
    assert_eq!(views(&nadia).await.len(), 50);
}
