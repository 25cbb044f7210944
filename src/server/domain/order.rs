//! The order of a list that an admin sorts by hand.

use std::collections::BTreeMap;

use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};
use serde::Serialize;
use serde_json::json;

use super::{
    actor::AdminActor,
    desk::Desk,
    error::DomainError,
    log::{audit, audit::Change},
};
use crate::model::audit::{Action, Subject};

/// A table whose rows an admin sorts by hand.
pub(super) trait Sorted: EntityTrait<Model: IntoActiveModel<Self::ActiveModel>, ActiveModel: Send> {
    /// The id of a row.
    type RowId: Ord + Copy + Serialize + Sync;
    /// The name of the table in the log.
    const SUBJECT: Subject;
    /// The column of the id.
    const ID: Self::Column;
    /// The column of the place.
    const PLACE: Self::Column;

    /// Returns the place and the id of a row.
    fn place_and_id(row: &Self::Model) -> (i32, Self::RowId);
}

impl Desk {
    /// Puts all rows of a table in an order.
    ///
    /// # Errors
    /// If `ids` are not exactly the ids of the rows, because another admin has added or
    /// deleted one in the meantime.
    pub(super) async fn sort<Table: Sorted>(
        &self,
        admin: &AdminActor,
        ids: &[Table::RowId],
    ) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        // Always locked in the same order, which is that of assignments too. Otherwise two
        // transactions could deadlock.
        let mut rows = Table::find().order_by_asc(Table::ID).lock_exclusive().all(&transaction).await?;
        rows.sort_by_key(Table::place_and_id);
        let before: Vec<Table::RowId> = rows.iter().map(|row| Table::place_and_id(row).1).collect();
        for (row, place) in places(rows, |row| Table::place_and_id(row).1, ids)? {
            if Table::place_and_id(&row).0 != place {
                let mut change = row.into_active_model();
                change.set(Table::PLACE, place.into());
                change.update(&transaction).await?;
            }
        }
        let change = Change {
            action: Action::Reordered,
            subject: Table::SUBJECT,
            subject_id: String::new(),
            before: json!({ "order": before }),
            after: json!({ "order": ids }),
        };
        audit::record(&transaction, self.now(), admin.agent(), change).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Returns each row with its new position, counted from 1.
///
/// # Errors
/// If `ids` are not exactly the ids of the rows, each once.
fn places<Row, Id: Ord + Copy>(
    rows: Vec<Row>,
    id_of: impl Fn(&Row) -> Id,
    ids: &[Id],
) -> Result<Vec<(Row, i32)>, DomainError> {
    const CHANGED: DomainError = DomainError::Conflict("The list has changed. Reload it, then sort it again.");
    let mut rows: BTreeMap<Id, Row> = rows.into_iter().map(|row| (id_of(&row), row)).collect();
    if rows.len() != ids.len() {
        return Err(CHANGED);
    }
    let sorted = ids.iter().zip(1..).map(|(id, place)| rows.remove(id).map(|row| (row, place)).ok_or(CHANGED));
    sorted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_gets_the_place_of_its_id() {
        assert_eq!(places(vec![1, 2, 3], |row| *row, &[3, 1, 2]).ok(), Some(vec![(3, 1), (1, 2), (2, 3)]));
        assert_eq!(places(Vec::<i32>::new(), |row| *row, &[]).ok(), Some(vec![]));
    }

    #[test]
    fn another_list_is_refused() {
        for ids in [&[1, 2][..], &[1, 2, 3, 4], &[1, 2, 2], &[1, 2, 4]] {
            let refused = places(vec![1, 2, 3], |row| *row, ids);
            assert!(matches!(refused, Err(DomainError::Conflict(_))), "{ids:?}");
        }
    }
}
