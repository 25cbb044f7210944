//! The limit of an agent's conversations, their last presence, and their
//! preferences.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_supportagent";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // The maximum number of open conversations that are assigned automatically; none for
            // no limit.
            column::optional_number("max_open"),
            // When their console last sent a request.
            column::optional_moment("last_seen_at"),
            // Sounds and notifications, as JSON; empty for the defaults.
            column::text("preferences"),
        ];
        column::add(manager, TABLE, columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &["max_open", "last_seen_at", "preferences"]).await
    }
}
