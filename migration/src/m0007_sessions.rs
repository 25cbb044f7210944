//! `support_session`: the sessions. New. Only hashes of tokens are stored.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_session";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::word("token_hash").unique_key())
            .col(column::reference("user_id"))
            .col(column::moment("created_at"))
            .col(column::moment("last_used_at"))
            .col(column::moment("expires_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "user_id")
                    .to("accounts_user", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(column::index(TABLE, "account", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
