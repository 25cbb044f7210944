//! The shop's settings, as admins read and change them.

use std::sync::atomic::{AtomicBool, Ordering};

use adda::model::settings::MEGABYTE;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, TestApp};

const SETTINGS: &str = "/support/admin/api/settings/";

async fn read(admin: &Caller<'_>) -> Value {
    admin.get(SETTINGS).await.ok()
}

/// Changes some of the settings through the REST API.
async fn patch(admin: &Caller<'_>, change: Value) -> Answer {
    admin.ask("PATCH", SETTINGS, |request| request.json(&change)).await
}

#[rstest]
#[tokio::test]
async fn a_new_shop_has_the_settings_of_the_contract(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let settings = read(&admin).await;
    let config = async |language: &str| {
        let mut config: Value = app.signed_out().get(&format!("/support/api/config/?lang={language}")).await.ok();
        config["settings_version"] = json!("a number");
        config
    };
    let all = json!({ "settings": settings, "config": { "en": config("en").await, "bn": config("bn").await } });
    insta::allow_duplicates! {
        insta::assert_json_snapshot!("settings", all, { ".settings.updated_at" => "[moment]" });
    }
    assert_eq!(admin.call("admin/settings", json!({})).await.ok(), settings);
}

#[rstest]
#[tokio::test]
async fn all_settings_can_be_changed_through_each_api_and_take_effect_at_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let changed = json!({
        "is_enabled": true, "welcome_message": "Welcome", "welcome_message_bn": "স্বাগতম",
        "offline_message": "Gone home", "offline_message_bn": "সবাই বাড়ি গেছে", "widget_position": "bottom-left",
        "shop_name": "Boi Bazaar", "shop_name_bn": "বই বাজার", "shop_url": "https://boi.example/", "primary_color": "#123ABC", "color_scheme": "auto", "auto_assign": false, "max_file_size": 12 * MEGABYTE, "release_after_minutes": 30,
        "business_hours_enabled": true,
        "business_hours_start": "08:00", "business_hours_end": "16:30", "weekdays": [1, 2, 3],
        "business_periods": [[{ "start": "09:00", "end": "12:00" }, { "start": "13:00", "end": "17:00" }], [], [], [], [], [], []],
        "holidays": [{ "date": "2026-12-16", "name": "Victory Day", "name_bn": "বিজয় দিবস" }],
        "timezone": "Europe/Berlin", "show_online_status": false, "attachment_types": ["png", "pdf"],
        "allow_anonymous": true, "allowed_origins": ["https://shop.example"], "rating_enabled": true,
        "prechat_name": "required", "prechat_email": "optional",
    });
    let stored = admin.ask("PUT", SETTINGS, |request| request.json(&changed)).await.ok();
    for (field, value) in changed.as_object().unwrap() {
        assert_eq!(&stored[field], value, "{field}");
    }
    assert_eq!(read(&admin).await, stored);

    let config = app.signed_out().get("/support/api/config/?lang=bn").await.ok();
    let expected = json!({
        "shop_name": "বই বাজার", "shop_url": "https://boi.example/", "position": "bottom-left", "primary_color": "#123ABC", "color_scheme": "auto", "show_online_status": false,
        "max_file_size": 12 * MEGABYTE, "welcome_message": "স্বাগতম", "offline_message": "সবাই বাড়ি গেছে",
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&config[field], value, "{field}");
    }

    let mut again = stored;
    again["welcome_message"] = json!("Welcome back");
    let stored = admin.call("admin/change-settings", json!({ "settings": again })).await.ok();
    assert_eq!(stored["welcome_message"], "Welcome back");
    assert_eq!(patch(&admin, json!({ "max_file_size": 7 * MEGABYTE })).await.ok()["max_file_size"], 7 * MEGABYTE);
    assert_eq!(read(&admin).await["welcome_message"], "Welcome back");

    patch(&admin, json!({ "shop_name_bn": "" })).await.ok();
    let config = app.signed_out().get("/support/api/config/?lang=bn").await.ok();
    assert_eq!(config["shop_name"], "Boi Bazaar", "without a Bangla name, the English one");
}

#[rstest]
#[tokio::test]
async fn a_new_conversation_begins_with_the_new_welcome_in_its_language(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    patch(&admin, json!({ "welcome_message": "Welcome", "welcome_message_bn": "স্বাগতম" })).await.ok();
    for (language, welcome) in [("en", "Welcome"), ("bn", "স্বাগতম")] {
        let visitor = app.visitor().await;
        let opened = visitor.call("open", json!({ "resume": null, "language": language, "identity_token": null }));
        assert_eq!(opened.await.ok()["thread"]["messages"][0]["content"], welcome);
    }
}

