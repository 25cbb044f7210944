//! Moves from the rows on screen to the target rows in steps.
//!
//! When a row moves or several rows are added at once, a keyed `For` takes the
//! rows in between out of the document and puts them back, and the one with the
//! focus loses it. It leaves the other rows alone when rows are only removed,
//! or when a single row is added.

use std::collections::HashMap;

use super::rows::{Row, is_same_order};
use crate::model::ids::ConversationId;

/// If more rows than this change place, the list is treated as a different one.
const FEW: usize = 10;

/// Returns the next list to show on the way to `target`, or none once it is
/// reached.
pub fn next(shown: &[Row], target: &[Row]) -> Option<Vec<Row>> {
    if is_same_order(shown, target) {
        return None;
    }
    let stays = in_place(shown, target);
    let placed = stays.iter().filter(|stays| !**stays).count();
    let is_continued = stays.iter().rev().skip_while(|stays| !**stays).all(|stays| *stays);
    let kept: Vec<Row> = target.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(row, _)| row.clone()).collect();
    if placed > FEW && !is_continued || kept.is_empty() {
        return Some(target.to_vec());
    }
    if kept.len() < shown.len() {
        return Some(kept);
    }
    if is_continued {
        // A further page at the end: no rows follow it.
        return Some(target.to_vec());
    }
    let comes = stays.iter().rposition(|stays| !stays)?;
    let next = target.iter().zip(&stays).enumerate().filter(|(place, (_, stays))| **stays || *place == comes);
    Some(next.map(|(_, (row, _))| row.clone()).collect())
}

/// Marks the rows of `target` that are shown already and need not move. Counts
/// from the end, because rows move to the top.
fn in_place(shown: &[Row], target: &[Row]) -> Vec<bool> {
    let places: HashMap<&ConversationId, usize> =
        shown.iter().enumerate().map(|(place, row)| (&row.id, place)).collect();
    let mut below = shown.len();
    let mut stays: Vec<bool> = target
        .iter()
        .rev()
        .map(|row| match places.get(&row.id) {
            Some(&place) if place < below => {
                below = place;
                true
            }
            _ => false,
        })
        .collect();
    stays.reverse();
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::inbox::{rows::append, samples::summary};

    fn rows(numbers: &[u32]) -> Vec<Row> {
        append(&[], &numbers.iter().map(|number| summary(*number, 10)).collect::<Vec<_>>())
    }

    /// Returns all lists shown on the way, each by the last digits of its ids.
    fn way(from: &[u32], to: &[u32]) -> Vec<String> {
        let (mut shown, target) = (rows(from), rows(to));
        let mut lists = Vec::new();
        while let Some(list) = next(&shown, &target) {
            lists.push(
                list.iter().map(|row| row.id.as_str().trim_start_matches("CONV-0").trim_start_matches('0')).collect(),
            );
            shown = list;
            assert!(lists.len() < 20, "{lists:?} does not end");
        }
        lists
    }

    #[test]
    fn a_row_that_moves_goes_and_comes() {
        assert_eq!(way(&[1, 2, 3, 4], &[3, 1, 2, 4]), ["124", "3124"]);
        assert_eq!(way(&[1, 2, 3, 4], &[4, 3, 1, 2]), ["12", "312", "4312"]);
    }

    #[test]
    fn rows_come_one_by_one_but_go_together() {
        assert_eq!(way(&[1, 2], &[5, 6, 1, 2]), ["612", "5612"]);
        assert_eq!(way(&[1, 2, 3, 4], &[2, 4]), ["24"]);
        assert_eq!(way(&[1, 2, 3], &[9, 1, 3]), ["13", "913"]);
    }

    #[test]
    fn another_page_or_another_list_comes_at_once() {
        assert_eq!(way(&[1, 2], &[1, 2, 3, 4]), ["1234"]);
        assert_eq!(way(&[1, 2], &[8, 9]), ["89"]);
        assert_eq!(way(&[], &[1, 2]), ["12"]);
        assert_eq!(way(&[1], &[]), [""]);
        let many: Vec<u32> = (10..30).chain([1]).collect();
        assert_eq!(way(&[1], &many).len(), 1);
    }

    #[test]
    fn nothing_to_do_takes_no_step() {
        assert!(way(&[1, 2], &[1, 2]).is_empty());
    }
}
