//! `support_savedview`: views of the inbox that agents have saved. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_savedview";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::reference("agent_id"))
            .col(column::word("name"))
            .col(column::text("address"))
            .col(column::flag("is_shared", false))
            .col(column::moment("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "agent_id")
                    .to("support_supportagent", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(column::index(TABLE, "agent", &["agent_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
