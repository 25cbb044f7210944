//! Normalises and folds the texts of rows.

use sea_orm::{ActiveValue, IdenStatic, Iterable, Value, entity::prelude::*};

use crate::{model::text, server::fold::fold};

/// The end of the name of a column that holds the folded text of another one.
const FOLDED: &str = "_folded";

/// Returns the columns that are searched, each with the column of its folded
/// text.
pub fn folded_columns<E: EntityTrait>() -> impl Iterator<Item = (E::Column, E::Column)> {
    E::Column::iter().filter_map(|folded| {
        let name = folded.as_str().strip_suffix(FOLDED)?;
        let text = E::Column::iter().find(|column| column.as_str() == name)?;
        Some((text, folded))
    })
}

/// Normalises every text of a row that is about to be stored, and folds the searched
/// ones. It goes through all columns, so that a new one cannot be forgotten. `exact`
/// names those that must not be changed, such as secrets and ids of other systems. The
/// entities call it when one row is saved; a statement that inserts many rows has to
/// call it for each.
pub(in crate::server) fn prepare<M: ActiveModelTrait>(mut row: M, is_new: bool, exact: &[&str]) -> M {
    for column in <M::Entity as EntityTrait>::Column::iter().filter(|column| !exact.contains(&column.as_str())) {
        if let ActiveValue::Set(Value::String(Some(written))) = row.get(column) {
            let normal = text::normal(&written);
            if normal != written {
                row.set(column, Value::String(Some(normal)));
            }
        }
    }
    for (column, folded) in folded_columns::<M::Entity>() {
        match row.get(column) {
            ActiveValue::Set(Value::String(Some(text))) => row.set(folded, fold(&text).into()),
            // The default of the column is empty.
            ActiveValue::NotSet if is_new => row.set(folded, String::new().into()),
            _ => {}
        }
    }
    row
}
