//! Indexes of messages to which a new message is added at the end. The earlier ones began with
//! the conversation, or with the quarter of an hour and the sender. Messages that are stored
//! together come from as many conversations and senders, so each of them changed a page of its
//! own in both indexes: two of the six pages that a message wrote.
//!
//! The `client_id` comes first, because the ids that Adda's own clients make begin with the time.
//! Customers' messages are counted by their quarter of an hour alone.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const NEW: [&str; 3] = [
    "CREATE UNIQUE INDEX support_message_once ON support_message (client_id, sender_id, conversation_id)",
    "CREATE INDEX support_message_asked ON support_message (quarter) \
     WHERE is_agent = FALSE AND message_type <> 'system' AND is_note = FALSE",
    "CREATE INDEX support_message_replied ON support_message (quarter, sender_id) \
     WHERE is_agent = TRUE AND message_type <> 'system' AND is_note = FALSE",
];
const OLD: [&str; 2] = [
    "CREATE UNIQUE INDEX support_message_once ON support_message (conversation_id, sender_id, client_id)",
    "CREATE INDEX support_message_quarter ON support_message (quarter, is_agent, sender_id) \
     WHERE message_type <> 'system' AND is_note = FALSE",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &["once", "quarter"], &NEW).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &["once", "asked", "replied"], &OLD).await
    }
}

async fn replace(manager: &SchemaManager<'_>, dropped: &[&str], created: &[&str]) -> Result<(), DbErr> {
    let dropped = dropped.iter().map(|purpose| format!("DROP INDEX support_message_{purpose}"));
    let statements: Vec<String> = dropped.chain(created.iter().map(|&sql| sql.to_owned())).collect();
    // Together, and so on one connection: another one may still have the old schema with the
    // index.
    manager.get_connection().execute_unprepared(&statements.join("; ")).await.map(drop)
}
