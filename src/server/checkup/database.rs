//! Checks the tables.

use adda_migration::{Schema, applied_migrations};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

use super::{Event, Finding};
use crate::server::domain::database::statement;

/// Returns whether the tables are those that this program knows, so that their rows can
/// be read.
pub async fn check(connection: &DatabaseConnection, tell: &mut dyn FnMut(Event)) -> Result<bool, DbErr> {
    let is_known = match Schema::read(connection).await? {
        Schema::Current => {
            let newest = applied_migrations(connection).await?.pop().unwrap_or_default();
            tell(Event::Good(format!("The database is up to date: its newest migration is {newest}.")));
            true
        }
        Schema::Pending { next } => {
            let problem = format!("The database is not up to date: the migration {next} is missing");
            tell(Event::Found(Finding::new(problem, "Run `adda migrate` or start the server, then check again")));
            false
        }
        Schema::Newer { name } => {
            let problem = format!("A newer version of Adda has changed the database ({name})");
            tell(Event::Found(Finding::new(problem, "Install that version or a later one")));
            true
        }
    };
    if connection.get_database_backend() == DbBackend::Sqlite {
        check_file(connection, tell).await?;
    }
    Ok(is_known)
}

/// Checks the structure of a SQLite file. PostgreSQL itself enforces foreign keys.
async fn check_file(connection: &DatabaseConnection, tell: &mut dyn FnMut(Event)) -> Result<(), DbErr> {
    let mut is_good = true;
    for row in connection.query_all_raw(statement(connection, "PRAGMA quick_check(20)", [])).await? {
        let finding: String = row.try_get_by_index(0)?;
        if finding != "ok" {
            is_good = false;
            let problem = format!("The database file is damaged: {finding}");
            tell(Event::Found(Finding::new(problem, "Stop the server, keep a copy of the file, and restore a backup")));
        }
    }
    let sql = "SELECT \"table\", COUNT(*) AS rows, parent FROM pragma_foreign_key_check GROUP BY \"table\", parent";
    for row in connection.query_all_raw(statement(connection, sql, [])).await? {
        is_good = false;
        let (table, rows, parent): (String, i64, String) =
            (row.try_get("", "table")?, row.try_get("", "rows")?, row.try_get("", "parent")?);
        let problem = format!("Rows of {table} refer to rows of {parent} that do not exist: {rows}");
        let remedy = "Another program has changed the file: restore a backup, or delete these rows";
        tell(Event::Found(Finding::new(problem, remedy)));
    }
    if is_good {
        tell(Event::Good("The database file is intact.".to_owned()));
    }
    Ok(())
}
