//! Accepts `.doc` files where `.docx` files are accepted, as in the original.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let taken = "UPDATE support_chatsettings SET attachment_types = REPLACE(attachment_types, 'docx', 'doc,docx')";
        manager.get_connection().execute_unprepared(taken).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let taken = "UPDATE support_chatsettings SET attachment_types = REPLACE(attachment_types, 'doc,docx', 'docx')";
        manager.get_connection().execute_unprepared(taken).await?;
        Ok(())
    }
}