/// Attack 18.
#[rstest]
#[tokio::test]
async fn each_invalid_field_is_named_and_nothing_is_stored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let before = read(&admin).await;
    let wrong = json!({
        "shop_name": "x".repeat(61), "shop_name_bn": "ক".repeat(61), "shop_url": "javascript:alert(1)", "welcome_message": "", "offline_message": "x".repeat(2_001),
        "primary_color": "#12345", "max_file_size": 0,
        "timezone": "Asia/Atlantis", "allowed_origins": ["http://shop.example"],
        "holidays": [{ "date": "2026-02-30" }],
        "business_periods": [[{ "start": "09:00", "end": "12:00" }, { "start": "11:00", "end": "13:00" }], [], [], [], [], [], []],
    });
    let expected = [
        "shop_name too_long",
        "shop_name_bn too_long",
        "shop_url invalid",
        "welcome_message required",
        "offline_message too_long",
        "max_file_size too_small",
        "business_periods.0.0 overlaps",
        "business_periods.0.1 overlaps",
        "holidays.0.date invalid",
        "allowed_origins invalid",
        "primary_color invalid",
        "timezone invalid",
    ];
    assert_eq!(patch(&admin, wrong).await.refused_fields(), expected);
    patch(&admin, json!({ "widget_position": "top" })).await.fails(422, "invalid_value");
    patch(&admin, json!({ "business_periods": [[], []] })).await.fails(422, "invalid_value");
    patch(&admin, json!({ "welcome_message": "a\0b" })).await.refused_fields();
    patch(&admin, json!([])).await.fails(400, "malformed");
    admin.ask("PUT", SETTINGS, |request| request.json(&json!({}))).await.fails(422, "invalid_value");
    assert_eq!(read(&admin).await, before);
}

#[rstest]
#[tokio::test]
async fn when_two_admins_edit_at_once_the_second_gets_a_conflict(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.admin("first").await, app.admin("second").await);
    let started_from = read(&first).await;
    let edit = |field: &str, value: &str| {
        let mut edited = started_from.clone();
        edited[field] = json!(value);
        edited
    };
    // The clock stands still, so only the version tells the edits apart.
    first.ask("PUT", SETTINGS, |request| request.json(&edit("welcome_message", "From the first"))).await.ok();
    let late = edit("offline_message", "From the second");
    second.ask("PUT", SETTINGS, |request| request.json(&late)).await.fails(409, "conflict");
    second.call("admin/change-settings", json!({ "settings": late })).await.fails(409, "conflict");
    let stored = read(&first).await;
    assert_eq!(stored["welcome_message"], "From the first");
    // A program that parses timestamps may write the same moment in another form.
    let mut edited = stored.clone();
    edited["updated_at"] = json!(stored["updated_at"].as_str().unwrap().replace('Z', "000+00:00"));
    second.ask("PUT", SETTINGS, |request| request.json(&edited)).await.ok();
    edited["updated_at"] = json!("yesterday");
    second.ask("PUT", SETTINGS, |request| request.json(&edited)).await.fails(409, "conflict");
    assert_eq!(stored["offline_message"], started_from["offline_message"]);
}

#[rstest]
#[tokio::test]
async fn only_admins_can_read_and_change_settings(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let settings = read(&admin).await;
    let operations = [
        ("GET", "settings/"),
        ("PUT", "settings/"),
        ("PATCH", "settings/"),
        ("GET", "settings/identity-secret/"),
        ("POST", "settings/identity-secret/replace/"),
        ("POST", "settings/identity-secret/forget/"),
    ];
    let functions = [
        "settings",
        "change-settings",
        "time-zones",
        "identity-secret",
        "replace-identity-secret",
        "forget-identity-secret",
    ];
    let callers = [
        (app.agent("nadia").await, 403, "forbidden"),
        (app.visitor().await, 403, "forbidden"),
        (app.signed_out(), 401, "not_signed_in"),
    ];
    for (caller, status, code) in &callers {
        for (method, path) in operations {
            let path = format!("/support/admin/api/{path}");
            caller.ask(method, &path, |request| request.json(&settings)).await.fails(*status, code);
        }
        for function in functions {
            let answer = caller.call(&format!("admin/{function}"), json!({ "settings": settings })).await;
            answer.fails(*status, code);
        }
    }
    assert_eq!(read(&admin).await, settings);
}

#[rstest]
#[tokio::test]
async fn the_listed_time_zones_are_accepted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let zones = admin.call("admin/time-zones", json!({})).await.ok();
    let zones = zones.as_array().unwrap();
    assert!(zones.contains(&json!("Asia/Dhaka")) && zones.contains(&json!("Europe/Berlin")));
    assert_eq!(patch(&admin, json!({ "timezone": zones[0] })).await.ok()["timezone"], zones[0]);
}

/// The clock stands still after the change. If the old settings are cached then, they
/// stay cached for the rest of the round.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn settings_read_during_a_change_do_not_leave_old_values_in_the_cache(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    for round in 0..30 {
        let welcome = format!("Welcome {round}");
        let is_over = AtomicBool::new(false);
        let readers = (0..6).map(|_| async {
            while !is_over.load(Ordering::Relaxed) {
                // The cache is a second old then, so the server reads the database.
                app.clock.advance(chrono::Duration::seconds(1));
                tokio::task::yield_now().await;
                app.signed_out().get("/support/api/config/").await.ok();
            }
        });
        let change = async {
            patch(&admin, json!({ "welcome_message": welcome })).await.ok();
            is_over.store(true, Ordering::Relaxed);
        };
        futures::future::join(futures::future::join_all(readers), change).await;
        assert_eq!(app.signed_out().get("/support/api/config/").await.ok()["welcome_message"], json!(welcome));
    }
}
