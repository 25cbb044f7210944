//! The settings of a new database.

use sea_orm_migration::{
    prelude::*,
    sea_orm::prelude::{ChronoTime, ChronoUtc},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_chatsettings";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let now = ChronoUtc::now();
        let hour = |hour| ChronoTime::from_hms_opt(hour, 0, 0).ok_or(DbErr::Custom("no such hour".to_owned()));
        let insert = Query::insert()
            .into_table(TABLE)
            .columns([
                "id",
                "is_enabled",
                "welcome_message",
                "welcome_message_bn",
                "offline_message",
                "offline_message_bn",
                "widget_position",
                "primary_color",
                "auto_assign",
                "max_file_size",
                "business_hours_start",
                "business_hours_end",
                "show_online_status",
                "weekdays",
                "timezone",
                "created_at",
                "updated_at",
            ])
            .values([
                1i64.into(),
                true.into(),
                "Hello! How can we help you today?".into(),
                "আসসালামু আলাইকুম, রকমারি ডটকমে আপনাকে স্বাগতম। অনুগ্রহ করে জানাবেন কিভাবে সহযোগিতা করতে পারি।".into(),
                "We're currently offline. Please leave a message.".into(),
                "আমরা এই মুহূর্তে অফলাইনে আছি। অনুগ্রহ করে একটি বার্তা রেখে যান।".into(),
                "bottom-right".into(),
                "#008B8B".into(),
                true.into(),
                5i32.into(),
                hour(9)?.into(),
                hour(18)?.into(),
                true.into(),
                "1,2,3,4,5,6,7".into(),
                "Asia/Dhaka".into(),
                now.into(),
                now.into(),
            ])
            .map_err(|error| DbErr::Custom(error.to_string()))?
            .to_owned();
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.execute(Query::delete().from_table(TABLE).to_owned()).await
    }
}
