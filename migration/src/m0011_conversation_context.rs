//! New columns of conversations: the page that the customer writes from, since
//! when they wait, who is typing, and the rating.

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
            // The time of the oldest unanswered message; none if all are answered.
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
