//! What a conversation has gained: where the customer writes from, since when
//! they wait, who is writing, and how they rated it.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            column::text("page_url"),
            column::text("page_title"),
            column::text("user_agent"),
            // When the oldest message came that nobody has answered; none while nobody waits.
            column::optional_moment("waiting_since"),
            // When each side last typed.
            column::optional_moment("user_typing_at"),
            column::optional_moment("agent_typing_at"),
            // 1 to 5.
            column::optional_number("rating"),
            column::text("rating_comment"),
            column::optional_moment("rated_at"),
        ];
        column::add(manager, TABLE, columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(
            manager,
            TABLE,
            &[
                "page_url",
                "page_title",
                "user_agent",
                "waiting_since",
                "user_typing_at",
                "agent_typing_at",
                "rating",
                "rating_comment",
                "rated_at",
            ],
        )
        .await
    }
}
