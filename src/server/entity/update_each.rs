//! Updates many rows of a SQLite table, each with its own values.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue, DatabaseTransaction, IdenStatic, Iterable, PrimaryKeyToColumn, Statement, Value, entity::prelude::*,
};

/// Updates rows by their keys, with one statement for all rows in which the same columns
/// change.
///
/// # Errors
/// If the database fails.
pub async fn update_each<M: ActiveModelTrait>(transaction: &DatabaseTransaction, changes: Vec<M>) -> Result<(), DbErr> {
    let mut alike: BTreeMap<Vec<&'static str>, Vec<Vec<Value>>> = BTreeMap::new();
    for change in changes {
        let (columns, values) = changed(&change);
        alike.entry(columns).or_default().push(values);
    }
    for (columns, rows) in alike {
        let sql = update(M::Entity::default().table_name(), &columns, rows.len());
        let statement =
            Statement::from_sql_and_values(transaction.get_database_backend(), sql, rows.into_iter().flatten());
        transaction.execute_raw(statement).await?;
    }
    Ok(())
}

/// Returns the key's column, the columns that change, and their values.
fn changed<M: ActiveModelTrait>(change: &M) -> (Vec<&'static str>, Vec<Value>) {
    let is_key = |column: &<M::Entity as EntityTrait>::Column| {
        <M::Entity as EntityTrait>::PrimaryKey::from_column(*column).is_some()
    };
    let keys = <M::Entity as EntityTrait>::Column::iter().filter(is_key);
    let others = <M::Entity as EntityTrait>::Column::iter().filter(|column| !is_key(column));
    keys.chain(others)
        .filter_map(|column| match change.get(column) {
            ActiveValue::Set(value) => Some((column.as_str(), value)),
            ActiveValue::Unchanged(value) if is_key(&column) => Some((column.as_str(), value)),
            ActiveValue::Unchanged(_) | ActiveValue::NotSet => None,
        })
        .unzip()
}

/// Returns the statement. The first column is the key.
fn update(table: &str, columns: &[&str], rows: usize) -> String {
    let key = columns.first().copied().unwrap_or_default();
    let set: Vec<String> =
        columns.iter().enumerate().skip(1).map(|(i, column)| format!("{column} = new.column{}", i + 1)).collect();
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    let rows = vec![row; rows].join(", ");
    format!("UPDATE {table} SET {} FROM (VALUES {rows}) AS new WHERE {table}.{key} = new.column1", set.join(", "))
}
