//! The shop's logo: uploaded by admins, shown to everyone.

use adda::server::domain::attachments::referenced::{Pages, count, without_owner};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, TestApp, pictures};

const SETTINGS: &str = "/support/admin/api/settings/";
const LOGO: &str = "/support/admin/api/settings/logo/";

async fn send(admin: &Caller<'_>, file: Vec<u8>) -> Answer {
    admin.ask("PUT", LOGO, |request| request.bytes(file.into())).await
}

async fn config(app: &TestApp) -> Value {
    app.signed_out().get("/support/api/config/").await.ok()
}

#[rstest]
#[tokio::test]
async fn a_logo_is_a_square_that_everyone_may_cache_until_it_is_replaced(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let before = config(&app).await;
    assert_eq!(before["shop_logo"], Value::Null);

    let settings = send(&admin, pictures::png(400, 300)).await.ok();
    let first = settings["shop_logo"].as_str().unwrap().to_owned();
    assert_eq!(admin.get(SETTINGS).await.ok(), settings);
    let after = config(&app).await;
    assert_eq!(after["shop_logo"], first);
    assert_ne!(after["settings_version"], before["settings_version"], "open widgets would keep the old logo");
    let picture = app.server.get(&first).await;
    assert_eq!(pictures::size_of(picture.as_bytes()), (256, 256));
    assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");

    let second = send(&admin, pictures::png(300, 400)).await.ok()["shop_logo"].as_str().unwrap().to_owned();
    assert_ne!(second, first);
    app.signed_out().get(&first).await.fails(404, "not_found");
    assert_eq!(app.database.stored_files().len(), 1);

    assert_eq!(admin.change("DELETE", LOGO, json!({})).await.ok()["shop_logo"], Value::Null);
    assert_eq!(config(&app).await["shop_logo"], Value::Null);
    assert!(app.database.stored_files().is_empty());
    // Removing none is not a change.
    let version = config(&app).await["settings_version"].clone();
    admin.call("admin/remove-logo", json!({})).await.ok();
    assert_eq!(config(&app).await["settings_version"], version);
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_no_picture_or_too_large_leaves_the_logo_as_it_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let settings = send(&admin, pictures::png(300, 300)).await.ok();
    send(&admin, b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()).await.fails(422, "file_damaged");
    send(&admin, Vec::new()).await.fails(422, "file_damaged");
    send(&admin, vec![0; 10 * 1024 * 1024 + 1]).await.fails(413, "too_large");
    assert_eq!(admin.get(SETTINGS).await.ok(), settings);
    assert_eq!(app.database.stored_files().len(), 1);

    // If the change fails, the previous logo stays and the new file is deleted.
    app.refuse(engine, "UPDATE", "support_chatsettings").await;
    assert!(send(&admin, pictures::png(30, 30)).await.status.is_server_error());
    app.accept(engine, "support_chatsettings").await;
    assert_eq!(admin.get(SETTINGS).await.ok(), settings);
    app.server.get(settings["shop_logo"].as_str().unwrap()).await.assert_status_ok();
    assert_eq!(app.database.stored_files().len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_change_of_the_settings_keeps_the_logo(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let mut settings = send(&admin, pictures::png(300, 300)).await.ok();
    let logo = settings["shop_logo"].clone();
    settings["shop_name"] = json!("Boi Bazaar");
    let stored = admin.ask("PUT", SETTINGS, |request| request.json(&settings)).await.ok();
    assert_eq!((&stored["shop_logo"], &stored["shop_name"]), (&logo, &json!("Boi Bazaar")));

    // A program that was written before there were logos.
    let mut older = stored.clone();
    older.as_object_mut().unwrap().remove("shop_logo");
    assert_eq!(admin.ask("PUT", SETTINGS, |request| request.json(&older)).await.ok()["shop_logo"], logo);

    let elsewhere = json!({ "shop_logo": "https://evil.example/logo.png" });
    let refused = admin.ask("PATCH", SETTINGS, |request| request.json(&elsewhere)).await;
    assert_eq!(refused.refused_fields(), ["shop_logo invalid"]);
    assert_eq!(config(&app).await["shop_logo"], logo);
}

#[rstest]
#[tokio::test]
async fn a_new_logo_is_in_the_log_and_a_version_of_the_settings(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let started_from = admin.get(SETTINGS).await.ok();
    let logo = send(&admin, pictures::png(300, 300)).await.ok()["shop_logo"].clone();
    admin.ask("PUT", SETTINGS, |request| request.json(&started_from)).await.fails(409, "conflict");
    let log = admin.get("/support/admin/api/log/?subject=settings").await.ok();
    let change = &log["entries"][0]["changes"][0];
    assert_eq!((&change["field"], &change["after"]), (&json!("shop_logo"), &logo), "{log}");
}

#[rstest]
#[tokio::test]
async fn backups_and_checks_look_for_the_logo(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let logo = send(&admin, pictures::png(300, 300)).await.ok()["shop_logo"].as_str().unwrap().to_owned();
    let connection = app.database.database.read();
    let (mut pages, mut files) = (Pages::default(), Vec::new());
    while let Some(page) = pages.next(connection).await.unwrap() {
        files.extend(page);
    }
    let found: Vec<_> = files.iter().map(|file| (file.owner.to_string(), file.key.as_str().to_owned())).collect();
    let key = logo.replace("/support/avatars/", "avatars/");
    assert_eq!(found, [("the logo of the shop".to_owned(), key)]);
    assert_eq!(count(connection).await.unwrap(), 1);
    let keys: Vec<_> = files.into_iter().map(|file| file.key).collect();
    assert!(without_owner(connection, keys.clone()).await.unwrap().is_empty());

    // A database of an earlier version, as `adda backup` finds it before an upgrade.
    app.execute("ALTER TABLE support_chatsettings DROP COLUMN shop_logo").await;
    assert_eq!(count(connection).await.unwrap(), 0);
    assert_eq!(without_owner(connection, keys).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn only_admins_change_the_logo(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let callers = [
        (app.agent("nadia").await, 403, "forbidden"),
        (app.visitor().await, 403, "forbidden"),
        (app.signed_out(), 401, "not_signed_in"),
    ];
    for (caller, status, code) in &callers {
        send(caller, pictures::png(9, 9)).await.fails(*status, code);
        caller.change("DELETE", LOGO, json!({})).await.fails(*status, code);
        caller.call("admin/remove-logo", json!({})).await.fails(*status, code);
    }
    assert!(app.database.stored_files().is_empty());
}
