//! `accounts_user`: all accounts, of customers and of agents.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "accounts_user";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::word("username").unique_key())
            // New: an argon2id hash in PHC format. Customers have none.
            .col(column::optional_word("password"))
            .col(column::text("name"))
            .col(column::text("email"))
            .col(column::word("role"))
            .col(column::flag("is_active", true))
            // New: the customer's id in the shop (the `sub` of its token).
            .col(column::optional_word("external_id").unique_key())
            .col(column::moment("date_joined"))
            .col(column::optional_moment("last_login"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
