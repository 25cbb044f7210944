//! `support_message.deleted_at`: when the content of a message was deleted. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";
const COLUMN: &str = "deleted_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, TABLE, [column::optional_moment(COLUMN)]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &[COLUMN]).await
    }
}
