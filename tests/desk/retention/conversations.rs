//! Conversations that are resolved or closed.

use adda::server::{
    domain::{demo::Demonstration, retention::Removed},
    entity::{account, message},
};
use chrono::Duration;
use rstest::rstest;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::{ended, exists, keep, newest_entry, purge};
use crate::{
    large_shop::numbers,
    support::{Caller, Engine, TestApp, pictures},
};

#[rstest]
#[tokio::test]
async fn a_conversation_is_deleted_when_its_last_activity_is_as_long_ago_as_the_period(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    keep(&app, Some(10), None, None).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let resolved = ended(&visitor, &agent, "Where is my atlas?", "resolved").await;
    let closed = ended(&app.visitor().await, &agent, "Where is my globe?", "closed").await;
    let open = app.visitor().await.write_first("Where is my map?").await;
    let pending = ended(&app.visitor().await, &agent, "Where is my compass?", "pending").await;
    app.clock.advance(Duration::days(10) - Duration::milliseconds(1));
    assert_eq!(purge(&app).await, Removed::default());
    assert!(exists(&agent, &resolved).await && exists(&agent, &closed).await);

    app.clock.advance(Duration::milliseconds(1));
    let removed = purge(&app).await;
    assert_eq!((removed.conversations, removed.files, removed.log_entries), (2, 0, 0));
    assert!(removed.messages >= 4, "the greeting and the question of each: {removed:?}");
    assert!(!exists(&agent, &resolved).await && !exists(&agent, &closed).await);
    assert!(exists(&agent, &open).await && exists(&agent, &pending).await);
    assert_eq!(purge(&app).await, Removed::default());
    // Open ones are kept, however old they are.
    app.clock.advance(Duration::days(1_000));
    assert_eq!(purge(&app).await, Removed::default());
}

#[rstest]
#[tokio::test]
async fn a_deleted_conversation_leaves_no_file_no_hit_and_no_value_in_the_log(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    keep(&app, Some(10), None, None).await;
    let (visitor, admin) = (app.visitor().await, app.admin("admin").await);
    let chat = visitor.write_first("Where is my atlas?").await;
    let picture = visitor.attach(&chat.customer("upload"), "atlas.png", &pictures::png(4, 4)).await;
    admin.post(&chat.agent("note"), json!({ "content": "A regular customer" })).await.ok();
    admin.update(&chat, json!({ "subject": "A late atlas", "status": "closed" })).await;
    let other = visitor.write_first("Where is my globe?").await;
    assert_eq!(app.database.stored_files().len(), 2);
    assert_eq!(admin.inbox("?q=atlas").await.len(), 1);

    app.clock.advance(Duration::days(10));
    let removed = purge(&app).await;
    assert_eq!((removed.conversations, removed.files), (1, 2), "the picture and its thumbnail");
    assert!(app.database.stored_files().is_empty());
    assert_eq!(admin.inbox("?q=atlas").await, Vec::<Value>::new());
    visitor.get(&chat.customer("messages")).await.fails(404, "not_found");
    visitor.get(picture["attachment"].as_str().unwrap()).await.fails(404, "not_found");
    visitor.post(&chat.customer("send"), json!({ "content": "Hello?" })).await.fails(404, "not_found");
    visitor.send(&other, "Still here").await;

    let (author, subject, before) = newest_entry(&admin).await;
    assert_eq!((author, subject), (json!("system"), json!("old_data")));
    assert_eq!(before, json!({ "conversations": 1, "messages": removed.messages, "files": 2 }));
    let log = admin.get("/support/admin/api/log/").await.ok().to_string();
    assert!(log.contains(&chat.id) && !log.contains("late atlas"), "the entry remains without its values: {log}");
}

#[rstest]
#[tokio::test]
async fn a_reply_a_note_and_a_rating_are_activities(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    keep(&app, Some(10), None, None).await;
    app.change_settings(|settings| settings.rating_enabled = sea_orm::ActiveValue::Set(true)).await;
    let agent = app.agent("nadia").await;
    let visitors = [app.visitor().await, app.visitor().await, app.visitor().await, app.visitor().await];
    let mut chats = Vec::new();
    for visitor in &visitors {
        chats.push(ended(visitor, &agent, "Where is my atlas?", "resolved").await);
    }
    app.clock.advance(Duration::days(4));
    agent.reply(&chats[0], "It has arrived").await;
    agent.post(&chats[1].agent("note"), json!({ "content": "Ask the courier" })).await.ok();
    visitors[2].post(&chats[2].customer("rate"), json!({ "rating": 5 })).await.ok();
    app.clock.advance(Duration::days(6));
    assert_eq!(purge(&app).await.conversations, 1);
    for (chat, is_kept) in chats.iter().zip([true, true, true, false]) {
        assert_eq!(exists(&agent, chat).await, is_kept, "{chat:?}");
    }
    app.clock.advance(Duration::days(4));
    assert_eq!(purge(&app).await.conversations, 3);
}

