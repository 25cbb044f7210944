//! `support_quickreply`: prepared answers.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_quickreply";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::text("title"))
            .col(column::text("title_bn"))
            .col(column::text("content"))
            .col(column::text("content_bn"))
            .col(column::text("category"))
            .col(column::flag("is_active", true))
            .col(column::number("order"))
            .col(column::moment("created_at"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
