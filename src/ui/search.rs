//! Finds words in a text. The standard library's search is made for long texts,
//! and has many times the size.

/// Returns where `words` first occur in a text, in bytes.
pub fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    (0..=text.len().checked_sub(words.len())?).find(|&at| text[at..].starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn words_are_found_where_they_first_stand() {
        assert_eq!(find("heart of hearts", "hearts"), Some(9));
        assert_eq!(find("hearts", "hearts"), Some(0));
        assert_eq!(find("লাল হার্ট", "হার্ট"), "লাল হার্ট".find("হার্ট"));
        assert_eq!(find("heart", ""), Some(0));
        for (text, words) in [("", "a"), ("heart", "hearts"), ("heart", "b")] {
            assert_eq!(find(text, words), None);
        }
    }
}