#[rstest]
#[tokio::test]
async fn the_details_of_a_visitor_who_cannot_return_go_with_the_last_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    keep(&app, Some(10), None, None).await;
    let agent = app.agent("nadia").await;
    let mut chats = Vec::new();
    for name in ["Gone", "Signed in", "Still asks", "Blocked"] {
        let visitor = app.visitor().await;
        chats.push(ended(&visitor, &agent, "Where is my atlas?", "closed").await);
        if name == "Still asks" {
            visitor.write_first("And my globe?").await;
        }
        if name == "Blocked" {
            agent.post(&chats[3].agent("block"), json!({})).await.ok();
        }
        let id = agent.row(&chats[chats.len() - 1]).await["customer"]["id"].clone();
        app.execute(&format!("UPDATE accounts_user SET name = '{name}', email = 'a@example.com' WHERE id = {id}"))
            .await;
        if name != "Signed in" {
            app.execute(&format!("DELETE FROM support_session WHERE user_id = {id}")).await;
        }
    }
    app.clock.advance(Duration::days(10));
    assert_eq!(purge(&app).await.conversations, 4);
    let accounts = account::Entity::find().all(app.database.database.read()).await.unwrap();
    let known: Vec<&str> =
        accounts.iter().filter(|account| account.email == "a@example.com").map(|account| &*account.name).collect();
    assert_eq!(known, ["Signed in", "Still asks", "Blocked"]);
}

#[rstest]
#[tokio::test]
async fn many_conversations_are_deleted_in_batches_and_all_counts_stay_exact(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.desk.fill_with_demo(Demonstration::Year(500), |_| {}).await.unwrap();
    let admin = app.admin("admin").await;
    // More messages than one transaction deletes of other conversations.
    let filler = "INSERT INTO support_message (conversation_id, is_agent, message_type, content, is_read, created_at) \
                  SELECT 7, FALSE, 'text', 'Filler', TRUE, created_at FROM support_message WHERE id <= 900";
    app.execute(filler).await;
    app.execute("UPDATE support_conversation SET status = 'closed' WHERE id = 7").await;
    // The unread messages of ended conversations do not count, those of open ones do.
    let sql = "SELECT id FROM support_conversation WHERE status IN ('open', 'pending') OR updated_at > ";
    let until = (app.now() - Duration::days(100)).to_rfc3339();
    keep(&app, Some(100), None, None).await;
    let kept = numbers(&app, &format!("{sql} '{until}'")).await.len() as u64;
    let before = counts(&app, &admin).await;

    let removed = purge(&app).await;
    assert_eq!(removed.conversations, 500 - kept);
    assert!(removed.conversations > 200 && removed.messages > 2_000, "{removed:?}");
    assert_eq!(numbers(&app, "SELECT count(*) FROM support_conversation").await[0] as u64, kept);
    let orphans =
        "SELECT count(*) FROM support_message WHERE conversation_id NOT IN (SELECT id FROM support_conversation)";
    assert_eq!(numbers(&app, orphans).await, [0]);
    assert!(message::Entity::find().count(app.database.database.read()).await.unwrap() > 0);
    let after = counts(&app, &admin).await;
    assert_eq!(
        (&after["open"], &after["pending"], &after["unread"]),
        (&before["open"], &before["pending"], &before["unread"])
    );
    for status in ["open", "pending", "resolved", "closed"] {
        let of = format!(
            "SELECT count(*) FROM support_conversation WHERE status = '{status}' AND last_message_at IS NOT NULL"
        );
        assert_eq!(after[status], numbers(&app, &of).await[0], "{status}");
    }
    // All batches together have one entry.
    let entries = "SELECT count(*) FROM support_auditlog WHERE subject = 'old_data'";
    assert_eq!(numbers(&app, entries).await, [1]);
    let (_, _, noted) = newest_entry(&admin).await;
    assert_eq!(
        (&noted["conversations"], &noted["messages"]),
        (&json!(removed.conversations), &json!(removed.messages))
    );
    assert_eq!(purge(&app).await, Removed::default());
}

async fn counts(app: &TestApp, admin: &Caller<'_>) -> Value {
    app.desk.inbox().settle_counts().await.unwrap();
    admin.call("agent/inbox", json!({ "view": {} })).await.ok()["counts"].clone()
}
