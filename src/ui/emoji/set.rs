//! All emoji, in the format of `scripts/pack-emoji.mjs`: an array of groups, each with its name,
//! then glyph and words alternately. The words are the name and, after a bar, more search words.
//! There is one file for each language.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use crate::{
    model::language::Language,
    ui::{
        abort::AbortOnDrop,
        bearer,
        case::lower,
        page::{document, window},
        search::find,
        timeout::{self, within},
    },
    wire::Read,
};

/// An emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Emoji {
    /// The emoji itself.
    pub glyph: String,
    /// Its name in the picker's language.
    pub name: String,
    /// Its name and its search words, in lower case.
    keywords: String,
}

/// A group of emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Its name.
    pub name: String,
    /// In the usual order.
    pub emoji: Vec<Emoji>,
}

/// The groups, in their usual order.
pub(super) type Groups = Rc<Vec<Group>>;

thread_local! {
    /// The emoji that were fetched last, and their language.
    static FETCHED: RefCell<Option<(Language, Groups)>> = const { RefCell::new(None) };
}

/// Returns the emoji if they have been fetched in this language.
pub(super) fn fetched(language: Language) -> Option<Groups> {
    FETCHED
        .with_borrow(|fetched| fetched.as_ref().filter(|(of, _)| *of == language).map(|(_, groups)| Rc::clone(groups)))
}

/// Fetches the emoji, in one file in the picker's language.
pub(super) async fn fetch(language: Language) -> Result<Groups, JsValue> {
    let file = within(timeout::REQUEST_MS, fetch_file(language.code())).await?;
    let groups = Rc::new(file.iter().map(|items| group_of(items)).collect::<Vec<_>>());
    FETCHED.set(Some((language, Rc::clone(&groups))));
    Ok(groups)
}

/// Returns the file of a language. On the server's own pages its address is in
/// an attribute of the page's script. On a page of another site it is derived
/// from the server's origin.
async fn fetch_file(code: &str) -> Result<Vec<Vec<String>>, JsValue> {
    let attribute = ["data-emoji-", code].concat();
    let script = document().query_selector(&["[", &attribute, "]"].concat())?;
    let address = script
        .and_then(|script| script.get_attribute(&attribute))
        .unwrap_or_else(|| bearer::absolute(&["/assets/emoji-", code, ".json"].concat()));
    let init = RequestInit::new();
    let _aborted = AbortOnDrop::attach(&init)?;
    let asked = window().fetch_with_str_and_init(&address, &init);
    let response: Response = JsFuture::from(asked).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let groups = JsFuture::from(response.json()?).await?;
    Vec::<Vec<String>>::read(&groups).ok_or(JsValue::NULL)
}

/// Returns a group from its items.
fn group_of(items: &[String]) -> Group {
    let pairs = items.get(1..).unwrap_or_default().chunks_exact(2);
    let emoji =
        pairs.map(|pair| Emoji { glyph: pair[0].clone(), name: first_part(&pair[1]), keywords: lower(&pair[1]) });
    Group { name: items.first().cloned().unwrap_or_default(), emoji: emoji.collect() }
}

/// Returns the name, without the words behind it.
fn first_part(words: &str) -> String {
    words[..find(words, "|").unwrap_or(words.len())].to_owned()
}

impl Emoji {
    /// Returns whether the keywords contain each of `words`, which are in lower
    /// case.
    fn is_found_by(&self, words: &[&str]) -> bool {
        words.iter().all(|word| find(&self.keywords, word).is_some())
    }
}

/// Returns the emoji with this glyph.
pub(super) fn named<'a>(groups: &'a [Group], glyph: &str) -> Option<&'a Emoji> {
    groups.iter().flat_map(|group| &group.emoji).find(|emoji| emoji.glyph == glyph)
}

/// Returns at most `most` search results, first those whose name begins with
/// the words.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    }

    fn english() -> Vec<Group> {
        let items = ["Smileys", "😀", "grinning face|happy", "❤️", "red heart|love", "😍", "heart eyes|love"];
        vec![group_of(&strings(&items))]
    }

    fn bangla() -> Vec<Group> {
        vec![group_of(&strings(&["স্মাইলি", "😀", "হাসিমুখ|খুশি grinning face", "❤️", "লাল হার্ট|red heart"]))]
    }

    fn found(groups: &[Group], asked: &str) -> Vec<String> {
        search(groups, asked, 10).into_iter().map(|emoji| emoji.glyph.clone()).collect()
    }

    #[test]
    fn an_emoji_is_named_in_the_pickers_language() {
        for (groups, group, emoji) in [(english(), "Smileys", "grinning face"), (bangla(), "স্মাইলি", "হাসিমুখ")]
        {
            assert_eq!((groups[0].name.as_str(), groups[0].emoji[0].name.as_str()), (group, emoji));
        }
    }

    #[test]
    fn names_that_begin_with_what_is_asked_come_first() {
        assert_eq!(found(&english(), "Heart"), ["😍", "❤️"]);
        assert_eq!(found(&english(), "love red"), ["❤️"]);
        assert_eq!(found(&english(), "nothing"), Vec::<String>::new());
    }

    #[test]
    fn in_bangla_both_languages_find_a_face() {
        assert_eq!(found(&bangla(), "হাসি"), ["😀"]);
        assert_eq!(found(&bangla(), "grinning"), ["😀"]);
    }
}
