//! Entries of the log of changes.

use adda::server::domain::retention::Removed;
use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use super::{keep, newest_entry, purge};
use crate::{
    large_shop::numbers,
    support::{Engine, TestApp},
};

#[rstest]
#[tokio::test]
async fn old_entries_are_deleted_and_those_of_the_deletion_cause_no_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("admin").await);
    let chat = visitor.write_first("Where is my atlas?").await;
    // The clock stands still, so all of them are equally old. The sign-in is the first.
    for number in 0..600 {
        admin.update(&chat, json!({ "subject": format!("Atlas {number}") })).await;
    }
    keep(&app, None, None, Some(7)).await;
    app.clock.advance(Duration::days(7) - Duration::seconds(3));
    assert_eq!(purge(&app).await, Removed::default());
    app.clock.advance(Duration::milliseconds(999));
    assert_eq!(purge(&app).await, Removed::default());
    admin.update(&chat, json!({ "subject": "The last one" })).await;
    app.clock.advance(Duration::milliseconds(1));
    assert_eq!(purge(&app).await, Removed { log_entries: 601, ..Removed::default() });
    let log = admin.get("/support/admin/api/log/").await.ok();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(2), "{log}");
    assert_eq!(newest_entry(&admin).await.2, json!({ "log_entries": 601 }));

    // The entry about the deletion is deleted as well, together with the last change.
    app.clock.advance(Duration::days(7));
    assert_eq!(purge(&app).await, Removed { log_entries: 1, ..Removed::default() });
    app.clock.advance(Duration::days(7));
    assert_eq!(purge(&app).await, Removed::default());
    let entries = numbers(&app, "SELECT count(*) FROM support_auditlog").await;
    assert_eq!(entries, [0], "an entry about nothing but an entry");
}
