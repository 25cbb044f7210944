//! `support_draft`: what agents have typed in conversations and not sent. `support_draftlist`: one row
//! for each agent who has written a draft, which changes with each of them. New.
//!
//! Nodes keep an agent's drafts in memory until that row changes. Its number is the agent's id, so
//! that SQLite, which reports the numbers of changed rows, tells whose drafts have changed.
//!
//! A draft that was sent or deleted keeps its row for a while, without its text.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::{column, m0140_row_changes::Recorded};

#[derive(DeriveMigrationName)]
pub struct Migration;

const DRAFTS: &str = "support_draft";
const LISTS: &str = "support_draftlist";
const RECORDED: Recorded = Recorded { table: LISTS, rows: &[("drafts", "agent_id")], whole: &[] };
/// Finds the rows without a text that are old enough to be deleted.
const DELETED: &str = "CREATE INDEX support_draft_deleted ON support_draft (updated_at) WHERE text = ''";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let drafts = Table::create()
            .table(DRAFTS)
            .col(column::id())
            .col(column::reference("agent_id"))
            .col(column::reference("conversation_id"))
            .col(column::flag("is_note", false))
            .col(column::text("text"))
            .col(column::word("client_id"))
            .col(column::moment("written_at"))
            .col(column::moment("updated_at"))
            .col(ColumnDef::new("marked").big_integer().not_null())
            .foreign_key(&mut to_agent(DRAFTS))
            .foreign_key(
                ForeignKey::create()
                    .from(DRAFTS, "conversation_id")
                    .to("support_conversation", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(drafts).await?;
        let one_each = column::index(DRAFTS, "own", &["agent_id", "conversation_id", "is_note"]).unique().to_owned();
        manager.create_index(one_each).await?;
        manager.create_index(column::index(DRAFTS, "conversation", &["conversation_id"])).await?;
        let connection = manager.get_connection();
        connection.execute_unprepared(DELETED).await?;
        // Only a key of exactly this type is the number of the row on SQLite.
        let mut agent = ColumnDef::new("agent_id");
        if is_sqlite {
            agent.integer()
        } else {
            agent.big_integer()
        };
        let lists = Table::create()
            .table(LISTS)
            .col(agent.not_null().primary_key())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("marks").big_integer().not_null())
            .foreign_key(&mut to_agent(LISTS))
            .to_owned();
        manager.create_table(lists).await?;
        if !is_sqlite {
            for sql in RECORDED.up() {
                connection.execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            manager.get_connection().execute_unprepared(&RECORDED.down()).await?;
        }
        for table in [LISTS, DRAFTS] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn to_agent(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "agent_id")
        .to("support_supportagent", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}
