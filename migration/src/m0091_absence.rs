//! The data for assigning the conversations of an absent agent to other agents.
//!
//! `support_supportagent.left_at`: when an agent whose switch is off turned it
//! off or last replied. `support_supportagent.was_present`: whether the agent
//! was present when the inbox was last notified.
//! `support_conversation.assigned_at`: when the conversation was last assigned
//! or unassigned; NULL in existing rows.
//! `support_chatsettings.release_after_minutes`: how long an agent keeps
//! conversations while absent. New.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const AGENTS: &str = "support_supportagent";
const CONVERSATIONS: &str = "support_conversation";
const SETTINGS: &str = "support_chatsettings";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let agents = [column::optional_moment("left_at"), column::flag("was_present", false)];
        column::add(manager, AGENTS, agents).await?;
        column::add(manager, CONVERSATIONS, [column::optional_moment("assigned_at")]).await?;
        let minutes = ColumnDef::new("release_after_minutes").integer().not_null().default(5).to_owned();
        column::add(manager, SETTINGS, [minutes]).await?;
        // The best known value for agents whose switch is off.
        let left = Query::update()
            .table(AGENTS)
            .value("left_at", Expr::col("last_seen_at"))
            .and_where(Expr::col("is_online").eq(false))
            .to_owned();
        manager.execute(left).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, AGENTS, &["left_at", "was_present"]).await?;
        column::drop(manager, CONVERSATIONS, &["assigned_at"]).await?;
        column::drop(manager, SETTINGS, &["release_after_minutes"]).await
    }
}
