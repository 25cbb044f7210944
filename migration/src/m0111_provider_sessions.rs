//! Whether a session was started by an OpenID provider. New. Such a session needs no second
//! factor of its own.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_session";
const COLUMN: &str = "by_provider";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, TABLE, [column::flag(COLUMN, false)]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &[COLUMN]).await
    }
}
