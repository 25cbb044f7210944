//! `support_chatsettings.shop_name`: the name that customers read; empty if there is none. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const SETTINGS: &str = "support_chatsettings";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, SETTINGS, [column::text("shop_name")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, SETTINGS, &["shop_name"]).await
    }
}
