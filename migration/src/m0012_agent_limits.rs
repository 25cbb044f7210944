//! How much an agent takes on, when they were last there, what they prefer.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_supportagent";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // The most open conversations that are given to the agent; none: no limit.
            column::optional_number("max_open"),
            // When their console last asked for something.
            column::optional_moment("last_seen_at"),
            // Sounds and notifications, as JSON; empty: as everybody begins.
            column::text("preferences"),
        ];
        column::add(manager, TABLE, columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &["max_open", "last_seen_at", "preferences"]).await
    }
}
