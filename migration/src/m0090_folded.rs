//! Folded texts for the search, beside the texts themselves. The two databases
//! fold letters differently, so the server does it before it stores a row.
//! NULL means that a row has not been folded yet. The server folds such rows at
//! its next start, and also rows that an earlier version or a script writes.
//! The search's indexes move to these columns. New.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::{m0023_search, trigrams::Searched};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The folded columns, by table.
const FOLDED: [(&str, &[&str]); 3] = [
    ("support_message", &["content", "attachment_name"]),
    ("accounts_user", &["name", "email"]),
    ("support_conversation", &["subject"]),
];

pub(crate) const SEARCHED: [Searched; 3] = [
    Searched {
        table: "support_message",
        columns: &[("content_folded", "content_folded"), ("attachment_name_folded", "attachment_name_folded")],
        only: Some("{row}message_type <> 'system'"),
    },
    Searched {
        table: "accounts_user",
        columns: &[("name_folded", "name_folded"), ("email_folded", "email_folded")],
        only: None,
    },
    Searched {
        table: "support_conversation",
        columns: &[("subject_folded", "subject_folded"), ("conversation_id", "lower(conversation_id)")],
        only: None,
    },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for searched in &m0023_search::SEARCHED {
            searched.drop(manager).await?;
        }
        for (table, columns) in FOLDED {
            for column in columns {
                let folded = ColumnDef::new(format!("{column}_folded")).text().null().to_owned();
                manager.alter_table(Table::alter().table(table).add_column(folded).to_owned()).await?;
            }
            for sql in [waiting(table, columns), forgetting(table, columns, manager.get_database_backend())] {
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        for searched in &SEARCHED {
            searched.create(manager).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for searched in &SEARCHED {
            searched.drop(manager).await?;
        }
        for (table, columns) in FOLDED {
            let sql = match manager.get_database_backend() {
                DbBackend::Sqlite => {
                    columns.iter().map(|column| format!("DROP TRIGGER {table}_{column}_unfold;")).collect()
                }
                _ => format!("DROP TRIGGER {table}_unfold ON {table}; DROP FUNCTION {table}_unfold();"),
            };
            manager.get_connection().execute_unprepared(&format!("{sql} DROP INDEX {table}_unfolded;")).await?;
            for column in columns {
                let folded = format!("{column}_folded");
                manager.alter_table(Table::alter().table(table).drop_column(folded).to_owned()).await?;
            }
        }
        for searched in &m0023_search::SEARCHED {
            searched.create(manager).await?;
        }
        Ok(())
    }
}

/// Returns the statement for an index of the rows that are not folded yet, so
/// that they are found without reading the others.
fn waiting(table: &str, columns: &[&str]) -> String {
    let missing: Vec<String> = columns.iter().map(|column| format!("{column}_folded IS NULL")).collect();
    format!("CREATE INDEX {table}_unfolded ON {table} (id) WHERE {}", missing.join(" OR "))
}

/// Returns the trigger that marks a row as not folded when its text changes but
/// its folded text does not, because an earlier version or a script has written
/// it.
fn forgetting(table: &str, columns: &[&str], backend: DbBackend) -> String {
    if backend == DbBackend::Sqlite {
        let trigger = |column: &&str| {
            format!(
                "CREATE TRIGGER {table}_{column}_unfold AFTER UPDATE OF {column} ON {table} \
                 WHEN new.{column} IS NOT old.{column} AND new.{column}_folded IS old.{column}_folded BEGIN \
                     UPDATE {table} SET {column}_folded = NULL WHERE id = new.id; END;"
            )
        };
        return columns.iter().map(trigger).collect();
    }
    let forget = |column: &&str| {
        format!(
            "IF NEW.{column} IS DISTINCT FROM OLD.{column} AND NEW.{column}_folded IS NOT DISTINCT FROM \
             OLD.{column}_folded THEN NEW.{column}_folded := NULL; END IF; "
        )
    };
    let body: String = columns.iter().map(forget).collect();
    format!(
        "CREATE FUNCTION {table}_unfold() RETURNS trigger AS $$ BEGIN {body} RETURN NEW; END $$ LANGUAGE plpgsql; \
         CREATE TRIGGER {table}_unfold BEFORE UPDATE OF {} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_unfold();",
        columns.join(", ")
    )
}
