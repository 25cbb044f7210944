//! The emoji that were picked last, stored in this browser.

use crate::ui::storage;

/// The number of emoji that are stored: three rows.
const CAPACITY: usize = 24;

/// Returns the emoji stored under `key`, the newest first.
pub(super) fn all(key: &str) -> Vec<String> {
    let kept = storage::get(key).unwrap_or_default();
    kept.split_whitespace().map(str::to_owned).collect()
}

/// Stores another emoji.
pub(super) fn add(key: &str, glyph: &str) {
    let mut kept = String::new();
    for glyph in with(&all(key), glyph) {
        kept.push_str(&glyph);
        kept.push(' ');
    }
    storage::set(key, &kept);
}

fn with(before: &[String], glyph: &str) -> Vec<String> {
    let mut all = vec![glyph.to_owned()];
    for other in before {
        if other != glyph && all.len() < CAPACITY {
            all.push(other.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_first_and_nothing_is_there_twice() {
        let before = ["😀", "👍️"].map(str::to_owned);
        assert_eq!(with(&before, "👍️"), ["👍️", "😀"]);
        assert_eq!(with(&before, "🎉"), ["🎉", "😀", "👍️"]);
        let many = (0..40).map(|number| number.to_string()).collect::<Vec<_>>();
        assert_eq!(with(&many, "x").len(), CAPACITY);
    }
}
