//! The picture of the agent.

use crate::ui::{case::upper, dom::Tag};

/// Returns the picture, or the name's first letter.
pub fn face(
    name: impl Fn() -> String + Clone + 'static,
    picture: impl Fn() -> Option<String> + Clone + 'static,
) -> Tag {
    let letter = move || {
        Tag::new("span", "").live_text({
            let name = name.clone();
            move || initial(&name())
        })
    };
    Tag::new("span", "adda-face").attr("aria-hidden", "true").slot(picture, move |picture| {
        Some(match picture {
            Some(address) => {
                Tag::new("img", "").attr("src", address).attr("alt", "").attr("width", "40").attr("height", "40")
            }
            None => letter(),
        })
    })
}

/// Returns the first letter. In Bangla, includes its vowel sign, which cannot
/// stand alone.
fn initial(name: &str) -> String {
    let mut letters = name.trim().chars();
    let first = letters.next().map(|letter| upper(&String::from(letter)));
    let signs =
        letters.take_while(|letter| matches!(letter, '\u{0981}'..='\u{0983}' | '\u{09BC}' | '\u{09BE}'..='\u{09CC}'));
    first.unwrap_or_default() + &signs.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn an_initial_is_what_a_reader_sees_as_one_letter() {
        assert_eq!(initial("admin"), "A");
        assert_eq!(initial("রকমারি"), "র");
        assert_eq!(initial("শিশির"), "শি");
        assert_eq!(initial("  "), "");
    }
}
