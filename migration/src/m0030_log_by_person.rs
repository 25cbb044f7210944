//! An index of the log of changes by person.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_auditlog";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(column::index(TABLE, "person", &["username", "id"])).await?;
        manager.create_index(column::index(TABLE, "kind", &["subject", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for purpose in ["kind", "person"] {
            manager.drop_index(Index::drop().name(format!("{TABLE}_{purpose}")).table(TABLE).to_owned()).await?;
        }
        Ok(())
    }
}
