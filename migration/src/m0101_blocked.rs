//! Blocked visitors, and the addresses that customers last wrote from.
//!
//! `support_block`: a blocked account, and its address for a limited time.
//! `support_customernetwork`: a row for each customer who has written in the last month. It is
//! separate from the account and the conversation so that it can be deleted without changing
//! either. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BLOCKS: &str = "support_block";
const NETWORKS: &str = "support_customernetwork";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_account = |table: &'static str| {
            ForeignKey::create()
                .from(table, "user_id")
                .to("accounts_user", "id")
                .on_delete(ForeignKeyAction::Cascade)
                .to_owned()
        };
        let blocks = Table::create()
            .table(BLOCKS)
            .col(column::id())
            .col(column::reference("user_id").unique_key())
            // The address, in the format of `Network`, and until when it is
            // blocked.
            .col(column::text("network"))
            .col(column::optional_moment("network_until"))
            // The agent's name at the time.
            .col(column::word("blocked_by"))
            .col(column::moment("created_at"))
            .foreign_key(&mut of_account(BLOCKS))
            .to_owned();
        manager.create_table(blocks).await?;
        manager.create_index(column::index(BLOCKS, "network", &["network"])).await?;
        let networks = Table::create()
            .table(NETWORKS)
            .col(column::reference("user_id").primary_key())
            .col(column::word("network"))
            .col(column::moment("seen_at"))
            .foreign_key(&mut of_account(NETWORKS))
            .to_owned();
        manager.create_table(networks).await?;
        manager.create_index(column::index(NETWORKS, "network", &["network"])).await?;
        manager.create_index(column::index(NETWORKS, "seen", &["seen_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(BLOCKS).to_owned()).await?;
        manager.drop_table(Table::drop().table(NETWORKS).to_owned()).await
    }
}
