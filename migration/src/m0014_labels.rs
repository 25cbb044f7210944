//! `support_label`, and the labels of conversations. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const LABELS: &str = "support_label";
const USES: &str = "support_conversation_label";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let labels = Table::create()
            .table(LABELS)
            .col(column::id())
            .col(column::word("name").unique_key())
            .col(column::word("color"))
            .col(column::number("order"))
            .col(column::moment("created_at"))
            .to_owned();
        manager.create_table(labels).await?;
        let uses = Table::create()
            .table(USES)
            .col(column::reference("conversation_id"))
            .col(column::reference("label_id"))
            .primary_key(Index::create().col("conversation_id").col("label_id"))
            .foreign_key(
                ForeignKey::create()
                    .from(USES, "conversation_id")
                    .to("support_conversation", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create().from(USES, "label_id").to(LABELS, "id").on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(uses).await?;
        manager.create_index(column::index(USES, "label", &["label_id", "conversation_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(USES).to_owned()).await?;
        manager.drop_table(Table::drop().table(LABELS).to_owned()).await
    }
}
