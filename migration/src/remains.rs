//! Removes what an interrupted migration left in a SQLite file.
//!
//! Up to `m0056_attachment_owners`, Adda ran migrations on SQLite without a
//! transaction. A server that was stopped during a migration left a part of it
//! without its row in the table of applied migrations, and no later start
//! succeeded. Now each migration is one transaction, so later ones leave
//! nothing.

use std::collections::{BTreeMap, HashSet};

use sea_orm_migration::{
    DbErr, MigratorTrait, SchemaManager,
    sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseTransaction, DbBackend, Statement},
};

use crate::{MigrationError, Migrator};

/// The last migration that was released before migrations had transactions.
const LAST: &str = "m0056_attachment_owners";
/// Migrations that only add rows. Inserting them again would not always fail.
const ROWS: [&str; 2] = ["m0008_initial_settings", "m0009_initial_quick_replies"];

/// Returns whether an earlier version can have left a part of a migration.
pub(crate) fn are_possible(name: &str) -> bool {
    name <= LAST
}

/// Returns whether the remains of a migration are rows, which its `down`
/// deletes. No server has run since, so there are no other rows.
pub(crate) fn are_rows(name: &str) -> bool {
    ROWS.contains(&name)
}

/// The objects of a SQLite schema, in the order of creation.
struct Objects {
    /// Tables, indexes and triggers.
    named: Vec<Object>,
    /// The columns of the tables, by table.
    columns: BTreeMap<String, Vec<String>>,
}

struct Object {
    kind: String,
    name: String,
    sql: String,
}

/// Removes the objects that the migration `name` created, and restores those
/// that it removed. They are determined by comparing the schemas before and
/// after the migration, both built in memory; nothing else is touched.
///
/// # Errors
/// If a table of the migration has rows: then the cause is not an interrupted start.
pub(crate) async fn remove(
    transaction: &DatabaseTransaction,
    applied: &HashSet<String>,
    name: &str,
) -> Result<(), MigrationError> {
    let (before, after) = schemas_around(applied, name).await?;
    let present = Objects::read(transaction).await?;
    for object in after.named.iter().rev().filter(|object| !before.has(object) && present.has(object)) {
        if object.is_plain_table() && has_rows(transaction, &object.name).await? {
            return Err(MigrationError::Unrecorded { name: name.to_owned(), table: object.name.clone() });
        }
        // Some objects are dropped together with their table.
        let sql = format!("DROP {} IF EXISTS \"{}\"", object.kind, object.name);
        transaction.execute_unprepared(&sql).await?;
    }
    for (table, columns) in &before.columns {
        let added = |column: &&String| after.has_column(table, column) && !columns.contains(column);
        for column in present.columns.get(table).into_iter().flatten().rev().filter(added) {
            transaction.execute_unprepared(&format!("ALTER TABLE \"{table}\" DROP COLUMN \"{column}\"")).await?;
        }
    }
    for object in before.named.iter().filter(|object| !after.has(object) && !present.has(object)) {
        transaction.execute_unprepared(&object.sql).await?;
    }
    Ok(())
}

/// Returns the schemas before and after a migration, by applying the migrations
/// in memory.
async fn schemas_around(applied: &HashSet<String>, name: &str) -> Result<(Objects, Objects), DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    // Another connection would open another database.
    options.max_connections(1).sqlx_logging(false);
    let memory = Database::connect(options).await?;
    let manager = SchemaManager::new(&memory);
    for migration in Migrator::migrations().iter().filter(|migration| applied.contains(migration.name())) {
        migration.up(&manager).await?;
    }
    let before = Objects::read(&memory).await?;
    for migration in Migrator::migrations().iter().filter(|migration| migration.name() == name) {
        migration.up(&manager).await?;
    }
    let after = Objects::read(&memory).await?;
    memory.close().await?;
    Ok((before, after))
}

async fn has_rows(connection: &impl ConnectionTrait, table: &str) -> Result<bool, DbErr> {
    let sql = format!("SELECT 1 FROM \"{table}\" LIMIT 1");
    Ok(connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?.is_some())
}

impl Objects {
    async fn read(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        // A full-text table's internal tables (`shadow`) are created and dropped with it.
        // SQLite's own tables cannot be dropped.
        let sql = "SELECT upper(type), name, sql FROM sqlite_master \
                   WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT IN \
                   (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid";
        let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
        let object = |row: &_| Object::read(row);
        let named = rows.iter().map(object).collect::<Result<Vec<_>, _>>()?;
        let sql = "SELECT tables.name, columns.name FROM pragma_table_list AS tables \
                   JOIN pragma_table_xinfo(tables.name) AS columns \
                   WHERE tables.type = 'table' AND tables.schema = 'main' ORDER BY tables.name, columns.cid";
        let mut columns = BTreeMap::<String, Vec<String>>::new();
        for row in connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? {
            columns.entry(row.try_get_by_index(0)?).or_default().push(row.try_get_by_index(1)?);
        }
        Ok(Self { named, columns })
    }

    fn has(&self, object: &Object) -> bool {
        self.named.iter().any(|other| other.kind == object.kind && other.name == object.name)
    }

    fn has_column(&self, table: &str, column: &String) -> bool {
        self.columns.get(table).is_some_and(|columns| columns.contains(column))
    }
}

impl Object {
    fn read(row: &sea_orm_migration::sea_orm::QueryResult) -> Result<Self, DbErr> {
        Ok(Self { kind: row.try_get_by_index(0)?, name: row.try_get_by_index(1)?, sql: row.try_get_by_index(2)? })
    }

    /// Returns whether it is an ordinary table, not one for the search.
    fn is_plain_table(&self) -> bool {
        self.kind == "TABLE" && !self.sql.starts_with("CREATE VIRTUAL TABLE")
    }
}
