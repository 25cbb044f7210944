//! Migrations that only add columns. Each is a line in the list of all migrations.

use sea_orm_migration::prelude::*;

use crate::column;

/// A migration that adds columns with defaults to a table. Like any other, it is never changed once
/// it has been released.
pub struct AddedColumns {
    name: &'static str,
    table: &'static str,
    columns: fn() -> Vec<ColumnDef>,
}

impl AddedColumns {
    /// Makes the migration that has this name in the table of applied migrations.
    pub fn new(name: &'static str, table: &'static str, columns: fn() -> Vec<ColumnDef>) -> Box<Self> {
        Box::new(Self { name, table, columns })
    }
}

impl MigrationName for AddedColumns {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AddedColumns {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, self.table, (self.columns)()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = (self.columns)();
        let names: Vec<String> = columns.iter().map(ColumnDef::get_column_name).collect();
        column::drop(manager, self.table, &names.iter().map(String::as_str).collect::<Vec<_>>()).await
    }
}
