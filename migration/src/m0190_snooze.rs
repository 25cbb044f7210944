//! `support_conversation.is_snoozed` and `snoozed_until`: an agent has set the conversation aside,
//! until a time or until the customer writes. New.
//!
//! A conversation is snoozed only while it is pending. So one that an earlier version of Adda opens
//! during an update is not snoozed any more, although that version does not know the columns.
//! The triggers that count conversations by status need no change: the few snoozed ones are counted
//! by an index.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";
const COLUMNS: [&str; 2] = ["is_snoozed", "snoozed_until"];
/// The name of each index, its columns, and the condition of its rows: those that the inbox lists,
/// those that it counts, and those whose time comes next. The status comes first, because SQLite
/// otherwise prefers the index of all statuses.
const INDEXES: [(&str, &str, &str); 3] = [
    ("support_conversation_snoozed", "status, last_message_at, id", "is_snoozed = TRUE"),
    ("support_conversation_snoozed_by_agent", "status, assigned_agent_id, agent_unread_count", "is_snoozed = TRUE"),
    ("support_conversation_snoozed_until", "snoozed_until, id", "snoozed_until IS NOT NULL"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let [is_snoozed, until] = COLUMNS;
        column::add(manager, TABLE, [column::flag(is_snoozed, false), column::optional_moment(until)]).await?;
        for (name, columns, condition) in INDEXES {
            let sql = format!("CREATE INDEX {name} ON {TABLE} ({columns}) WHERE {condition}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, ..) in INDEXES {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        column::drop(manager, TABLE, &COLUMNS).await
    }
}
