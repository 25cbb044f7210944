//! The secret that signs customers' identities, shown and replaced.

use adda::server::domain::identity::{IdentityClaims, sign};
use adda::{
    model::audit::{Action, Subject},
    server::entity::audit_log,
};
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, IDENTITY_SECRET, TestApp};

const SECRET: &str = "/support/admin/api/settings/identity-secret/";
/// Noon in Dhaka on 22 November 2026, the time of the tests' clock.
const NOW: i64 = 1_795_327_200;

/// Begins a session with a token that the shop's server has signed with `secret`.
async fn customer_signed_with(app: &TestApp, secret: &str) -> Answer {
    let claims = IdentityClaims {
        sub: "shop-17".to_owned(),
        name: "Rahim".to_owned(),
        email: String::new(),
        exp: NOW + 60,
        locale: None,
        nbf: None,
    };
    let token = sign(secret, &claims).unwrap();
    app.signed_out().post("/support/api/session/", json!({ "identity_token": token })).await
}

async fn replace(admin: &Caller<'_>) -> String {
    let answer: Value = admin.post(&format!("{SECRET}replace/"), json!({})).await.ok();
    assert_eq!(answer["has_previous"], true);
    answer["secret"].as_str().unwrap().to_owned()
}

#[rstest]
#[tokio::test]
async fn after_a_replacement_both_secrets_are_valid_until_the_old_one_is_forgotten(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let shown = admin.get(SECRET).await.ok();
    assert_eq!(shown, json!({ "secret": IDENTITY_SECRET, "has_previous": false, "is_fixed": false }));

    let second = replace(&admin).await;
    assert_ne!(second, IDENTITY_SECRET);
    assert!(second.len() >= 32);
    customer_signed_with(&app, IDENTITY_SECRET).await.ok();
    customer_signed_with(&app, &second).await.ok();

    let third = replace(&admin).await;
    customer_signed_with(&app, IDENTITY_SECRET).await.fails(401, "invalid_identity");
    customer_signed_with(&app, &second).await.ok();

    admin.post(&format!("{SECRET}forget/"), json!({})).await.ok();
    customer_signed_with(&app, &second).await.fails(401, "invalid_identity");
    customer_signed_with(&app, &third).await.ok();
    // Without a previous secret, a token that is signed with an empty one must be rejected.
    customer_signed_with(&app, "").await.fails(401, "invalid_identity");
}

/// Attack 25.
#[rstest]
#[tokio::test]
async fn the_log_says_that_the_secret_was_replaced_and_never_contains_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let settings = admin.get("/support/admin/api/settings/").await.ok();
    let secret = admin.call("admin/replace-identity-secret", json!({})).await.ok()["secret"].clone();
    admin.call("admin/forget-identity-secret", json!({})).await.ok();
    // There is nothing left to forget, so nothing is logged.
    admin.call("admin/forget-identity-secret", json!({})).await.ok();
    let entries = audit_log::Entity::find()
        .filter(audit_log::Column::Subject.eq(Subject::IdentitySecret))
        .all(app.database.database.read())
        .await
        .unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.code()).collect();
    assert_eq!(actions, ["replaced", "deleted"]);
    for entry in entries {
        let text = [entry.before, entry.after].concat();
        assert!(!text.contains(secret.as_str().unwrap()) && !text.contains(IDENTITY_SECRET), "{text}");
    }
    // The settings have not changed, so an admin who is editing them gets no conflict.
    assert_eq!(admin.get("/support/admin/api/settings/").await.ok(), settings);
}

#[rstest]
#[tokio::test]
async fn a_secret_from_the_configuration_is_shown_and_cannot_be_replaced(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::with_fixed_secret(engine).await;
    let admin = app.admin("boss").await;
    let fixed = json!({ "secret": IDENTITY_SECRET, "has_previous": false, "is_fixed": true });
    assert_eq!(admin.get(SECRET).await.ok(), fixed);
    admin.post(&format!("{SECRET}replace/"), json!({})).await.fails(409, "conflict");
    admin.call("admin/replace-identity-secret", json!({})).await.fails(409, "conflict");
    assert_eq!(admin.get(SECRET).await.ok(), fixed);
    customer_signed_with(&app, IDENTITY_SECRET).await.ok();
    let logged = audit_log::Entity::find().filter(audit_log::Column::Subject.eq(Subject::IdentitySecret));
    let logged = logged.all(app.database.database.read()).await.unwrap();
    assert_eq!(logged.iter().map(|entry| entry.action).collect::<Vec<_>>(), [Action::Shown; 2], "it was shown twice");
}

#[rstest]
#[tokio::test]
async fn when_the_configuration_changes_the_secret_the_previous_one_stays_valid(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::with_fixed_secret(engine).await;
    let admin = app.admin("boss").await;
    let next = "another secret of 32 bytes or more";
    app.desk.settings().ensure_identity_secret(Some(next)).await.unwrap();
    for _ in 0..2 {
        customer_signed_with(&app, IDENTITY_SECRET).await.ok();
        customer_signed_with(&app, next).await.ok();
        assert_eq!(admin.get(SECRET).await.ok()["has_previous"], true);
        // A restart with the same configuration.
        app.desk.settings().ensure_identity_secret(Some(next)).await.unwrap();
    }
    admin.post(&format!("{SECRET}forget/"), json!({})).await.ok();
    customer_signed_with(&app, IDENTITY_SECRET).await.fails(401, "invalid_identity");
    customer_signed_with(&app, next).await.ok();
    // The configuration goes back to the first secret.
    app.desk.settings().ensure_identity_secret(Some(IDENTITY_SECRET)).await.unwrap();
    customer_signed_with(&app, next).await.ok();
    customer_signed_with(&app, IDENTITY_SECRET).await.ok();
}

#[rstest]
#[tokio::test]
async fn admins_end_the_sessions_of_all_customers_and_of_no_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let visitor = app.visitor().await;
    let identified = customer_signed_with(&app, IDENTITY_SECRET).await.ok();
    let identified = app.bearer(identified["token"].as_str().unwrap());
    let path = format!("{SECRET}end-sessions/");
    agent.post(&path, json!({})).await.fails(403, "forbidden");
    visitor.post(&path, json!({})).await.fails(403, "forbidden");
    admin.post(&path, json!({})).await.ok();
    for customer in [&visitor, &identified] {
        customer.get("/support/api/conversation/create/").await.fails(401, "not_signed_in");
    }
    assert!(app.is_signed_in(&agent).await && app.is_signed_in(&admin).await);
    let log = admin.get("/support/admin/api/log/").await.ok();
    let newest = &log["entries"][0];
    assert_eq!((&newest["action"], &newest["subject"]), (&json!("deleted"), &json!("customer_sessions")));
    let again = customer_signed_with(&app, IDENTITY_SECRET).await.ok();
    admin.call("admin/end-customer-sessions", json!({})).await.ok();
    let again = app.bearer(again["token"].as_str().unwrap());
    again.get("/support/api/conversation/create/").await.fails(401, "not_signed_in");
}
