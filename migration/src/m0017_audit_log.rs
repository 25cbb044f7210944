//! `support_auditlog`: the changes by admins and agents. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_auditlog";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::optional_reference("user_id"))
            // The account's name at that time, because the entry outlives the
            // account.
            .col(column::word("username"))
            .col(column::word("action"))
            .col(column::word("subject"))
            // The id of the changed item, in the API's format.
            .col(column::text("subject_id"))
            // The changed fields, as JSON objects; empty if there was or is no
            // item.
            .col(column::text("before"))
            .col(column::text("after"))
            .col(column::moment("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .from(TABLE, "user_id")
                    .to("accounts_user", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(column::index(TABLE, "subject", &["subject", "subject_id", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
