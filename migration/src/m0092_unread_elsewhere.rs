//! An index of customers' conversations with unread messages. There are few,
//! and each poll of a customer looks for those besides the open one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_conversation";
const INDEX: &str = "support_conversation_customer_unread";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = format!("CREATE INDEX {INDEX} ON {TABLE} (user_id, id) WHERE user_unread_count > 0");
        manager.get_connection().execute_unprepared(&sql).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table(TABLE).to_owned()).await
    }
}
