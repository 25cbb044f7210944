//! The order of a list that an admin sorts by hand.

use std::collections::BTreeMap;

use super::error::DomainError;

/// Returns each row with its new position, counted from 1.
///
/// # Errors
/// If `ids` are not exactly the ids of the rows, each once.
pub(super) fn places<Row, Id: Ord + Copy>(
    rows: Vec<Row>,
    id_of: impl Fn(&Row) -> Id,
    ids: &[Id],
) -> Result<Vec<(Row, i32)>, DomainError> {
    const CHANGED: DomainError = DomainError::Conflict("The list has changed meanwhile. Load it again, then sort it.");
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
