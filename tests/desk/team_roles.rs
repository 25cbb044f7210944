//! Only admins may call the admins' API.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp, nasty_bodies};

/// Returns the method, the address and a valid body of each request.
fn requests(agent: i64) -> Vec<(&'static str, String, Value)> {
    let replies = "/support/admin/api/quick-replies/";
    let agents = "/support/admin/api/agents/";
    let draft = json!({ "title": "Hours", "content": "9 to 6" });
    let new = json!({ "username": "rafi", "display_name": "Rafi" });
    vec![
        ("GET", replies.to_owned(), Value::Null),
        ("POST", replies.to_owned(), draft.clone()),
        ("GET", format!("{replies}1/"), Value::Null),
        ("PUT", format!("{replies}1/"), draft.clone()),
        ("PATCH", format!("{replies}1/"), draft),
        ("POST", format!("{replies}order/"), json!({ "ids": [1] })),
        ("DELETE", format!("{replies}1/"), Value::Null),
        ("GET", agents.to_owned(), Value::Null),
        ("POST", agents.to_owned(), new.clone()),
        ("POST", format!("{agents}invite/"), new),
        ("POST", format!("{agents}order/"), json!({ "ids": [agent] })),
        ("GET", format!("{agents}{agent}/"), Value::Null),
        ("PUT", format!("{agents}{agent}/"), json!({})),
        ("PATCH", format!("{agents}{agent}/"), json!({ "role": "admin" })),
        ("POST", format!("{agents}{agent}/invite/"), Value::Null),
        ("PUT", format!("{agents}{agent}/avatar/"), Value::Null),
        ("DELETE", format!("{agents}{agent}/avatar/"), Value::Null),
        ("DELETE", format!("{agents}{agent}/"), Value::Null),
    ]
}

/// Returns the server functions with valid arguments.
fn calls(agent: i64) -> Vec<(&'static str, Value)> {
    let draft = json!({ "title": "Hours", "content": "9 to 6" });
    let profile = json!({ "display_name": "Rafi" });
    vec![
        ("quick-replies", json!({})),
        ("add-quick-reply", json!({ "draft": draft })),
        ("edit-quick-reply", json!({ "id": 1, "draft": draft, "started_from": draft })),
        ("delete-quick-reply", json!({ "id": 1 })),
        ("order-quick-replies", json!({ "ids": [1] })),
        ("team", json!({})),
        ("invite", json!({ "new": { "username": "rafi", "display_name": "Rafi" } })),
        ("invite-again", json!({ "id": agent })),
        ("edit-agent", json!({ "id": agent, "profile": profile, "started_from": profile })),
        ("order-team", json!({ "ids": [agent] })),
        ("disable-agent", json!({ "id": agent })),
        ("enable-agent", json!({ "id": agent })),
        ("remove-picture", json!({ "id": agent })),
    ]
}

#[rstest]
#[tokio::test]
async fn agents_and_customers_cannot_call_admin_endpoints(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("mina").await, app.agent("nadia").await, app.visitor().await);
    let id = app.agent_id(&agent).await;
    let before = (admin.team().await, admin.get("/support/admin/api/quick-replies/").await.ok());
    for (method, path, body) in requests(id) {
        for (caller, status, code) in
            [(&agent, 403, "forbidden"), (&visitor, 403, "forbidden"), (&app.signed_out(), 401, "not_signed_in")]
        {
            caller.change(method, &path, body.clone()).await.fails(status, code);
        }
    }
    for (function, arguments) in calls(id) {
        let function = format!("admin/{function}");
        agent.call(&function, arguments.clone()).await.fails(403, "forbidden");
        visitor.call(&function, arguments.clone()).await.fails(403, "forbidden");
        app.signed_out().call(&function, arguments).await.fails(401, "not_signed_in");
    }
    let own = json!({ "old_password": "x", "new_password": "y" });
    visitor.post("/support/agent/api/password/", own.clone()).await.fails(403, "forbidden");
    app.signed_out().call("agent/password", own).await.fails(401, "not_signed_in");
    assert_eq!((admin.team().await, admin.get("/support/admin/api/quick-replies/").await.ok()), before);
}

#[rstest]
#[tokio::test]
async fn malformed_bodies_cause_no_server_error_at_admin_endpoints(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let id = app.agent_id(&admin).await;
    for (method, path, _) in requests(id).into_iter().filter(|(method, ..)| !["GET", "DELETE"].contains(method)) {
        for body in nasty_bodies() {
            let request =
                admin.ask(method, &path, |request| request.bytes(body.into()).content_type("application/json"));
            let answer = request.await;
            assert!(answer.status.as_u16() < 500, "{answer}");
        }
    }
}
