//! All emoji, as `scripts/pack-emoji.mjs` writes them: an array of groups,
//! each its name, then glyph and words in turn. The Bangla file has the same
//! groups in the same order, with words only.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::{
    model::language::Language,
    ui::{
        bearer,
        case::lower,
        page::{document, window},
        search::find,
        wire::Read,
    },
};

/// An emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Emoji {
    /// Itself.
    pub glyph: String,
    /// Its name in the picker's language, with a few more words to find it by.
    pub name: String,
    /// What it is found by.
    keywords: String,
}

/// Emoji that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Its name.
    pub name: String,
    /// In the usual order.
    pub emoji: Vec<Emoji>,
}

/// Fetches them. In Bangla they are found by their English words as well.
pub(super) async fn fetch(language: Language) -> Result<Vec<Group>, JsValue> {
    let english = fetch_file("en").await?;
    let bangla = match language {
        Language::En => None,
        Language::Bn => Some(fetch_file("bn").await?),
    };
    Ok(english
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let local = bangla.as_ref().and_then(|groups| groups.get(at));
            group_of(group, local)
        })
        .collect())
}

/// The file of a language. On the server's own pages its address stands in an
/// attribute of the page's script; a page of another site need not know it.
async fn fetch_file(code: &str) -> Result<Vec<Vec<String>>, JsValue> {
    let attribute = ["data-emoji-", code].concat();
    let script = document().query_selector(&["[", &attribute, "]"].concat())?;
    let address = script
        .and_then(|script| script.get_attribute(&attribute))
        .unwrap_or_else(|| bearer::absolute(&["/assets/emoji-", code, ".json"].concat()));
    let response: Response = JsFuture::from(window().fetch_with_str(&address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let groups = JsFuture::from(response.json()?).await?;
    Vec::<Vec<String>>::read(&groups).ok_or(JsValue::NULL)
}

/// A group from its English items and, in Bangla, those in Bangla.
fn group_of(english: &[String], local: Option<&Vec<String>>) -> Group {
    let local_word = |at: usize| local.and_then(|words| words.get(at)).map(String::as_str);
    let pairs = english.get(1..).unwrap_or_default().chunks_exact(2);
    let emoji = pairs.enumerate().map(|(at, pair)| {
        let name = local_word(at + 1).unwrap_or(&pair[1]);
        Emoji { glyph: pair[0].clone(), name: first_part(name), keywords: lower(&[name, " ", &pair[1]].concat()) }
    });
    let name = local_word(0).or(english.first().map(String::as_str)).unwrap_or_default();
    Group { name: name.to_owned(), emoji: emoji.collect() }
}

/// The name, without the words behind it.
fn first_part(words: &str) -> String {
    words[..find(words, "|").unwrap_or(words.len())].to_owned()
}

impl Emoji {
    /// Whether each of the words is in its keywords; `words` in small letters.
    fn is_found_by(&self, words: &[&str]) -> bool {
        words.iter().all(|word| find(&self.keywords, word).is_some())
    }
}

/// The emoji that is this glyph.
pub(super) fn named<'a>(groups: &'a [Group], glyph: &str) -> Option<&'a Emoji> {
    groups.iter().flat_map(|group| &group.emoji).find(|emoji| emoji.glyph == glyph)
}

/// What is found by some words, at most `most`; those whose name begins with
/// them first.
pub(super) fn search<'a>(groups: &'a [Group], asked: &str, most: usize) -> Vec<&'a Emoji> {
    let asked = lower(asked.trim());
    let words = asked.split_whitespace().collect::<Vec<_>>();
    let mut found = Vec::new();
    for begins in [true, false] {
        for emoji in groups.iter().flat_map(|group| &group.emoji) {
            if emoji.keywords.starts_with(&asked) == begins && emoji.is_found_by(&words) {
                found.push(emoji);
            }
        }
    }
    found.truncate(most);
    found
}

/// Some faces, to draw.
#[cfg(test)]
pub(super) fn faces(count: usize) -> Vec<Emoji> {
    let face = |number| {
        let name = ["face ", &usize::to_string(&number)].concat();
        Emoji { glyph: "😀".to_owned(), keywords: name.clone(), name }
    };
    (1..=count).map(face).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    }

    fn groups(is_bangla: bool) -> Vec<Group> {
        let english =
            strings(&["Smileys", "😀", "grinning face|happy", "❤️", "red heart|love", "😍", "heart eyes|love"]);
        let bangla = strings(&["স্মাইলি", "হাসিমুখ|খুশি", "লাল হার্ট", "হৃদয় চোখ"]);
        vec![group_of(&english, is_bangla.then_some(&bangla))]
    }

    fn found(groups: &[Group], asked: &str) -> Vec<String> {
        search(groups, asked, 10).into_iter().map(|emoji| emoji.glyph.clone()).collect()
    }

    #[test]
    fn an_emoji_is_named_in_the_pickers_language() {
        assert_eq!(
            (groups(false)[0].name.as_str(), groups(false)[0].emoji[0].name.as_str()),
            ("Smileys", "grinning face")
        );
        assert_eq!((groups(true)[0].name.as_str(), groups(true)[0].emoji[0].name.as_str()), ("স্মাইলি", "হাসিমুখ"));
    }

    #[test]
    fn names_that_begin_with_what_is_asked_come_first() {
        assert_eq!(found(&groups(false), "Heart"), ["😍", "❤️"]);
        assert_eq!(found(&groups(false), "love red"), ["❤️"]);
        assert_eq!(found(&groups(false), "nothing"), Vec::<String>::new());
    }

    #[test]
    fn in_bangla_both_languages_find_it() {
        assert_eq!(found(&groups(true), "হাসি"), ["😀"]);
        assert_eq!(found(&groups(true), "grinning"), ["😀"]);
    }
}
