//! What is known of an attachment besides where it is stored and its name, and
//! which messages are private notes.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            // The media type, by content.
            column::optional_word("attachment_type"),
            // In bytes.
            column::optional_size("attachment_size"),
            // Of a picture, in pixels, so that its place is kept before it is there.
            column::optional_number("attachment_width"),
            column::optional_number("attachment_height"),
            // Where a smaller form of a picture is stored.
            column::optional_word("attachment_thumbnail"),
            // Written by an agent for colleagues; no customer ever gets it.
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
