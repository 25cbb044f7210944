//! Folds the texts of rows whose texts are not folded yet: rows of an earlier
//! version, or written by a script.

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryOrder, QuerySelect, Statement, Value,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use crate::{
    model::text,
    server::{
        domain::{error::DomainError, services::InboxService},
        entity::{account, conversation, message, text::folded_columns},
        fold::fold,
    },
};

/// How many rows one statement folds. On SQLite, other writes wait for it.
const BATCH: u64 = 500;

impl InboxService {
    /// Folds the texts of all rows whose texts are not folded yet, so that a search
    /// finds them, and normalises the texts themselves. Returns the number of rows.
    /// Takes some tens of microseconds for a row; if there is nothing to do, three
    /// index lookups and one query of a list.
    ///
    /// # Errors
    /// If the database fails. Rows that are folded by then stay folded.
    pub async fn make_searchable(&self) -> Result<u64, DomainError> {
        let messages = self.fold_rows::<message::Entity>(message::Column::Id).await?;
        let accounts = self.fold_rows::<account::Entity>(account::Column::Id).await?;
        let conversations = self.fold_rows::<conversation::Entity>(conversation::Column::Id).await?;
        self.database.index_foreign().await?;
        Ok(messages + accounts + conversations)
    }

    async fn fold_rows<E: EntityTrait>(&self, id: E::Column) -> Result<u64, DomainError> {
        let waiting = folded_columns::<E>().fold(Condition::any(), |any, (_, folded)| any.add(folded.is_null()));
        let waiting = E::find().filter(waiting).order_by_asc(id);
        // Usually there is nothing to do, and other writers should not wait for
        // that.
        if waiting.clone().limit(1).one(self.database.read()).await?.is_none() {
            return Ok(0);
        }
        let mut done = 0;
        loop {
            let transaction = self.database.begin().await?;
            // A row that another transaction is changing is folded by that change.
            let rows = waiting.clone().limit(BATCH).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            let rows = rows.all(&transaction).await?;
            let count = rows.len() as u64;
            if count > 0 {
                let update = update::<E>(id, &rows, transaction.get_database_backend());
                transaction.execute_raw(update).await?;
            }
            transaction.commit().await?;
            done += count;
            if count < BATCH {
                return Ok(done);
            }
        }
    }
}

/// Returns one statement that folds all these rows: one statement for each row
/// would take many times as long.
fn update<E: EntityTrait>(id: E::Column, rows: &[E::Model], backend: DbBackend) -> Statement {
    let mut values: Vec<Value> = Vec::new();
    let mut lists: Vec<String> = Vec::new();
    for row in rows {
        let mut list: Vec<String> = Vec::new();
        let mut add = |value: Value| {
            values.push(value);
            list.push(if backend == DbBackend::Sqlite { "?".to_owned() } else { format!("${}", values.len()) });
        };
        add(row.get(id));
        for (column, _) in folded_columns::<E>() {
            let text = match row.get(column) {
                Value::String(Some(written)) => text::normal(&written),
                _ => String::new(),
            };
            add(fold(&text).into());
            add(text.into());
        }
        lists.push(format!("({})", list.join(", ")));
    }
    // Both databases name the columns of such a list `column1` and so on.
    let set = folded_columns::<E>().zip((2..).step_by(2)).map(|((column, folded), at)| {
        format!("{} = written.column{at}, {} = written.column{}", folded.as_str(), column.as_str(), at + 1)
    });
    let (set, table) = (set.collect::<Vec<_>>().join(", "), E::default().table_name().to_owned());
    let sql = format!(
        "UPDATE {table} SET {set} FROM (VALUES {}) AS written WHERE {table}.id = written.column1",
        lists.join(", ")
    );
    Statement::from_sql_and_values(backend, sql, values)
}
