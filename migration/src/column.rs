//! Columns of types that several tables use.

use sea_orm_migration::prelude::*;

/// Returns the primary key: an ascending number.
pub fn id() -> ColumnDef {
    ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key().to_owned()
}

/// Returns a reference to another table's `id`; the foreign key is added
/// separately.
pub fn reference(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}

/// Returns a nullable reference.
pub fn optional_reference(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().to_owned()
}

/// Returns a text without a length limit in the database; the domain checks its
/// length.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").to_owned()
}

/// Returns a nullable text without a length limit.
pub fn optional_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().to_owned()
}

/// Returns a required short text, such as a word of a fixed set.
pub fn word(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).string().not_null().to_owned()
}

/// Returns a nullable short text.
pub fn optional_word(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).string().null().to_owned()
}

/// Returns a boolean with a default.
pub fn flag(name: &'static str, default: bool) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().default(default).to_owned()
}

/// Returns a count or a position.
pub fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().default(0).to_owned()
}

/// Returns a required time, in UTC.
pub fn moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().to_owned()
}

/// Returns a nullable time.
pub fn optional_moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().to_owned()
}

/// Returns an index, named after its table and its purpose. PostgreSQL
/// truncates names to 63 bytes.
pub fn index(table: &'static str, purpose: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{purpose}")).table(table);
    for column in columns {
        index.col(*column);
    }
    index.to_owned()
}

/// Returns a nullable number.
pub fn optional_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().null().to_owned()
}

/// Returns a nullable count of bytes.
pub fn optional_size(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().to_owned()
}

/// Adds columns to a table, with one statement each, because SQLite adds only
/// one column per statement.
///
/// # Errors
/// If the database refuses one.
pub async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: impl IntoIterator<Item = ColumnDef>,
) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
    }
    Ok(())
}

/// Removes columns from a table.
///
/// # Errors
/// If the database refuses one.
pub async fn drop(manager: &SchemaManager<'_>, table: &'static str, columns: &[&str]) -> Result<(), DbErr> {
    for column in columns {
        manager.alter_table(Table::alter().table(table).drop_column(Alias::new(*column)).to_owned()).await?;
    }
    Ok(())
}
