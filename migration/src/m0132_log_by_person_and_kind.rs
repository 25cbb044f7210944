//! An index of the log of changes by person and kind: a page filtered by both
//! reads no other entries.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_auditlog";
const PURPOSE: &str = "person_and_kind";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(column::index(TABLE, PURPOSE, &["username", "subject", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(format!("{TABLE}_{PURPOSE}")).table(TABLE).to_owned()).await
    }
}
