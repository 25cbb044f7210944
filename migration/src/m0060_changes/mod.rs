//! `support_conversation.change_seq`: the number of a conversation's last
//! change. The database assigns it, so that no writer can forget it and no
//! clock is involved. New.
//!
//! On SQLite, numbers come from a counter. There is one writer at a time, so
//! numbers grow in the order of commits. On PostgreSQL, the number is the
//! transaction's id. Ids are not in the order of commits, but a snapshot lists
//! the transactions that it cannot see; their changes are new to a later
//! snapshot. So nothing is locked and no commit waits for another, as it would
//! with a sequence that is assigned in the order of commits.
//!
//! A row of the inbox also shows data of other tables. Their changes are
//! recorded in `support_inbox_change`, one row for each item, instead of in
//! each conversation: a label may be on a million of them.
//!
//! Existing rows keep the number 0, because no client has asked for changes by
//! number yet.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::column;

mod postgres;
mod sqlite;

pub struct Migration;

// Not derived, because the derived name would be that of this file, `mod`.
impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0060_changes"
    }
}

const CONVERSATIONS: &str = "support_conversation";
const COLUMN: &str = "change_seq";
/// The columns that agents see of a conversation. Notes, the visited page and
/// typing marks are left out: they change often, and no row of the inbox shows
/// them.
const SHOWN: [&str; 25] = [
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
    "last_message_id",
    "last_message_text",
    "last_message_type",
    "last_message_is_agent",
    "user_read_up_to",
    "agent_read_up_to",
    "first_message_at",
    "first_response_at",
    "resolved_at",
    "waiting_since",
    "rating",
    "rating_comment",
    "rated_at",
    "created_at",
    "updated_at",
];
/// The data of other tables that a row shows: the subject under which a change
/// is recorded, the table, and the columns.
const RELATED: [(&str, &str, &[&str]); 3] = [
    ("customer", "accounts_user", &["name", "email", "external_id"]),
    ("label", "support_label", &["name", "color", "\"order\""]),
    // A message shows its sender, so that an agent may appear in any row.
    ("everything", "support_supportagent", &["display_name", "display_name_bn", "avatar"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let number = ColumnDef::new(COLUMN).big_integer().not_null().default(0).to_owned();
        column::add(manager, CONVERSATIONS, [number]).await?;
        manager.drop_index(Index::drop().name("support_conversation_changes").table(CONVERSATIONS).to_owned()).await?;
        manager.create_index(column::index(CONVERSATIONS, COLUMN, &[COLUMN])).await?;
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for sql in if is_sqlite { sqlite::up() } else { postgres::up() } {
            connection.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for sql in if is_sqlite { sqlite::down() } else { postgres::down() } {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        let index = format!("{CONVERSATIONS}_{COLUMN}");
        manager.drop_index(Index::drop().name(index).table(CONVERSATIONS).to_owned()).await?;
        column::drop(manager, CONVERSATIONS, &[COLUMN]).await?;
        manager.create_index(column::index(CONVERSATIONS, "changes", &["updated_at"])).await
    }
}

/// Returns the statements that create the tables of both databases. `epoch`
/// distinguishes databases in a cursor.
fn tables(epoch: &str) -> [String; 4] {
    [
        "CREATE TABLE support_change_counter \
             (id integer NOT NULL PRIMARY KEY, last bigint NOT NULL, epoch varchar NOT NULL)"
            .to_owned(),
        format!("INSERT INTO support_change_counter (id, last, epoch) VALUES (1, 0, {epoch})"),
        "CREATE TABLE support_inbox_change (subject varchar NOT NULL, subject_id bigint NOT NULL, \
             change_seq bigint NOT NULL, PRIMARY KEY (subject, subject_id))"
            .to_owned(),
        "CREATE INDEX support_inbox_change_change_seq ON support_inbox_change (change_seq)".to_owned(),
    ]
}

/// Returns the condition that one of the columns differs between the old and the new row.
fn differs(columns: &[&str]) -> String {
    let pairs: Vec<String> =
        columns.iter().map(|column| format!("old.{column} IS DISTINCT FROM new.{column}")).collect();
    pairs.join(" OR ")
}
