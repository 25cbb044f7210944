//! The indexes of the inbox's search. New.

use sea_orm_migration::prelude::*;

use crate::trigrams::Searched;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The searched columns, until `m0090_folded`.
pub const SEARCHED: [Searched; 3] = [
    Searched {
        table: "support_message",
        columns: &[("content", "lower(content)"), ("attachment_name", "lower(attachment_name)")],
        // The welcome line is in every conversation and is not worth finding.
        only: Some("{row}message_type <> 'system'"),
    },
    Searched { table: "accounts_user", columns: &[("name", "lower(name)"), ("email", "lower(email)")], only: None },
    Searched {
        table: "support_conversation",
        columns: &[("subject", "lower(subject)"), ("conversation_id", "lower(conversation_id)")],
        only: None,
    },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for searched in &SEARCHED {
            searched.create(manager).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for searched in &SEARCHED {
            searched.drop(manager).await?;
        }
        Ok(())
    }
}
