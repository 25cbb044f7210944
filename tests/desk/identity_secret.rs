//! The secret that signs customers' identities, shown and replaced.

use adda::server::domain::identity::{IdentityClaims, sign};
use adda::{model::audit::Subject, server::entity::audit_log};
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, IDENTITY_SECRET, TestApp};

const SECRET: &str = "/support/admin/api/settings/identity-secret/";
/// Noon in Dhaka on 22 November 2026, where the tests' clock stands.
const NOW: i64 = 1_795_327_200;

/// A shop's server that signs with a secret.
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
    app.nobody().post("/support/api/session/", json!({ "identity_token": token })).await
}

async fn replace(admin: &Caller<'_>) -> String {
    let answer: Value = admin.post(&format!("{SECRET}replace/"), json!({})).await.ok();
    assert_eq!(answer["has_previous"], true);
    answer["secret"].as_str().unwrap().to_owned()
}

#[rstest]
#[tokio::test]
async fn after_a_replacement_both_secrets_are_good_until_the_old_one_is_forgotten(
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
    // Without a previous one, an empty secret must not open the door.
    customer_signed_with(&app, "").await.fails(401, "invalid_identity");
}

#[rstest]
#[tokio::test]
async fn the_log_says_that_it_was_replaced_and_never_what_it_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let settings = admin.get("/support/admin/api/settings/").await.ok();
    let secret = admin.call("admin/replace-identity-secret", json!({})).await.ok()["secret"].clone();
    admin.call("admin/forget-identity-secret", json!({})).await.ok();
    // Nothing left to forget: nothing to log.
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
    // Whoever is editing the settings meanwhile is not in the way of this.
    assert_eq!(admin.get("/support/admin/api/settings/").await.ok(), settings);
}

#[rstest]
#[tokio::test]
async fn a_secret_of_the_configuration_is_shown_and_not_replaced_here(
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
    assert_eq!(logged.all(app.database.database.read()).await.unwrap(), []);
}
