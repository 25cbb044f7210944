//! The configuration that is public before a chat is opened.

use adda::{model::config::WidgetPosition, server::entity::chat_settings};
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

const CONFIG: &str = "/support/api/config/";

async fn config(app: &TestApp, parameter: &str) -> Value {
    app.signed_out().get(&format!("{CONFIG}{parameter}")).await.ok()
}

#[rstest]
#[tokio::test]
async fn the_config_is_in_the_language_that_is_asked_for(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (english, bangla) = (config(&app, "").await, config(&app, "?lang=bn").await);
    assert_eq!(config(&app, "?lang=en").await, english);
    assert_ne!(bangla["welcome_message"], english["welcome_message"]);
    let accepted =
        app.signed_out().ask("GET", CONFIG, |request| request.add_header("accept-language", "bn-BD,en;q=0.5"));
    assert_eq!(accepted.await.ok(), bangla);
    assert_eq!(app.signed_out().call("config", json!({ "language": "bn" })).await.ok(), bangla);
}

#[rstest]
#[tokio::test]
async fn the_config_follows_the_settings(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings: &mut chat_settings::ActiveModel| {
        settings.is_enabled = Set(false);
        settings.widget_position = Set(WidgetPosition::BottomLeft);
        settings.primary_color = Set("#123ABC".parse().unwrap());
        settings.show_online_status = Set(false);
        settings.max_file_size = Set(2);
        settings.welcome_message_bn = Set(String::new());
    })
    .await;
    let config = config(&app, "?lang=bn").await;
    let expected = json!({
        "enabled": false, "position": "bottom-left", "primary_color": "#123ABC", "show_online_status": false,
        "max_file_size": 2_097_152, "welcome_message": "Hello! How can we help you today?",
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&config[field], value, "{field}");
    }
}

// Dhaka is six hours ahead of UTC; business is from 9 to 18.
#[rstest]
#[case::before("2026-11-22T02:59:59Z", false)]
#[case::at_the_start("2026-11-22T03:00:00Z", true)]
#[case::at_the_end("2026-11-22T12:00:00Z", false)]
#[tokio::test]
async fn the_config_says_whether_the_shop_is_within_its_hours(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] moment: &str,
    #[case] within: bool,
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.business_hours_enabled = Set(true)).await;
    app.clock.set(moment);
    assert_eq!(config(&app, "").await["within_business_hours"], within);
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    assert_eq!(visitor.thread(&chat).await["within_business_hours"], within);
}

#[rstest]
#[tokio::test]
async fn a_poll_shows_that_an_admin_has_changed_the_settings(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, visitor) = (app.admin("boss").await, app.visitor().await);
    let chat = visitor.start().await;
    let known = config(&app, "").await["settings_version"].clone();
    assert_eq!(visitor.thread(&chat).await["settings_version"], known);
    // Two changes at the same moment of the tests' clock.
    for text in ["We are at the book fair.", "We are back tomorrow."] {
        let before = config(&app, "").await["settings_version"].clone();
        admin.change("PATCH", "/support/admin/api/settings/", json!({ "offline_message": text })).await.ok();
        let polled = visitor.thread(&chat).await["settings_version"].clone();
        assert_ne!(polled, before);
        let config = config(&app, "").await;
        assert_eq!((&config["settings_version"], &config["offline_message"]), (&polled, &json!(text)));
    }
}
