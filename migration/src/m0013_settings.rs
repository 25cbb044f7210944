//! Settings that the original did not have.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_chatsettings";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // Periods of business hours by day, as JSON. Empty: the original's start and end on
            // each of `weekdays`.
            column::text("business_periods"),
            // Days without business, as JSON.
            column::text("holidays"),
            // The accepted file types, separated by commas.
            ColumnDef::new("attachment_types")
                .text()
                .not_null()
                .default("png,jpeg,gif,webp,pdf,txt,docx,xlsx")
                .to_owned(),
            // Whether visitors may write without an identity from the shop.
            column::flag("allow_anonymous", true),
            // Sites that may embed the widget, besides those of the configuration; one per line.
            column::text("allowed_origins"),
            // The previous secret, which stays valid after a replacement; empty
            // for none.
            column::text("previous_identity_secret"),
            // Whether customers are asked for a rating.
            column::flag("rating_enabled", false),
            // The questions before the first message: off, optional or
            // required.
            ColumnDef::new("prechat_name").string().not_null().default("off").to_owned(),
            ColumnDef::new("prechat_email").string().not_null().default("off").to_owned(),
        ];
        column::add(manager, TABLE, columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(
            manager,
            TABLE,
            &[
                "business_periods",
                "holidays",
                "attachment_types",
                "allow_anonymous",
                "allowed_origins",
                "previous_identity_secret",
                "rating_enabled",
                "prechat_name",
                "prechat_email",
            ],
        )
        .await
    }
}
