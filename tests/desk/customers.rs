//! The export and the erasure of what is stored about a customer.

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    identity::token_of,
    support::{Answer, Caller, Engine, TestApp, Upload, pictures},
};

async fn export(admin: &Caller<'_>, id: &Value) -> Answer {
    admin.get(&format!("/support/admin/api/customers/{id}/export/")).await
}

async fn erase(admin: &Caller<'_>, id: &Value) -> Answer {
    admin.post(&format!("/support/admin/api/customers/{id}/erase/"), json!({})).await
}

/// Identifies a customer. Returns their session and the id of their account.
async fn identified<'a>(app: &'a TestApp, external: &str) -> (Caller<'a>, Value) {
    let body = json!({ "identity_token": token_of(external) });
    let session = app.signed_out().post("/support/api/session/", body).await.ok();
    (app.bearer(session["token"].as_str().unwrap()), session["customer"]["id"].clone())
}

#[rstest]
#[tokio::test]
async fn an_export_contains_the_account_and_all_messages_but_no_notes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("admin").await;
    let (customer, id) = identified(&app, "17").await;
    let chat = customer.write_first("Where is my atlas?").await;
    customer.upload(&chat.customer("upload"), &Upload::file("a.png", &pictures::png(4, 4))).await.ok();
    admin.reply(&chat, "In the post.").await;
    admin.post(&chat.agent("note"), json!({ "content": "A regular customer" })).await.ok();
    let other = app.visitor().await;
    other.write_first("I am somebody else").await;

    let data = export(&admin, &id).await.ok();
    assert_eq!((&data["customer"]["id"], &data["external_id"]), (&id, &json!("17")));
    assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
    let conversation = &data["conversations"][0];
    assert_eq!(
        (&conversation["conversation_id"], data["conversations"].as_array().map(Vec::len)),
        (&json!(chat.id), Some(1))
    );
    let messages = conversation["messages"].as_array().unwrap();
    let texts: Vec<_> = messages.iter().map(|message| message["content"].as_str().unwrap()).collect();
    assert!(texts.contains(&"Where is my atlas?") && texts.contains(&"In the post."), "{texts:?}");
    assert!(messages.iter().any(|message| message["attachment_name"] == "a.png"), "{messages:?}");
    let text = data.to_string();
    let log = admin.get("/support/admin/api/log/").await.ok();
    assert_eq!((&log["entries"][0]["action"], &log["entries"][0]["subject"]), (&json!("shown"), &json!("customer")));
    for hidden in ["A regular customer", "somebody else", "token"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}

#[rstest]
#[tokio::test]
async fn an_erased_customer_leaves_one_entry_in_the_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("admin").await;
    let (customer, id) = identified(&app, "17").await;
    let chat = customer.write_first("Where is my atlas?").await;
    let file = customer.upload(&chat.customer("upload"), &Upload::file("a.png", &pictures::png(4, 4))).await.ok();
    let attachment = file["message"]["attachment"].as_str().unwrap().to_owned();
    assert_eq!(customer.get(&attachment).await.status, 200);
    admin.update(&chat, json!({ "subject": "A late atlas" })).await;
    admin.post(&chat.agent("block"), json!({})).await.ok();
    let other = app.visitor().await;
    let others_chat = other.write_first("Where is my globe?").await;
    assert_eq!(admin.inbox("?q=atlas").await.len(), 1);

    let erased = erase(&admin, &id).await.ok();
    assert_eq!((&erased["conversations"], &erased["files"]), (&json!(1), &json!(2)), "the picture and its thumbnail");
    assert!(erased["messages"].as_u64() >= Some(2), "{erased}");

    export(&admin, &id).await.fails(404, "not_found");
    erase(&admin, &id).await.fails(404, "not_found");
    customer.get(&chat.customer("messages")).await.fails(401, "not_signed_in");
    admin.get(&chat.agent("messages")).await.fails(404, "not_found");
    admin.get(&attachment).await.fails(404, "not_found");
    assert_eq!(admin.inbox("?q=atlas").await, Vec::<Value>::new());
    let listed = admin.inbox("").await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["conversation_id"], json!(others_chat.id));
    other.send(&others_chat, "Still here").await;

    let log = admin.get("/support/admin/api/log/").await.ok();
    let newest = &log["entries"][0];
    assert_eq!(
        (&newest["action"], &newest["subject"], &newest["username"]),
        (&json!("deleted"), &json!("customer"), &json!("admin"))
    );
    assert!(!log.to_string().contains("late atlas"), "{log}");
    let updated = log["entries"].as_array().unwrap().iter().any(|entry| entry["subject"] == "conversation");
    assert!(updated, "the entry remains without its values: {log}");
}

#[rstest]
#[tokio::test]
async fn only_admins_export_and_erase_and_agents_are_not_customers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("admin").await, app.agent("nadia").await);
    let (customer, id) = identified(&app, "17").await;
    for caller in [&agent, &customer] {
        export(caller, &id).await.fails(403, "forbidden");
        erase(caller, &id).await.fails(403, "forbidden");
    }
    let own = admin.get("/support/agent/api/agents/").await.ok();
    for member in own.as_array().unwrap() {
        erase(&admin, &member["id"]).await.fails(404, "not_found");
    }
    for unknown in [json!(0), json!(-1), json!(i64::MAX)] {
        export(&admin, &unknown).await.fails(404, "not_found");
    }
    export(&admin, &id).await.ok();
}

#[rstest]
#[tokio::test]
async fn a_customer_who_writes_during_the_erasure_gets_no_internal_error(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("admin").await;
    for round in 0..5 {
        let (customer, id) = identified(&app, &format!("writer-{round}")).await;
        let chat = customer.write_first("Where is my atlas?").await;
        let paths = [chat.customer("send"), chat.customer("send"), chat.agent("send"), chat.customer("read")];
        let requests = paths.iter().cycle().take(24).map(|path| {
            let caller = if *path == chat.agent("send") { &admin } else { &customer };
            caller.post(path, json!({ "content": "Hello?", "up_to": 1 }))
        });
        let (answers, erased) = futures::join!(join_all(requests), erase(&admin, &id));
        erased.ok();
        for answer in answers {
            assert!(answer.status.as_u16() < 500 || answer.status == 503, "{answer:?}");
        }
        export(&admin, &id).await.fails(404, "not_found");
        admin.get(&chat.agent("messages")).await.fails(404, "not_found");
    }
}
