//! Indexes that find the message of a stored file. Only messages with a file are
//! indexed, because few have one.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_message";
const COLUMNS: [&str; 2] = ["attachment", "attachment_thumbnail"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let mut index = column::index(TABLE, column, &[column]);
            manager.create_index(index.and_where(Expr::col(column).is_not_null()).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.drop_index(Index::drop().name(format!("{TABLE}_{column}")).table(TABLE).to_owned()).await?;
        }
        Ok(())
    }
}
