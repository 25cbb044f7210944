//! The list of colleagues above a field for notes, which opens when `@` is typed.

use leptos::prelude::*;

use super::texts::MentionTexts;
use crate::{
    console::{
        conversation::{
            composer::REPLY_ID,
            field_menu::{FieldMenu, Offered},
            state::use_conversation,
        },
        inbox::use_directory,
        locale::use_locale,
    },
    model::{agent::Colleague, ids::AgentId, language::Language, mention::MARK, text},
    ui::case,
};

const LIST_ID: &str = "mention-list";

impl Offered for Colleague {
    fn number(&self) -> i64 {
        self.id.0
    }

    fn lines(&self, shown: Language, _: Language) -> [String; 2] {
        [self.name_in(shown).to_owned(), format!("{MARK}{}", self.username)]
    }
}

/// Shows the list of the composer, while a note is written.
#[component]
pub fn MentionMenu() -> impl IntoView {
    let conversation = use_conversation();
    view! {
        <Show when=move || conversation.is_noting()>
            <MentionList field_id=REPLY_ID />
        </Show>
    }
}

/// Shows the list of the field with an `id`.
#[component]
pub fn MentionList(field_id: &'static str) -> impl IntoView {
    let (directory, locale, me) = (use_directory(), use_locale(), use_conversation().me());
    let label = Signal::derive(move || MentionTexts::of(locale.language()).colleagues);
    let find = move |query: String| offered(&directory.colleagues.read(), me, &query);
    let text_of = |colleague: Colleague| format!("{MARK}{} ", colleague.username);
    view! {
        <FieldMenu
            field_id
            mark=MARK
            list_id=LIST_ID
            label
            find=Callback::new(find)
            text_of=Callback::new(text_of)
        />
    }
}

/// Returns the colleagues whose username or name in either language has the words of a query, those
/// that begin with it first. The agent cannot mention themselves.
fn offered(colleagues: &[Colleague], me: AgentId, query: &str) -> Vec<Colleague> {
    let query = compared(query);
    let rank = |colleague: &Colleague| {
        let Colleague { username, name, name_bn, .. } = colleague;
        let names = [username, name, name_bn].map(|name| compared(name));
        let begins = names.iter().flat_map(|name| name.split_whitespace()).any(|word| word.starts_with(&query));
        let has = || names.iter().any(|name| name.contains(&query));
        begins.then_some(0).or_else(|| has().then_some(1))
    };
    let others = colleagues.iter().filter(|colleague| colleague.id != me);
    let mut found: Vec<(u8, &Colleague)> = others.filter_map(|colleague| Some((rank(colleague)?, colleague))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, colleague)| colleague.clone()).collect()
}

/// Returns a text as it is compared: in small letters, without accents.
fn compared(text: &str) -> String {
    let accent = |letter: &char| matches!(letter, '\u{300}'..='\u{36F}');
    decomposed(&case::lower(text::normal(text).trim())).chars().filter(|letter| !accent(letter)).collect()
}

/// Returns a text in Unicode's decomposed form (NFD). The browser has the tables.
fn decomposed(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).normalize("NFD").into();
    #[cfg(not(target_arch = "wasm32"))]
    {
        use unicode_normalization::UnicodeNormalization;
        text.nfd().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(id: i64, username: &str, name: &str, name_bn: &str) -> Colleague {
        let [username, name, name_bn] = [username, name, name_bn].map(str::to_owned);
        Colleague { id: AgentId(id), username, name, name_bn, avatar: None, is_online: false }
    }

    #[test]
    fn colleagues_are_found_by_username_and_by_name_in_either_language() {
        let team = [
            colleague(1, "me", "Mina", "মিনা"),
            colleague(2, "karim", "Karim Uddin", "করিম উদ্দিন"),
            colleague(3, "zoe", "Zoë Rahman", ""),
            colleague(4, "ikra", "Ikra", "ইকরা"),
        ];
        let found = |query| offered(&team, AgentId(1), query).iter().map(|found| found.id.0).collect::<Vec<_>>();
        assert_eq!(found(""), [2, 3, 4], "all but the agent");
        assert_eq!(found("KAR"), [2]);
        assert_eq!(found("uddin"), [2], "by the second name");
        assert_eq!(found("ZOE"), [3]);
        assert_eq!(found("rahman"), [3]);
        assert_eq!(found("করি"), [2]);
        assert_eq!(found("k"), [2, 4], "beginnings first");
        assert_eq!(found("me"), [] as [i64; 0]);
        assert_eq!(found("x"), [] as [i64; 0]);
    }
}
