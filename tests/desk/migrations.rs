//! The contents of a new database on both engines, also after many interruptions.

mod counts;
mod cut;
mod first_admin;
mod interrupted;
mod leftover;
mod old_shop;
mod periods;
mod together;

use std::sync::Arc;

use adda::{
    model::role::Role,
    server::{
        domain::{clock::SystemClock, desk::Desk, random::SystemRandom},
        entity::{account, agent, chat_settings, quick_reply},
    },
};
use adda_migration::{Migrator, MigratorTrait, Schema};
use rstest::rstest;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QueryResult, Statement};
use serde_json::json;

use crate::support::{Engine, TestDatabase};

/// The tables and columns of the original application. Its data is imported into them.
const ORIGINAL: [(&str, &[&str]); 6] = [
    ("accounts_user", &["id", "username", "name", "email", "role", "is_active", "date_joined", "last_login"]),
    (
        "support_supportagent",
        &["id", "user_id", "display_name", "display_name_bn", "avatar", "is_online", "bio", "email", "is_active"],
    ),
    (
        "support_conversation",
        &[
            "id",
            "conversation_id",
            "user_id",
            "assigned_agent_id",
            "subject",
            "status",
            "priority",
            "language",
            "user_unread_count",
            "agent_unread_count",
            "last_message_at",
            "created_at",
            "updated_at",
        ],
    ),
    (
        "support_message",
        &[
            "id",
            "conversation_id",
            "sender_id",
            "is_agent",
            "message_type",
            "content",
            "attachment",
            "attachment_name",
            "is_read",
            "read_at",
            "created_at",
            "edited_at",
        ],
    ),
    (
        "support_quickreply",
        &["id", "title", "title_bn", "content", "content_bn", "category", "is_active", "order", "created_at"],
    ),
    (
        "support_chatsettings",
        &[
            "id",
            "is_enabled",
            "welcome_message",
            "welcome_message_bn",
            "offline_message",
            "offline_message_bn",
            "widget_position",
            "primary_color",
            "auto_assign",
            "max_file_size",
            "business_hours_start",
            "business_hours_end",
            "show_online_status",
            "created_at",
            "updated_at",
        ],
    ),
];

#[rstest]
#[tokio::test]
async fn every_table_and_column_of_the_original_exists(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    for (table, columns) in ORIGINAL {
        let present = columns_of(&test, engine, table).await;
        for column in columns {
            assert!(present.contains(&(*column).to_owned()), "{table}.{column} is missing among {present:?}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn applying_the_migrations_again_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::empty(engine).await;
    let next = "m0001_accounts".to_owned();
    assert_eq!(test.database.schema().await.unwrap(), Schema::Pending { next });
    for _ in 0..2 {
        test.database.migrate().await.unwrap();
        assert_eq!(test.database.schema().await.unwrap(), Schema::Current);
        assert_eq!(quick_replies(&test).await.len(), 5);
    }
}

#[rstest]
#[tokio::test]
async fn all_migrations_go_down_and_up_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    Migrator::down(test.database.read(), None).await.unwrap();
    for (table, _) in ORIGINAL {
        assert_eq!(columns_of(&test, engine, table).await, Vec::<String>::new(), "{table} is still there");
    }
    test.database.migrate().await.unwrap();
    assert_eq!(quick_replies(&test).await.len(), 5);
}

#[rstest]
#[tokio::test]
async fn a_new_database_holds_the_settings(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let rows = chat_settings::Entity::find().all(test.database.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.identity_secret, "");
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(json!({
            "id": row.id,
            "is_enabled": row.is_enabled,
            "welcome_message": row.welcome_message,
            "welcome_message_bn": row.welcome_message_bn,
            "offline_message": row.offline_message,
            "offline_message_bn": row.offline_message_bn,
            "widget_position": row.widget_position,
            "primary_color": row.primary_color,
            "auto_assign": row.auto_assign,
            "max_file_size": row.max_file_size,
            "business_hours": [row.business_hours_start.to_string(), row.business_hours_end.to_string()],
            "show_online_status": row.show_online_status,
            "weekdays": row.weekdays,
            "timezone": row.timezone,
        }));
    }
}

#[rstest]
#[tokio::test]
async fn a_new_database_holds_five_quick_replies(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let rows = quick_replies(&test).await;
    assert!(rows.iter().all(|row| row.is_active));
    insta::allow_duplicates! {
        insta::assert_json_snapshot!(rows.iter().map(|row| json!({
            "category": row.category,
            "title": row.title,
            "content": row.content,
            "title_bn": row.title_bn,
            "content_bn": row.content_bn,
        })).collect::<Vec<_>>());
    }
}

#[rstest]
#[tokio::test]
async fn only_the_first_start_creates_an_admin(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let desk = Desk::with(test.database.clone(), test.storage(), Arc::new(SystemClock), Arc::new(SystemRandom));
    let folder = tempfile::tempdir().unwrap();
    let made = desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().unwrap();
    let password = made.password.clone().unwrap();
    assert_eq!((made.username.as_str(), password.len()), ("admin", 20));
    made.delete_password_file();
    assert!(desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().is_none());

    let accounts = account::Entity::find().all(test.database.read()).await.unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!((accounts[0].username.as_str(), accounts[0].role), ("admin", Role::Admin));
    let hash = accounts[0].password.clone().unwrap();
    assert!(hash.starts_with("$argon2id$") && !hash.contains(&password), "{hash}");

    let agents = agent::Entity::find().all(test.database.read()).await.unwrap();
    assert_eq!(agents.len(), 1);
    let admin = &agents[0];
    assert_eq!((admin.display_name.as_str(), admin.display_name_bn.as_str()), ("admin", "রকমারি"));
    assert_eq!(admin.bio, "Customer Support Representative");
    assert!(!admin.is_online && admin.is_active);
    desk.access().sign_in("admin", password).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn an_identity_secret_is_created_once_and_then_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let desk = Desk::new(test.database.clone(), test.storage());
    desk.settings().ensure_identity_secret(None).await.unwrap();
    let made = desk.settings().identity_secret().await.unwrap();
    assert!(made.len() >= 32, "{made}");
    desk.settings().ensure_identity_secret(None).await.unwrap();
    assert_eq!(desk.settings().identity_secret().await.unwrap(), made);
    desk.settings().ensure_identity_secret(Some("from the configuration, long enough")).await.unwrap();
    assert_eq!(desk.settings().identity_secret().await.unwrap(), "from the configuration, long enough");
}

async fn quick_replies(test: &TestDatabase) -> Vec<quick_reply::Model> {
    quick_reply::Entity::find().order_by_asc(quick_reply::Column::Order).all(test.database.read()).await.unwrap()
}

/// Returns a table's columns, or none if the table does not exist.
async fn columns_of(test: &TestDatabase, engine: Engine, table: &str) -> Vec<String> {
    let sql = match engine {
        Engine::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        Engine::Postgres => {
            format!(
                "SELECT column_name::text AS name FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}'"
            )
        }
    };
    let connection = test.database.read();
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row: &QueryResult| row.try_get("", "name").unwrap()).collect()
}
