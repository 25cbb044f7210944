//! `support_chatsettings`: the shop's settings, one row with id 1.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_chatsettings";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(TABLE)
            .col(column::id())
            .col(column::flag("is_enabled", true))
            .col(column::text("welcome_message"))
            .col(column::text("welcome_message_bn"))
            .col(column::text("offline_message"))
            .col(column::text("offline_message_bn"))
            .col(column::word("widget_position"))
            .col(column::word("primary_color"))
            .col(column::flag("auto_assign", true))
            // In megabytes of 1,048,576 bytes, as in the original.
            .col(column::number("max_file_size"))
            .col(ColumnDef::new("business_hours_start").time().not_null())
            .col(ColumnDef::new("business_hours_end").time().not_null())
            .col(column::flag("show_online_status", true))
            // New: the days of business, 1 (Monday) to 7, and the zone of the hours.
            .col(column::word("weekdays"))
            .col(column::word("timezone"))
            // New: the secret that signs customers' identities; generated on
            // the first start.
            .col(column::text("identity_secret"))
            .col(column::moment("created_at"))
            .col(column::moment("updated_at"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await
    }
}
