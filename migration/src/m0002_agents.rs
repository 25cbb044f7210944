//! `support_supportagent`: the agents.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_supportagent";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::reference("user_id").unique_key())
            .col(column::text("display_name"))
            .col(column::text("display_name_bn"))
            .col(column::optional_word("avatar"))
            .col(column::flag("is_online", false))
            .col(column::text("bio"))
            .col(column::text("email"))
            .col(column::flag("is_active", true))
            .col(column::number("order"))
            .col(column::moment("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "user_id")
                    .to("accounts_user", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
