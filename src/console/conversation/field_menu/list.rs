//! The list box of a menu; the focus stays on the element that controls it.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

use crate::{
    console::{conversation::state::use_conversation, locale::use_locale},
    model::language::Language,
    ui::composing::is_composing,
};

/// Something that is offered in a list.
pub trait Offered: Clone + PartialEq + Send + Sync + 'static {
    /// Returns the number that distinguishes it within the list.
    fn number(&self) -> i64;

    /// Returns its title and the text beside it, in the language that is shown and the one in which
    /// the customer is answered.
    fn lines(&self, shown: Language, answered: Language) -> [String; 2];
}

/// The options in the list, and the active one, which Enter picks.
pub struct Options<T: Offered> {
    /// The matching options.
    pub found: Memo<Vec<T>>,
    /// The index of the active option.
    pub active: RwSignal<usize>,
    /// The `id` of the list.
    pub list_id: &'static str,
}

// Not derived, because the derived ones would require a `T` that is copied.
impl<T: Offered> Clone for Options<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Offered> Copy for Options<T> {}

impl<T: Offered> Options<T> {
    /// Returns the options, with the first one active.
    pub fn new(list_id: &'static str, found: Memo<Vec<T>>) -> Self {
        let active = RwSignal::new(0);
        Effect::new(move |_| {
            found.track();
            active.set(0);
        });
        Self { found, active, list_id }
    }

    /// Returns the `id` of the active option, for `aria-activedescendant`;
    /// tracked.
    pub fn active_id(self) -> Option<String> {
        let active = self.active.get();
        self.found.with(|found| found.get(active).map(|option| self.option_id(option.number())))
    }

    fn option_id(self, number: i64) -> String {
        format!("{}-{number}", self.list_id)
    }

    /// Handles a key: moves the active option, or picks it. Returns whether it
    /// did.
    pub fn steer(self, event: &KeyboardEvent, pick: impl Fn(T)) -> bool {
        let count = self.found.with_untracked(Vec::len);
        let is_plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if count == 0 || !is_plain || is_composing(event) {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.go((self.active.get_untracked() + 1) % count),
            "ArrowUp" => self.go((self.active.get_untracked() + count - 1) % count),
            "Enter" | "Tab" => {
                let active = self.active.get_untracked();
                self.found.with_untracked(|found| found.get(active).cloned()).into_iter().for_each(pick);
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn go(self, place: usize) {
        self.active.set(place);
        let id = untrack(|| self.active_id());
        if let Some(option) = id.and_then(|id| document().get_element_by_id(&id)) {
            keep_in_sight(&option);
        }
    }
}

/// Scrolls the list just enough to show the whole option.
fn keep_in_sight(option: &Element) {
    let Some(list) = option.parent_element() else { return };
    let (place, edge) = (option.get_bounding_client_rect(), list.get_bounding_client_rect());
    let hidden = (place.bottom() - edge.bottom()).max(0.0) - (edge.top() - place.top()).max(0.0);
    // Whole pixels: a list is far shorter than 2^31 of them.
    list.set_scroll_top(list.scroll_top() + hidden.round() as i32);
}

/// Shows the list. The element that controls it keeps the focus.
#[component]
pub fn OptionList<T: Offered>(
    options: Options<T>,
    /// The accessible name.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Called with the picked option.
    #[prop(into)]
    on_pick: Callback<T>,
) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let language = Memo::new(move |_| conversation.language());
    let rows = move || options.found.get().into_iter().enumerate().collect::<Vec<_>>();
    let draw = move |(place, option): (usize, T)| {
        let (id, picked) = (options.option_id(option.number()), option.clone());
        let is_active = Memo::new(move |_| options.active.get() == place);
        let [title, content] = option.lines(locale.language(), language.get());
        view! {
            <li
                role="option"
                id=id
                class="quick-reply"
                class:is-active=is_active
                aria-selected=move || if is_active.get() { "true" } else { "false" }
                // The field keeps the focus.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| on_pick.run(picked.clone())
            >
                <b dir="auto">{title}</b>
                <span dir="auto">{content}</span>
            </li>
        }
    };
    view! {
        <ul class="quick-reply-list" role="listbox" id=options.list_id aria-label=label>
            {move || rows().into_iter().map(draw).collect_view()}
        </ul>
    }
}
