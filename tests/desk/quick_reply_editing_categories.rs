//! Categories of quick replies, in the order of their first replies.

use rstest::rstest;
use serde_json::json;

use crate::support::{Caller, Engine, TestApp};

const PATH: &str = "/support/admin/api/quick-replies/";

/// Returns the categories and the ids of their replies, as the screen groups the list.
async fn shown(admin: &Caller<'_>) -> Vec<(String, Vec<i64>)> {
    let mut groups: Vec<(String, Vec<i64>)> = Vec::new();
    for reply in admin.get(PATH).await.ok().as_array().unwrap() {
        let (category, id) = (reply["category"].as_str().unwrap(), reply["id"].as_i64().unwrap());
        match groups.iter_mut().find(|(name, _)| name == category) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((category.to_owned(), vec![id])),
        }
    }
    groups
}

/// Sorts one category, as the screen does. The other categories keep their order.
async fn sort(admin: &Caller<'_>, category: &str, sorted: &[i64]) {
    let groups = shown(admin).await.into_iter();
    let ids = groups.flat_map(|(name, ids)| if name == category { sorted.to_vec() } else { ids });
    admin.post(&format!("{PATH}order/"), json!({ "ids": ids.collect::<Vec<_>>() })).await.ok();
}

async fn ids(admin: &Caller<'_>) -> Vec<i64> {
    let list = admin.get(PATH).await.ok();
    list.as_array().unwrap().iter().map(|reply| reply["id"].as_i64().unwrap()).collect()
}

/// Adds a sixth reply in the category of the first.
async fn add_to_shipping(admin: &Caller<'_>) {
    let new = json!({ "title": "Express", "content": "By tomorrow.", "category": "Shipping" });
    assert_eq!(admin.post(PATH, new).await.ok()["id"], 6);
}

#[rstest]
#[tokio::test]
async fn a_category_stays_where_its_first_reply_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let before: Vec<String> = shown(&admin).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(before.len(), 5);
    add_to_shipping(&admin).await;
    let groups = shown(&admin).await;
    assert_eq!(groups[0], ("Shipping".to_owned(), vec![1, 6]), "the last reply of the list is in the first category");
    let names: Vec<String> = groups.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, before);

    sort(&admin, "Shipping", &[6, 1]).await;
    assert_eq!(ids(&admin).await, [6, 1, 2, 3, 4, 5], "the replies of the category are adjacent now");
    let groups = shown(&admin).await;
    assert_eq!(groups[0].1, [6, 1]);
    assert_eq!(groups.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), before);
    // Agents see them in the same order.
    let offered = app.agent("nadia").await.get("/support/agent/api/quick-replies/").await.ok();
    assert_eq!((&offered[0]["title"], &offered[1]["title"]), (&json!("Express"), &json!("Shipping Info")));
}

#[rstest]
#[tokio::test]
async fn a_reply_changes_its_category_and_keeps_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    add_to_shipping(&admin).await;
    let moved = admin.change("PATCH", &format!("{PATH}6/"), json!({ "category": " Orders " })).await.ok();
    assert_eq!((&moved["category"], &moved["order"]), (&json!("Orders"), &json!(6)));
    let group = |groups: &[(String, Vec<i64>)], name: &str| {
        groups.iter().find(|(category, _)| category == name).map(|(_, ids)| ids.clone())
    };
    let groups = shown(&admin).await;
    assert_eq!(group(&groups, "Shipping"), Some(vec![1]));
    assert_eq!(group(&groups, "Orders"), Some(vec![4, 6]));

    // A category ends when its last reply leaves it, and comes back with that reply.
    let one = format!("{PATH}1/");
    admin.change("PATCH", &one, json!({ "category": "" })).await.ok();
    let groups = shown(&admin).await;
    assert_eq!((group(&groups, "Shipping"), &groups[0]), (None, &(String::new(), vec![1])));
    admin.change("PATCH", &one, json!({ "category": "Shipping" })).await.ok();
    assert_eq!(shown(&admin).await[0], ("Shipping".to_owned(), vec![1]));
}
