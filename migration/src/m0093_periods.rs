//! The times at which each period of a conversation began, got a question, was
//! answered and ended. A period lasts from opening to resolving or closing. The
//! conversation's own row holds its last period, together with `resolved_at`;
//! earlier ones are in `support_conversation_period`. New.
//!
//! Of existing conversations, only the first message, the first response and
//! the last end are known. They become one period, as it was measured before.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const CONVERSATIONS: &str = "support_conversation";
const PERIODS: &str = "support_conversation_period";
const MOMENTS: [&str; 3] = ["opened_at", "asked_at", "responded_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, CONVERSATIONS, MOMENTS.map(column::optional_moment)).await?;
        let table = Table::create()
            .table(PERIODS)
            .col(column::id())
            .col(column::reference("conversation_id"))
            .col(column::moment("opened_at"))
            .col(column::optional_moment("asked_at"))
            .col(column::optional_moment("responded_at"))
            .col(column::moment("resolved_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(PERIODS, "conversation_id")
                    .to(CONVERSATIONS, "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        // The first message counts as the question, unless it is an agent's:
        // then there was none to answer.
        let fill = "UPDATE support_conversation SET opened_at = first_message_at, \
             asked_at = CASE WHEN first_response_at IS NULL OR first_response_at > first_message_at \
                 THEN first_message_at END, \
             responded_at = CASE WHEN first_response_at > first_message_at THEN first_response_at END \
             WHERE first_message_at IS NOT NULL";
        manager.get_connection().execute_unprepared(fill).await?;
        for (table, name, column) in INDEXES {
            manager.create_index(column::index(table, name, &[column])).await?;
        }
        // No query uses it any more.
        manager.drop_index(Index::drop().name(ANSWERED).table(CONVERSATIONS).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(column::index(CONVERSATIONS, "answered", &["first_response_at"])).await?;
        let responded = Index::drop().name("support_conversation_responded").table(CONVERSATIONS).to_owned();
        manager.drop_index(responded).await?;
        manager.drop_table(Table::drop().table(PERIODS).to_owned()).await?;
        column::drop(manager, CONVERSATIONS, &MOMENTS).await
    }
}

const ANSWERED: &str = "support_conversation_answered";
/// Table, name, column.
const INDEXES: [(&str, &str, &str); 4] = [
    (CONVERSATIONS, "responded", "responded_at"),
    (PERIODS, "conversation", "conversation_id"),
    (PERIODS, "responded", "responded_at"),
    (PERIODS, "ended", "resolved_at"),
];
