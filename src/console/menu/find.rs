//! Finds the choices for what has been typed.

use super::MenuItem;
use crate::{model::text, ui::case};

/// Returns the choices that contain a text, those that fit best first. Choices that fit equally
/// keep their order.
pub(super) fn find(items: &[MenuItem], query: &str) -> Vec<MenuItem> {
    let query = compared(query);
    if query.is_empty() {
        return items.to_vec();
    }
    let mut found: Vec<(u8, &MenuItem)> =
        items.iter().filter_map(|item| Some((distance(item, &query)?, item))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, item)| item.clone()).collect()
}

/// Returns whether two names are the same, apart from case and spaces around them.
pub(super) fn is_same(name: &str, other: &str) -> bool {
    compared(name) == compared(other)
}

fn compared(text: &str) -> String {
    case::lower(text::normal(text).trim())
}

fn distance(item: &MenuItem, query: &str) -> Option<u8> {
    [&item.name, &item.also]
        .into_iter()
        .filter(|name| !name.is_empty())
        .filter_map(|name| distance_in(&compared(name), query))
        .min()
}

fn distance_in(name: &str, query: &str) -> Option<u8> {
    match () {
        () if name == query => Some(0),
        () if name.starts_with(query) => Some(1),
        () if name.split_whitespace().any(|word| word.starts_with(query)) => Some(2),
        () if name.contains(query) => Some(3),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(names: &[&str], query: &str, expected: &[&str]) {
        let items: Vec<MenuItem> = names.iter().map(|name| MenuItem::new(name, *name)).collect();
        let found = find(&items, query);
        assert_eq!(found.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_best_match_comes_first() {
        finds(
            &["Late delivery", "Redeliver", "Delivery", "Deliver"],
            "deliver",
            &["Deliver", "Delivery", "Late delivery", "Redeliver"],
        );
        finds(&["ফেরত", "ডেলিভারি"], "ডেলি", &["ডেলিভারি"]);
        finds(&["One", "Two"], "", &["One", "Two"]);
        finds(&["One", "Two"], "x", &[]);
    }

    #[test]
    fn other_words_find_a_choice_too() {
        let items = [MenuItem::new(1, "Assign to me").also("Admin"), MenuItem::new(2, "Mina")];
        assert_eq!(find(&items, "adm"), items[..1]);
        assert_eq!(find(&items, ""), items, "nothing typed keeps the order");
    }

    #[test]
    fn names_are_compared_without_case_and_spaces_around_them() {
        assert!(is_same(" Delivery", "delivery"));
        assert!(!is_same("Delivery", "Deliver"));
    }
}
