//! The quick replies that admins edit.

use adda::{model::audit::Subject, server::entity::audit_log};
use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp};

const PATH: &str = "/support/admin/api/quick-replies/";

fn draft(title: &str) -> Value {
    json!({ "title": title, "title_bn": "", "content": "We answer.", "content_bn": "", "category": "", "is_active": true })
}

async fn titles(admin: &Caller<'_>) -> Vec<Value> {
    admin.get(PATH).await.ok().as_array().unwrap().iter().map(|reply| reply["title"].clone()).collect()
}

#[rstest]
#[tokio::test]
async fn agents_see_the_replies_that_an_admin_adds_changes_and_deletes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("mina").await, app.agent("nadia").await);
    let new = json!({
        "title": " Gift Wrapping ", "title_bn": "উপহার মোড়ক", "content": "We wrap it,\n{customer_name}.", "category": "Orders",
    });
    let added = admin.post(PATH, new).await.ok();
    assert_eq!(
        (&added["title"], &added["is_active"], &added["order"]),
        (&json!("Gift Wrapping"), &json!(true), &json!(6))
    );
    let one = format!("{PATH}{}/", added["id"]);
    assert_eq!(admin.get(&one).await.ok(), added);
    let offered = agent.get("/support/agent/api/quick-replies/").await.ok();
    assert_eq!(offered.as_array().unwrap().last(), Some(&added));

    let hidden = admin.change("PATCH", &one, json!({ "is_active": false })).await.ok();
    assert_eq!((&hidden["title"], &hidden["is_active"]), (&json!("Gift Wrapping"), &json!(false)));
    assert_eq!(agent.get("/support/agent/api/quick-replies/").await.ok().as_array().unwrap().len(), 5);
    let replaced = admin.change("PUT", &one, draft("Wrapping")).await.ok();
    assert_eq!((&replaced["title"], &replaced["title_bn"]), (&json!("Wrapping"), &json!("")));

    assert_eq!(admin.change("DELETE", &one, json!({})).await.ok(), json!({ "success": true }));
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        admin.change(method, &one, draft("Again")).await.fails(404, "not_found");
    }
    assert_eq!(titles(&admin).await.len(), 5);
}

#[rstest]
#[tokio::test]
async fn invalid_values_are_reported_by_field(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let refused = admin.post(PATH, json!({ "title": "x".repeat(101), "content": " ", "title_bn": "nul\0" })).await;
    assert_eq!(refused.refused_fields(), ["title too_long", "title_bn invalid", "content required"]);
    let one = format!("{PATH}1/");
    let refused = admin.change("PATCH", &one, json!({ "content": "x".repeat(5_001) })).await;
    assert_eq!(refused.refused_fields(), ["content too_long"]);
    for body in [json!({ "is_active": "yes" }), json!({ "title": 1 }), json!({ "title": null })] {
        admin.post(PATH, body.clone()).await.fails(422, "invalid_value");
        admin.change("PATCH", &one, body).await.fails(422, "invalid_value");
    }
    for id in ["0", "-1", "x", "9223372036854775807", "99999999999999999999", "1%00"] {
        admin.get(&format!("{PATH}{id}/")).await.fails(404, "not_found");
    }
    assert_eq!(titles(&admin).await.len(), 5);
}

#[rstest]
#[tokio::test]
async fn the_second_of_two_concurrent_edits_gets_a_conflict(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.admin("first").await, app.admin("second").await);
    let started = first.post(PATH, draft("Hours")).await.ok();
    let edit = |title: &str| json!({ "id": started["id"], "draft": draft(title), "started_from": started });
    first.call("admin/edit-quick-reply", edit("Opening hours")).await.ok();
    second.call("admin/edit-quick-reply", edit("Our hours")).await.fails(409, "conflict");
    // The same change twice causes no conflict.
    second.call("admin/edit-quick-reply", edit("Opening hours")).await.ok();
    assert_eq!(first.get(&format!("{PATH}{}/", started["id"])).await.ok()["title"], "Opening hours");

    first.call("admin/delete-quick-reply", json!({ "id": started["id"] })).await.ok();
    second.call("admin/edit-quick-reply", edit("Our hours")).await.fails(404, "not_found");
    second.call("admin/delete-quick-reply", json!({ "id": started["id"] })).await.fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_new_order_must_contain_the_whole_list(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("mina").await, app.agent("nadia").await);
    let order = format!("{PATH}order/");
    admin.post(&order, json!({ "ids": [5, 4, 3, 2, 1] })).await.ok();
    let expected = ["Book Rental", "Track Order", "Return Policy", "Payment Methods", "Shipping Info"];
    assert_eq!(titles(&admin).await, expected);
    let offered = agent.get("/support/agent/api/quick-replies/").await.ok();
    assert_eq!(offered[0]["title"], "Book Rental");
    for ids in [json!([5, 4, 3, 2]), json!([5, 4, 3, 2, 2]), json!([5, 4, 3, 2, 6]), json!([])] {
        admin.post(&order, json!({ "ids": ids })).await.fails(409, "conflict");
    }
    assert_eq!(titles(&admin).await, expected);
}

#[rstest]
#[tokio::test]
async fn concurrent_sorts_leave_one_of_the_orders(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let order = format!("{PATH}order/");
    let orders = [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]];
    let answers = join_all((0..10).map(|turn| admin.post(&order, json!({ "ids": orders[turn % 2] })))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    let rows: Vec<Value> = serde_json::from_value(admin.get(PATH).await.ok()).unwrap();
    let ids: Vec<i64> = rows.iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert!(orders.iter().any(|order| ids == order), "{ids:?}");
}

#[rstest]
#[tokio::test]
async fn the_log_records_each_change_with_before_and_after(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let id = admin.post(PATH, draft("Hours")).await.ok()["id"].clone();
    let one = format!("{PATH}{id}/");
    admin.change("PATCH", &one, json!({ "title": "Opening hours" })).await.ok();
    // An update that changes nothing is not logged.
    admin.change("PATCH", &one, json!({ "title": "Opening hours" })).await.ok();
    admin.change("DELETE", &one, json!({})).await.ok();
    let rows = audit_log::Entity::find().filter(audit_log::Column::Subject.eq(Subject::QuickReply));
    let rows = rows.all(app.database.database.read()).await.unwrap();
    let actions: Vec<_> =
        rows.iter().map(|row| (row.action.code(), row.subject.code(), row.username.as_str())).collect();
    let subject = |action| (action, "quick_reply", "mina");
    assert_eq!(actions, [subject("created"), subject("updated"), subject("deleted")]);
    assert_eq!(
        (rows[1].before.as_str(), rows[1].after.as_str()),
        (r#"{"title":"Hours"}"#, r#"{"title":"Opening hours"}"#)
    );
    assert!(rows[2].before.contains("Opening hours") && rows[2].after.is_empty());
    let id = id.to_string();
    assert!(rows.iter().all(|row| row.subject_id == id));
}
