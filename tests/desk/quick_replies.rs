//! The quick replies that agents get.

use rstest::rstest;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};

use adda::server::entity::quick_reply;

use crate::support::{Engine, TestApp};

const PATH: &str = "/support/agent/api/quick-replies/";

fn titles(replies: &Value) -> Vec<&str> {
    replies.as_array().unwrap().iter().map(|reply| reply["title"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn agents_get_the_active_replies_in_order_by_rest_and_by_server_function(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let all = ["Shipping Info", "Payment Methods", "Return Policy", "Track Order", "Book Rental"];
    let replies = agent.get(PATH).await.ok();
    assert_eq!(titles(&replies), all);
    assert_eq!(replies[3]["title_bn"], "অর্ডার ট্র্যাক");
    assert_eq!((&replies[3]["category"], &replies[3]["is_active"]), (&json!("Orders"), &json!(true)));
    assert_eq!(agent.call("agent/quick-replies", json!({})).await.ok(), replies);

    let database = app.database.database.read();
    let mut rows: Vec<quick_reply::ActiveModel> =
        quick_reply::Entity::find().all(database).await.unwrap().into_iter().map(Into::into).collect();
    rows[0].is_active = Set(false);
    rows[1].order = Set(99);
    for row in rows.drain(..2) {
        row.update(database).await.unwrap();
    }
    let replies = agent.get(PATH).await.ok();
    assert_eq!(titles(&replies), ["Return Policy", "Track Order", "Book Rental", "Payment Methods"]);
}
