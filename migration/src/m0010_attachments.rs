//! The metadata of attachments, besides storage path and name, and the mark of
//! private notes.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // The media type, determined from the content.
            column::optional_word("attachment_type"),
            // In bytes.
            column::optional_size("attachment_size"),
            // The size of a picture in pixels, which reserves its place before it is loaded.
            column::optional_number("attachment_width"),
            column::optional_number("attachment_height"),
            // The storage path of a picture's thumbnail.
            column::optional_word("attachment_thumbnail"),
            // Whether an agent wrote it for colleagues; customers never receive
            // it.
            column::flag("is_note", false),
        ];
        column::add(manager, TABLE, columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(
            manager,
            TABLE,
            &[
                "attachment_type",
                "attachment_size",
                "attachment_width",
                "attachment_height",
                "attachment_thumbnail",
                "is_note",
            ],
        )
        .await
    }
}
