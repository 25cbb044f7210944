//! The list of colleagues above a field for notes. It opens when `@` is typed, and is controlled by
//! keys in the field, which keeps the focus.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use super::texts::MentionTexts;
use crate::{
    console::{
        conversation::{
            composer::REPLY_ID,
            quick_replies::{Offered, OptionList, Options, Slash},
            state::use_conversation,
        },
        inbox::use_directory,
        locale::use_locale,
    },
    model::{agent::Colleague, ids::AgentId, language::Language, mention::MARK, text},
    ui::{case, composing::is_composing, insert::insert},
};

const LIST_ID: &str = "mention-list";
/// The attributes of the field that name the list and the active option.
const ATTRIBUTES: [&str; 2] = ["aria-controls", "aria-activedescendant"];

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
    let (conversation, directory, locale) = (use_conversation(), use_directory(), use_locale());
    let me = conversation.me();
    let typed = RwSignal::new(None::<Slash>);
    let found = Memo::new(move |_| match &*typed.read() {
        Some(Slash { query, .. }) => offered(&directory.colleagues.read(), me, query),
        None => Vec::new(),
    });
    let options = Options::new(LIST_ID, found);
    let field = move || {
        let field = document().get_element_by_id(field_id)?;
        field.dyn_into::<HtmlTextAreaElement>().ok()
    };
    let look = move || {
        let caret = field().and_then(|field| Some((field.value(), field.selection_end().ok().flatten()?)));
        let mark = caret.and_then(|(text, caret)| Slash::marked(MARK, &text, caret));
        if typed.with_untracked(|typed| *typed != mark) {
            typed.set(mark);
        }
    };
    let pick = move |colleague: Colleague| {
        let (Some(field), Some(Slash { start, end, .. })) = (field(), typed.get_untracked()) else { return };
        typed.set(None);
        // Both positions are within the text: the browser has just returned them.
        let _ = field.set_selection_range(start, end);
        insert(&field, &format!("{MARK}{} ", colleague.username));
    };
    let steer = move |event: &KeyboardEvent| {
        let is_open = !is_composing(event) && found.with_untracked(|found| !found.is_empty());
        let is_used = if is_open && event.key() == "Escape" {
            typed.set(None);
            event.prevent_default();
            true
        } else {
            is_open && options.steer(event, pick)
        };
        // The field would send the note.
        if is_used {
            event.stop_immediate_propagation();
        }
    };
    let listeners = StoredValue::new_local(Vec::new());
    // The field is in the document by then.
    Effect::new(move || {
        if let Some(field) = field() {
            listeners.set_value(vec![
                Listener::new(&field, "keydown", move |event| event.dyn_ref().into_iter().for_each(steer)),
                Listener::new(&field, "input", move |_| look()),
                Listener::new(&field, "click", move |_| look()),
            ]);
            look();
        }
    });
    Effect::new(move || {
        let Some(field) = field() else { return };
        let list = found.with(|found| (!found.is_empty()).then(|| LIST_ID.to_owned()));
        for (name, value) in ATTRIBUTES.into_iter().zip([list, options.active_id()]) {
            // Both names are valid.
            let _ = match value {
                Some(value) => field.set_attribute(name, &value),
                None => field.remove_attribute(name),
            };
        }
    });
    on_cleanup(move || {
        if let Some(field) = field() {
            ATTRIBUTES.into_iter().for_each(|name| drop(field.remove_attribute(name)));
        }
    });
    let label = Signal::derive(move || MentionTexts::of(locale.language()).colleagues);
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <div class="slash-menu">
                <OptionList options label on_pick=Callback::new(pick) />
            </div>
        </Show>
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

/// A listener that gets events of an element before the element's other listeners. It is removed
/// when it is dropped.
struct Listener {
    field: HtmlTextAreaElement,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    fn new(field: &HtmlTextAreaElement, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        // Adding a function as a listener cannot throw.
        let _ = field.add_event_listener_with_callback_and_bool(event, callback.as_ref().unchecked_ref(), true);
        Self { field: field.clone(), event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _ = self.field.remove_event_listener_with_callback_and_bool(self.event, callback, true);
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
